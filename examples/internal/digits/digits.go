// Package digits opens MNIST for the examples, and draws digits where MNIST can't be had.
package digits

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/e0112027/gotorch/vision/datasets"
	"github.com/e0112027/gotorch/vision/transforms"
)

// MNIST's numbers of images, which the rendered digits have too.
const trainImages, testImages = 60000, 10000

// Flag defines -data, the folder that [Open] takes.
func Flag(set *flag.FlagSet, folder *string) {
	set.StringVar(folder, "data", "", "`DIR` with MNIST's four files, or torchvision's data folder; without it the\ncache is searched, then the files are downloaded to it, and where that can't\nbe done the program renders digits itself")
}

// Open opens the two datasets, whose images are float32 (1, 28, 28) from 0 to 1: those in
// folder; without a folder those in the cache, downloaded to it where they are missing; and
// where that fails, digits that are rendered from the seed.
func Open(ctx context.Context, folder string, seed int64) (train, test *datasets.MNIST, err error) {
	if folder != "" {
		return openMNIST(ctx, folder)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, nil, err
	}
	folder = filepath.Join(cache, "gotorch", "mnist")
	train, test, err = openMNIST(ctx, folder, datasets.Download(true), datasets.Progress(os.Stderr))
	if ctx.Err() != nil || err == nil || !errors.Is(err, datasets.ErrNotFound) {
		return train, test, err
	}
	fmt.Fprintln(os.Stderr, "WARNING: THIS IS NOT MNIST: it is neither in", folder, "nor can it be downloaded, so the program trains on digits that it renders from fonts; -data DIR names a folder with the real ones")
	return renderedSets(seed)
}

func openMNIST(ctx context.Context, folder string, options ...datasets.Option) (train, test *datasets.MNIST, err error) {
	options = append(options, datasets.Transform(transforms.NewToTensor()))
	train, err = datasets.NewMNIST(ctx, folder, options...)
	if err != nil {
		return nil, nil, err
	}
	test, err = datasets.NewMNIST(ctx, folder, append(options, datasets.Train(false))...)
	return train, test, err
}

func renderedSets(seed int64) (train, test *datasets.MNIST, err error) {
	set := func(seed uint64, n int) (*datasets.MNIST, error) {
		pixels, labels := Render(seed, n)
		return datasets.FromBytes(pixels, labels, Side, Side, datasets.Transform(transforms.NewToTensor()))
	}
	if train, err = set(uint64(2*seed), trainImages); err != nil {
		return nil, nil, err
	}
	test, err = set(uint64(2*seed+1), testImages)
	return train, test, err
}
