package rnn

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// PackedSequence is a batch of sequences of several lengths without padding: the first
// elements of all, then the second ones, and so on. [PackPaddedSequence] and
// [PackSequence] make it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html
type PackedSequence struct {
	Data            *torch.Tensor // (sum of the lengths, *)
	BatchSizes      *torch.Tensor // (longest length) int64, on the CPU: how many sequences are that long
	SortedIndices   *torch.Tensor // (N) int64: where each of the sorted sequences was; nil where they came sorted
	UnsortedIndices *torch.Tensor // (N) int64: where each of them is now, or nil
}

// To moves the sequences to another device, another dtype, or both; see [torch.Tensor.To].
// It returns p itself where nothing changes.
func (p *PackedSequence) To(options ...torch.ToOption) *PackedSequence {
	data := p.Data.To(options...)
	if data == p.Data {
		return p
	}
	moved := func(t *torch.Tensor) *torch.Tensor {
		if t == nil {
			return nil
		}
		return t.To(data.Device())
	}
	return &PackedSequence{data, p.BatchSizes, moved(p.SortedIndices), moved(p.UnsortedIndices)}
}

// Lengths are the types that the lengths of sequences may have: a tensor (N) of integers
// on the CPU, or a list.
type Lengths interface{ *torch.Tensor | []int }

type packPaddedSequenceArgs struct {
	batchFirst    bool `kw:"false"`
	enforceSorted bool `kw:"true"`
}

// PackPaddedSequence packs x (L, N, *), or (N, L, *) with [BatchFirst], whose sequences have
// lengths from 1 to L.
//
// It panics with *torch.Error for a length beyond L, which Python takes and then reads past
// the sequence, and for sequences that are not sorted by length, the longest first, unless
// [EnforceSorted] is false.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_padded_sequence.html
func PackPaddedSequence[L Lengths](x *torch.Tensor, lengths L, options ...PackPaddedSequenceOption) *PackedSequence {
	a := packPaddedSequenceOf(options)
	of := tensorOf(lengths)
	requireLong(x, of, a.batchFirst)
	return pack(x, of, a.batchFirst, a.enforceSorted)
}

// requireLong refuses lengths beyond that of x, which libtorch's kernel does not look for.
func requireLong(x, lengths *torch.Tensor, batchFirst bool) {
	if x.NDim() < 2 || lengths.Numel() == 0 {
		return
	}
	if have, longest := x.Size(1-batchDim(batchFirst)), torch.ItemAs[int](lengths.Max()); longest > have {
		refuse("PackPaddedSequence", "a sequence has the length %d, but the input %v is only %d long", longest, x.Shape(), have)
	}
}

func tensorOf[L Lengths](lengths L) *torch.Tensor {
	if list, ok := any(lengths).([]int); ok {
		return torch.FromSlice(list)
	}
	return any(lengths).(*torch.Tensor).To(torch.Int64)
}

func pack(x, lengths *torch.Tensor, batchFirst, enforceSorted bool) *PackedSequence {
	var order *torch.Tensor
	if !enforceSorted {
		lengths, order = lengths.Sort(torch.Descending(true))
		order = inScopeOf(x, order.To(x.Device()))
		x = x.IndexSelect(batchDim(batchFirst), order)
	}
	data, sizes := aten.InternalPackPaddedSequence(x, lengths, batchFirst)
	return &PackedSequence{data, sizes, order, InvertPermutation(order)}
}

// inScopeOf gives t, which is new, the owner that x has.
func inScopeOf(x, t *torch.Tensor) *torch.Tensor {
	if s := x.Scope(); s != nil {
		return t.MoveTo(s)
	}
	return t
}

// batchDim is the dimension of the batch.
func batchDim(batchFirst bool) int {
	if batchFirst {
		return 0
	}
	return 1
}

type padPackedSequenceArgs struct {
	batchFirst   bool          `kw:"false"`
	paddingValue float64       `kw:"0"`
	totalLength  aten.Opt[int] `kw:""` // the longest sequence's
}

// PadPackedSequence undoes [PackPaddedSequence]: it returns the sequences (L, N, *), or
// (N, L, *) with [BatchFirst], in the order in which they came, and their lengths (N)
// int64.
//
// It panics with *torch.Error for a [TotalLength] below the longest length.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pad_packed_sequence.html
func PadPackedSequence(sequence *PackedSequence, options ...PadPackedSequenceOption) (padded, lengths *torch.Tensor) {
	a := padPackedSequenceOf(options)
	length := sequence.BatchSizes.Size(0)
	if total, ok := a.totalLength.Get(); ok {
		if total < length {
			refuse("PadPackedSequence", "Expected total_length to be at least the length of the longest sequence in input, but got total_length=%d and max sequence length being %d", total, length)
		}
		length = total
	}
	padded, lengths = aten.InternalPadPackedSequence(sequence.Data, sequence.BatchSizes, a.batchFirst, a.paddingValue, length)
	if order := sequence.UnsortedIndices; order != nil {
		return padded.IndexSelect(batchDim(a.batchFirst), order), lengths.Index(order.To(torch.CPU))
	}
	return padded, lengths
}

type packSequenceArgs struct {
	enforceSorted bool `kw:"true"`
}

// PackSequence packs sequences (length, *); see [PackPaddedSequence].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.pack_sequence.html
func PackSequence(sequences []*torch.Tensor, options ...PackSequenceOption) *PackedSequence {
	a := packSequenceOf(options)
	lengths := make([]int, len(sequences))
	for i, s := range sequences {
		lengths[i] = s.Size(0)
	}
	return pack(PadSequence(sequences), torch.FromSlice(lengths), false, a.enforceSorted)
}

// UnpackSequence undoes [PackSequence]: it returns the sequences (length, *).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.unpack_sequence.html
func UnpackSequence(packed *PackedSequence) []*torch.Tensor {
	padded, lengths := PadPackedSequence(packed, BatchFirst(true))
	return UnpadSequence(padded, lengths, BatchFirst(true))
}

// InvertPermutation returns the permutation (N) int64 that undoes another, nil for nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.invert_permutation.html
func InvertPermutation(permutation *torch.Tensor) *torch.Tensor {
	if permutation == nil {
		return nil
	}
	return torch.EmptyLike(permutation).Scatter_(0, permutation, torch.Arange(permutation.Numel(), permutation.Device()))
}

// refuse panics for what Python's own code refuses.
func refuse(function, format string, args ...any) {
	panic(&torch.Error{Op: "rnn." + function, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
