package data_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// fixed is a sampler of given indices.
type fixed []int

func (s fixed) Len() int               { return len(s) }
func (s fixed) Indices() iter.Seq[int] { return slices.Values(s) }

// conform checks what every dataset promises: the same sample each time, to a
// loader's workers too, and an error for an index that there is not.
func conform[S any](t *testing.T, dataset data.Dataset[S], show func(S) string) {
	t.Helper()
	var want []string
	for i := range dataset.Len() {
		sample, err := dataset.Get(i)
		require.NoError(t, err)
		want = append(want, show(sample))
	}
	shown := func(samples []S, _ *torch.Scope) (texts []string, _ error) {
		for _, sample := range samples {
			texts = append(texts, show(sample))
		}
		return texts, nil
	}
	for _, workers := range workerCounts {
		var got []string
		for texts, err := range data.NewLoaderWith(dataset, shown, data.BatchSize(3), data.Workers(workers)).Batches(t.Context()) {
			require.NoError(t, err)
			got = append(got, texts...)
		}
		require.Equal(t, want, got, named(workers))
	}
	for _, index := range []int{-1, dataset.Len()} {
		var failed error
		for _, err := range data.NewLoaderWith(dataset, shown, data.WithSampler(fixed{index})).Batches(t.Context()) {
			failed = err
		}
		require.ErrorContains(t, failed, fmt.Sprintf("data: sample %d: ", index))
	}
}

func showLabeled(s data.Labeled) string { return fmt.Sprint(s.Input.ToSlice(), s.Target) }
func showExample(s data.Example) string { return fmt.Sprint(s.Input.ToSlice(), s.Target.ToSlice()) }
func showTensors(s data.Tensors) (text string) {
	for _, x := range s {
		text += fmt.Sprint(x.ToSlice(), x.DType())
	}
	return text
}

// strict is a dataset that refuses what lies outside.
func strict(n int) pictures {
	return pictures{n: n, bad: func(index int) error {
		if index < 0 || index >= n {
			return fmt.Errorf("no picture %d", index)
		}
		return nil
	}}
}

func TestSubset_Conforms(t *testing.T) {
	torchtest.NoLeaks(t)
	conform(t, data.NewSubset(strict(10), []int{9, 0, 3, 3}), showLabeled)
}

func TestConcat_Conforms(t *testing.T) {
	torchtest.NoLeaks(t)
	all := data.NewConcatDataset[data.Labeled](strict(2), strict(0), strict(3), data.NewSubset(strict(5), []int{4}))
	require.Equal(t, 6, all.Len())
	conform(t, all, showLabeled)
	var targets []int64
	for i := range all.Len() {
		sample, err := all.Get(i)
		require.NoError(t, err)
		targets = append(targets, sample.Target)
	}
	require.Equal(t, []int64{0, 1, 0, 1, 2, 4}, targets)
	torchtest.Panics(t, "datasets should not be an empty iterable", func() { data.NewConcatDataset[int]() })
}

// captioned is a sample of two datasets.
type captioned struct {
	Picture data.Labeled
	Text    string
}

// texts is a dataset of another type of sample.
type texts []string

func (d texts) Len() int                      { return len(d) }
func (d texts) Get(index int) (string, error) { return d[index], nil }

func TestStackDataset_Conforms(t *testing.T) {
	torchtest.NoLeaks(t)
	join := func(p data.Labeled, text string) captioned { return captioned{p, text} }
	set := data.NewStackDataset[data.Labeled, string](strict(3), texts{"a", "b", "c"}, join)
	conform(t, set, func(s captioned) string { return showLabeled(s.Picture) + s.Text })
	third := data.NewStackDataset[captioned, string](set, texts{"x", "y", "z"}, func(c captioned, text string) captioned {
		c.Text += text
		return c
	})
	sample, err := third.Get(1)
	require.NoError(t, err)
	require.Equal(t, "by", sample.Text)
	require.EqualValues(t, 1, sample.Picture.Target)
	bad := data.NewStackDataset[data.Labeled, string](pictures{n: 3, bad: failAt(2)}, texts{"a", "b", "c"}, join)
	_, err = bad.Get(2)
	require.ErrorIs(t, err, errBad)
	torchtest.Panics(t, "Size mismatch between datasets", func() { data.NewStackDataset[data.Labeled, string](strict(2), texts{"a"}, join) })
}

