package safetensors

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Where a file cannot be mapped it is read piece by piece.
func TestSource_WithoutMapping(t *testing.T) {
	file, err := os.Open("testdata/shapes.safetensors")
	require.NoError(t, err)
	info, err := file.Stat()
	require.NoError(t, err)

	f := &File{places: map[string]place{}}
	_, err = f.only(&source{reader: file, size: info.Size(), close: file.Close})
	require.NoError(t, err)
	got, err := f.Tensors()
	require.NoError(t, err)
	require.NoError(t, f.Close())

	want, err := LoadFile("testdata/shapes.safetensors")
	require.NoError(t, err)
	require.Len(t, got, len(want))
	for name := range want {
		assert.Equal(t, want[name].RawBytes(), got[name].RawBytes(), name)
	}
}
