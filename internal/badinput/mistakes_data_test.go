package badinput

import (
	"bytes"
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/backends"
	"github.com/e0112027/gotorch/torch/cuda"
	"github.com/e0112027/gotorch/torch/safetensors"
	"github.com/e0112027/gotorch/vision/transforms"
)

func datasets() []mistake {
	pairs := func(in *inputs) data.Dataset[data.Example] { return data.FromTensors(in.right, in.right) }
	split := func(lengths ...float64) func(in *inputs) error {
		return func(in *inputs) error { _, err := data.RandomSplit(pairs(in), lengths); return err }
	}
	load := func(options ...func() data.Option) func(in *inputs) {
		return func(in *inputs) {
			var made []data.Option
			for _, o := range options {
				made = append(made, o())
			}
			data.NewLoader(pairs(in), made...)
		}
	}
	return []mistake{
		panics("TensorDataset of nothing", func(*inputs) { data.NewTensorDataset() }),
		panics("TensorDataset of nil", func(*inputs) { data.NewTensorDataset(nil) }),
		panics("TensorDataset, closed", func(in *inputs) { data.NewTensorDataset(in.closed) }),
		panics("TensorDataset of a number", func(in *inputs) { data.NewTensorDataset(in.make(torch.Float32, torch.CPU)) }),
		panics("TensorDataset of two lengths", func(in *inputs) { data.NewTensorDataset(in.right, in.image()) }),
		panics("NewConcatDataset of nothing", func(*inputs) { data.NewConcatDataset[data.Example]() }),
		panics("NewConcatDataset of nil", func(*inputs) { data.NewConcatDataset[data.Example](nil) }),
		panics("NewSubset of nil", func(*inputs) { data.NewSubset[data.Example](nil, nil) }),
		{"RandomSplit, too many", func(in *inputs) error { _, err := data.RandomSplit(pairs(in), []int{2, 2}); return err }},
		{"RandomSplit, below 0", func(in *inputs) error { _, err := data.RandomSplit(pairs(in), []int{3, -1}); return err }},
		{"RandomSplit, NaN", split(math.NaN())}, {"RandomSplit, no fractions", split()}, {"RandomSplit, fractions", split(0.5, 0.9)},
		{"Stack of nothing", func(in *inputs) error { _, err := data.Stack(nil, in.scope); return err }},
		{"Stack of nil", func(in *inputs) error { _, err := data.Stack([]*torch.Tensor{in.right, nil}, in.scope); return err }},
		{"Stack, closed", func(in *inputs) error {
			_, err := data.Stack([]*torch.Tensor{in.right, in.closed}, in.scope)
			return err
		}},
		{"Stack, closed first", func(in *inputs) error {
			_, err := data.Stack([]*torch.Tensor{in.closed, in.right}, in.scope)
			return err
		}},
		{"Stack of two shapes", func(in *inputs) error {
			_, err := data.Stack([]*torch.Tensor{in.right, in.image()}, in.scope)
			return err
		}},
		panics("NewLoader of nil", func(*inputs) { data.NewLoader[data.Example, data.Batch](nil) }),
		panics("NewLoader, batch size", load(func() data.Option { return data.BatchSize(0) })), panics("NewLoader, workers", load(func() data.Option { return data.Workers(-1) })),
		panics("NewLoader, prefetch", load(func() data.Option { return data.Prefetch(0) })),
		panics("NewLoader, sampler and shuffle", load(
			func() data.Option { return data.WithSampler(data.NewSubsetRandomSampler(nil)) },
			func() data.Option { return data.Shuffle(true) })),
		{"NewLoader, indices out of range", func(in *inputs) error {
			l := data.NewLoader(pairs(in), data.WithSampler(data.NewSubsetRandomSampler([]int{99})))
			for _, err := range l.Batches(context.Background()) {
				return err
			}
			return nil
		}},
	}
}

