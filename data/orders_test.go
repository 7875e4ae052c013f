package data_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// orders is what testdata/orders.py drew.
type orders struct {
	Loaders []struct {
		N             int
		BatchSize     int `json:"batch_size"`
		Shuffle       bool
		DropLast      bool   `json:"drop_last"`
		GeneratorSeed *int64 `json:"generator_seed"`
		StopAfter     int    `json:"stop_after"`
		Draws         bool
		Seed          int64
		Len           int
		Epochs        [][][]int
		Numbers       []float64
		State         string
		GenState      string `json:"generator_state"`
	}
	Samplers []struct {
		Name          string
		GeneratorSeed *int64 `json:"generator_seed"`
		Seed          int64
		Len           int
		Epochs        [][]int
		State         string
		GenState      string `json:"generator_state"`
	}
	Splits []struct {
		N             int
		Lengths       json.RawMessage
		Fractions     bool
		GeneratorSeed *int64 `json:"generator_seed"`
		Seed          int64
		Counts        []int
		Heads         [][]int
		State         string
	}
	Distributed []struct {
		N, Replicas int
		Shuffle     bool
		Seed        int64
		DropLast    bool `json:"drop_last"`
		Len         int
		Epochs      [][][]int
	}
}

func readOrders(t *testing.T) (o orders) {
	torchtest.Golden(t, "orders.json", &o)
	return o
}

// seeded returns a generator, nil for a nil seed.
func seeded(seed *int64) *torch.Generator {
	if seed == nil {
		return nil
	}
	return torch.NewGenerator(torch.CPU).ManualSeed(*seed)
}

// stateOf is the hash of a generator's state, of the default one's for nil and
// "".
func stateOf(g *torch.Generator) string {
	state := torch.RNGState()
	if g != nil {
		state = g.State()
	}
	sum := sha256.Sum256(state.RawBytes())
	return hex.EncodeToString(sum[:])
}

func requireStates(t *testing.T, state, generatorState string, g *torch.Generator) {
	t.Helper()
	require.Equal(t, state, stateOf(nil), "the default generator's state")
	if g != nil {
		require.Equal(t, generatorState, stateOf(g), "the generator's state")
	}
}

// drawn is a sample with a random number.
type drawn struct {
	Index  int
	Number float64
}

// drawing is a dataset whose samples draw.
type drawing int

func (d drawing) Len() int { return int(d) }

func (d drawing) Get(int) (drawn, error) { panic("the loader should call GetWith") }

func (d drawing) GetWith(_ context.Context, w *data.Worker, index int) (drawn, error) {
	r := torch.Rand(1, torch.WithGenerator(w.Generator()), torch.In(w.Scope()))
	return drawn{index, r.Item()}, nil
}

// indexed is a dataset whose sample i is i.
type indexed int

func (d indexed) Len() int                   { return int(d) }
func (d indexed) Get(index int) (int, error) { return index, nil }

// same is a collate function that hands over the samples.
func same[S any](samples []S, _ *torch.Scope) ([]S, error) { return slices.Clone(samples), nil }

func TestLoader_OrdersAndDrawsMatchPython(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range readOrders(t).Loaders {
		name := fmt.Sprintf("n=%d,batch=%d,shuffle=%v,drop=%v,generator=%v,stop=%d,draws=%v",
			c.N, c.BatchSize, c.Shuffle, c.DropLast, c.GeneratorSeed != nil, c.StopAfter, c.Draws)
		t.Run(name, func(t *testing.T) {
			torch.ManualSeed(c.Seed)
			g := seeded(c.GeneratorSeed)
			loader := data.NewLoaderWith(drawing(c.N), same, data.BatchSize(c.BatchSize), data.Shuffle(c.Shuffle),
				data.DropLast(c.DropLast), data.WithGenerator(g))
			if !c.Draws {
				loader = data.NewLoaderWith(indexed(c.N), func(samples []int, _ *torch.Scope) ([]drawn, error) {
					batch := make([]drawn, len(samples))
					for i, index := range samples {
						batch[i].Index = index
					}
					return batch, nil
				}, data.BatchSize(c.BatchSize), data.Shuffle(c.Shuffle), data.DropLast(c.DropLast), data.WithGenerator(g))
			}
			require.Equal(t, c.Len, loader.Len())
			var numbers []float64
			for _, epoch := range c.Epochs {
				batches := [][]int{}
				for batch, err := range loader.Batches(t.Context()) {
					require.NoError(t, err)
					var indices []int
					for _, sample := range batch {
						indices = append(indices, sample.Index)
						numbers = append(numbers, sample.Number)
					}
					if batches = append(batches, indices); len(batches) == c.StopAfter {
						break
					}
				}
				require.Equal(t, epoch, batches)
			}
			if c.Draws && len(c.Numbers) > 0 {
				require.Equal(t, c.Numbers, numbers)
			}
			requireStates(t, c.State, c.GenState, g)
		})
	}
}

func TestLoader_WorkersKeepTheOrder(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range readOrders(t).Loaders {
		if c.StopAfter > 0 || c.Draws || c.BatchSize == 1 {
			continue
		}
		for _, workers := range []int{1, 3} {
			torch.ManualSeed(c.Seed)
			loader := data.NewLoaderWith(indexed(c.N), same, data.BatchSize(c.BatchSize), data.Shuffle(c.Shuffle),
				data.DropLast(c.DropLast), data.WithGenerator(seeded(c.GeneratorSeed)), data.Workers(workers))
			for _, epoch := range c.Epochs {
				batches := [][]int{}
				for batch, err := range loader.Batches(t.Context()) {
					require.NoError(t, err)
					batches = append(batches, batch)
				}
				require.Equal(t, epoch, batches)
			}
			require.Equal(t, c.State, stateOf(nil))
		}
	}
}

