package nn

import (
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/backends"
)

// MultiheadAttention lets the positions of a sequence attend to those of another, by
// several heads at once.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html
type MultiheadAttention struct {
	Module
	InProjWeight *torch.Tensor // (3·EmbedDim, EmbedDim); nil where Kdim or Vdim is another
	QProjWeight  *torch.Tensor // (EmbedDim, EmbedDim), or nil
	KProjWeight  *torch.Tensor // (EmbedDim, Kdim), or nil
	VProjWeight  *torch.Tensor // (EmbedDim, Vdim), or nil
	InProjBias   *torch.Tensor // (3·EmbedDim), or nil
	BiasK        *torch.Tensor `nn:"bias_k"` // (1, 1, EmbedDim), or nil
	BiasV        *torch.Tensor `nn:"bias_v"` // (1, 1, EmbedDim), or nil
	OutProj      *NonDynamicallyQuantizableLinear

	EmbedDim, NumHeads int
	Dropout            float64 `kw:"0,DropoutP"` // of the weights, in training
	AddZeroAttn        bool    `kw:"false"`
	Kdim               int     `kw:""` // EmbedDim unless given
	Vdim               int     `kw:""` // EmbedDim unless given
	BatchFirst         bool    `kw:"false"`
}

// NonDynamicallyQuantizableLinear is a [Linear] under the name that Python prints.
type NonDynamicallyQuantizableLinear struct{ Linear }

type multiheadAttentionArgs struct {
	bias      bool `kw:"true"`
	addBiasKV bool `kw:"false" py:"add_bias_kv"`
	factory
}

// Attention is what a call of an attention may have besides its three tensors. The zero
// one is a call without.
type Attention struct {
	// KeyPaddingMask is (N, S), or (S) where the input has no batch: bool, where true is
	// left out, or numbers that are added.
	KeyPaddingMask *torch.Tensor
	// AttnMask is (L, S) or (N·NumHeads, L, S), of the kinds of KeyPaddingMask.
	AttnMask       *torch.Tensor
	NoWeights      bool // return no weights, need_weights=False
	WeightsPerHead bool // weights of each head, average_attn_weights=False
	IsCausal       bool // AttnMask is the causal one

	StaticK, StaticV *torch.Tensor // (N·NumHeads, S, EmbedDim/NumHeads), in place of the projected ones
}

// NewMultiheadAttention makes a layer for embedDim features with heads that divide them.
// The input's projections and BiasK and BiasV are drawn as Xavier's; biases are 0.
func NewMultiheadAttention(embedDim, numHeads int, options ...MultiheadAttentionOption) *MultiheadAttention {
	m, a := multiheadAttentionOf(options)
	if embedDim <= 0 || numHeads <= 0 {
		refuse("MultiheadAttention", "embed_dim and num_heads must be greater than 0, got embed_dim=%d and num_heads=%d instead", embedDim, numHeads)
	}
	if embedDim%numHeads != 0 {
		refuseAttention("embed_dim must be divisible by num_heads")
	}
	m.EmbedDim, m.NumHeads = embedDim, numHeads
	if m.Kdim == 0 {
		m.Kdim = embedDim
	}
	if m.Vdim == 0 {
		m.Vdim = embedDim
	}
	packed := m.Kdim == embedDim && m.Vdim == embedDim
	m.InProjWeight = a.parameter(packed, 3*embedDim, embedDim)
	m.QProjWeight = a.parameter(!packed, embedDim, embedDim)
	m.KProjWeight = a.parameter(!packed, embedDim, m.Kdim)
	m.VProjWeight = a.parameter(!packed, embedDim, m.Vdim)
	m.InProjBias = a.parameter(a.bias, 3*embedDim)
	m.BiasK, m.BiasV = a.parameter(a.addBiasKV, 1, 1, embedDim), a.parameter(a.addBiasKV, 1, 1, embedDim)
	m.OutProj = &NonDynamicallyQuantizableLinear{*NewLinear(embedDim, embedDim, Bias(a.bias), DType(a.dtype), Device(a.device))}
	m.ResetParameters()
	return &m
}

// ResetParameters draws the projections of the input anew, and sets biases to 0.
func (m *MultiheadAttention) ResetParameters() {
	for _, w := range []*torch.Tensor{m.InProjWeight, m.QProjWeight, m.KProjWeight, m.VProjWeight} {
		if w != nil {
			ninit.XavierUniform_(w, 1)
		}
	}
	fill(m.InProjBias, 0)
	fill(m.OutProj.Bias, 0)
	for _, b := range []*torch.Tensor{m.BiasK, m.BiasV} {
		if b != nil {
			ninit.XavierNormal_(b, 1)
		}
	}
}

