package cases

import (
	"slices"

	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// Refusals are mistakes that Python's own code refuses: the error is to be of the same
// kind and begin with the same line.
var Refusals = func() []Case {
	out := slices.Concat(refusedCalls, refusedLayers, refusedLosses, sinceNewest(refusedLinearCrossEntropies...))
	for _, m := range mistakes {
		out = append(out, Case{Python: m.python, Call: func(any, []*torch.Tensor) any { m.golang(); return nil }})
	}
	return out
}()

// mistakes need no inputs.
var mistakes = []struct {
	python string // over math, torch, nn and F
	golang func()
}{
	{"nn.Conv2d(2, 2, 3, groups=0)", func() { nn.NewConv2d(2, 2, 3, nn.Groups(0)) }},
	{"nn.Conv1d(3, 2, 3, groups=2)", func() { nn.NewConv1d(3, 2, 3, nn.Groups(2)) }},
	{"nn.ConvTranspose3d(2, 3, 3, groups=2)", func() { nn.NewConvTranspose3d(2, 3, 3, nn.Groups(2)) }},
	{"nn.Conv2d(2, 2, 3, padding='same', stride=(1, 2))", func() { nn.NewConv2d(2, 2, 3, nn.PaddingName("same"), nn.Stride(1, 2)) }},
	{"nn.ConvTranspose2d(2, 2, 3, padding_mode='reflect')", func() { nn.NewConvTranspose2d(2, 2, 3, nn.PaddingMode("reflect")) }},
	{"nn.ConvTranspose2d(2, 3, 3, stride=2)(torch.ones(1, 2, 4, 4), output_size=[11, 9])", func() {
		nn.NewConvTranspose2d(2, 3, 3, nn.Stride(2)).ForwardTo(torch.Ones(1, 2, 4, 4), nn.Size{11, 9})
	}},
	{"nn.ConvTranspose1d(2, 3, 3)(torch.ones(2, 4), output_size=(1, 2, 3))", func() {
		nn.NewConvTranspose1d(2, 3, 3).ForwardTo(torch.Ones(2, 4), nn.Size{1, 2, 3})
	}},
	{"nn.LazyConv2d(4, 3)(torch.ones(2, 3))", func() { nn.NewLazyConv2d(4, 3).Forward(torch.Ones(2, 3)) }},
	{"nn.LazyConv1d(4, 1, groups=2)(torch.ones(3, 2))", func() { nn.NewLazyConv1d(4, 1, nn.Groups(2)).Forward(torch.Ones(3, 2)) }},
	{"nn.BatchNorm1d(2)(torch.ones(1, 2, 3, 3))", func() { nn.NewBatchNorm1d(2).Forward(torch.Ones(1, 2, 3, 3)) }},
	{"nn.BatchNorm2d(2)(torch.ones(1, 2))", func() { nn.NewBatchNorm2d(2).Forward(torch.Ones(1, 2)) }},
	{"nn.BatchNorm3d(2)(torch.ones(1, 2))", func() { nn.NewBatchNorm3d(2).Forward(torch.Ones(1, 2)) }},
	{"nn.BatchNorm1d(2)(torch.ones(1, 2))", func() { nn.NewBatchNorm1d(2).Forward(torch.Ones(1, 2)) }},
	{"nn.BatchNorm1d(2, eps=0.0)(torch.ones(3, 2))", func() { nn.NewBatchNorm1d(2, nn.Eps(0)).Forward(torch.Ones(3, 2)) }},
	{"nn.Dropout(1.5)", func() { nn.NewDropout(nn.P(1.5)) }},
	{"F.dropout(torch.ones(2), p=-0.5)", func() { F.Dropout(torch.Ones(2), F.P(-0.5)) }},
	{"nn.Hardtanh(2.0, 1.0)", func() { nn.NewHardtanh(nn.MinVal(2), nn.MaxVal(1)) }},
	{"F.hardtanh(torch.ones(2), 2.0, 1.0)", func() { F.Hardtanh(torch.Ones(2), F.MinVal(2), F.MaxVal(1)) }},
	{"nn.Softmax2d()(torch.ones(2, 3))", func() { nn.NewSoftmax2d().Forward(torch.Ones(2, 3)) }},
	{"nn.CircularPad2d(1)(torch.ones(2, 3))", func() { nn.NewCircularPad2d(1).Forward(torch.Ones(2, 3)) }},
	{"nn.LPPool2d(0, 2)", func() { nn.NewLPPool2d(0, 2) }},
	{"nn.FractionalMaxPool2d(2)", func() { nn.NewFractionalMaxPool2d(2) }},
	{"nn.FractionalMaxPool3d(2, output_size=2, output_ratio=0.5)", func() {
		nn.NewFractionalMaxPool3d(2, nn.OutputSize(2), nn.OutputRatio(0.5))
	}},
	{"nn.FractionalMaxPool2d(2, output_ratio=(0.5, 1.5))", func() { nn.NewFractionalMaxPool2d(2, nn.OutputRatio(0.5, 1.5)) }},
	{"nn.MaxUnpool2d(2)(torch.ones(1, 2, 2), torch.zeros(1, 2, 2, dtype=torch.int64), output_size=[9, 9])", func() {
		nn.NewMaxUnpool2d(2).Forward(torch.Ones(1, 2, 2), torch.Zeros(1, 2, 2, torch.Int64), nn.Size{9, 9})
	}},
	{"nn.MaxUnpool2d(2)(torch.ones(1, 2, 2), torch.zeros(1, 2, 2, dtype=torch.int64), output_size=[9])", func() {
		nn.NewMaxUnpool2d(2).Forward(torch.Ones(1, 2, 2), torch.Zeros(1, 2, 2, torch.Int64), nn.Size{9})
	}},
	{"nn.BCELoss()(torch.ones(4, 3), torch.ones(4))", func() { nn.NewBCELoss().Forward(torch.Ones(4, 3), torch.Ones(4)) }},
	{"nn.BCEWithLogitsLoss()(torch.ones(4, 3), torch.ones(3))", func() { nn.NewBCEWithLogitsLoss().Forward(torch.Ones(4, 3), torch.Ones(3)) }},
	{"F.mse_loss(torch.ones(3), torch.ones(3), weight=torch.ones(2))", func() {
		F.MSELoss(torch.Ones(3), torch.Ones(3), F.Weight(torch.Ones(2)))
	}},
	{"nn.GLU()(torch.ones(2, 3))", func() { nn.NewGLU().Forward(torch.Ones(2, 3)) }},
	{"nn.Linear(4, 2)(torch.ones(2, 3))", func() { nn.NewLinear(4, 2).Forward(torch.Ones(2, 3)) }},
	{"nn.MultiheadAttention(0, 2)", func() { nn.NewMultiheadAttention(0, 2) }},
	{"nn.MultiheadAttention(8, 3)", func() { nn.NewMultiheadAttention(8, 3) }},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 1, 8)] * 3)", func() { attend(torch.Ones(2, 3, 1, 8), nil) }},
	{"nn.MultiheadAttention(8, 2)(torch.ones(2, 3, 8), *[torch.ones(2, 8)] * 2)", func() {
		nn.NewMultiheadAttention(8, 2).Forward(torch.Ones(2, 3, 8), torch.Ones(2, 8), torch.Ones(2, 8), nil)
	}},
	{"nn.MultiheadAttention(8, 2)(torch.ones(2, 3, 8), torch.ones(2, 3, 8), torch.ones(4, 3, 8))", func() {
		nn.NewMultiheadAttention(8, 2).Forward(torch.Ones(2, 3, 8), torch.Ones(2, 3, 8), torch.Ones(4, 3, 8), nil)
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 6)] * 3)", func() { attend(torch.Ones(2, 3, 6), nil) }},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, attn_mask=torch.ones(2, 3))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{AttnMask: torch.Ones(2, 3)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, attn_mask=torch.ones(2, 2, 2))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{AttnMask: torch.Ones(2, 2, 2)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 8)] * 3, attn_mask=torch.ones(1, 2, 2))", func() {
		attend(torch.Ones(2, 8), &nn.Attention{AttnMask: torch.Ones(1, 2, 2)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, attn_mask=torch.ones(2))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{AttnMask: torch.Ones(2)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, key_padding_mask=torch.ones(2))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{KeyPaddingMask: torch.Ones(2)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, key_padding_mask=torch.ones(3, 4))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{KeyPaddingMask: torch.Ones(3, 4)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, attn_mask=torch.ones(2, 2, dtype=torch.int64))", func() {
		attend(torch.Ones(2, 3, 8), &nn.Attention{AttnMask: torch.Ones(2, 2, torch.Int64)})
	}},
	{"nn.MultiheadAttention(8, 2)(*[torch.ones(2, 3, 8)] * 3, is_causal=True)", func() { attend(torch.Ones(2, 3, 8), &nn.Attention{IsCausal: true}) }},
	{"nn.TransformerEncoderLayer(8, 2, activation='tanh')", func() { nn.NewTransformerEncoderLayer(8, 2, nn.ActivationName("tanh")) }},
	{"nn.Transformer(8, 2, 1, 1)(torch.ones(2, 3, 8), torch.ones(2, 4, 8))", func() {
		nn.NewTransformer(nn.DModel(8), nn.Nhead(2), nn.NumEncoderLayers(1), nn.NumDecoderLayers(1)).Forward(torch.Ones(2, 3, 8), torch.Ones(2, 4, 8), nil)
	}},
	{"nn.Transformer(8, 2, 1, 1)(torch.ones(2, 3, 6), torch.ones(2, 3, 8))", func() {
		nn.NewTransformer(nn.DModel(8), nn.Nhead(2), nn.NumEncoderLayers(1), nn.NumDecoderLayers(1)).Forward(torch.Ones(2, 3, 6), torch.Ones(2, 3, 8), nil)
	}},
}

// attend has an attention attend to its input.
func attend(x *torch.Tensor, call *nn.Attention) {
	nn.NewMultiheadAttention(8, 2).Forward(x, x, x, call)
}