func TestStackDataset_LendsTheWorkerToBoth(t *testing.T) {
	torchtest.NoLeaks(t)
	set := data.NewStackDataset[data.Labeled, data.Labeled](noisy(8), noisy(8), func(a, b data.Labeled) data.Example {
		return data.Example{Input: a.Input, Target: b.Input}
	})
	var first []string
	for _, workers := range []int{1, 3} {
		torch.ManualSeed(4)
		var got []string
		for batch, err := range data.NewLoader[data.Example](set, data.BatchSize(4), data.Workers(workers)).Batches(t.Context()) {
			require.NoError(t, err)
			require.False(t, batch.Input.Equal(batch.Target), "both draw, one after the other")
			got = append(got, batch.Input.String(), batch.Target.String())
		}
		if first == nil {
			first = got
		}
		require.Equal(t, first, got)
	}
}

func TestTensorDataset_Conforms(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.Arange(20, torch.Float32).View(5, 2, 2), torch.Arange(5)
	conform(t, data.NewTensorDataset(x, y, view(x, "permute", 0, 2, 1)), showTensors)
	conform(t, data.FromTensors(x, y), showExample)
}

func TestTensorDataset_MakesWholeBatches(t *testing.T) {
	wide := torch.Arange(40, torch.Float32).View(5, 8)
	tests := map[string]func() *torch.Tensor{
		"float32":      func() *torch.Tensor { return torch.Arange(20, torch.Float32).View(5, 2, 2) },
		"scalars":      func() *torch.Tensor { return torch.Arange(5) },
		"float8":       func() *torch.Tensor { return torch.Arange(5, torch.Float32).To(torch.Float8E5M2) },
		"strided":      func() *torch.Tensor { return view(wide, "slice.Tensor", 1, 1, 7, 2) },
		"empty rows":   func() *torch.Tensor { return torch.Zeros(5, 0, 2) },
		"with a graph": func() *torch.Tensor { return torch.Ones(5, 2, torch.RequiresGrad(true)).Mul(2) },
	}
	order := fixed{4, 0, 2, 2}
	for name, input := range tests {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			x := input()
			loader := data.NewLoader(data.FromTensors(x, torch.Arange(5)), data.BatchSize(4), data.WithSampler(order))
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				torchtest.Equal(t, []int64{4, 0, 2, 2}, batch.Target)
				rows := []*torch.Tensor{}
				for _, i := range order {
					rows = append(rows, view(x, "select.int", 0, i))
				}
				torchtest.Equal(t, byOperator(rows), batch.Input)
				require.Equal(t, x.RequiresGrad(), batch.Input.RequiresGrad())
			}
		})
	}
}

// unbatched hides that a dataset is a Batcher.
type unbatched[S any] struct{ data.Dataset[S] }

func TestLoader_SamplesWithTargetsOfTheirOwn(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.Arange(12, torch.Float32).View(4, 3), torch.Arange(8).View(4, 2)
	pairs := data.FromTensors(x, y)
	tensors := data.NewTensorDataset(x, y)
	options := []data.Option{data.BatchSize(4), data.Workers(1)}
	for _, loader := range []*data.Loader[data.Batch]{data.NewLoader(pairs, options...), data.NewLoader(unbatched[data.Example]{pairs}, options...)} {
		batch := all(t, loader)[0]
		torchtest.Equal(t, x, batch.Input)
		torchtest.Equal(t, y, batch.Target)
	}
	for _, loader := range []*data.Loader[data.Tensors]{data.NewLoader(tensors, options...), data.NewLoader(unbatched[data.Tensors]{tensors}, options...)} {
		batch := all(t, loader)[0]
		torchtest.Equal(t, x, batch[0])
		torchtest.Equal(t, y, batch[1])
	}
}

