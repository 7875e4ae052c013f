package nn

import (
	"math"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Attend is Forward without the layout of BatchFirst, hooks and the operator for
// evaluation: query (L, N, EmbedDim) or (L, EmbedDim). It is what
// functional.MultiHeadAttentionForward calls.
func (m *MultiheadAttention) Attend(query, key, value *torch.Tensor, call *Attention) (output, weights *torch.Tensor) {
	c := *call
	batched := m.checkShapes(query, key, value, &c)
	if !batched {
		// Not one tensor any more, so that each has a projection of its own: Python's bits.
		query, key, value = query.Unsqueeze(1), key.Unsqueeze(1), value.Unsqueeze(1)
		if c.KeyPaddingMask != nil {
			c.KeyPaddingMask = c.KeyPaddingMask.Unsqueeze(0)
		}
	}
	m.settleMasks(query, &c)
	a := m.project(query, key, value, &c)
	if c.NoWeights {
		output = a.dotProduct(m, &c)
	} else {
		output, weights = a.weighted(m, &c)
	}
	if !batched {
		output = output.Squeeze(torch.Dim(1))
		if weights != nil {
			weights = weights.Squeeze(torch.Dim(0))
		}
	}
	return output, weights
}

// settleMasks makes masks numbers, and drops one where IsCausal stands for it.
func (m *MultiheadAttention) settleMasks(query *torch.Tensor, c *Attention) {
	c.KeyPaddingMask = canonicalMask(c.KeyPaddingMask, "key_padding_mask", c.AttnMask, "attn_mask", query.DType())
	if c.IsCausal && c.AttnMask == nil {
		panic(&torch.Error{Op: "nn.MultiheadAttention", Kind: "RuntimeError", Msg: "Need attn_mask if specifying the is_causal hint. " +
			"You may use the Transformer module method `generate_square_subsequent_mask` to create this mask."})
	}
	if c.IsCausal && c.KeyPaddingMask == nil && c.NoWeights {
		c.AttnMask = nil
		return
	}
	c.AttnMask = canonicalMask(c.AttnMask, "attn_mask", nil, "", query.DType())
	if c.KeyPaddingMask != nil {
		c.IsCausal = false
	}
}

// projected are query, key and value of all heads, (N·heads, L or S, size).
type projected struct {
	q, k, v                       *torch.Tensor
	n, heads, length, source, dim int
	mask                          *torch.Tensor // 3-D, or nil
	dropout                       float64
}

func (m *MultiheadAttention) project(query, key, value *torch.Tensor, c *Attention) *projected {
	a := &projected{n: query.Size(1), heads: m.NumHeads, length: query.Size(0), source: key.Size(0), dim: query.Size(2)}
	m.checkFeatures(query, key, value)
	q, k, v := m.inProject(query, key, value)
	a.mask = checkAttnMask(c.AttnMask, a.n, a.heads, a.length, a.source)
	padding := c.KeyPaddingMask
	extend := func() { // the masks, for one more key
		a.mask, padding = padOne(a.mask), padOne(padding)
	}
	if m.checkBiases(c) {
		k = torch.Cat([]*torch.Tensor{k, m.BiasK.Repeat(1, a.n, 1)})
		v = torch.Cat([]*torch.Tensor{v, m.BiasV.Repeat(1, a.n, 1)})
		extend()
	}
	a.q = a.split(q)
	a.k, a.v = a.staticOr(c.StaticK, k, "static_k"), a.staticOr(c.StaticV, v, "static_v")
	if m.AddZeroAttn {
		a.k, a.v = a.withZero(a.k), a.withZero(a.v)
		extend()
	}
	a.source = a.k.Size(1)
	if padding != nil {
		a.merge(padding)
	}
	if m.Training() {
		a.dropout = m.Dropout
	}
	return a
}

func (m *MultiheadAttention) checkFeatures(query, key, value *torch.Tensor) {
	e := query.Size(2)
	if e != m.EmbedDim {
		refuseAttention("was expecting embedding dimension of %d, but got %d", m.EmbedDim, e)
	}
	if e%m.NumHeads != 0 {
		refuseAttention("embed_dim %d not divisible by num_heads %d", e, m.NumHeads)
	}
	if m.QProjWeight != nil {
		if key.Size(0) != value.Size(0) || key.Size(1) != value.Size(1) {
			refuseAttention("key's sequence and batch dims torch.Size([%d, %d]) do not match value's torch.Size([%d, %d])",
				key.Size(0), key.Size(1), value.Size(0), value.Size(1))
		}
	} else if !hasShape(key, value.Shape()...) {
		refuseAttention("key shape %s does not match value shape %s", torchSize(key), torchSize(value))
	}
}

// inProject maps the three inputs, by one product where they are one tensor.
func (m *MultiheadAttention) inProject(query, key, value *torch.Tensor) (q, k, v *torch.Tensor) {
	e := query.Size(-1)
	switch {
	case m.QProjWeight != nil:
		return m.inProjectEach(query, key, value)
	case m.InProjWeight == nil:
		refuseAttention("use_separate_proj_weight is False but in_proj_weight is None")
	case key == value && query == key:
		p := apart(linear(query, m.InProjWeight, m.InProjBias), 3, e)
		return p.Select(0, 0), p.Select(0, 1), p.Select(0, 2)
	case key == value:
		w, b := m.InProjWeight.SplitSizes([]int{e, 2 * e}), make([]*torch.Tensor, 2)
		if m.InProjBias != nil {
			b = m.InProjBias.SplitSizes([]int{e, 2 * e})
		}
		q = linear(query, w[0], b[0])
		p := apart(linear(key, w[1], b[1]), 2, e)
		return q, p.Select(0, 0), p.Select(0, 1)
	}
	w, b := m.InProjWeight.Chunk(3), m.biases()
	return linear(query, w[0], b[0]), linear(key, w[1], b[1]), linear(value, w[2], b[2])
}

func (m *MultiheadAttention) biases() []*torch.Tensor {
	if m.InProjBias == nil {
		return make([]*torch.Tensor, 3)
	}
	return m.InProjBias.Chunk(3)
}

func (m *MultiheadAttention) inProjectEach(query, key, value *torch.Tensor) (q, k, v *torch.Tensor) {
	e, b := query.Size(-1), m.biases()
	each := func(x, w, b *torch.Tensor, name string) *torch.Tensor {
		if w == nil {
			refuseAttention("use_separate_proj_weight is True but %c_proj_weight is None", name[0])
		}
		if want := []int{e, x.Size(-1)}; !hasShape(w, want...) {
			refuseAttention("expecting %s weights shape of %s, but got %s", name, pyTuple(want), torchSize(w))
		}
		if b != nil && !hasShape(b, e) {
			refuseAttention("expecting %s bias shape of (%d,), but got %s", name, e, torchSize(b))
		}
		return linear(x, w, b)
	}
	return each(query, m.QProjWeight, b[0], "query"), each(key, m.KProjWeight, b[1], "key"), each(value, m.VProjWeight, b[2], "value")
}

func linear(x, weight, bias *torch.Tensor) *torch.Tensor {
	return aten.Linear(x, weight, &aten.LinearOptions{Bias: bias})
}

// apart takes n projections of e features, one after the other, apart.
func apart(p *torch.Tensor, n, e int) *torch.Tensor {
	return p.Unflatten(-1, n, e).Unsqueeze(0).Transpose(0, -2).Squeeze(torch.Dim(-2)).Contiguous()
}

func (m *MultiheadAttention) checkBiases(c *Attention) bool {
	switch {
	case m.BiasK == nil && m.BiasV == nil:
		return false
	case m.BiasV == nil:
		refuseAttention("bias_k is set but bias_v is None")
	case m.BiasK == nil:
		refuseAttention("bias_v is set but bias_k is None")
	case c.StaticK != nil:
		refuseAttention("bias cannot be added to static key.")
	case c.StaticV != nil:
		refuseAttention("bias cannot be added to static value.")
	}
	return true
}

// padOne adds a position that is not masked.
func padOne(mask *torch.Tensor) *torch.Tensor {
	if mask == nil {
		return nil
	}
	return aten.Pad(mask, []int{0, 1}, nil)
}

// split gives each head its share of the features.
func (a *projected) split(t *torch.Tensor) *torch.Tensor {
	return t.View(t.Size(0), a.n*a.heads, a.dim/a.heads).Transpose(0, 1)
}

func (a *projected) staticOr(static, t *torch.Tensor, name string) *torch.Tensor {
	if static == nil {
		return a.split(t)
	}
	if n := a.n * a.heads; static.Size(0) != n {
		refuseAttention("expecting %s.size(0) of %d, but got %d", name, n, static.Size(0))
	}
	if d := a.dim / a.heads; static.Size(2) != d {
		refuseAttention("expecting %s.size(2) of %d, but got %d", name, d, static.Size(2))
	}
	return static
}

func (a *projected) withZero(t *torch.Tensor) *torch.Tensor {
	zero := torch.Zeros([]int{a.n * a.heads, 1, a.dim / a.heads}, t.DType(), t.Device())
	return torch.Cat([]*torch.Tensor{t, zero}, torch.Dim(1))
}

// merge adds padding (N, S) to the mask.
func (a *projected) merge(padding *torch.Tensor) {
	for dim, want := range []int{a.n, a.source} {
		if padding.Size(dim) != want {
			refuseAttention("Expected key_padded_mask.shape[%d] to be %d, but got %d", dim, want, padding.Size(dim))
		}
	}
	padding = padding.View(a.n, 1, 1, a.source).Expand(-1, a.heads, -1, -1).Reshape(a.n*a.heads, 1, a.source)
	if a.mask == nil {
		a.mask = padding
	} else {
		a.mask = a.mask.Add(padding)
	}
}

// weighted computes the weights, and the output by them.
func (a *projected) weighted(m *MultiheadAttention, c *Attention) (output, weights *torch.Tensor) {
	scaled := a.q.Mul(math.Sqrt(1 / float64(a.q.Size(2))))
	switch {
	case a.mask != nil:
		weights = a.mask.BAddBMM(scaled, a.k.Transpose(-2, -1))
	case c.IsCausal:
		refuseAttention("FIXME: is_causal not implemented for need_weights")
	default:
		weights = scaled.BMM(a.k.Transpose(-2, -1))
	}
	weights = weights.Softmax(-1)
	if a.dropout > 0 {
		weights = aten.Dropout(weights, a.dropout, true)
	}
	output = a.outProject(m, weights.BMM(a.v).Transpose(0, 1).Reshape(a.length*a.n, a.dim))
	weights = weights.View(a.n, a.heads, a.length, a.source)
	if !c.WeightsPerHead {
		weights = weights.Mean(torch.Dim(1))
	}
	return output, weights
}

// dotProduct computes the output alone.
func (a *projected) dotProduct(m *MultiheadAttention, c *Attention) *torch.Tensor {
	mask, size := a.mask, a.dim/a.heads
	if mask != nil && mask.Size(0) == 1 && mask.NDim() == 3 {
		mask = mask.Unsqueeze(0)
	} else if mask != nil {
		mask = mask.View(a.n, a.heads, -1, a.source)
	}
	q, k, v := a.q.View(a.n, a.heads, a.length, size), a.k.View(a.n, a.heads, a.source, size), a.v.View(a.n, a.heads, a.source, size)
	y := aten.ScaledDotProductAttention(q, k, v, &aten.ScaledDotProductAttentionOptions{AttnMask: mask, DropoutP: a.dropout, IsCausal: c.IsCausal})
	return a.outProject(m, y.Permute(2, 0, 1, 3).Reshape(a.n*a.length, a.dim))
}

func (a *projected) outProject(m *MultiheadAttention, y *torch.Tensor) *torch.Tensor {
	y = linear(y, m.OutProj.Weight, m.OutProj.Bias)
	return y.View(a.length, a.n, y.Size(1))
}
