package data

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

var opRandom = torch.NewOp("aten::random_")

// drawSeed is torch.empty((), dtype=torch.int64).random_(generator=g).item().
func drawSeed(g *torch.Generator) (seed int64) {
	torch.Scoped(func(s *torch.Scope) {
		t := torch.Empty(torch.Int64, torch.In(s))
		v := torch.Invocation{Op: opRandom}
		v.Tensor(t)
		v.Generator(g)
		seed = torch.ItemAs[int64](v.InPlace(t))
	})
	return seed
}

// permutation is torch.randperm(n, generator=g).tolist().
func permutation(n int, g *torch.Generator) (indices []int) {
	torch.Scoped(func(s *torch.Scope) {
		indices = torch.Data[int](torch.Randperm(n, torch.WithGenerator(g), torch.In(s)))
	})
	return indices
}

// RandomSampler gives a dataset's indices in random order.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler
type RandomSampler struct {
	source Sized
	config samplerConfig
}

// NewRandomSampler returns a sampler that shuffles each epoch anew. Without
// [WithGenerator] it takes a seed from the default generator and draws from a
// generator of its own. It panics where the dataset is empty.
func NewRandomSampler(source Sized, options ...SamplerOption) *RandomSampler {
	requireSource(source)
	s := &RandomSampler{source, applySamplerOptions(options)}
	require(source.Len() > 0, "num_samples should be a positive integer value, but got num_samples=%d", source.Len())
	return s
}

// Len returns how many indices an epoch has.
func (s *RandomSampler) Len() int {
	if s.config.numSamples > 0 {
		return s.config.numSamples
	}
	return s.source.Len()
}

// Indices returns one epoch, shuffled when its first index is asked for.
func (s *RandomSampler) Indices() iter.Seq[int] { return flatten(s) }

func (s *RandomSampler) drawsFrom() *torch.Generator { return s.config.generator }

func (s *RandomSampler) chunks() func() ([]int, bool) {
	// Python draws with replacement 32 at a time, and permutations whole. The
	// last piece is cut, to nothing where the pieces fit, and drawn all the same.
	size, n := 32, s.source.Len()
	draw := func(g *torch.Generator, count int) []int { return integers(n, count, g) }
	if !s.config.replacement {
		size = n
		draw = func(g *torch.Generator, count int) []int { return permutation(n, g)[:count] }
	}
	left, ended := s.Len(), false
	g := s.config.generator
	return func() ([]int, bool) {
		if ended {
			return nil, false
		}
		if g == nil {
			seed := drawSeed(nil)
			g = torch.NewGenerator(torch.CPU).ManualSeed(seed)
		}
		count := size
		if left < size {
			count, ended = left, true
		}
		left -= count
		return draw(g, count), true
	}
}

// integers is torch.randint(high=n, size=(count,), generator=g).tolist().
func integers(n, count int, g *torch.Generator) (indices []int) {
	torch.Scoped(func(s *torch.Scope) {
		indices = torch.Data[int](torch.Randint(0, n, []int{count}, torch.WithGenerator(g), torch.In(s)))
	})
	return indices
}

// SubsetRandomSampler gives some of a dataset's indices in random order.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SubsetRandomSampler
type SubsetRandomSampler struct {
	indices []int
	config  samplerConfig
}

// NewSubsetRandomSampler returns a sampler that shuffles the indices each epoch,
// with draws from the default generator unless [WithGenerator] names another.
func NewSubsetRandomSampler(indices []int, options ...SamplerOption) *SubsetRandomSampler {
	return &SubsetRandomSampler{indices, applySamplerOptions(options)}
}

// Len returns how many indices there are.
func (s *SubsetRandomSampler) Len() int { return len(s.indices) }

// Indices returns one epoch, shuffled when its first index is asked for.
func (s *SubsetRandomSampler) Indices() iter.Seq[int] { return flatten(s) }

func (s *SubsetRandomSampler) drawsFrom() *torch.Generator { return s.config.generator }

func (s *SubsetRandomSampler) chunks() func() ([]int, bool) {
	return once(func() []int {
		chunk := permutation(len(s.indices), s.config.generator)
		for i, at := range chunk {
			chunk[i] = s.indices[at]
		}
		return chunk
	})
}

// WeightedRandomSampler draws indices with given probabilities.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler
type WeightedRandomSampler struct {
	weights    []float64
	numSamples int
	config     samplerConfig
}

// NewWeightedRandomSampler returns a sampler that draws numSamples indices of
// weights an epoch, each as likely as its weight says; the weights need not sum
// to one. Indices are drawn with replacement unless [Replacement] says
// otherwise, from the default generator unless [WithGenerator] names another. It
// panics unless numSamples is positive.
func NewWeightedRandomSampler(weights []float64, numSamples int, options ...SamplerOption) *WeightedRandomSampler {
	require(numSamples > 0, "num_samples should be a positive integer value, but got num_samples=%d", numSamples)
	c := samplerConfig{replacement: true}
	c.apply(options)
	return &WeightedRandomSampler{weights, numSamples, c}
}

// Len returns how many indices an epoch has.
func (s *WeightedRandomSampler) Len() int { return s.numSamples }

// Indices returns one epoch, drawn when its first index is asked for.
func (s *WeightedRandomSampler) Indices() iter.Seq[int] { return flatten(s) }

func (s *WeightedRandomSampler) drawsFrom() *torch.Generator { return s.config.generator }

func (s *WeightedRandomSampler) chunks() func() ([]int, bool) {
	return once(func() (indices []int) {
		torch.Scoped(func(scope *torch.Scope) {
			weights := torch.FromSliceIn(scope, s.weights)
			drawn := torch.Multinomial(weights, s.numSamples, s.config.replacement, torch.WithGenerator(s.config.generator))
			indices = torch.Data[int](drawn)
		})
		return indices
	})
}

// once is the chunks of a sampler that draws everything at the first index.
func once(draw func() []int) func() ([]int, bool) {
	drawn := false
	return func() ([]int, bool) {
		if drawn {
			return nil, false
		}
		drawn = true
		return draw(), true
	}
}
