package torch_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// The text is what Python 3.12 prints of the dict.
func TestDict_PrintsAsPython(t *testing.T) {
	ordered := torch.NewDict("w", torch.NewTensor([]float32{1, 2}))
	ordered.Kind = torch.OrderedDict
	d := torch.NewDict("epoch", 3, "it's", 0.5, 1, torch.Tuple{true, nil}, "model", ordered, "list", []any{torch.Float32, "a"}, "at", torch.CPU)
	want := `{'epoch': 3, "it's": 0.5, 1: (True, None), 'model': OrderedDict({'w': tensor([1., 2.])}), 'list': [torch.float32, 'a'], 'at': device(type='cpu')}`
	assert.Equal(t, want, d.String())
	assert.Equal(t, "{}", torch.NewDict().String())

	itself := torch.NewDict()
	for i := range 100 {
		itself.Set(i, itself)
	}
	text := itself.String()
	assert.Contains(t, text, "...")
	assert.Less(t, len(text), 1<<17)
}

func TestMessages_NameTheOperationAndThePlace(t *testing.T) {
	var none *torch.Tensor
	for want, f := range map[string]func(){
		"torch: shape: the tensor is nil":         func() { none.Shape() },
		"torch: ndim: the tensor is nil":          func() { none.NDim() },
		"torch: requires_grad: the tensor is nil": func() { none.RequiresGrad() },
	} {
		require.ErrorContains(t, torch.Try(func() error { f(); return nil }), want)
	}
	value := torch.NewDict("a", []any{1, torch.NewDict("y", none)})
	err := torch.SaveTo(&bytes.Buffer{}, value)
	require.ErrorContains(t, err, `["a"][1]["y"]: the tensor is nil`)
	require.False(t, strings.Contains(err.Error(), "meta"))
}
