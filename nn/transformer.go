package nn

import (
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/backends"
)

// TransformerEncoder is a stack of encoder layers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html
type TransformerEncoder struct {
	Module
	Layers []*TransformerEncoderLayer
	Norm   Forwarder `kw:",FinalNorm"`

	EnableNestedTensor bool `kw:"true"`
	MaskCheck          bool `kw:"true"`

	withoutNested bool // the layers it was made of can't do with nested tensors
}

// NewTransformerEncoder makes numLayers copies of a layer, with equal weights.
func NewTransformerEncoder(encoderLayer *TransformerEncoderLayer, numLayers int, options ...TransformerEncoderOption) *TransformerEncoder {
	e := transformerEncoderOf(options)
	e.Layers = clones(encoderLayer, numLayers)
	if why := encoderLayer.keepsPadding(); e.EnableNestedTensor && why != "" {
		torch.Warn(torch.Warning{Op: "nn.TransformerEncoder", Message: "enable_nested_tensor is True, but self.use_nested_tensor is False because " + why})
		e.withoutNested = true
	}
	return &e
}

// keepsPadding tells in Python's words why an encoder of such layers can't leave padding out,
// "" where it can.
func (l *TransformerEncoderLayer) keepsPadding() string {
	a := l.SelfAttn
	switch {
	case l.NormFirst:
		return "encoder_layer.norm_first was True"
	case !a.BatchFirst:
		return "encoder_layer.self_attn.batch_first was not True(use batch_first for better inference performance)"
	case a.InProjWeight == nil:
		return "encoder_layer.self_attn._qkv_same_embed_dim was not True"
	case a.InProjBias == nil:
		return "encoder_layer.self_attn was passed bias=False"
	case l.fast == otherActivation:
		return "encoder_layer.activation_relu_or_gelu was not True"
	case l.Norm1.Eps != l.Norm2.Eps:
		return "encoder_layer.norm1.eps was not equal to encoder_layer.norm2.eps"
	case a.NumHeads%2 == 1:
		return "encoder_layer.self_attn.num_heads is odd"
	}
	return ""
}

func clones[L any](layer L, n int) []L {
	out := make([]L, n)
	for i := range out {
		out[i] = Clone(layer)
	}
	return out
}

// Forward keeps the shape of src (S, N, E), (N, S, E) with BatchFirst, or (S, E). masks may
// be nil. In evaluation, without gradients, padding on the right is left out of the
// computation and is zeros in the result, where [EnableNestedTensor] is on.
func (e *TransformerEncoder) Forward(src *torch.Tensor, masks *EncoderMasks) *torch.Tensor {
	var m EncoderMasks
	if masks != nil {
		m = *masks
	}
	return e.Call(src, func(src *torch.Tensor) *torch.Tensor { return e.forward(src, m) })
}

func (e *TransformerEncoder) forward(src *torch.Tensor, m EncoderMasks) *torch.Tensor {
	m.KeyPaddingMask = canonicalMask(m.KeyPaddingMask, "src_key_padding_mask", m.Mask, "mask", src.DType())
	m.Mask = canonicalMask(m.Mask, "mask", nil, "", src.DType())
	x, nested := src, e.leavesPaddingOut(src, &m)
	if nested {
		x = aten.InternalNestedTensorFromMask(src, m.KeyPaddingMask.LogicalNot(), &aten.InternalNestedTensorFromMaskOptions{MaskCheck: aten.Some(false)})
		m.KeyPaddingMask = nil
	}
	m.IsCausal = aten.Some(isCausalMask(m.Mask, m.IsCausal, sequenceLength(src, e.Layers[0].SelfAttn.BatchFirst)))
	for _, l := range e.Layers {
		x = l.Forward(x, &m)
	}
	if nested {
		x = x.ToPaddedTensor(0, src.Shape()...)
	}
	if e.Norm != nil {
		x = e.Norm.Forward(x)
	}
	return x
}

// leavesPaddingOut tells whether the layers run over a nested tensor.
func (e *TransformerEncoder) leavesPaddingOut(src *torch.Tensor, m *EncoderMasks) bool {
	l := e.Layers[0]
	switch {
	case !backends.MHAFastpathEnabled(), !e.EnableNestedTensor, e.withoutNested, l.keepsPadding() != "", l.Training(), src.NDim() != 3, m.KeyPaddingMask == nil,
		e.MaskCheck && !aten.InternalNestedTensorFromMaskLeftAligned(src, m.KeyPaddingMask.LogicalNot()),
		src.IsNested(), m.Mask != nil, torch.IsAutocastEnabled(torch.DeviceCUDA):
		return false
	}
	return fastTensors(l.fastTensors(src)...)
}

func sequenceLength(x *torch.Tensor, batchFirst bool) aten.Opt[int] {
	switch {
	case x.IsNested():
		return aten.Opt[int]{}
	case x.NDim() != 2 && batchFirst:
		return aten.Some(x.Size(1))
	}
	return aten.Some(x.Size(0))
}

// isCausalMask tells whether a mask is the causal one, as told or as it is.
func isCausalMask(mask *torch.Tensor, told aten.Opt[bool], size aten.Opt[int]) bool {
	if causal, ok := told.Get(); ok || mask == nil {
		return causal
	}
	n, ok := size.Get()
	if !ok {
		n = mask.Size(-2)
	}
	causal := GenerateSquareSubsequentMask(n, mask.DType(), mask.Device())
	return hasShape(mask, causal.Shape()...) && torch.ItemAs[bool](mask.Eq(causal).All())
}

// TransformerDecoder is a stack of decoder layers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoder.html
type TransformerDecoder struct {
	Module
	Layers []*TransformerDecoderLayer
	Norm   Forwarder `kw:",FinalNorm"`
}

