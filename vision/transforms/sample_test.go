package transforms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

func TestSample_RefusesTargetsOfAnotherPicture(t *testing.T) {
	image := torch.Zeros(3, 8, 8)
	flip := NewCompose(NewRandomHorizontalFlip())
	for msg, s := range map[string]Sample{
		"Found multiple HxW dimensions in the sample: '(4, 4)', '(8, 8)'": {Image: image, Masks: torch.Zeros(4, 4)},
		"Found multiple HxW dimensions in the sample: '(8, 8)', '(9, 8)'": {Image: image, Masks: torch.Zeros(2, 9, 8)},
		"Masks have the shape (..., H, W), got [8]":                       {Image: image, Masks: torch.Zeros(8)},
		"Boxes have the shape (N, 4), x1, y1, x2, y2 of each, got [2 5]":  {Image: image, Boxes: torch.Zeros(2, 5)},
		"Boxes have the shape (N, 4), x1, y1, x2, y2 of each, got [4]":    {Image: image, Boxes: torch.Zeros(4)},
		"Compose.Sample: the image is nil":                                {Masks: torch.Zeros(4, 4)},
	} {
		require.ErrorContains(t, torch.Try(func() error { flip.Sample(s, nil); return nil }), msg)
	}
	require.ErrorContains(t, torch.Try(func() error { flip.Apply(nil, nil); return nil }), "Compose.Apply: the image is nil")
	flip.Sample(Sample{Image: image, Masks: torch.Zeros(2, 8, 8), Boxes: torch.Zeros(0, 4)}, nil)
}

// The texts are Python's, which warns only where the probability lets it erase.
func TestRandomErasing_WarnsOfTargetsThatPassThrough(t *testing.T) {
	var told []string
	torch.SetWarningHandler(func(w torch.Warning) { told = append(told, w.Message) })
	defer torch.SetWarningHandler(nil)
	s := Sample{Image: torch.Zeros(3, 8, 8), Masks: torch.Zeros(8, 8), Boxes: torch.Zeros(1, 4)}
	NewCompose(NewRandomErasing(P(0))).Sample(s, nil)
	assert.Empty(t, told)
	NewCompose(NewRandomErasing(P(1))).Sample(s, nil)
	assert.Equal(t, []string{
		"RandomErasing() is currently passing through inputs of type tv_tensors.Mask. This will likely change in the future.",
		"RandomErasing() is currently passing through inputs of type tv_tensors.BoundingBoxes. This will likely change in the future.",
	}, told)
}
