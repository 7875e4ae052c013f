package data_test

import (
	"context"
	"testing"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
)

const benchBatch = 64

// mnistLike is a user's dataset of 28x28 pictures in memory.
type mnistLike struct{ pixels []float32 }

func newMNISTLike(n int) mnistLike { return mnistLike{make([]float32, n*784)} }

func (d mnistLike) Len() int { return len(d.pixels) / 784 }

func (d mnistLike) Get(index int) (data.Labeled, error) {
	return data.Labeled{Input: torch.FromSlice(d.pixels[index*784:(index+1)*784], 1, 28, 28), Target: int64(index % 10)}, nil
}

// scopedMNIST makes its tensors in the worker's scope.
type scopedMNIST struct{ mnistLike }

func (d scopedMNIST) GetWith(_ context.Context, w *data.Worker, index int) (data.Labeled, error) {
	return data.Labeled{Input: torch.FromSliceIn(w.Scope(), d.pixels[index*784:(index+1)*784], 1, 28, 28), Target: int64(index % 10)}, nil
}

// stored hands out the same tensors again and again: what remains is the
// loader's own work.
type stored struct{ samples []data.Labeled }

func (d stored) Len() int                            { return len(d.samples) }
func (d stored) Get(index int) (data.Labeled, error) { return d.samples[index], nil }

func newStored(n int) (d stored) {
	for i := range n {
		d.samples = append(d.samples, data.Labeled{Input: torch.Zeros(1, 28, 28), Target: int64(i % 10)})
	}
	return d
}

// epochs reads batches until b.N of them came.
func epochs[B any](b *testing.B, loader *data.Loader[B]) {
	b.ReportAllocs()
	b.ResetTimer()
	for n := 0; n < b.N; {
		for _, err := range loader.Batches(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			if n++; n >= b.N {
				break
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchBatch, "ns/sample")
}

// BenchmarkLoader tells what a batch of 64 pictures costs.
func BenchmarkLoader(b *testing.B) {
	const n = 6400
	for _, workers := range []int{0, 1} {
		options := []data.Option{data.BatchSize(benchBatch), data.Shuffle(true), data.Workers(workers)}
		b.Run("indices/"+named(workers), func(b *testing.B) {
			nothing := func(samples []int, _ *torch.Scope) (int, error) { return len(samples), nil }
			epochs(b, data.NewLoaderWith(indexed(n), nothing, options...))
		})
		b.Run("tensors/"+named(workers), func(b *testing.B) {
			epochs(b, data.NewLoader(data.FromTensors(torch.Zeros(n, 1, 28, 28), torch.Zeros(n, torch.Int64)), options...))
		})
		b.Run("stored/"+named(workers), func(b *testing.B) { epochs(b, data.NewLoader(newStored(n), options...)) })
		b.Run("unscoped/"+named(workers), func(b *testing.B) { epochs(b, data.NewLoader(newMNISTLike(n), options...)) })
		b.Run("scoped/"+named(workers), func(b *testing.B) {
			epochs(b, data.NewLoader(scopedMNIST{newMNISTLike(n)}, options...))
		})
	}
}