// NewTransformerDecoder makes numLayers copies of a layer, with equal weights.
func NewTransformerDecoder(decoderLayer *TransformerDecoderLayer, numLayers int, options ...TransformerDecoderOption) *TransformerDecoder {
	d := transformerDecoderOf(options)
	d.Layers = clones(decoderLayer, numLayers)
	return &d
}

// Forward keeps the shape of tgt (T, N, E), and attends to memory (S, N, E); N comes first
// with BatchFirst, and may be absent from both. masks may be nil.
func (d *TransformerDecoder) Forward(tgt, memory *torch.Tensor, masks *DecoderMasks) *torch.Tensor {
	var m DecoderMasks
	if masks != nil {
		m = *masks
	}
	return d.call2(tgt, memory, func(tgt, memory *torch.Tensor) *torch.Tensor { return d.forward(tgt, memory, m) })
}

func (d *TransformerDecoder) forward(x, memory *torch.Tensor, m DecoderMasks) *torch.Tensor {
	m.TgtIsCausal = aten.Some(isCausalMask(m.TgtMask, m.TgtIsCausal, sequenceLength(x, d.Layers[0].SelfAttn.BatchFirst)))
	for _, l := range d.Layers {
		x = l.Forward(x, memory, &m)
	}
	if d.Norm != nil {
		x = d.Norm.Forward(x)
	}
	return x
}

// Transformer maps a source sequence and a target sequence to one of the target's length,
// by an encoder and a decoder.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Transformer.html
type Transformer struct {
	Module
	Encoder SequenceEncoder // a *TransformerEncoder, or [CustomEncoder]'s
	Decoder SequenceDecoder // a *TransformerDecoder, or [CustomDecoder]'s

	DModel     int `kw:"512"`
	Nhead      int `kw:"8"`
	BatchFirst bool
}

// SequenceEncoder maps a sequence to one of the same length.
type SequenceEncoder interface {
	Forward(src *torch.Tensor, masks *EncoderMasks) *torch.Tensor
}

// SequenceDecoder maps a sequence to one of the same length that looks at another one.
type SequenceDecoder interface {
	Forward(tgt, memory *torch.Tensor, masks *DecoderMasks) *torch.Tensor
}

type transformerArgs struct {
	numEncoderLayers int             `kw:"6"`
	numDecoderLayers int             `kw:"6"`
	customEncoder    SequenceEncoder `kw:""`
	customDecoder    SequenceDecoder `kw:""`
	normFirst        bool            `kw:"false"`
	transformerLayerBaseArgs
}

// TransformerMasks are what a call of [Transformer.Forward] may have besides its sequences.
type TransformerMasks struct {
	Src EncoderMasks
	Tgt DecoderMasks
}

// NewTransformer makes an encoder and a decoder, whose matrices are drawn as Xavier's, those
// of [CustomEncoder] and [CustomDecoder] too.
func NewTransformer(options ...TransformerOption) *Transformer {
	t, a := transformerOf(options)
	given := []TransformerLayerOption{
		DimFeedforward(a.dimFeedforward), DropoutP(a.dropoutP), ActivationName(a.activationName), ActivationModule(a.activationModule),
		LayerNormEps(a.layerNormEps), BatchFirst(a.batchFirst), NormFirst(a.normFirst), Bias(a.bias), DType(a.dtype), Device(a.device),
	}
	t.BatchFirst = a.batchFirst
	t.Encoder, t.Decoder = a.customEncoder, a.customDecoder
	if t.Encoder == nil {
		layer := NewTransformerEncoderLayer(t.DModel, t.Nhead, given...)
		t.Encoder = NewTransformerEncoder(layer, a.numEncoderLayers, FinalNorm(a.norm(t.DModel)))
	}
	if t.Decoder == nil {
		layer := NewTransformerDecoderLayer(t.DModel, t.Nhead, given...)
		t.Decoder = NewTransformerDecoder(layer, a.numDecoderLayers, FinalNorm(a.norm(t.DModel)))
	}
	for _, p := range Parameters(&t) {
		if p.NDim() > 1 {
			ninit.XavierUniform_(p, 1)
		}
	}
	return &t
}

// Forward maps src (S, N, DModel) and tgt (T, N, DModel) to (T, N, DModel); N comes first
// with BatchFirst, and may be absent from both. masks may be nil.
func (t *Transformer) Forward(src, tgt *torch.Tensor, masks *TransformerMasks) *torch.Tensor {
	var m TransformerMasks
	if masks != nil {
		m = *masks
	}
	return t.call2(src, tgt, func(src, tgt *torch.Tensor) *torch.Tensor {
		t.check(src, tgt)
		return t.Decoder.Forward(tgt, t.Encoder.Forward(src, &m.Src), &m.Tgt)
	})
}

func (t *Transformer) check(src, tgt *torch.Tensor) {
	batch := 1
	if t.BatchFirst {
		batch = 0
	}
	refuse := func(message string) {
		panic(&torch.Error{Op: "nn.Transformer", Kind: "RuntimeError", Msg: message})
	}
	if src.NDim() == 3 && src.Size(batch) != tgt.Size(batch) {
		refuse("the batch number of src and tgt must be equal")
	}
	if src.Size(-1) != t.DModel || tgt.Size(-1) != t.DModel {
		refuse("the feature number of src and tgt must be equal to d_model")
	}
}

// GenerateSquareSubsequentMask returns the causal mask (size, size) of a dtype and a
// device: -inf above the diagonal, 0 elsewhere. It is Python's method of Transformer.
func GenerateSquareSubsequentMask(size int, options ...torch.TensorOption) *torch.Tensor {
	return torch.Full([]int{size, size}, math.Inf(-1), options...).Triu(1)
}
