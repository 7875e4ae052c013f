package cases

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// encoderLayer is the layer that stacks are made of.
func encoderLayer() *nn.TransformerEncoderLayer {
	return nn.NewTransformerEncoderLayer(8, 2, nn.DimFeedforward(6), nn.BatchFirst(true))
}

// encoding calls an encoder, or a layer of it, with masks: in evaluation without gradients,
// where libtorch's own layer is taken.
func encoding(c Case, python string, masks func(a []*torch.Tensor) *nn.EncoderMasks) Case {
	return called(c, "(m if m.training else torch.no_grad()(m))(a[0]"+python+")", func(m any, a []*torch.Tensor) any {
		encoder := m.(interface {
			Training() bool
			Forward(*torch.Tensor, *nn.EncoderMasks) *torch.Tensor
		})
		var y *torch.Tensor
		torch.WithGrad(encoder.Training(), func() { y = encoder.Forward(a[0], masks(a)) })
		return y
	})
}

func unmasked([]*torch.Tensor) *nn.EncoderMasks { return nil }

// padded masks the last position of the second sequence.
func padded([]*torch.Tensor) *nn.EncoderMasks {
	return &nn.EncoderMasks{KeyPaddingMask: torch.Arange(0, 10).View(2, 5).Eq(9)}
}

const paddedPython = ", src_key_padding_mask=torch.arange(10).view(2, 5) == 9"

func encoderLayers(python, inputs string, options ...nn.TransformerLayerOption) Case {
	return layer("nn.TransformerEncoderLayer(8, 2, 6"+python+")", inputs, func() any {
		return nn.NewTransformerEncoderLayer(8, 2, append(options, nn.DimFeedforward(6))...)
	})
}

func encoders(python, inputs string, options ...nn.TransformerEncoderOption) Case {
	return layer("nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 6, batch_first=True), 2"+python+")", inputs, func() any {
		return nn.NewTransformerEncoder(encoderLayer(), 2, options...)
	})
}

func decoderLayers(python, inputs string, options ...nn.TransformerLayerOption) Case {
	return layer("nn.TransformerDecoderLayer(8, 2, 6"+python+")", inputs, func() any {
		return nn.NewTransformerDecoderLayer(8, 2, append(options, nn.DimFeedforward(6))...)
	})
}