func samplers() []mistake {
	empty := func() data.Sized { return data.NewSubsetRandomSampler(nil) }
	walk := func(s data.Sampler) {
		for range s.Indices() {
		}
	}
	return []mistake{
		panics("RandomSampler of nothing", func(*inputs) { data.NewRandomSampler(empty()) }),
		panics("RandomSampler of nil", func(*inputs) { data.NewRandomSampler(nil) }),
		panics("RandomSampler, draws of nothing", func(*inputs) { walk(data.NewRandomSampler(empty(), data.NumSamples(5))) }),
		panics("RandomSampler, replaced draws of nothing", func(*inputs) {
			walk(data.NewRandomSampler(empty(), data.NumSamples(5), data.Replacement(true)))
		}),
		panics("RandomSampler, number", func(*inputs) { data.NewRandomSampler(empty(), data.NumSamples(-1)) }),
		panics("SequentialSampler of nil", func(*inputs) { data.NewSequentialSampler(nil) }),
		panics("WeightedRandomSampler, number", func(*inputs) { data.NewWeightedRandomSampler([]float64{1}, 0) }),
		panics("WeightedRandomSampler, no weights", func(*inputs) { walk(data.NewWeightedRandomSampler(nil, 1)) }),
		panics("WeightedRandomSampler, weights of 0", func(*inputs) { walk(data.NewWeightedRandomSampler([]float64{0, 0}, 1)) }),
		panics("WeightedRandomSampler, NaN", func(*inputs) { walk(data.NewWeightedRandomSampler([]float64{math.NaN()}, 1)) }),
		panics("WeightedRandomSampler, too many", func(*inputs) {
			walk(data.NewWeightedRandomSampler([]float64{1, 1}, 3, data.Replacement(false)))
		}),
		panics("BatchSampler, size", func(*inputs) { data.NewBatchSampler(data.NewSequentialSampler(empty()), 0, false) }),
		panics("BatchSampler of nil", func(*inputs) { data.NewBatchSampler(nil, 1, false) }),
	}
}

func images() []mistake {
	apply := func(name string, make func() transforms.Transform) mistake {
		return panics(name, func(in *inputs) { _ = transforms.NewCompose(make()).Apply(in.image(), nil).String() })
	}
	return []mistake{
		apply("RandomCrop, larger", func() transforms.Transform { return transforms.NewRandomCrop(9, 9) }),
		apply("RandomCrop, below 0", func() transforms.Transform { return transforms.NewRandomCrop(-1, -1) }),
		apply("RandomCrop, 3 paddings", func() transforms.Transform { return transforms.NewRandomCrop(2, 2, transforms.Padding(1, 2, 3)) }),
		apply("RandomCrop, padding below 0", func() transforms.Transform { return transforms.NewRandomCrop(2, 2, transforms.Padding(-9)) }),
		apply("Normalize, no means", func() transforms.Transform { return transforms.NewNormalize(nil, []float64{1}) }),
		apply("Normalize, 3 means", func() transforms.Transform { return transforms.NewNormalize([]float64{1, 2, 3}, []float64{1}) }),
		apply("Normalize, a deviation of 0", func() transforms.Transform { return transforms.NewNormalize([]float64{0}, []float64{0}) }),
		apply("Compose of nil", func() transforms.Transform { return transforms.NewCompose(nil) }),
		apply("Lambda of nil", func() transforms.Transform { return transforms.NewLambda(nil) }),
		panics("FromImage of nil", func(*inputs) { torch.FromImage(nil, torch.ImageUnchanged) }),
	}
}

