package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

type scaledDotProductAttentionArgs struct {
	attnMask  *torch.Tensor     `kw:""` // (..., L, S): bool, where true takes part, or numbers that are added
	dropoutP  float64           `kw:"0" py:"dropout_p"`
	isCausal  bool              `kw:"false"`
	scale     aten.Opt[float64] `kw:""` // 1/√E unless given
	enableGQA bool              `kw:"false" py:"enable_gqa"`
}

// ScaledDotProductAttention lets query (..., heads, L, E) attend to key (..., heads, S, E)
// and value (..., heads, S, Ev), and returns (..., heads, L, Ev). It drops with DropoutP
// whether the program trains or not. libtorch picks an implementation; see package
// nn/attention.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
func ScaledDotProductAttention(query, key, value *torch.Tensor, options ...ScaledDotProductAttentionOption) *torch.Tensor {
	a := scaledDotProductAttentionOf(options)
	return aten.ScaledDotProductAttention(query, key, value, &aten.ScaledDotProductAttentionOptions{
		AttnMask: a.attnMask, DropoutP: a.dropoutP, IsCausal: a.isCausal, Scale: a.scale, EnableGqa: a.enableGQA,
	})
}

type multiHeadAttentionForwardArgs struct {
	training              bool          `kw:"true"`
	keyPaddingMask        *torch.Tensor `kw:""` // (N, S), or (S) without a batch
	needWeights           bool          `kw:"true"`
	attnMask              *torch.Tensor `kw:""` // (L, S) or (N·numHeads, L, S); bool, where true is left out, or numbers
	useSeparateProjWeight bool          `kw:"false"`
	qProjWeight           *torch.Tensor `kw:""`
	kProjWeight           *torch.Tensor `kw:""`
	vProjWeight           *torch.Tensor `kw:""`
	staticK               *torch.Tensor `kw:"" py:"static_k"`
	staticV               *torch.Tensor `kw:"" py:"static_v"`
	averageAttnWeights    bool          `kw:"true"`
	isCausal              bool          `kw:"false"`
}

// MultiHeadAttentionForward is [nn.MultiheadAttention] as a function: query (L, N, E), key
// and value (S, N, ...), without the batch (L, E). inProjBias, biasK, biasV, outProjBias
// may be nil, and inProjWeight with [UseSeparateProjWeight]. The weights are nil with
// NeedWeights(false).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_head_attention_forward.html
func MultiHeadAttentionForward(query, key, value *torch.Tensor, embedDimToCheck, numHeads int, inProjWeight, inProjBias, biasK, biasV *torch.Tensor,
	addZeroAttn bool, dropoutP float64, outProjWeight, outProjBias *torch.Tensor, options ...MultiHeadAttentionForwardOption,
) (output, weights *torch.Tensor) {
	a := multiHeadAttentionForwardOf(options)
	m := nn.MultiheadAttention{
		Module: nn.InTraining(a.training), EmbedDim: embedDimToCheck, NumHeads: numHeads, InProjBias: inProjBias, BiasK: biasK, BiasV: biasV,
		AddZeroAttn: addZeroAttn, Dropout: dropoutP,
		OutProj: &nn.NonDynamicallyQuantizableLinear{Linear: nn.Linear{Weight: outProjWeight, Bias: outProjBias}},
	}
	if a.useSeparateProjWeight {
		m.QProjWeight, m.KProjWeight, m.VProjWeight = a.qProjWeight, a.kProjWeight, a.vProjWeight
	} else {
		m.InProjWeight = inProjWeight
	}
	return m.Attend(query, key, value, &nn.Attention{
		KeyPaddingMask: a.keyPaddingMask, AttnMask: a.attnMask, NoWeights: !a.needWeights, WeightsPerHead: !a.averageAttnWeights,
		IsCausal: a.isCausal, StaticK: a.staticK, StaticV: a.staticV,
	})
}
