package data

import "github.com/e0112027/gotorch/torch"

// Sample is a type of sample that knows how it is batched. [Labeled] and
// [Example] are; for other types see [NewLoaderWith].
type Sample[S, B any] interface {
	// Collate makes one batch of samples, its tensors new and in the scope. The
	// receiver is not read.
	Collate(samples []S, into *torch.Scope) (B, error)
}

// Batch is a batch of the common kind: inputs (N, …) and their targets (N, …).
type Batch struct{ Input, Target *torch.Tensor }

// Labeled is a sample of a classification: an input and the index of its class.
// N of them make a [Batch] with Target (N) int64.
type Labeled struct {
	Input  *torch.Tensor
	Target int64
}

// Example is a sample whose target is a tensor. N of them make a [Batch] with
// one dimension more in front.
type Example struct{ Input, Target *torch.Tensor }

// Collate stacks the inputs and gathers the targets.
func (Labeled) Collate(samples []Labeled, into *torch.Scope) (Batch, error) {
	inputs, err := stack(len(samples), func(i int) *torch.Tensor { return samples[i].Input }, into)
	if err != nil {
		return Batch{}, err
	}
	targets := make([]int64, len(samples))
	for i := range samples {
		targets[i] = samples[i].Target
	}
	return Batch{inputs, torch.FromSliceIn(into, targets)}, nil
}

// Collate stacks the inputs and the targets.
func (Example) Collate(samples []Example, into *torch.Scope) (Batch, error) {
	inputs, err := stack(len(samples), func(i int) *torch.Tensor { return samples[i].Input }, into)
	if err != nil {
		return Batch{}, err
	}
	targets, err := stack(len(samples), func(i int) *torch.Tensor { return samples[i].Target }, into)
	if err != nil {
		return Batch{}, err
	}
	return Batch{inputs, targets}, nil
}
