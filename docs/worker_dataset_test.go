package docs_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms"
)

// Pictures is from-python.md's data set whose samples draw.
type Pictures struct {
	pictures  []*torch.Tensor
	labels    []int64
	transform transforms.Compose
}

func (d *Pictures) Len() int { return len(d.pictures) }

func (d *Pictures) Get(i int) (data.Labeled, error) { panic("the loader calls GetWith") }

func (d *Pictures) GetWith(ctx context.Context, w *data.Worker, i int) (data.Labeled, error) {
	return data.Labeled{Input: d.transform.Apply(d.pictures[i], w.Generator()), Target: d.labels[i]}, nil
}

func TestFromPython_DrawsDoNotDependOnWorkers(t *testing.T) {
	d := &Pictures{transform: transforms.NewCompose(transforms.NewRandomHorizontalFlip())}
	for i := range 32 {
		d.pictures = append(d.pictures, torch.Arange(0, 12).To(torch.UInt8).View(1, 3, 4))
		d.labels = append(d.labels, int64(i))
	}
	epoch := func(workers int) []uint8 {
		torch.ManualSeed(1)
		var pixels []uint8
		for batch, err := range data.NewLoader(d, data.BatchSize(4), data.Workers(workers)).Batches(t.Context()) {
			require.NoError(t, err)
			pixels = append(pixels, torch.Data[uint8](batch.Input)...)
		}
		return pixels
	}
	assert.Equal(t, epoch(1), epoch(4))
}
