package nn

import (
	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/backends"
)

// TransformerLayerBase is what [TransformerEncoderLayer] and [TransformerDecoderLayer]
// have in common.
type TransformerLayerBase struct {
	Module
	Activation Forwarder // a module between the linear layers; nil for a function
	NormFirst  bool      `kw:"false"`

	function func(x *torch.Tensor) *torch.Tensor // in Activation's place
	fast     fastActivation
}

type transformerLayerBaseArgs struct {
	dimFeedforward   int       `kw:"2048"`
	dropoutP         float64   `kw:"0.1" py:"dropout"`
	activationName   string    `kw:"relu"`
	activationModule Forwarder `kw:""`
	layerNormEps     float64   `kw:"1e-5"`
	batchFirst       bool      `kw:"false"`
	bias             bool      `kw:"true"`
	factory
}

// fastActivation is an activation that libtorch's own encoder layer has.
type fastActivation int

const (
	otherActivation fastActivation = iota
	reluActivation
	geluActivation
)

func gelu(x *torch.Tensor) *torch.Tensor { return x.GELU() }

// activate takes the activation that the options name, for the layer op.
func (l *TransformerLayerBase) activate(op string, a *transformerLayerBaseArgs) {
	switch m := a.activationModule.(type) {
	case nil:
	case Func:
		l.function = m
		return
	default:
		l.Activation = m
		switch m.(type) {
		case *ReLU:
			l.fast = reluActivation
		case *GELU:
			l.fast = geluActivation
		}
		return
	}
	switch a.activationName {
	case "relu":
		l.function, l.fast = (*torch.Tensor).ReLU, reluActivation
	case "gelu":
		l.function, l.fast = gelu, geluActivation
	default:
		panic(&torch.Error{Op: op, Kind: "RuntimeError", Msg: "activation should be relu/gelu, not " + a.activationName})
	}
}

func (l *TransformerLayerBase) activated(x *torch.Tensor) *torch.Tensor {
	if l.Activation != nil {
		return l.Activation.Forward(x)
	}
	return l.function(x)
}

func (a *transformerLayerBaseArgs) attention(dModel, nhead int) *MultiheadAttention {
	return NewMultiheadAttention(dModel, nhead, DropoutP(a.dropoutP), BatchFirst(a.batchFirst), Bias(a.bias), DType(a.dtype), Device(a.device))
}

func (a *transformerLayerBaseArgs) linear(in, out int) *Linear {
	return NewLinear(in, out, Bias(a.bias), DType(a.dtype), Device(a.device))
}

func (a *transformerLayerBaseArgs) norm(dModel int) *LayerNorm {
	return NewLayerNorm(dModel, Eps(a.layerNormEps), Bias(a.bias), DType(a.dtype), Device(a.device))
}

func (a *transformerLayerBaseArgs) dropout() *Dropout { return NewDropout(P(a.dropoutP)) }

// TransformerEncoderLayer is attention of a sequence to itself and two linear layers, each
// with a way around it and a normalisation.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html
type TransformerEncoderLayer struct {
	SelfAttn *MultiheadAttention
	Linear1  *Linear
	Dropout  *Dropout
	Linear2  *Linear
	Norm1    *LayerNorm
	Norm2    *LayerNorm
	Dropout1 *Dropout
	Dropout2 *Dropout
	TransformerLayerBase
}

// EncoderMasks are what a call of an encoder or of one of its layers may have besides the
// sequence. The zero one is a call without. Its fields are
//
//	Mask           *torch.Tensor  // (S, S) or (N·heads, S, S): bool, where true is left out, or numbers
//	KeyPaddingMask *torch.Tensor  // (N, S) or (S), of the same kinds
//	IsCausal       aten.Opt[bool] // Mask is the causal one: an encoder looks unless told by aten.Some(true), a layer takes false
type EncoderMasks = kw.EncoderMasks

// NewTransformerEncoderLayer makes a layer for dModel features with nhead heads.
func NewTransformerEncoderLayer(dModel, nhead int, options ...TransformerLayerOption) *TransformerEncoderLayer {
	b, a := transformerLayerOf(options)
	l := &TransformerEncoderLayer{TransformerLayerBase: b}
	l.SelfAttn = a.attention(dModel, nhead)
	l.Linear1, l.Dropout, l.Linear2 = a.linear(dModel, a.dimFeedforward), a.dropout(), a.linear(a.dimFeedforward, dModel)
	l.Norm1, l.Norm2 = a.norm(dModel), a.norm(dModel)
	l.Dropout1, l.Dropout2 = a.dropout(), a.dropout()
	l.activate("nn.TransformerEncoderLayer", &a)
	return l
}

