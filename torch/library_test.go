package torch_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestLoadLibrary_ThatIsNone(t *testing.T) {
	assert.ErrorContains(t, torch.LoadLibrary("no_such_library.so"), "no_such_library.so")
	text := filepath.Join(t.TempDir(), "text.so")
	require.NoError(t, os.WriteFile(text, []byte("not a library"), 0o600))
	assert.ErrorContains(t, torch.LoadLibrary(text), text)
}

func TestLoadLibrary_BringsOperators(t *testing.T) {
	library := os.Getenv("GOTORCH_TEST_TORCHVISION")
	if library == "" {
		t.Skip("GOTORCH_TEST_TORCHVISION does not name torchvision's _C.so")
	}
	torchtest.NoLeaks(t)
	_, err := torch.Call("torchvision::nms", 1)
	assert.ErrorContains(t, err, "has no operator torchvision::nms")
	require.NoError(t, torch.LoadLibrary(library))
	boxes := torch.NewTensor([][]float32{{0, 0, 10, 10}, {0, 0, 9, 10}, {20, 20, 30, 30}})
	scores := torch.NewTensor([]float32{0.5, 0.9, 0.7})
	torchtest.Equal(t, []int64{1, 2}, called(t, "torchvision::nms", boxes, scores, 0.5).(*torch.Tensor))
}
