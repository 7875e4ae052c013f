package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/backends"
)

// zerosAtPadding runs an encoder in evaluation over two sequences, and tells whether its
// output is 0 at the last position of the second, which is masked: libtorch's own layer over
// a nested tensor has left it out.
func zerosAtPadding(e *nn.TransformerEncoder) bool {
	nn.Eval(e)
	mask := torch.Arange(0, 10).View(2, 5).Eq(9)
	var y *torch.Tensor
	torch.NoGrad(func() { y = e.Forward(torch.Randn(2, 5, 8), &nn.EncoderMasks{KeyPaddingMask: mask}) })
	return y.Select(0, 1).Select(0, 4).Abs().Sum().Item() == 0
}

func TestTransformerEncoder_TakesTheFastPathWherePythonDoes(t *testing.T) {
	of := func(e bool, options ...nn.TransformerLayerOption) *nn.TransformerEncoder {
		l := nn.NewTransformerEncoderLayer(8, 2, append(options, nn.BatchFirst(true), nn.DimFeedforward(6))...)
		return nn.NewTransformerEncoder(l, 2, nn.EnableNestedTensor(e))
	}
	assert.True(t, zerosAtPadding(of(true)))
	assert.True(t, zerosAtPadding(of(true, nn.ActivationModule(nn.NewGELU()))))
	assert.False(t, zerosAtPadding(of(false)))
	assert.False(t, zerosAtPadding(of(true, nn.NormFirst(true))))
	assert.False(t, zerosAtPadding(of(true, nn.ActivationModule(nn.Func((*torch.Tensor).Abs)))))

	defer backends.SetMHAFastpathEnabled(true)
	backends.SetMHAFastpathEnabled(false)
	assert.False(t, zerosAtPadding(of(true)))
}

func TestMultiheadAttention_HooksSeeItsTensors(t *testing.T) {
	m, calls := nn.NewMultiheadAttention(8, 2), 0
	nn.OnForward(m, func(_ any, in, out []*torch.Tensor) []*torch.Tensor {
		calls++
		assert.Len(t, in, 3)
		assert.Equal(t, []int{4, 3, 8}, out[0].Shape())
		assert.Equal(t, []int{3, 4, 4}, out[1].Shape())
		return nil
	})
	x := torch.Randn(4, 3, 8)
	m.Forward(x, x, x, nil)
	assert.Equal(t, 1, calls)
}

func TestTransformerEncoder_WarnsOfLayersThatKeepPadding(t *testing.T) {
	for why, layer := range map[string]*nn.TransformerEncoderLayer{
		"encoder_layer.norm_first was True": nn.NewTransformerEncoderLayer(8, 2, nn.NormFirst(true), nn.BatchFirst(true)),
		"encoder_layer.self_attn.batch_first was not True(use batch_first for better inference performance)": nn.NewTransformerEncoderLayer(8, 2),
		"encoder_layer.self_attn was passed bias=False":                                                      nn.NewTransformerEncoderLayer(8, 2, nn.Bias(false), nn.BatchFirst(true)),
		"encoder_layer.activation_relu_or_gelu was not True":                                                 nn.NewTransformerEncoderLayer(8, 2, nn.ActivationModule(nn.NewTanh()), nn.BatchFirst(true)),
		"encoder_layer.self_attn.num_heads is odd":                                                           nn.NewTransformerEncoderLayer(9, 3, nn.BatchFirst(true)),
		"": nn.NewTransformerEncoderLayer(8, 2, nn.BatchFirst(true)),
	} {
		var said []string
		torch.SetWarningHandler(func(w torch.Warning) { said = append(said, w.Message) })
		nn.NewTransformerEncoder(layer, 1)
		nn.NewTransformerEncoder(layer, 1, nn.EnableNestedTensor(false))
		torch.SetWarningHandler(nil)
		if why == "" {
			require.Empty(t, said)
			continue
		}
		require.Equal(t, []string{"enable_nested_tensor is True, but self.use_nested_tensor is False because " + why}, said)
	}
}
