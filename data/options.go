package data

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Option is a keyword argument of [NewLoader]: [BatchSize], [Shuffle], [DropLast], [Workers],
// [Prefetch], [TakeTurns], [WithGenerator], [WithSampler], [WithBatchSampler].
type Option interface{ applyLoader(*config) }

type config struct {
	given

	batchSize    int
	shuffle      bool
	dropLast     bool
	workers      int
	prefetch     int
	turns        bool
	generator    *torch.Generator
	sampler      Sampler
	batchSampler BatchSampler
}

type option func(*config)

func (f option) applyLoader(c *config) { f(c) }

// BatchSize sets how many samples a batch has; 1 by default, as in Python.
func BatchSize(n int) Option {
	return option(func(c *config) {
		c.once("BatchSize")
		require(n > 0, "BatchSize should be positive, but got %d", n)
		c.batchSize = n
	})
}

// ShuffleOption is an argument of loaders and of [NewDistributedSampler].
type ShuffleOption bool

// Shuffle loads the samples in an order that is random and new in each epoch; false by
// default, true of a [DistributedSampler].
func Shuffle(on bool) ShuffleOption { return ShuffleOption(on) }

func (o ShuffleOption) applyLoader(c *config) { c.once("Shuffle"); c.shuffle = bool(o) }

// DropLastOption is an argument of loaders and of [NewDistributedSampler].
type DropLastOption bool

// DropLast leaves out the last batch where it is smaller than the others, or of a
// [DistributedSampler] the last samples that are not enough for all processes.
func DropLast(on bool) DropLastOption { return DropLastOption(on) }

func (o DropLastOption) applyLoader(c *config) { c.once("DropLast"); c.dropLast = bool(o) }

// Workers loads batches ahead on n goroutines. The order is the same with any n;
// random transforms draw from [Worker.Generator], whose numbers do not depend
// on n but differ from those without workers. 0, the default, loads each batch
// when the loop asks for it, on the loop's goroutine.
func Workers(n int) Option {
	return option(func(c *config) {
		c.once("Workers")
		require(n >= 0, "Workers should not be negative, but got %d; Workers(0) loads on the loop's goroutine", n)
		c.workers = n
	})
}

// Prefetch sets how many batches each worker is ahead of the loop; 2 by default.
func Prefetch(n int) Option {
	return option(func(c *config) {
		c.once("Prefetch")
		require(n > 0, "Prefetch should be positive, but got %d", n)
		c.prefetch = n
	})
}

// TakeTurns has [Workers] rest while the loop works: when no batch is left they
// prepare the next ones at once, as many as they may be ahead, and the loop waits. It
// pays where samples cost processor time and operators use every processor; samples
// that wait for a disk or a network are better read meanwhile. The batches are the
// same. It panics without workers, and for a stream, which one goroutine reads.
func TakeTurns() Option { return option(func(c *config) { c.turns = true }) }

// GeneratorOption is an argument of loaders, samplers and [RandomSplit].
type GeneratorOption struct{ generator *torch.Generator }

// WithGenerator draws from g rather than from the default generator.
func WithGenerator(g *torch.Generator) GeneratorOption { return GeneratorOption{g} }

func (o GeneratorOption) applyLoader(c *config) {
	c.once("WithGenerator")
	c.generator = o.generator
}

func (o GeneratorOption) applySampler(c *samplerConfig) {
	c.once("WithGenerator")
	c.generator = o.generator
}

// WithSampler loads the samples in the order that a sampler gives. It excludes
// [Shuffle].
func WithSampler(s Sampler) Option {
	return option(func(c *config) { c.once("WithSampler"); c.sampler = s })
}

// WithBatchSampler loads the batches that a sampler gives. It excludes
// [BatchSize], [Shuffle], [DropLast] and [WithSampler].
func WithBatchSampler(s BatchSampler) Option {
	return option(func(c *config) { c.once("WithBatchSampler"); c.batchSampler = s })
}

func newConfig(options []Option) config {
	c := config{batchSize: 1, prefetch: 2}
	for _, o := range options {
		o.applyLoader(&c)
	}
	require(!c.turns || c.workers > 0, "TakeTurns needs Workers")
	require(c.sampler == nil || !c.shuffle, "WithSampler is mutually exclusive with Shuffle")
	require(c.batchSampler == nil || c.batchSize == 1 && !c.shuffle && c.sampler == nil && !c.dropLast,
		"WithBatchSampler is mutually exclusive with BatchSize, Shuffle, WithSampler and DropLast")
	return c
}

// batchesOf returns the batch sampler that the options ask for.
func (c *config) batchesOf(source Sized) BatchSampler {
	if c.batchSampler != nil {
		return c.batchSampler
	}
	sampler := c.sampler
	switch {
	case sampler != nil:
	case c.shuffle:
		sampler = NewRandomSampler(source, WithGenerator(c.generator))
	default:
		sampler = NewSequentialSampler(source)
	}
	return NewBatchSampler(sampler, c.batchSize, c.dropLast)
}

// given are the names of the options that a function was given.
type given struct{ names []string }

// once refuses an option that was given before, as Python does a keyword.
func (g *given) once(name string) {
	require(!slices.Contains(g.names, name), "the option %s is given twice", name)
	g.names = append(g.names, name)
}
