package rnn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

type padSequenceArgs struct {
	batchFirst   bool    `kw:"false"`
	paddingValue float64 `kw:"0"`
	paddingSide  string  `kw:"right"`
}

// PadSequence fills sequences (length, *) up to the longest and stacks them: (L, N, *), or
// (N, L, *) with [BatchFirst].
//
// It panics with *torch.Error for sequences whose other dimensions disagree, and for none.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_sequence.html
func PadSequence(sequences []*torch.Tensor, options ...PadSequenceOption) *torch.Tensor {
	a := padSequenceOf(options)
	return aten.PadSequence(sequences, &aten.PadSequenceOptions{
		BatchFirst: a.batchFirst, PaddingValue: a.paddingValue, PaddingSide: aten.Some(a.paddingSide),
	})
}

type unpadSequenceArgs struct {
	batchFirst bool `kw:"false"`
}

// UnpadSequence undoes [PadSequence]: it returns the sequences, copies of the first
// elements of paddedSequences (L, N, *), or (N, L, *) with [BatchFirst]. Where Python's
// swaps the first two dimensions of its argument for good, this leaves it as it is.
//
// It panics with *torch.Error where lengths (N) of integers are not as many.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpad_sequence.html
func UnpadSequence(paddedSequences, lengths *torch.Tensor, options ...UnpadSequenceOption) []*torch.Tensor {
	a := unpadSequenceOf(options)
	if !a.batchFirst {
		paddedSequences = paddedSequences.Transpose(0, 1)
	}
	sequences := make([]*torch.Tensor, paddedSequences.Size(0))
	if lengths.Size(0) != len(sequences) {
		refuse("UnpadSequence", "there are %d lengths for %d sequences", lengths.Size(0), len(sequences))
	}
	places := torch.Arange(paddedSequences.Size(1), lengths.Device())
	for i := range sequences {
		sequences[i] = paddedSequences.Select(0, i).Index(places.Lt(lengths.Select(0, i)))
	}
	return sequences
}