var transformers = []Case{
	encoding(encoderLayers("", "float32 5 2 8"), "", unmasked),
	encoding(encoderLayers("", "float32 5 8"), "", unmasked),
	encoding(encoderLayers(", batch_first=True", "const float32 2 5 8", nn.BatchFirst(true)), "", unmasked),
	encoding(encoderLayers(", 0.3, 'gelu', 1e-3, batch_first=True, norm_first=True", "const float32 2 5 8",
		nn.DropoutP(0.3), nn.ActivationName("gelu"), nn.LayerNormEps(1e-3), nn.BatchFirst(true), nn.NormFirst(true)), paddedPython, padded),
	encoding(encoderLayers(", activation=nn.GELU(), batch_first=True", "const float32 2 5 8", nn.ActivationModule(nn.NewGELU()), nn.BatchFirst(true)), "", unmasked),
	encoding(encoderLayers(", activation=torch.tanh, batch_first=True, bias=False, dtype=torch.float64", "const float64 2 5 8",
		nn.ActivationModule(nn.Func((*torch.Tensor).Tanh)), nn.BatchFirst(true), nn.Bias(false), nn.DType(torch.Float64)), "", unmasked),
	encoding(encoderLayers(", batch_first=True", "const float32 2 5 8; const float32 5 5", nn.BatchFirst(true)), ", src_mask=a[1], is_causal=False",
		func(a []*torch.Tensor) *nn.EncoderMasks {
			return &nn.EncoderMasks{Mask: a[1], IsCausal: aten.Some(false)}
		}),
	encoding(encoders("", "const float32 2 5 8"), "", unmasked),
	encoding(encoders("", "const float32 2 5 8"), paddedPython, padded),
	encoding(encoders(", enable_nested_tensor=False", "const float32 2 5 8", nn.EnableNestedTensor(false)), paddedPython, padded),
	encoding(layer("nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 6, batch_first=True), 2, nn.LayerNorm(8), mask_check=False)", "const float32 2 5 8", func() any {
		return nn.NewTransformerEncoder(encoderLayer(), 2, nn.FinalNorm(nn.NewLayerNorm(8)), nn.MaskCheck(false))
	}), paddedPython, padded),
	encoding(encoders("", "float32 2 5 8"), ", mask=nn.Transformer.generate_square_subsequent_mask(5)", func([]*torch.Tensor) *nn.EncoderMasks {
		return &nn.EncoderMasks{Mask: nn.GenerateSquareSubsequentMask(5)}
	}),
	called(decoderLayers("", "float32 5 2 8; float32 3 2 8"), "m(*a)", func(m any, a []*torch.Tensor) any {
		return m.(*nn.TransformerDecoderLayer).Forward(a[0], a[1], nil)
	}),
	called(decoderLayers(", 0.3, nn.ReLU(), norm_first=True, batch_first=True", "float32 2 5 8; float32 2 3 8; float32 5 3", nn.DropoutP(0.3),
		nn.ActivationModule(nn.NewReLU()), nn.NormFirst(true), nn.BatchFirst(true)),
		"m(a[0], a[1], memory_mask=a[2], tgt_mask=nn.Transformer.generate_square_subsequent_mask(5), tgt_is_causal=True)", func(m any, a []*torch.Tensor) any {
			return m.(*nn.TransformerDecoderLayer).Forward(a[0], a[1], &nn.DecoderMasks{
				MemoryMask: a[2], TgtMask: nn.GenerateSquareSubsequentMask(5), TgtIsCausal: aten.Some(true),
			})
		}),
	called(layer("nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 6), 2, nn.LayerNorm(8))", "float32 5 2 8; float32 3 2 8; const float32 2 3", func() any {
		l := nn.NewTransformerDecoderLayer(8, 2, nn.DimFeedforward(6))
		return nn.NewTransformerDecoder(l, 2, nn.FinalNorm(nn.NewLayerNorm(8)))
	}), "m(a[0], a[1], tgt_mask=nn.Transformer.generate_square_subsequent_mask(5), memory_key_padding_mask=a[2])", func(m any, a []*torch.Tensor) any {
		return m.(*nn.TransformerDecoder).Forward(a[0], a[1], &nn.DecoderMasks{TgtMask: nn.GenerateSquareSubsequentMask(5), MemoryKeyPaddingMask: a[2]})
	}),
	called(layer("nn.Transformer(8, 2, custom_encoder=nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 4, 6, batch_first=True), 1), num_decoder_layers=1, dim_feedforward=6, batch_first=True)",
		"float32 2 5 8; float32 2 3 8", func() any {
			encoder := nn.NewTransformerEncoder(nn.NewTransformerEncoderLayer(8, 4, nn.DimFeedforward(6), nn.BatchFirst(true)), 1)
			return nn.NewTransformer(nn.DModel(8), nn.Nhead(2), nn.CustomEncoder(encoder), nn.NumDecoderLayers(1), nn.DimFeedforward(6), nn.BatchFirst(true))
		}), "m(*a)", func(m any, a []*torch.Tensor) any { return m.(*nn.Transformer).Forward(a[0], a[1], nil) }),
	called(layer("nn.Transformer(8, 2, 1, 1, 6, custom_decoder=nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 1, 4), 2))", "float32 5 2 8; float32 3 2 8", func() any {
		decoder := nn.NewTransformerDecoder(nn.NewTransformerDecoderLayer(8, 1, nn.DimFeedforward(4)), 2)
		return nn.NewTransformer(nn.DModel(8), nn.Nhead(2), nn.NumEncoderLayers(1), nn.NumDecoderLayers(1), nn.DimFeedforward(6), nn.CustomDecoder(decoder))
	}), "m(*a)", func(m any, a []*torch.Tensor) any { return m.(*nn.Transformer).Forward(a[0], a[1], nil) }),
	called(layer("nn.Transformer(8, 2, 2, 1, 6, batch_first=True)", "float32 2 5 8; float32 2 3 8", func() any {
		return nn.NewTransformer(nn.DModel(8), nn.Nhead(2), nn.NumEncoderLayers(2), nn.NumDecoderLayers(1), nn.DimFeedforward(6), nn.BatchFirst(true))
	}), "m(*a, tgt_mask=m.generate_square_subsequent_mask(3))", func(m any, a []*torch.Tensor) any {
		return m.(*nn.Transformer).Forward(a[0], a[1], &nn.TransformerMasks{Tgt: nn.DecoderMasks{TgtMask: nn.GenerateSquareSubsequentMask(3)}})
	}),
}