func files(t *testing.T) []mistake {
	path := filepath.Join(t.TempDir(), "file")
	encode := func(name string, make func(in *inputs) *torch.Tensor) mistake {
		return mistake{"Encode, " + name, func(in *inputs) error {
			return safetensors.Encode(&bytes.Buffer{}, map[string]*torch.Tensor{"a": make(in)}, nil)
		}}
	}
	return []mistake{
		encode("nil", func(*inputs) *torch.Tensor { return nil }),
		encode("closed", func(in *inputs) *torch.Tensor { return in.closed }),
		encode("the zero value", func(*inputs) *torch.Tensor { return &torch.Tensor{} }),
		encode("meta", func(in *inputs) *torch.Tensor { return in.make(torch.Float32, torch.Meta, 2) }),
		encode("sparse", func(in *inputs) *torch.Tensor { return in.right.ToSparse() }),
		{"SaveFile, no folder", func(in *inputs) error {
			return safetensors.SaveFile(filepath.Join(path, "x"), map[string]*torch.Tensor{"a": in.right}, nil)
		}},
		{"SaveFile, metadata", func(in *inputs) error { return safetensors.SaveFile(path, nil, map[string]string{"\xff": ""}) }},
		{"SaveFile, a name", func(in *inputs) error {
			return safetensors.SaveFile(path, map[string]*torch.Tensor{"__metadata__": in.right}, nil)
		}},
		{"Load, no file", func(*inputs) error { _, err := torch.Load(path); return err }},
		{"Load, a folder", func(*inputs) error { _, err := torch.Load(filepath.Dir(path)); return err }},
		{"LoadFrom, nothing", func(*inputs) error { _, err := torch.LoadFrom(bytes.NewReader(nil), 0); return err }},
		{"LoadFrom, less than nothing", func(*inputs) error { _, err := torch.LoadFrom(bytes.NewReader(nil), -1); return err }},
		{"LoadFrom, more than there is", func(*inputs) error { _, err := torch.LoadFrom(bytes.NewReader(nil), 1<<40); return err }},
		{"LoadStateDict, no file", func(*inputs) error { _, err := torch.LoadStateDict(path); return err }},
		{"Lookup, of nil", func(*inputs) error { _, err := torch.Lookup[int](nil, "a"); return err }},
		{"Save, a closed tensor", func(in *inputs) error { return torch.Save(path, in.closed) }},
		{"Save, a channel", func(*inputs) error { return torch.Save(path, make(chan int)) }},
		{"Save, no folder", func(in *inputs) error { return torch.Save(filepath.Join(path, "x"), in.right) }},
		{"SaveTo, the zero value", func(*inputs) error { return torch.SaveTo(&bytes.Buffer{}, &torch.Tensor{}) }},
		panics("NewDict, keys alone", func(*inputs) { torch.NewDict(torch.NewDict("a", 1).Keys()...) }),
		panics("Dict.Set, a key that is a list", func(*inputs) { new(torch.Dict).Set([]any{1}, 1) }),
		{"LoadFile, no file", func(*inputs) error { _, err := safetensors.LoadFile(path); return err }},
		{"Open, a folder", func(*inputs) error { _, err := safetensors.Open(filepath.Dir(path)); return err }},
		{"Decode, nothing", func(*inputs) error { _, err := safetensors.Decode(nil); return err }},
		{"Decode, a large header", func(*inputs) error { _, err := safetensors.Decode(bytes.Repeat([]byte{0xff}, 99)); return err }},
		{"File.Tensor, no such name", func(in *inputs) error {
			var b bytes.Buffer
			_ = safetensors.Encode(&b, map[string]*torch.Tensor{"a": in.right}, nil)
			f, err := safetensors.Decode(b.Bytes())
			if err != nil {
				return nil
			}
			_, err = f.Tensor("nonsense")
			return err
		}},
	}
}

// devices lists what has no device here; a machine with more than 99 of them would
// take the calls.
func devices() []mistake {
	return []mistake{
		panics("cuda.RNGState(99)", func(*inputs) { cuda.RNGState(99) }),
		panics("cuda.RNGState(-9)", func(*inputs) { cuda.RNGState(-9) }),
		panics("cuda.RNGState(0, 1)", func(*inputs) { cuda.RNGState(0, 1) }),
		panics("backends, no such switch", func(*inputs) { backends.Switch(99).On() }),
		panics("backends, no such switch to set", func(*inputs) { backends.Switch(-9).Set(true) }),
		panics("backends, no such switch to try", func(*inputs) { backends.Switch(99).With(true, func() {}) }),
	}
}