func TestTensorDataset_OutlivesTheScope(t *testing.T) {
	torchtest.NoLeaks(t)
	scope := torch.NewScope()
	dataset := data.FromTensors(torch.Ones(4, 2, torch.In(scope)), torch.Arange(4, torch.In(scope)))
	sample, err := dataset.Get(3)
	require.NoError(t, err)
	scope.Close()
	torchtest.Equal(t, []float32{1, 1}, sample.Input)
	for batch, err := range data.NewLoader(dataset, data.BatchSize(4)).Batches(t.Context()) {
		require.NoError(t, err)
		torchtest.Equal(t, []int64{0, 1, 2, 3}, batch.Target)
	}
}

func TestTensorDataset_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	torchtest.Panics(t, "Size mismatch between tensors", func() { data.FromTensors(torch.Zeros(3), torch.Zeros(2)) })
	torchtest.Panics(t, "len() of a 0-d tensor", func() { data.NewTensorDataset(torch.Zeros()) })
	torchtest.Panics(t, "expected at least one tensor", func() { data.NewTensorDataset() })
}

func TestRandomSplit_Refuses(t *testing.T) {
	_, err := data.RandomSplit(indexed(10), []int{3, 3})
	require.ErrorContains(t, err, "data: lengths [3 3] sum up to 6, but the dataset has 10 samples")
	_, err = data.RandomSplit(indexed(10), []int{13, -3})
	require.ErrorContains(t, err, "length -3 at index 1 is negative")
	_, err = data.RandomSplit(indexed(10), []float64{0.5, 0.4})
	require.ErrorContains(t, err, "fractions [0.5 0.4] do not sum up to 1")
	_, err = data.RandomSplit(indexed(10), []float64{1.5, -0.5})
	require.ErrorContains(t, err, "length -0.5 at index 1 is negative")
	_, err = data.RandomSplit(indexed(10), []float64{})
	require.Error(t, err)
}

func TestRandomSplit_WarnsOfAPartWithoutSamples(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []string
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w.Message) })
	defer torch.SetWarningHandler(nil)
	_, err := data.RandomSplit(strict(2), []float64{0.4, 0.4, 0.2})
	require.NoError(t, err)
	_, err = data.RandomSplit(strict(2), []int{2, 0})
	require.NoError(t, err)
	require.Equal(t, []string{"Length of split at index 2 is 0. This might result in an empty dataset."}, got, "of lengths none, as in Python")
}

func TestWeightedRandomSampler_WithoutReplacement(t *testing.T) {
	torchtest.NoLeaks(t)
	sampler := data.NewWeightedRandomSampler([]float64{0.5, 0, 2, 1}, 3, data.Replacement(false))
	for range 20 {
		indices := slices.Sorted(sampler.Indices())
		require.Equal(t, []int{0, 2, 3}, indices, "each once, the weightless never")
	}
}

// counting is a stream of 0 … n-1 that fails at bad, or not where bad is -1.
func counting(n int, fail func(i int) error) data.IterableFunc[int] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			for i := range n {
				if fail != nil {
					if err := fail(i); err != nil {
						yield(0, err)
						return
					}
				}
				if ctx.Err() != nil || !yield(i, nil) {
					return
				}
			}
		}
	}
}

func TestStreamLoader_Batches(t *testing.T) {
	for _, workers := range workerCounts {
		for _, dropLast := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s,drop=%v", named(workers), dropLast), func(t *testing.T) {
				torchtest.NoLeaks(t)
				loader := data.NewStreamLoaderWith(counting(7, nil), same, data.BatchSize(3), data.DropLast(dropLast), data.Workers(workers))
				require.Equal(t, -1, loader.Len())
				want := [][]int{{0, 1, 2}, {3, 4, 5}, {6}}
				if dropLast {
					want = want[:2]
				}
				require.Equal(t, want, all(t, loader))
				require.Equal(t, want, all(t, loader), "another epoch")
			})
		}
	}
}

// sizedStream is a stream that tells its length.
type sizedStream struct {
	data.IterableFunc[data.Labeled]
	n int
}

func (s sizedStream) Len() int { return s.n }

