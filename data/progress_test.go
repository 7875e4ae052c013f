package data_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// shaken is a dataset whose samples draw from the worker's generator.
type shaken struct{ n int }

func (d shaken) Len() int { return d.n }

func (d shaken) Get(index int) (float64, error) {
	return d.GetWith(context.Background(), &data.Worker{}, index)
}

func (d shaken) GetWith(_ context.Context, w *data.Worker, index int) (float64, error) {
	return float64(index) + torch.ItemAs[float64](torch.Rand(1, torch.Float64, torch.WithGenerator(w.Generator()))), nil
}

// numbered is a stream whose samples draw from the default generator.
type numbered struct{ n int }

func (s numbered) Samples(context.Context) iter.Seq2[float64, error] {
	return func(yield func(float64, error) bool) {
		for i := range s.n {
			if !yield(float64(i)+torch.ItemAs[float64](torch.Rand(1, torch.Float64)), nil) {
				return
			}
		}
	}
}

func together(samples []float64, _ *torch.Scope) ([]float64, error) { return samples, nil }

// resumable makes equal loaders, and the generators that belong to each.
type resumable map[string]func() *data.Loader[[]float64]

func resumables() resumable {
	own := func() *torch.Generator { return torch.NewGenerator(torch.CPU).ManualSeed(5) }
	loader := func(options ...data.Option) *data.Loader[[]float64] {
		return data.NewLoaderWith(shaken{75}, together, append(options, data.BatchSize(10))...)
	}
	stream := func(options ...data.Option) *data.Loader[[]float64] {
		return data.NewStreamLoaderWith(numbered{75}, together, append(options, data.BatchSize(10))...)
	}
	random := func(options ...data.SamplerOption) data.Option {
		return data.WithSampler(data.NewRandomSampler(shaken{75}, options...))
	}
	cases := resumable{
		"in order":  func() *data.Loader[[]float64] { return loader() },
		"drop last": func() *data.Loader[[]float64] { return loader(data.Shuffle(true), data.DropLast(true)) },
		"subset": func() *data.Loader[[]float64] {
			return loader(data.WithSampler(data.NewSubsetRandomSampler([]int{3, 1, 4, 15, 9, 2, 6, 5, 35, 8, 7})))
		},
		"weighted, sampler's own": func() *data.Loader[[]float64] {
			return loader(data.WithSampler(data.NewWeightedRandomSampler([]float64{1, 2, 3}, 55, data.WithGenerator(own()))))
		},
		"stream": func() *data.Loader[[]float64] { return stream() },
	}
	for _, workers := range []int{0, 3} {
		add := func(name string, make func() *data.Loader[[]float64]) {
			cases[fmt.Sprintf("%s, %d workers", name, workers)] = make
		}
		w := data.Workers(workers)
		add("shuffled", func() *data.Loader[[]float64] { return loader(w, data.Shuffle(true)) })
		add("shuffled, own", func() *data.Loader[[]float64] { return loader(w, data.Shuffle(true), data.WithGenerator(own())) })
		add("replaced", func() *data.Loader[[]float64] { return loader(w, random(data.Replacement(true), data.NumSamples(66))) })
		add("replaced, own", func() *data.Loader[[]float64] {
			return loader(w, random(data.Replacement(true), data.NumSamples(66), data.WithGenerator(own())), data.WithGenerator(own()))
		})
	}
	return cases
}

// training takes so many numbers of the batches and of draws as a training step makes them,
// and calls at after each batch and each epoch.
func training(t *testing.T, l *data.Loader[[]float64], numbers int, at func(took int)) []float64 {
	t.Helper()
	took := []float64{}
	for epochs := 0; len(took) < numbers; epochs++ {
		require.Less(t, epochs, 20)
		i := l.Position()
		for batch, err := range l.Batches(t.Context()) {
			require.NoError(t, err)
			took = append(append(took, batch...), torch.ItemAs[float64](torch.Rand(1, torch.Float64)))
			i++
			assert.Equal(t, i, l.Position())
			at(len(took))
		}
		assert.Zero(t, l.Position())
		at(len(took))
	}
	return took
}

