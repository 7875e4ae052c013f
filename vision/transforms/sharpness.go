package transforms

import (
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// sharpen is factor of x and the rest of x blurred by a kernel of 3x3, but for the outermost
// pixels.
func sharpen(x *torch.Tensor, factor float64) *torch.Tensor {
	channels, height, width := x.Size(-3), x.Size(-2), x.Size(-1)
	if x.Numel() == 0 || height <= 2 || width <= 2 {
		return x
	}
	d := floating(x)
	a, b := 1.0/13, 5.0/13
	kernel := floats(x, d, []float64{a, a, a, a, b, a, a, a, a}, 3, 3).Expand(channels, 1, 3, 3)
	y := batched(x).To(d)
	if x.DType() == d {
		y = y.Clone()
	}
	blurred := F.Conv2d(y, kernel, nil, F.Groups(channels))
	if x.DType() != d {
		blurred = blurred.Round_()
	}
	inside := y.Narrow(-2, 1, height-2).Narrow(-1, 1, width-2)
	inside.Add_(blurred.Sub_(inside), torch.Alpha(1-factor))
	return unbatched(clamped(y, x), x)
}