// Forward keeps the shape of src (S, N, E), (N, S, E) with BatchFirst, or (S, E). masks may
// be nil.
func (l *TransformerEncoderLayer) Forward(src *torch.Tensor, masks *EncoderMasks) *torch.Tensor {
	var m EncoderMasks
	if masks != nil {
		m = *masks
	}
	return l.Call(src, func(src *torch.Tensor) *torch.Tensor { return l.forward(src, m) })
}

func (l *TransformerEncoderLayer) forward(src *torch.Tensor, m EncoderMasks) *torch.Tensor {
	m.KeyPaddingMask = canonicalMask(m.KeyPaddingMask, "src_key_padding_mask", m.Mask, "src_mask", src.DType())
	m.Mask = canonicalMask(m.Mask, "src_mask", nil, "", src.DType())
	if l.takesFastPath(src, &m) {
		return l.runFast(src, &m)
	}
	causal, _ := m.IsCausal.Get()
	call := &Attention{AttnMask: m.Mask, KeyPaddingMask: m.KeyPaddingMask, NoWeights: true, IsCausal: causal}
	if l.NormFirst {
		x := src.Add(l.attend(l.Norm1.Forward(src), call))
		return x.Add(l.feed(l.Norm2.Forward(x)))
	}
	x := l.Norm1.Forward(src.Add(l.attend(src, call)))
	return l.Norm2.Forward(x.Add(l.feed(x)))
}

func (l *TransformerEncoderLayer) attend(x *torch.Tensor, call *Attention) *torch.Tensor {
	y, _ := l.SelfAttn.Forward(x, x, x, call)
	return l.Dropout1.Forward(y)
}

func (l *TransformerEncoderLayer) feed(x *torch.Tensor) *torch.Tensor {
	return l.Dropout2.Forward(l.Linear2.Forward(l.Dropout.Forward(l.activated(l.Linear1.Forward(x)))))
}

// takesFastPath tells whether libtorch's own layer, in one operator, gives the same.
func (l *TransformerEncoderLayer) takesFastPath(src *torch.Tensor, m *EncoderMasks) bool {
	switch {
	case !backends.MHAFastpathEnabled(), src.NDim() != 3, l.Training(), !l.packs(), l.fast == otherActivation, l.Norm1.Eps != l.Norm2.Eps,
		src.IsNested() && (m.KeyPaddingMask != nil || m.Mask != nil),
		torch.IsAutocastEnabled(torch.DeviceCUDA), hasForwardHooks(l):
		return false
	}
	return fastTensors(l.fastTensors(src)...)
}

// packs tells whether the attention is one that libtorch's own layer has.
func (l *TransformerEncoderLayer) packs() bool {
	a := l.SelfAttn
	return a.BatchFirst && a.InProjBias != nil && a.InProjWeight != nil && a.NumHeads%2 == 0
}

func (l *TransformerEncoderLayer) fastTensors(src *torch.Tensor) []*torch.Tensor {
	a := l.SelfAttn
	return []*torch.Tensor{
		src, a.InProjWeight, a.InProjBias, a.OutProj.Weight, a.OutProj.Bias, l.Norm1.Weight, l.Norm1.Bias, l.Norm2.Weight, l.Norm2.Bias,
		l.Linear1.Weight, l.Linear1.Bias, l.Linear2.Weight, l.Linear2.Bias,
	}
}

func (l *TransformerEncoderLayer) runFast(src *torch.Tensor, m *EncoderMasks) *torch.Tensor {
	a := l.SelfAttn
	mask, kind := a.mergeMasks(m.Mask, m.KeyPaddingMask, src)
	return aten.InternalTransformerEncoderLayerFwd(src, a.EmbedDim, a.NumHeads, a.InProjWeight, a.InProjBias, a.OutProj.Weight, a.OutProj.Bias,
		l.fast == geluActivation, l.NormFirst, l.Norm1.Eps, l.Norm1.Weight, l.Norm1.Bias, l.Norm2.Weight, l.Norm2.Bias,
		l.Linear1.Weight, l.Linear1.Bias, l.Linear2.Weight, l.Linear2.Bias, &aten.InternalTransformerEncoderLayerFwdOptions{Mask: mask, MaskType: kind})
}

// hasForwardHooks tells whether a module or one inside it has a hook that a forward runs.
func hasForwardHooks(m any) bool {
	for _, inner := range NamedModules(m) {
		if e, ok := inner.(embedder); ok && e.loadExtras() != nil {
			if lists := e.loadExtras().hooks.lists.Load(); len(lists[forwardHook])+len(lists[forwardPreHook]) > 0 {
				return true
			}
		}
	}
	return false
}