func TestLoader_ResumesAtEachBatchWithTheBitsOfAnUninterruptedRun(t *testing.T) {
	for name, make := range resumables() {
		t.Run(name, func(t *testing.T) {
			type place struct {
				loader map[string]any
				rng    *torch.Tensor
				took   int
			}
			var places []place
			torch.ManualSeed(11)
			l := make()
			whole := training(t, l, 101, func(took int) {
				places = append(places, place{l.StateDict(), torch.RNGState(), took})
			})
			for _, p := range places {
				torch.ManualSeed(99)
				again := make()
				require.NoError(t, again.LoadStateDict(p.loader))
				assert.Equal(t, p.loader["batches"], again.Position())
				assert.Equal(t, slices.Sorted(maps.Keys(p.loader)), slices.Sorted(maps.Keys(again.StateDict())), "a state that was loaded is saved again")
				torch.SetRNGState(p.rng)
				assert.Equal(t, whole[p.took:], training(t, again, len(whole)-p.took, func(int) {}), "after %d", p.took)
			}
		})
	}
}

func TestLoader_OfAnotherStateIsRefused(t *testing.T) {
	g := torch.NewGenerator(torch.CPU)
	l := data.NewLoaderWith(shaken{20}, together, data.BatchSize(3), data.Shuffle(true), data.WithGenerator(g))
	for range l.Batches(t.Context()) {
		break
	}
	good := l.StateDict()
	for name, c := range map[string]struct {
		change func(state map[string]any)
		want   string
	}{
		"nothing":          {func(s map[string]any) { clear(s) }, `"batches" must be a number of batches, not <nil>`},
		"another length":   {func(s map[string]any) { s["length"] = 8 }, "it was saved by a loader of 8 batches, this one has 7"},
		"too far":          {func(s map[string]any) { s["batches"] = 8 }, "8 batches were taken of 7"},
		"negative":         {func(s map[string]any) { s["batches"] = -1 }, `"batches" must be`},
		"another sampler":  {func(s map[string]any) { s["sampler_generator"] = s["generator"] }, `it has "sampler_generator"`},
		"no generator":     {func(s map[string]any) { delete(s, "generator") }, `it lacks "generator"`},
		"no beginning":     {func(s map[string]any) { delete(s, "default_generator") }, `it lacks "default_generator"`},
		"a short state":    {func(s map[string]any) { s["generator"] = torch.Zeros(3, torch.UInt8) }, `"generator" is no generator's state`},
		"a word for state": {func(s map[string]any) { s["generator"] = "no" }, `"generator" must be a generator's state, not a string`},
	} {
		t.Run(name, func(t *testing.T) {
			state := maps.Clone(good)
			c.change(state)
			before := g.State()
			assert.ErrorContains(t, l.LoadStateDict(state), c.want)
			torchtest.Equal(t, before, g.State())
			assert.Equal(t, 1, l.Position())
		})
	}
}

// TestLoader_PassesOverMoreThanThereIs has a stream that became shorter.
func TestLoader_PassesOverMoreThanThereIs(t *testing.T) {
	l := data.NewStreamLoaderWith(numbered{75}, together, data.BatchSize(10))
	for range l.Batches(t.Context()) {
		if l.Position() == 5 {
			break
		}
	}
	for _, workers := range []int{0, 2} {
		shorter := data.NewStreamLoaderWith(numbered{20}, together, data.BatchSize(10), data.Workers(workers))
		require.NoError(t, shorter.LoadStateDict(l.StateDict()))
		for _, err := range shorter.Batches(t.Context()) {
			assert.EqualError(t, err, "data: the loader's state is of 5 batches of an epoch, and there are only 2")
		}
	}
}
