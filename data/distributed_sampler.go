package data

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// DistributedSampler gives one process of several its share of a dataset's indices. All
// processes shuffle alike, by a seed and the number of the epoch, and take turns.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.distributed.DistributedSampler
type DistributedSampler struct {
	source            Sized
	numReplicas, rank int
	epoch             int
	config            distributedConfig
}

// DistributedOption is a keyword argument of [NewDistributedSampler]: [Shuffle], [DropLast]
// or [ShuffleSeed].
type DistributedOption interface{ applyDistributed(*distributedConfig) }

type distributedConfig struct {
	given

	inOrder  bool
	dropLast bool
	seed     int64
}

func (o ShuffleOption) applyDistributed(c *distributedConfig) {
	c.once("Shuffle")
	c.inOrder = !bool(o)
}
func (o DropLastOption) applyDistributed(c *distributedConfig) {
	c.once("DropLast")
	c.dropLast = bool(o)
}

// ShuffleSeed is what a [DistributedSampler] shuffles by, with the number of the epoch: the
// same in all processes. Python's seed; 0 unless given.
type ShuffleSeed int64

func (s ShuffleSeed) applyDistributed(c *distributedConfig) { c.once("ShuffleSeed"); c.seed = int64(s) }

// NewDistributedSampler returns the sampler of the process rank, of 0 to numReplicas-1. All
// get the same number of indices: the first ones again where the dataset does not divide,
// or none of the last ones with [DropLast]. It draws nothing from the default generator,
// and panics for a rank that there is not.
func NewDistributedSampler(source Sized, numReplicas, rank int, options ...DistributedOption) *DistributedSampler {
	requireSource(source)
	require(rank >= 0 && rank < numReplicas, "Invalid rank %d, rank should be in the interval [0, %d]", rank, numReplicas-1)
	s := &DistributedSampler{source: source, numReplicas: numReplicas, rank: rank}
	for _, option := range options {
		option.applyDistributed(&s.config)
	}
	return s
}

// SetEpoch sets the number of the epoch, before it begins: without it each epoch has the
// same order.
func (s *DistributedSampler) SetEpoch(epoch int) { s.epoch = epoch }

// Len returns how many indices the process has.
func (s *DistributedSampler) Len() int {
	n := s.source.Len()
	if s.config.dropLast {
		return n / s.numReplicas
	}
	return (n + s.numReplicas - 1) / s.numReplicas
}

// Indices returns one epoch, shuffled when its first index is asked for.
func (s *DistributedSampler) Indices() iter.Seq[int] { return flatten(s) }

func (s *DistributedSampler) chunks() func() ([]int, bool) {
	return once(func() []int {
		all, own := s.order(), make([]int, s.Len())
		for i := range own {
			own[i] = all[(s.rank+i*s.numReplicas)%len(all)] // from the start again where there are not enough
		}
		return own
	})
}

// order is that of all processes.
func (s *DistributedSampler) order() []int {
	n := s.source.Len()
	if !s.config.inOrder {
		g := torch.NewGenerator(torch.CPU).ManualSeed(s.config.seed + int64(s.epoch))
		return permutation(n, g)
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}