// TransformerDecoderLayer is attention of a sequence to itself, to an encoder's output, and
// two linear layers, each with a way around it and a normalisation.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoderLayer.html
type TransformerDecoderLayer struct {
	SelfAttn      *MultiheadAttention
	MultiheadAttn *MultiheadAttention
	Linear1       *Linear
	Dropout       *Dropout
	Linear2       *Linear
	Norm1         *LayerNorm
	Norm2         *LayerNorm
	Norm3         *LayerNorm
	Dropout1      *Dropout
	Dropout2      *Dropout
	Dropout3      *Dropout
	TransformerLayerBase
}

// DecoderMasks are what a call of a decoder or of one of its layers may have besides its
// sequences, of the kinds of [EncoderMasks]. The zero one is a call without. Its fields are
//
//	TgtMask              *torch.Tensor  // (T, T) or (N·heads, T, T)
//	MemoryMask           *torch.Tensor  // (T, S) or (N·heads, T, S)
//	TgtKeyPaddingMask    *torch.Tensor  // (N, T) or (T)
//	MemoryKeyPaddingMask *torch.Tensor  // (N, S) or (S)
//	TgtIsCausal          aten.Opt[bool] // a decoder looks unless told by aten.Some(true), a layer takes false
//	MemoryIsCausal       bool
type DecoderMasks = kw.DecoderMasks

// NewTransformerDecoderLayer makes a layer for dModel features with nhead heads.
func NewTransformerDecoderLayer(dModel, nhead int, options ...TransformerLayerOption) *TransformerDecoderLayer {
	b, a := transformerLayerOf(options)
	l := &TransformerDecoderLayer{TransformerLayerBase: b}
	l.SelfAttn, l.MultiheadAttn = a.attention(dModel, nhead), a.attention(dModel, nhead)
	l.Linear1, l.Dropout, l.Linear2 = a.linear(dModel, a.dimFeedforward), a.dropout(), a.linear(a.dimFeedforward, dModel)
	l.Norm1, l.Norm2, l.Norm3 = a.norm(dModel), a.norm(dModel), a.norm(dModel)
	l.Dropout1, l.Dropout2, l.Dropout3 = a.dropout(), a.dropout(), a.dropout()
	l.activate("nn.TransformerDecoderLayer", &a)
	return l
}

// Forward keeps the shape of tgt (T, N, E), and attends to memory (S, N, E); N comes first
// with BatchFirst, and may be absent from both. masks may be nil.
func (l *TransformerDecoderLayer) Forward(tgt, memory *torch.Tensor, masks *DecoderMasks) *torch.Tensor {
	var m DecoderMasks
	if masks != nil {
		m = *masks
	}
	return l.call2(tgt, memory, func(tgt, memory *torch.Tensor) *torch.Tensor { return l.forward(tgt, memory, &m) })
}

func (l *TransformerDecoderLayer) forward(x, memory *torch.Tensor, m *DecoderMasks) *torch.Tensor {
	causal, _ := m.TgtIsCausal.Get()
	itself := &Attention{AttnMask: m.TgtMask, KeyPaddingMask: m.TgtKeyPaddingMask, NoWeights: true, IsCausal: causal}
	other := &Attention{AttnMask: m.MemoryMask, KeyPaddingMask: m.MemoryKeyPaddingMask, NoWeights: true, IsCausal: m.MemoryIsCausal}
	if l.NormFirst {
		x = x.Add(l.attend(l.Norm1.Forward(x), itself))
		x = x.Add(l.attendTo(l.Norm2.Forward(x), memory, other))
		return x.Add(l.feed(l.Norm3.Forward(x)))
	}
	x = l.Norm1.Forward(x.Add(l.attend(x, itself)))
	x = l.Norm2.Forward(x.Add(l.attendTo(x, memory, other)))
	return l.Norm3.Forward(x.Add(l.feed(x)))
}

func (l *TransformerDecoderLayer) attend(x *torch.Tensor, call *Attention) *torch.Tensor {
	y, _ := l.SelfAttn.Forward(x, x, x, call)
	return l.Dropout1.Forward(y)
}

func (l *TransformerDecoderLayer) attendTo(x, memory *torch.Tensor, call *Attention) *torch.Tensor {
	y, _ := l.MultiheadAttn.Forward(x, memory, memory, call)
	return l.Dropout2.Forward(y)
}

func (l *TransformerDecoderLayer) feed(x *torch.Tensor) *torch.Tensor {
	return l.Dropout3.Forward(l.Linear2.Forward(l.Dropout.Forward(l.activated(l.Linear1.Forward(x)))))
}
