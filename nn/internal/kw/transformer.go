package kw

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// EncoderMasks are what a call of an encoder or of one of its layers may have besides the
// sequence. The zero one is a call without.
type EncoderMasks struct {
	Mask           *torch.Tensor  // (S, S) or (N·heads, S, S): bool, where true is left out, or numbers
	KeyPaddingMask *torch.Tensor  // (N, S) or (S), of the same kinds
	IsCausal       aten.Opt[bool] // Mask is the causal one: an encoder looks unless told, a layer takes false
}

// DecoderMasks are what a call of a decoder or of one of its layers may have besides its
// sequences, of the kinds of [EncoderMasks]. The zero one is a call without.
type DecoderMasks struct {
	TgtMask, MemoryMask                     *torch.Tensor
	TgtKeyPaddingMask, MemoryKeyPaddingMask *torch.Tensor
	TgtIsCausal                             aten.Opt[bool] // a decoder looks unless told, a layer takes false
	MemoryIsCausal                          bool
}

// CustomEncoder takes the place of a transformer's own encoder.
type CustomEncoder struct {
	SequenceEncoder interface {
		Forward(src *torch.Tensor, masks *EncoderMasks) *torch.Tensor
	}
}

// CustomDecoder takes the place of a transformer's own decoder.
type CustomDecoder struct {
	SequenceDecoder interface {
		Forward(tgt, memory *torch.Tensor, masks *DecoderMasks) *torch.Tensor
	}
}
