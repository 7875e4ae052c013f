package main

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
)

const loaderEpochs = 3

// numbered are samples whose input and target tell which they are.
type numbered int

func (n numbered) Len() int { return int(n) }

func (n numbered) Get(i int) (data.Labeled, error) {
	return data.Labeled{Input: torch.FromSlice([]float32{float32(2 * i), float32(2*i + 1)}), Target: int64(i)}, nil
}

type loaderCase struct {
	name    string
	n       int
	stop    int // leave each epoch before this batch; 0: never
	options []data.Option
}

var loaders = []loaderCase{
	{"defaults", 10, 0, nil},
	{"in order", 10, 0, []data.Option{data.BatchSize(4)}},
	{"in order drop_last", 10, 0, []data.Option{data.BatchSize(4), data.DropLast(true)}},
	{"shuffle", 10, 0, []data.Option{data.BatchSize(4), data.Shuffle(true)}},
	{"shuffle divides", 12, 0, []data.Option{data.BatchSize(4), data.Shuffle(true)}},
	{"shuffle drop_last", 10, 0, []data.Option{data.BatchSize(4), data.Shuffle(true), data.DropLast(true)}},
	{"shuffle one batch", 10, 0, []data.Option{data.BatchSize(64), data.Shuffle(true)}},
	{"shuffle break", 30, 3, []data.Option{data.BatchSize(4), data.Shuffle(true)}},
	{"shuffle break on last", 10, 2, []data.Option{data.BatchSize(4), data.Shuffle(true)}},
	{"shuffle large", 3000, 0, []data.Option{data.BatchSize(64), data.Shuffle(true)}},
	{"in order break", 30, 3, []data.Option{data.BatchSize(4)}},
}

// loaderCases compares the order in which loaders hand out samples, and what
// they leave of the generators.
func loaderCases() []testCase {
	var out []testCase
	for _, l := range loaders {
		out = append(out, withGenerators("loader/", l.name, func(r *recorder, g *torch.Generator) {
			options := l.options
			if g != nil {
				options = append(slices.Clone(options), data.WithGenerator(g))
			}
			r.epochs(data.NewLoader(numbered(l.n), options...), l.stop)
		})...)
	}
	for _, s := range samplers {
		out = append(out, withGenerators("sampler/", s.name, func(r *recorder, g *torch.Generator) {
			indices := s.make(g)
			for epoch := range loaderEpochs {
				r.text(fmt.Sprintf("epoch %d", epoch), indices())
			}
		})...)
	}
	return append(out, datasetCases()...)
}

// datasetCases compares datasets made of others.
func datasetCases() []testCase {
	return []testCase{
		{"dataset/random_split", func(r *recorder) {
			torch.ManualSeed(5)
			split(r, "lengths", 10, []int{6, 3, 1}, nil)
			split(r, "fractions", 11, []float64{0.5, 0.3, 0.2}, nil)
			r.draws()
		}},
		{"dataset/random_split generator", func(r *recorder) {
			torch.ManualSeed(5)
			g := torch.NewGenerator(torch.CPU).ManualSeed(11)
			split(r, "lengths", 10, []int{6, 3, 1}, g)
			r.draws()
			r.drawsOf("generator's draws after", g)
		}},
		{"dataset/subset and concat", func(r *recorder) {
			torch.ManualSeed(5)
			joined := data.NewConcatDataset[data.Labeled](data.NewSubset[data.Labeled](numbered(10), []int{7, 1, 4}), numbered(3))
			r.epochs(data.NewLoader(joined, data.BatchSize(2), data.Shuffle(true)), 0)
			r.draws()
		}},
	}
}

func split[N int | float64](r *recorder, key string, n int, lengths []N, g *torch.Generator) {
	parts, err := data.RandomSplit[data.Labeled](numbered(n), lengths, data.WithGenerator(g))
	r.must(err)
	for i, part := range parts {
		r.text(fmt.Sprintf("%s %d", key, i), pythonList(slices.Values(part.Indices()), strconv.Itoa))
	}
}

// withGenerators makes two cases of one: with the default generator, and with one
// of its own.
func withGenerators(family, name string, run func(r *recorder, g *torch.Generator)) []testCase {
	return []testCase{
		{family + name, func(r *recorder) {
			torch.ManualSeed(5)
			run(r, nil)
			r.draws()
		}},
		{family + "generator " + name, func(r *recorder) {
			torch.ManualSeed(5)
			g := torch.NewGenerator(torch.CPU).ManualSeed(11)
			run(r, g)
			r.draws()
			r.drawsOf("generator's draws after", g)
		}},
	}
}

func (r *recorder) epochs(loader *data.Loader[data.Batch], stop int) {
	for epoch := range loaderEpochs {
		i := 0
		for batch, err := range loader.Batches(context.Background()) {
			r.must(err)
			if stop > 0 && i == stop {
				break
			}
			r.tensor(fmt.Sprintf("epoch %d batch %d inputs", epoch, i), batch.Input)
			r.tensor(fmt.Sprintf("epoch %d batch %d targets", epoch, i), batch.Target)
			i++
		}
	}
	r.text("batches", strconv.Itoa(loader.Len()))
}

// samplers make an epoch's indices, written as Python writes a list.
var samplers = []struct {
	name string
	make func(g *torch.Generator) func() string
}{
	{"sequential", func(*torch.Generator) func() string { return listed(data.NewSequentialSampler(numbered(10))) }},
	{"random", func(g *torch.Generator) func() string {
		return listed(data.NewRandomSampler(numbered(10), data.WithGenerator(g)))
	}},
	{"random num_samples", func(g *torch.Generator) func() string {
		return listed(data.NewRandomSampler(numbered(10), data.NumSamples(25), data.WithGenerator(g)))
	}},
	{"random replacement", func(g *torch.Generator) func() string {
		return listed(data.NewRandomSampler(numbered(10), data.Replacement(true), data.WithGenerator(g)))
	}},
	{"random replacement num_samples", func(g *torch.Generator) func() string {
		return listed(data.NewRandomSampler(numbered(10), data.Replacement(true), data.NumSamples(70), data.WithGenerator(g)))
	}},
	{"subset random", func(g *torch.Generator) func() string {
		return listed(data.NewSubsetRandomSampler([]int{3, 5, 8, 13, 21}, data.WithGenerator(g)))
	}},
	{"weighted", func(g *torch.Generator) func() string {
		return listed(data.NewWeightedRandomSampler(sampleWeights, 12, data.WithGenerator(g)))
	}},
	{"weighted without replacement", func(g *torch.Generator) func() string {
		return listed(data.NewWeightedRandomSampler(sampleWeights, 4, data.Replacement(false), data.WithGenerator(g)))
	}},
	{"batch", func(g *torch.Generator) func() string { return listedBatches(g, false) }},
	{"batch drop_last", func(g *torch.Generator) func() string { return listedBatches(g, true) }},
}

var sampleWeights = []float64{0.1, 0.9, 0.4, 0.7, 3.0, 0.6}

func listed(s data.Sampler) func() string {
	return func() string { return pythonList(s.Indices(), strconv.Itoa) }
}

func listedBatches(g *torch.Generator, dropLast bool) func() string {
	b := data.NewBatchSampler(data.NewRandomSampler(numbered(10), data.WithGenerator(g)), 4, dropLast)
	return func() string {
		return pythonList(b.Batches(), func(batch []int) string { return pythonList(slices.Values(batch), strconv.Itoa) })
	}
}

func pythonList[T any](values iter.Seq[T], text func(T) string) string {
	var texts []string
	for v := range values {
		texts = append(texts, text(v))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