func TestSamplers_MatchPython(t *testing.T) {
	torchtest.NoLeaks(t)
	makers := map[string]func(data.GeneratorOption) data.Sampler{
		"random": func(g data.GeneratorOption) data.Sampler { return data.NewRandomSampler(indexed(10), g) },
		"random_fewer": func(g data.GeneratorOption) data.Sampler {
			return data.NewRandomSampler(indexed(10), g, data.NumSamples(4))
		},
		"random_more": func(g data.GeneratorOption) data.Sampler {
			return data.NewRandomSampler(indexed(10), g, data.NumSamples(25))
		},
		"replacement": func(g data.GeneratorOption) data.Sampler {
			return data.NewRandomSampler(indexed(10), g, data.Replacement(true))
		},
		"replacement_64": func(g data.GeneratorOption) data.Sampler {
			return data.NewRandomSampler(indexed(10), g, data.Replacement(true), data.NumSamples(64))
		},
		"replacement_70": func(g data.GeneratorOption) data.Sampler {
			return data.NewRandomSampler(indexed(10), g, data.Replacement(true), data.NumSamples(70))
		},
		"subset": func(g data.GeneratorOption) data.Sampler {
			return data.NewSubsetRandomSampler([]int{3, 1, 4, 15, 9, 2, 6}, g)
		},
		"weighted": func(g data.GeneratorOption) data.Sampler {
			return data.NewWeightedRandomSampler([]float64{0.1, 0.9, 0.4, 0.7, 3.0, 0.6}, 20, g)
		},
	}
	for _, c := range readOrders(t).Samplers {
		t.Run(fmt.Sprintf("%s,generator=%v", c.Name, c.GeneratorSeed != nil), func(t *testing.T) {
			torch.ManualSeed(c.Seed)
			g := seeded(c.GeneratorSeed)
			sampler := makers[c.Name](data.WithGenerator(g))
			require.Equal(t, c.Len, sampler.Len())
			for _, epoch := range c.Epochs {
				require.Equal(t, epoch, slices.Collect(sampler.Indices()))
			}
			requireStates(t, c.State, c.GenState, g)
		})
	}
}

func TestDistributedSampler_MatchesPython(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range readOrders(t).Distributed {
		t.Run(fmt.Sprintf("n=%d,replicas=%d,shuffle=%v,seed=%d,drop=%v", c.N, c.Replicas, c.Shuffle, c.Seed, c.DropLast), func(t *testing.T) {
			before := stateOf(nil)
			for rank := range c.Replicas {
				s := data.NewDistributedSampler(indexed(c.N), c.Replicas, rank, data.Shuffle(c.Shuffle), data.ShuffleSeed(c.Seed), data.DropLast(c.DropLast))
				require.Equal(t, c.Len, s.Len())
				for i, epoch := range []int{0, 3} {
					s.SetEpoch(epoch)
					got := slices.AppendSeq([]int{}, s.Indices())
					require.Equal(t, c.Epochs[i][rank], got)
				}
			}
			require.Equal(t, before, stateOf(nil), "it draws nothing from the default generator")
		})
	}
}

func TestDistributedSampler_IsAsPythonsUnlessTold(t *testing.T) {
	a := data.NewDistributedSampler(indexed(10), 2, 1)
	b := data.NewDistributedSampler(indexed(10), 2, 1, data.Shuffle(true), data.ShuffleSeed(0), data.DropLast(false))
	require.Equal(t, slices.Collect(b.Indices()), slices.Collect(a.Indices()))
	for _, rank := range []int{-1, 2} {
		torchtest.Panics(t, fmt.Sprintf("Invalid rank %d, rank should be in the interval [0, 1]", rank), func() { data.NewDistributedSampler(indexed(10), 2, rank) })
	}
	torchtest.Panics(t, "the option Shuffle is given twice", func() { data.NewDistributedSampler(indexed(10), 2, 1, data.Shuffle(true), data.Shuffle(true)) })
}

func TestRandomSplit_MatchesPython(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range readOrders(t).Splits {
		t.Run(fmt.Sprintf("n=%d,lengths=%s", c.N, c.Lengths), func(t *testing.T) {
			torch.ManualSeed(c.Seed)
			var parts []*data.Subset[int]
			g := data.WithGenerator(seeded(c.GeneratorSeed))
			if c.Fractions {
				parts = split[float64](t, c.N, c.Lengths, g)
			} else {
				parts = split[int](t, c.N, c.Lengths, g)
			}
			require.Len(t, parts, len(c.Counts))
			for i, part := range parts {
				require.Equal(t, c.Counts[i], part.Len())
				require.Equal(t, c.Heads[i], part.Indices()[:min(20, part.Len())])
				if part.Len() > 0 {
					first, err := part.Get(0)
					require.NoError(t, err)
					require.Equal(t, c.Heads[i][0], first)
				}
			}
			requireStates(t, c.State, "", nil)
		})
	}
}

func split[N int | float64](t *testing.T, n int, raw json.RawMessage, g data.GeneratorOption) []*data.Subset[int] {
	var lengths []N
	require.NoError(t, json.Unmarshal(raw, &lengths))
	parts, err := data.RandomSplit(indexed(n), lengths, g)
	require.NoError(t, err)
	return parts
}
