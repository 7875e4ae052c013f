package data

import "context"

// StackDataset is two datasets side by side: sample i is made of sample i of each.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.StackDataset
type StackDataset[S any] struct {
	n         int
	get       func(index int) (S, error)
	forLoader getter[S]
}

// NewStackDataset joins the samples of two datasets. Where Python has a tuple or a dict of
// any number of datasets, join says what a sample is called, and a third dataset goes beside
// the two that are joined:
//
//	type Captioned struct {
//		Image *torch.Tensor
//		Text  string
//	}
//
//	set := data.NewStackDataset(images, texts, func(image *torch.Tensor, text string) Captioned {
//		return Captioned{image, text}
//	})
//
// It panics where the datasets differ in length.
func NewStackDataset[A, B, S any](first Dataset[A], second Dataset[B], join func(A, B) S) *StackDataset[S] {
	requireSource(first)
	requireSource(second)
	require(join != nil, "the function that joins samples is nil")
	require(first.Len() == second.Len(), "Size mismatch between datasets")
	getFirst, getSecond := getterOf(first), getterOf(second)
	return &StackDataset[S]{
		n: first.Len(),
		get: func(index int) (S, error) {
			return joined(func() (A, error) { return first.Get(index) }, func() (B, error) { return second.Get(index) }, join)
		},
		forLoader: func(ctx context.Context, w *Worker, index int) (S, error) {
			return joined(func() (A, error) { return getFirst(ctx, w, index) }, func() (B, error) { return getSecond(ctx, w, index) }, join)
		},
	}
}

func joined[A, B, S any](first func() (A, error), second func() (B, error), join func(A, B) S) (none S, _ error) {
	a, err := first()
	if err != nil {
		return none, err
	}
	b, err := second()
	if err != nil {
		return none, err
	}
	return join(a, b), nil
}

// Len returns the number of samples.
func (s *StackDataset[S]) Len() int { return s.n }

// Get joins the samples at an index.
func (s *StackDataset[S]) Get(index int) (S, error) {
	requireIndex(index, s.n)
	return s.get(index)
}

// GetWith is Get for a loader.
func (s *StackDataset[S]) GetWith(ctx context.Context, w *Worker, index int) (S, error) {
	requireIndex(index, s.n)
	return s.forLoader(ctx, w, index)
}
