package transforms

import (
	"slices"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// warp takes pixels from where a grid says.
type warp struct {
	mode string    // "nearest" or "bilinear"
	fill []float64 // of what lies outside; nil fades to 0
}

func newWarp(op, mode string, fill []float64) warp {
	if mode != "nearest" && mode != "bilinear" {
		reject(op, "Interpolation mode '%s' is unsupported with Tensor input: it is \"nearest\" or \"bilinear\"", mode)
	}
	return warp{mode, fill}
}

// ofMasks is the same for masks.
func (w warp) ofMasks() warp { return warp{"nearest", w.fill} }

// check refuses a fill for other channels.
func (w warp) check(op string, x *torch.Tensor) {
	if n := len(w.fill); n > 1 && n != x.Size(-3) {
		refuse(op, "ValueError", x, "The number of elements in 'fill' cannot broadcast to match the number of channels of the image (%d != %d)", n, x.Size(-3))
	}
}

// apply samples x by a grid (1, H', W', 2) of x's dtype, or float32.
func (w warp) apply(op string, x, grid *torch.Tensor) *torch.Tensor {
	w.check(op, x)
	height, width := grid.Size(1), grid.Size(2)
	if x.Numel() == 0 {
		return x.Reshape(slices.Concat(x.Shape()[:x.NDim()-2], []int{height, width})...)
	}
	image := batched(x).To(grid.DType())
	if n := image.Size(0); n > 1 {
		grid = grid.Expand(n, -1, -1, -1)
	}
	if w.fill != nil {
		inside := torch.Ones([]int{image.Size(0), 1, image.Size(2), image.Size(3)}, image.DType(), image.Device(), torch.In(x.Scope()))
		image = torch.Cat([]*torch.Tensor{image, inside}, torch.Dim(1))
	}
	image = F.GridSample(image, grid, F.Mode(w.mode), F.PaddingMode("zeros"), F.AlignCorners(false))
	if w.fill != nil {
		image = w.filled(image)
	}
	if x.DType() != grid.DType() {
		image = image.Round_().To(x.DType())
	}
	return unbatched(image, x)
}

// filled fills what lies outside of a picture, which its last channel tells.
func (w warp) filled(image *torch.Tensor) *torch.Tensor {
	channels := image.Size(1) - 1
	inside := image.Narrow(1, channels, 1)
	image = image.Narrow(1, 0, channels)
	inside = inside.ExpandAs(image)
	fill := torch.FromSliceIn(image.Scope(), w.fill).To(image.DType(), image.Device()).View(1, -1, 1, 1)
	if w.mode == "nearest" {
		return torch.Where(inside.Lt(0.5), fill.ExpandAs(image), image)
	}
	return image.Sub_(fill).Mul_(inside).Add_(fill)
}

// baseGrid holds x, y and 1 for each pixel: (1, height, width, 3), or without the 1 (..., 2).
func baseGrid(like *torch.Tensor, d torch.DType, x, y *torch.Tensor, last int) *torch.Tensor {
	grid := torch.Empty([]int{1, y.Size(0), x.Size(0), last}, d, like.Device(), torch.In(like.Scope()))
	grid.Select(-1, 0).Copy_(x)
	grid.Select(-1, 1).Copy_(y.Unsqueeze(-1))
	if last == 3 {
		grid.Select(-1, 2).Fill_(1)
	}
	return grid
}

// linspace is torch.linspace on x's device and in its scope.
func linspace(like *torch.Tensor, d torch.DType, low, high float64, steps int) *torch.Tensor {
	return torch.Linspace(low, high, steps, d, like.Device(), torch.In(like.Scope()))
}

// floats makes a tensor as torch.tensor does of floats.
func floats(like *torch.Tensor, d torch.DType, values []float64, sizes ...int) *torch.Tensor {
	return torch.FromSliceIn(like.Scope(), values, sizes...).To(d, like.Device())
}

// someFill is a fill with None as nil.
func someFill(fill []float64) []float64 {
	if len(fill) == 0 {
		return nil
	}
	return fill
}