// Forward lets query (L, N, EmbedDim) attend to key (S, N, Kdim) and value (S, N, Vdim);
// N comes first with BatchFirst, and may be absent from all three. It returns the output,
// shaped as query, and the weights (N, L, S), or (N, NumHeads, L, S) with WeightsPerHead;
// nil with NoWeights. call may be nil.
func (m *MultiheadAttention) Forward(query, key, value *torch.Tensor, call *Attention) (output, weights *torch.Tensor) {
	var c Attention
	if call != nil {
		c = *call
	}
	if !m.Hooked() {
		return m.forward(query, key, value, c)
	}
	out := m.CallMany([]*torch.Tensor{query, key, value}, func(in []*torch.Tensor) []*torch.Tensor {
		y, w := m.forward(in[0], in[1], in[2], c)
		return []*torch.Tensor{y, w}
	})
	return out[0], out[1]
}

func (m *MultiheadAttention) forward(query, key, value *torch.Tensor, c Attention) (output, weights *torch.Tensor) {
	floating := isFloating(c.AttnMask) || isFloating(c.KeyPaddingMask)
	c.KeyPaddingMask = canonicalMask(c.KeyPaddingMask, "key_padding_mask", c.AttnMask, "attn_mask", query.DType())
	c.AttnMask = canonicalMask(c.AttnMask, "attn_mask", nil, "", query.DType())
	if !floating && m.takesFastPath(query, key, value, &c) {
		return m.fast(query, key, value, &c)
	}
	if query.IsNested() || key.IsNested() || value.IsNested() {
		refuseAttention("MultiheadAttention does not support NestedTensor outside of its fast path")
	}
	swap := m.BatchFirst && query.NDim() == 3
	if swap {
		query, key, value = batchSecond(query, key, value)
	}
	output, weights = m.Attend(query, key, value, &c)
	if swap {
		output = output.Transpose(1, 0)
	}
	return output, weights
}

// batchSecond swaps the first two dimensions. What was one tensor is one again.
func batchSecond(query, key, value *torch.Tensor) (q, k, v *torch.Tensor) {
	q = query.Transpose(1, 0)
	switch {
	case query == key && key == value:
		return q, q, q
	case key == value:
		k = key.Transpose(1, 0)
		return q, k, k
	}
	return q, key.Transpose(1, 0), value.Transpose(1, 0)
}

// takesFastPath tells whether libtorch's attention for evaluation, in one operator, gives
// what is asked for.
func (m *MultiheadAttention) takesFastPath(query, key, value *torch.Tensor, c *Attention) bool {
	switch {
	case !backends.MHAFastpathEnabled(), query.NDim() != 3, query != key || key != value,
		m.InProjWeight == nil, m.InProjBias == nil, query.DType() != m.InProjBias.DType(), query.DType() != m.InProjWeight.DType(),
		m.Training(), m.NumHeads%2 != 0, !m.BatchFirst, m.BiasK != nil, m.BiasV != nil, m.AddZeroAttn,
		query.IsNested() && (c.KeyPaddingMask != nil || c.AttnMask != nil),
		torch.IsAutocastEnabled(torch.DeviceCUDA):
		return false
	}
	return fastTensors(query, m.InProjWeight, m.InProjBias, m.OutProj.Weight, m.OutProj.Bias)
}

// fastTensors tells whether tensors lie where the fast paths can run, and need no gradient.
func fastTensors(tensors ...*torch.Tensor) bool {
	graded := torch.IsGradEnabled()
	for _, t := range tensors {
		if t == nil {
			continue
		}
		if kind := t.Device().Type; kind != torch.DeviceCPU && kind != torch.DeviceCUDA || graded && t.RequiresGrad() {
			return false
		}
	}
	return true
}

func (m *MultiheadAttention) fast(query, key, value *torch.Tensor, c *Attention) (output, weights *torch.Tensor) {
	mask, kind := m.mergeMasks(c.AttnMask, c.KeyPaddingMask, query)
	output, weights = aten.InternalNativeMultiHeadAttention(query, key, value, m.EmbedDim, m.NumHeads,
		m.InProjWeight, m.InProjBias, m.OutProj.Weight, m.OutProj.Bias, &aten.InternalNativeMultiHeadAttentionOptions{
			Mask: mask, NeedWeights: aten.Some(!c.NoWeights), AverageAttnWeights: aten.Some(!c.WeightsPerHead), MaskType: kind,
		})
	if c.NoWeights {
		return output, nil
	}
	return output, weights
}

// mergeMasks makes one mask of two, with the number of its kind: 1 for padding, 2 for one
// of each head.
func (m *MultiheadAttention) mergeMasks(attn, padding, query *torch.Tensor) (mask *torch.Tensor, kind aten.Opt[int]) {
	if attn == nil {
		if padding != nil {
			kind = aten.Some(1)
		}
		return padding, kind
	}
	n, length := query.Size(0), query.Size(1)
	if attn.NDim() == 3 {
		mask = attn.View(n, -1, length, length)
	} else {
		mask = attn.View(1, 1, length, length).Expand(n, m.NumHeads, -1, -1)
	}
	if padding != nil {
		mask = mask.Add(padding.View(n, 1, 1, length).Expand(-1, m.NumHeads, -1, -1))
	}
	return mask, aten.Some(2)
}
