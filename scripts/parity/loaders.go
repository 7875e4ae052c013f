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
	return slices.Concat(out, distributedCases(), datasetCases())
}

// distributedCases compares each process's indices.
func distributedCases() (out []testCase) {
	for _, size := range [][2]int{{10, 3}, {12, 3}, {3, 8}, {0, 2}} {
		for _, shuffle := range []bool{false, true} {
			for _, dropLast := range []bool{false, true} {
				n, replicas := size[0], size[1]
				name := fmt.Sprintf("sampler/distributed %d over %d shuffle=%v seed=7 drop_last=%v", n, replicas, shuffle, dropLast)
				out = append(out, testCase{name, func(r *recorder) {
					torch.ManualSeed(5)
					for rank := range replicas {
						s := data.NewDistributedSampler(numbered(n), replicas, rank, data.Shuffle(shuffle), data.ShuffleSeed(7), data.DropLast(dropLast))
						for epoch := range loaderEpochs {
							s.SetEpoch(epoch)
							r.text(fmt.Sprintf("rank %d epoch %d", rank, epoch), listed(s)())
						}
						r.text(fmt.Sprintf("rank %d length", rank), strconv.Itoa(s.Len()))
					}
					r.draws()
				}})
			}
		}
	}
	return out
}

// rows are numbered samples that are at hand.
func rows(n int) *data.PairDataset {
	return data.FromTensors(torch.Arange(2*n).Reshape(n, 2).Float(), torch.Arange(n))
}

// multiples are n of a number's.
func multiples(n, of int) data.Dataset[data.Tensors] {
	return data.NewTensorDataset(torch.Arange(0, n*of, of))
}

// datasetCases compares datasets made of others.
func datasetCases() []testCase {
	return []testCase{
		{"dataset/concat of tensors", func(r *recorder) {
			torch.ManualSeed(5)
			joined := data.NewConcatDataset[data.Example](rows(10), rows(3), rows(7))
			r.epochs(data.NewLoader(joined, data.BatchSize(6), data.Shuffle(true)), 0)
			r.draws()
		}},
		{"dataset/stack", func(r *recorder) {
			torch.ManualSeed(5)
			stack := data.NewStackDataset(multiples(10, 1), multiples(10, 1), func(x, y data.Tensors) data.Example {
				return data.Example{Input: x[0], Target: y[0]}
			})
			r.epochs(data.NewLoader(stack, data.BatchSize(4), data.Shuffle(true)), 0)
			r.draws()
		}},
		{"dataset/chain", func(r *recorder) {
			torch.ManualSeed(5)
			chain := data.NewChainDataset[data.Labeled](stream(5), stream(0), stream(4))
			r.epochs(data.NewStreamLoader(chain, data.BatchSize(2)), 0)
			r.draws()
		}},
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

// stream is numbered samples without indices.
type stream int

func (s stream) Len() int { return int(s) }

func (s stream) Samples(context.Context) iter.Seq2[data.Labeled, error] {
	return func(yield func(data.Labeled, error) bool) {
		for i := range s.Len() {
			if !yield(numbered(s).Get(i)) {
				return
			}
		}
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
