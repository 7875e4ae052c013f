package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
	"github.com/e0112027/gotorch/vision/transforms"
)

// articleSets are the article's: MNIST and ToTensor.
func articleSets(ctx context.Context, folder string, train bool) (data.Dataset[data.Labeled], error) {
	return datasets.NewMNIST(ctx, folder, datasets.Train(train), datasets.Transform(transforms.NewToTensor()))
}

// digits is what a user writes who has data of their own: a Dataset over arrays,
// and a transform of their own after ToTensor.
type digits struct {
	pixels, labels []byte
	transform      transforms.Compose
}

func userSets(_ context.Context, folder string, train bool) (data.Dataset[data.Labeled], error) {
	split := "t10k"
	if train {
		split = "train"
	}
	pixels, err := readIDX(folder, split+"-images-idx3-ubyte")
	if err != nil {
		return nil, err
	}
	labels, err := readIDX(folder, split+"-labels-idx1-ubyte")
	if err != nil {
		return nil, err
	}
	standardise := transforms.NewLambda(func(picture *torch.Tensor) *torch.Tensor {
		return picture.Sub(0.1307).Div(0.3081)
	})
	return &digits{pixels, labels, transforms.NewCompose(transforms.NewToTensor(), standardise)}, nil
}

func (d *digits) Len() int { return len(d.labels) }

func (d *digits) Get(i int) (data.Labeled, error) { return d.sample(i, nil) }

// GetWith makes the sample in the loader's scope, so that nothing of it is left
// to the garbage collector.
func (d *digits) GetWith(_ context.Context, w *data.Worker, i int) (data.Labeled, error) {
	return d.sample(i, w.Scope())
}

func (d *digits) sample(i int, s *torch.Scope) (data.Labeled, error) {
	const size = 28 * 28
	picture := torch.FromSliceIn(s, d.pixels[i*size:(i+1)*size], 1, 28, 28)
	return data.Labeled{Input: d.transform.Apply(picture, nil), Target: int64(d.labels[i])}, nil
}

// readIDX reads one of MNIST's files, packed or not.
func readIDX(folder, name string) ([]byte, error) {
	for _, path := range []string{name, name + ".gz", filepath.Join("MNIST", "raw", name)} {
		path = filepath.Join(folder, path)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		file, err := datasets.ReadIDX(path)
		if err != nil {
			return nil, err
		}
		return file.Data, nil
	}
	return nil, &os.PathError{Op: "open", Path: filepath.Join(folder, name), Err: os.ErrNotExist}
}
