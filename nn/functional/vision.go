package functional

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

//kw:options InterpolateOption nn.Upsample

type interpolateArgs struct {
	antialias bool `kw:"false"`
}

// Interpolate is [nn.Upsample] as a function, which may make smaller pictures smoothly too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
func Interpolate(x *torch.Tensor, options ...InterpolateOption) *torch.Tensor {
	m, a := interpolateOf(options)
	m.Antialias = a.antialias
	return m.Forward(x)
}

type gridSampleArgs struct {
	mode         string         `kw:"bilinear"` // or "nearest", "bicubic"
	paddingMode  string         `kw:"zeros"`    // or "border", "reflection"
	alignCorners aten.Opt[bool] `kw:""`         // false, with a warning, where there is none
}

// GridSample takes for each place of grid (N, H, W, 2) or (N, D, H, W, 3), whose last dimension
// holds x, y and z from -1 to 1, an element of x (N, C, ...) there.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
func GridSample(x, grid *torch.Tensor, options ...GridSampleOption) *torch.Tensor {
	a := gridSampleOf(options)
	mode, ok := map[string]int{"bilinear": 0, "nearest": 1, "bicubic": 2}[a.mode]
	if !ok {
		refuse("GridSample", "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '%s'", a.mode)
	}
	padding, ok := map[string]int{"zeros": 0, "border": 1, "reflection": 2}[a.paddingMode]
	if !ok {
		refuse("GridSample", "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '%s'", a.paddingMode)
	}
	return aten.GridSampler(x, grid, mode, padding, aligned("grid_sample", a.alignCorners))
}

// aligned is align_corners=, with Python's warning where it isn't given.
func aligned(op string, given aten.Opt[bool]) bool {
	on, ok := given.Get()
	if !ok {
		torch.Warn(torch.Warning{Op: op, Message: "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. " +
			"Please specify align_corners=True if the old behavior is desired. See the documentation of grid_sample for details."})
	}
	return on
}

type affineGridArgs struct {
	alignCorners aten.Opt[bool] `kw:""` // false, with a warning, where there is none
}

// AffineGrid makes the grid for [GridSample] that an affine map theta (N, 2, 3) or (N, 3, 4)
// gives for an output of a size (N, C, H, W) or (N, C, D, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.affine_grid.html
func AffineGrid(theta *torch.Tensor, size []int, options ...AffineGridOption) *torch.Tensor {
	a := affineGridOf(options)
	on := aligned("affine_grid", a.alignCorners)
	checkAffine(theta, size)
	switch {
	case on && slices.Min(size[2:]) == 1:
		torch.Warn(torch.Warning{Op: "affine_grid", Message: "Since version 1.3.0, affine_grid behavior has changed for unit-size grids when align_corners=True. " +
			"This is not an intended use case of affine_grid. See the documentation of affine_grid for details."})
	case slices.Min(size) <= 0:
		refuse("AffineGrid", "Expected non-zero, positive output size. Got %s", list(size))
	}
	return aten.AffineGridGenerator(theta, size, on)
}

func checkAffine(theta *torch.Tensor, size []int) {
	n := len(size) - 2
	if !theta.DType().IsFloatingPoint() {
		refuse("AffineGrid", "Expected theta to have floating point type, but got %v", theta.DType())
	}
	if n != 2 && n != 3 {
		panic(&torch.Error{Op: "functional.AffineGrid", Kind: "NotImplementedError", Msg: fmt.Sprintf(
			"affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size %s.", list(size))})
	}
	if theta.NDim() != 3 || theta.Size(1) != n || theta.Size(2) != n+1 {
		refuse("AffineGrid", "Expected a batch of %dD affine matrices of shape Nx%dx%d for size %s. Got %s.", n, n, n+1, list(size), sizes.String(theta.Shape()))
	}
}

// list prints sizes as Python prints a list.
func list(size []int) string {
	return strings.TrimSuffix(strings.TrimPrefix(sizes.String(size), "torch.Size("), ")")
}

// refuse panics for what Python's own code refuses.
func refuse(function, format string, args ...any) {
	panic(&torch.Error{Op: "functional." + function, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}

//kw:options UnfoldOption nn.Unfold

// Unfold is [nn.Unfold] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
func Unfold[S Sizes](x *torch.Tensor, kernelSize S, options ...UnfoldOption) *torch.Tensor {
	m := unfoldOf(options)
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

//kw:options FoldOption nn.Fold

// Fold is [nn.Fold] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fold.html
func Fold[O, S Sizes](x *torch.Tensor, outputSize O, kernelSize S, options ...FoldOption) *torch.Tensor {
	m := foldOf(options)
	m.OutputSize, m.KernelSize = kw.SizeOf(outputSize), kw.SizeOf(kernelSize)
	return m.Forward(x)
}
