package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// attending is an attention, called as python over m and a says.
func attending(c Case, python string, call func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor)) Case {
	return called(c, python, func(m any, a []*torch.Tensor) any { return pair(call(m.(*nn.MultiheadAttention), a)) })
}

// selfAttending is an attention of the first input to itself.
func selfAttending(c Case, python string, call func(a []*torch.Tensor) *nn.Attention) Case {
	return attending(c, "m(a[0], a[0], a[0]"+python+")", func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
		return m.Forward(a[0], a[0], a[0], call(a))
	})
}

func plain([]*torch.Tensor) *nn.Attention { return nil }

var (
	attention8 = func(inputs string) Case {
		return layer("nn.MultiheadAttention(8, 2)", inputs, func() any { return nn.NewMultiheadAttention(8, 2) })
	}
	attentionFirst = func(inputs string) Case {
		return layer("nn.MultiheadAttention(8, 2, batch_first=True)", inputs, func() any { return nn.NewMultiheadAttention(8, 2, nn.BatchFirst(true)) })
	}
)

var attentions = []Case{
	selfAttending(attention8("float32 5 3 8"), "", plain),
	selfAttending(attention8("float32 5 8"), "", plain),
	selfAttending(attention8("float32 5 3 8"), ", need_weights=False", func([]*torch.Tensor) *nn.Attention { return &nn.Attention{NoWeights: true} }),
	selfAttending(attention8("float32 5 3 8"), ", average_attn_weights=False", func([]*torch.Tensor) *nn.Attention {
		return &nn.Attention{WeightsPerHead: true}
	}),
	selfAttending(attention8("float32 5 3 8; const float32 3 5"), ", key_padding_mask=a[1]", func(a []*torch.Tensor) *nn.Attention {
		return &nn.Attention{KeyPaddingMask: a[1]}
	}),
	selfAttending(attention8("float32 5 3 8; float32 3 5; float32 5 5"), ", key_padding_mask=a[1], attn_mask=a[2], need_weights=False",
		func(a []*torch.Tensor) *nn.Attention {
			return &nn.Attention{KeyPaddingMask: a[1], AttnMask: a[2], NoWeights: true}
		}),
	selfAttending(attention8("float32 4 3 8; float32 6 4 4"), ", attn_mask=a[1]", func(a []*torch.Tensor) *nn.Attention { return &nn.Attention{AttnMask: a[1]} }),
	selfAttending(attention8("float32 4 3 8; float32 6 4 4"), ", attn_mask=a[1], need_weights=False", func(a []*torch.Tensor) *nn.Attention {
		return &nn.Attention{AttnMask: a[1], NoWeights: true}
	}),
	selfAttending(attention8("float32 4 8; const bool 4; const float32 2 4 4"), ", key_padding_mask=a[1] & False, attn_mask=a[2] > 1, average_attn_weights=False",
		func(a []*torch.Tensor) *nn.Attention {
			return &nn.Attention{KeyPaddingMask: torch.Zeros(4, torch.Bool), AttnMask: a[2].Gt(1), WeightsPerHead: true}
		}),
	selfAttending(attention8("float32 4 3 8"), ", attn_mask=torch.ones(4, 4, dtype=torch.bool).triu(1), is_causal=True, need_weights=False",
		func([]*torch.Tensor) *nn.Attention {
			return &nn.Attention{AttnMask: torch.Ones(4, 4, torch.Bool).Triu(1), IsCausal: true, NoWeights: true}
		}),
	selfAttending(attention8("float32 4 3 8"), ", attn_mask=torch.ones(4, 4, dtype=torch.bool).triu(1), is_causal=True",
		func([]*torch.Tensor) *nn.Attention {
			return &nn.Attention{AttnMask: torch.Ones(4, 4, torch.Bool).Triu(1), IsCausal: true}
		}),
	attending(attention8("float32 5 3 8; float32 4 3 8"), "m(a[0], a[1], a[1])", func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
		return m.Forward(a[0], a[1], a[1], nil)
	}),
	attending(attention8("float32 5 3 8; float32 4 3 8; float32 4 3 8"), "m(*a)", func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
		return m.Forward(a[0], a[1], a[2], nil)
	}),
	selfAttending(attentionFirst("const float32 3 5 8"), "", plain),
	attending(attentionFirst("const float32 3 5 8"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0])", withoutGrad(plain)),
	attending(attentionFirst("const float32 3 5 8"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0], need_weights=False)", withoutGrad(func([]*torch.Tensor) *nn.Attention {
		return &nn.Attention{NoWeights: true}
	})),
	attending(attentionFirst("const float32 3 5 8; const float32 3 5"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0], key_padding_mask=a[1] > 0.8, average_attn_weights=False)",
		withoutGrad(func(a []*torch.Tensor) *nn.Attention {
			return &nn.Attention{KeyPaddingMask: a[1].Gt(0.8), WeightsPerHead: true}
		})),
	attending(attentionFirst("const float32 3 5 8; const float32 3 5"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0], key_padding_mask=a[1])",
		withoutGrad(func(a []*torch.Tensor) *nn.Attention { return &nn.Attention{KeyPaddingMask: a[1]} })),
	attending(attentionFirst("const float32 3 5 8; const float32 3 5; const float32 6 5 5"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0], key_padding_mask=a[1] > 1, attn_mask=a[2] > 1)",
		withoutGrad(func(a []*torch.Tensor) *nn.Attention {
			return &nn.Attention{KeyPaddingMask: a[1].Gt(1), AttnMask: a[2].Gt(1)}
		})),
	attending(attentionFirst("const float32 3 5 8; const float32 5 5"), "(m if m.training else torch.no_grad()(m))(a[0], a[0], a[0], attn_mask=a[1] > 1)",
		withoutGrad(func(a []*torch.Tensor) *nn.Attention { return &nn.Attention{AttnMask: a[1].Gt(1)} })),
	attending(attentionFirst("float32 3 5 8; float32 3 4 8"), "m(a[0], a[1], a[1])", func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
		return m.Forward(a[0], a[1], a[1], nil)
	}),
	selfAttending(layer("nn.MultiheadAttention(9, 3, dropout=0.4, bias=False)", "float32 5 3 9", func() any {
		return nn.NewMultiheadAttention(9, 3, nn.DropoutP(0.4), nn.Bias(false))
	}), "", plain),
	selfAttending(layer("nn.MultiheadAttention(8, 2, dropout=0.4, dtype=torch.float64)", "float64 5 3 8", func() any {
		return nn.NewMultiheadAttention(8, 2, nn.DropoutP(0.4), nn.DType(torch.Float64))
	}), ", need_weights=False", func([]*torch.Tensor) *nn.Attention { return &nn.Attention{NoWeights: true} }),
	selfAttending(layer("nn.MultiheadAttention(8, 2, add_bias_kv=True, add_zero_attn=True)", "float32 5 3 8; const float32 3 5; float32 5 5", func() any {
		return nn.NewMultiheadAttention(8, 2, nn.AddBiasKV(true), nn.AddZeroAttn(true))
	}), ", key_padding_mask=a[1], attn_mask=a[2]", func(a []*torch.Tensor) *nn.Attention {
		return &nn.Attention{KeyPaddingMask: a[1], AttnMask: a[2]}
	}),
	attending(layer("nn.MultiheadAttention(8, 2, kdim=3, vdim=5)", "float32 5 3 8; float32 4 3 3; float32 4 3 5", func() any {
		return nn.NewMultiheadAttention(8, 2, nn.Kdim(3), nn.Vdim(5))
	}), "m(*a)", func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
		return m.Forward(a[0], a[1], a[2], nil)
	}),

	function("F.scaled_dot_product_attention(*a)", "float32 2 2 5 4; float32 2 2 3 4; float32 2 2 3 6", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2])
	}),
	function("F.scaled_dot_product_attention(*a)", "float32 2 2 5 4; float32 2 2 3 4; float32 2 2 3 4; const bool 5 3", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2], F.AttnMask(a[3]))
	}),
	function("F.scaled_dot_product_attention(*a, scale=0.3)", "float32 2 2 5 4; float32 2 2 3 4; float32 2 2 3 4; float32 2 1 5 3", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2], F.AttnMask(a[3]), F.Scale(0.3))
	}),
	function("F.scaled_dot_product_attention(*a, is_causal=True)", "float32 2 2 5 4; float32 2 2 5 4; float32 2 2 5 4", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2], F.IsCausal(true))
	}),
	function("F.scaled_dot_product_attention(*a, dropout_p=0.4)", "float32 2 5 4; float32 2 3 4; float32 2 3 4", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2], F.DropoutP(0.4))
	}),
	function("F.scaled_dot_product_attention(*a, enable_gqa=True)", "float32 2 4 5 4; float32 2 2 3 4; float32 2 2 3 4", func(a []*torch.Tensor) any {
		return F.ScaledDotProductAttention(a[0], a[1], a[2], F.EnableGQA(true))
	}),
	function("F.multi_head_attention_forward(a[0], a[0], a[0], 8, 2, a[1], a[2], None, None, False, 0.3, a[3], a[4])",
		"float32 5 3 8; float32 24 8; float32 24; float32 8 8; float32 8", func(a []*torch.Tensor) any {
			return pair(F.MultiHeadAttentionForward(a[0], a[0], a[0], 8, 2, a[1], a[2], nil, nil, false, 0.3, a[3], a[4]))
		}),
	function("F.multi_head_attention_forward(a[0], a[0], a[1], 8, 2, None, a[2], None, None, True, 0.3, a[3], None, training=False, use_separate_proj_weight=True, "+
		"q_proj_weight=a[4], k_proj_weight=a[5], v_proj_weight=a[6], average_attn_weights=False)",
		"float32 5 3 8; float32 5 3 4; float32 24; float32 8 8; float32 8 8; float32 8 8; float32 8 4", func(a []*torch.Tensor) any {
			return pair(F.MultiHeadAttentionForward(a[0], a[0], a[1], 8, 2, nil, a[2], nil, nil, true, 0.3, a[3], nil, F.Training(false),
				F.UseSeparateProjWeight(true), F.QProjWeight(a[4]), F.KProjWeight(a[5]), F.VProjWeight(a[6]), F.AverageAttnWeights(false)))
		}),
	function("F.multi_head_attention_forward(a[0], a[0], a[0], 8, 2, a[1], None, None, None, False, 0.0, a[2], None, static_k=a[3], static_v=a[4], "+
		"need_weights=False, key_padding_mask=a[5] > 1)",
		"float32 5 3 8; float32 24 8; float32 8 8; float32 6 4 4; float32 6 4 4; const float32 3 4", func(a []*torch.Tensor) any {
			return pair(F.MultiHeadAttentionForward(a[0], a[0], a[0], 8, 2, a[1], nil, nil, nil, false, 0, a[2], nil, F.StaticK(a[3]), F.StaticV(a[4]),
				F.NeedWeights(false), F.KeyPaddingMask(a[5].Gt(1))))
		}),
}

// withoutGrad calls an attention of the first input to itself, in evaluation with gradients
// off, where libtorch's own attention is taken.
func withoutGrad(with func(a []*torch.Tensor) *nn.Attention) func(m *nn.MultiheadAttention, a []*torch.Tensor) (*torch.Tensor, *torch.Tensor) {
	return func(m *nn.MultiheadAttention, a []*torch.Tensor) (y, w *torch.Tensor) {
		torch.WithGrad(m.Training(), func() { y, w = m.Forward(a[0], a[0], a[0], with(a)) })
		return y, w
	}
}