func TestChainDataset_OneStreamAfterTheOther(t *testing.T) {
	torchtest.NoLeaks(t)
	part := func(from, n int) sizedStream {
		return sizedStream{func(context.Context) iter.Seq2[data.Labeled, error] {
			return func(yield func(data.Labeled, error) bool) {
				for i := range n {
					if !yield(data.Labeled{Input: torch.ScalarTensor(0), Target: int64(from + i)}, nil) {
						return
					}
				}
			}
		}, n}
	}
	torn := data.IterableFunc[data.Labeled](func(context.Context) iter.Seq2[data.Labeled, error] {
		return func(yield func(data.Labeled, error) bool) { yield(data.Labeled{}, errBad) }
	})
	chain := data.NewChainDataset[data.Labeled](part(0, 3), part(10, 0), part(20, 4))
	require.Equal(t, 7, chain.Len())
	for _, workers := range []int{0, 1} {
		loader := data.NewStreamLoader[data.Labeled](chain, data.BatchSize(2), data.Workers(workers))
		require.Equal(t, 4, loader.Len())
		var got []int64
		for batch, err := range loader.Batches(t.Context()) {
			require.NoError(t, err)
			got = append(got, torch.Data[int64](batch.Target)...)
		}
		require.Equal(t, []int64{0, 1, 2, 20, 21, 22, 23}, got, named(workers))
	}
	unknown := data.NewStreamLoader[data.Labeled](data.NewChainDataset[data.Labeled](part(0, 3), torn, part(7, 1)))
	require.Equal(t, -1, unknown.Len())
	n := 0
	for _, err := range unknown.Batches(t.Context()) {
		if n++; n == 4 {
			require.ErrorIs(t, err, errBad)
		} else {
			require.NoError(t, err)
		}
	}
	require.Equal(t, 4, n, "an error ends the chain")
	torchtest.Panics(t, "the dataset is nil", func() { data.NewChainDataset[data.Labeled](nil) })
}

func TestStreamLoader_ErrorsNameTheSample(t *testing.T) {
	for _, workers := range workerCounts {
		for name, fail := range map[string]func(int) error{"error": failAt(4), "panic": panicAt(4, errBad)} {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				var failed error
				batches := 0
				for _, err := range data.NewStreamLoaderWith(counting(100, fail), same, data.BatchSize(3), data.Workers(workers)).Batches(t.Context()) {
					if failed = err; err == nil {
						batches++
					}
				}
				require.ErrorIs(t, failed, errBad)
				require.ErrorContains(t, failed, "data: sample 4: ")
				require.Equal(t, 1, batches)
			})
		}
	}
}

func TestStreamLoader_CollateErrors(t *testing.T) {
	fail := func([]int, *torch.Scope) (int, error) { return 0, errBad }
	panics := func([]int, *torch.Scope) (int, error) { panic(errBad) }
	for _, workers := range workerCounts {
		for name, collate := range map[string]func([]int, *torch.Scope) (int, error){"error": fail, "panic": panics} {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				var failed error
				for _, err := range data.NewStreamLoaderWith(counting(9, nil), collate, data.Workers(workers)).Batches(t.Context()) {
					failed = err
				}
				require.ErrorIs(t, failed, errBad)
				require.ErrorContains(t, failed, "data: batch: ")
			})
		}
	}
}

func TestStreamLoader_EndsWithTheLoop(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			labeled := data.IterableFunc[data.Labeled](func(ctx context.Context) iter.Seq2[data.Labeled, error] {
				return func(yield func(data.Labeled, error) bool) {
					for i := 0; ; i++ {
						if !yield(pictures{n: i + 1}.Get(i)) {
							return
						}
					}
				}
			})
			loader := data.NewStreamLoader(labeled, data.BatchSize(2), data.Workers(workers))
			turns := 0
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				torchtest.Equal(t, []int64{int64(2 * turns), int64(2*turns + 1)}, batch.Target)
				if turns++; turns == 5 {
					break
				}
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var failed error
			for _, err := range loader.Batches(ctx) {
				failed = err
				cancel()
			}
			require.Equal(t, context.Canceled, failed)
		})
	}
}

func TestStreamLoader_Refuses(t *testing.T) {
	torchtest.Panics(t, "a loader of a stream takes no Shuffle", func() { data.NewStreamLoaderWith(counting(3, nil), same, data.Shuffle(true)) })
}
