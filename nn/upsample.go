package nn

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Upsample changes the size of sequences, pictures and volumes. Either Size or ScaleFactor is
// given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html
type Upsample struct {
	Module
	Size                 Size           `kw:""`        // of the output
	ScaleFactor          []float64      `kw:""`        // in place of Size
	Mode                 string         `kw:"nearest"` // or "nearest-exact", "area", "linear" (L), "bilinear", "bicubic", "lanczos" (H, W), "trilinear" (D, H, W)
	AlignCorners         aten.Opt[bool] `kw:""`        // false where there is none; not for "nearest", "nearest-exact" and "area"
	RecomputeScaleFactor aten.Opt[bool] `kw:""`        // false where there is none
	Antialias            bool           // averages over what a smaller output leaves out; Python's function has it alone
}

// NewUpsample makes the layer.
func NewUpsample(options ...UpsampleOption) *Upsample {
	u := upsampleOf(options)
	u.Size, u.ScaleFactor = slices.Clone(u.Size), slices.Clone(u.ScaleFactor)
	return &u
}

// Forward maps x (N, C, L), (N, C, H, W) or (N, C, D, H, W) to another size. It panics where
// size, mode and x do not fit.
func (u *Upsample) Forward(x *torch.Tensor) *torch.Tensor { return u.Call(x, u.forward) }

func (u *Upsample) forward(x *torch.Tensor) *torch.Tensor {
	u.check(x)
	n := x.NDim() - 2
	var sizes [3]int
	var factors [3]float64
	var size []int
	var scale []float64
	if u.Size != nil {
		size = expandInto(u.Size, "size", n, &sizes)
	} else {
		scale = factors[:n]
		for i := range scale {
			scale[i] = u.ScaleFactor[min(i, len(u.ScaleFactor)-1)]
		}
		if again, _ := u.RecomputeScaleFactor.Get(); again || u.Mode == "area" {
			size = sizes[:n]
			for i := range size {
				size[i] = int(float64(x.Size(i+2)) * scale[i])
			}
			scale = nil
		}
	}
	return u.resize(x, n, size, scale)
}

// check refuses what Python's function does before it looks at the mode.
func (u *Upsample) check(x *torch.Tensor) {
	_, aligned := u.AlignCorners.Get()
	again, _ := u.RecomputeScaleFactor.Get()
	n := x.NDim() - 2
	switch {
	case aligned && (u.Mode == "nearest" || u.Mode == "area" || u.Mode == "nearest-exact"):
		u.refuse("align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear")
	case u.Size != nil && u.ScaleFactor != nil:
		u.refuse("only one of size or scale_factor should be defined")
	case u.Size == nil && len(u.ScaleFactor) == 0:
		u.refuse("either size or scale_factor should be defined")
	case n < 1 || n > 3:
		u.unsupported(x.NDim())
	case u.Size != nil && len(u.Size) != 1 && len(u.Size) != n:
		u.refuse("Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of %s and output size of %s. "+
			"Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.",
			pyList(x.Shape()[2:]), pyTuple(slices.Clone(u.Size)))
	case u.Size == nil && len(u.ScaleFactor) != 1 && len(u.ScaleFactor) != n:
		u.refuse("Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of %s and scale_factor of shape %s. "+
			"Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format.",
			pyList(x.Shape()[2:]), pyFloats(slices.Clone(u.ScaleFactor)))
	case again && u.Size != nil:
		u.refuse("recompute_scale_factor is not meaningful with an explicit size.")
	case u.Antialias && !(n == 2 && (u.Mode == "bilinear" || u.Mode == "bicubic" || u.Mode == "lanczos")):
		u.refuse("Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input")
	}
}

func (u *Upsample) refuse(format string, args ...any) { refuse("Upsample", format, args...) }

// resize calls the operator for n dimensions.
func (u *Upsample) resize(x *torch.Tensor, n int, size []int, scale []float64) *torch.Tensor {
	align, _ := u.AlignCorners.Get()
	switch u.Mode {
	case "nearest":
		return nearest(x, n, size, scale)
	case "nearest-exact":
		return nearestExact(x, n, size, scale)
	case "area":
		return area(x, n, size)
	case "linear", "bilinear", "trilinear":
		if u.Mode == [...]string{"linear", "bilinear", "trilinear"}[n-1] {
			return u.linear(x, n, size, align, scale)
		}
		dims := map[string]int{"linear": 3, "bilinear": 4, "trilinear": 5}[u.Mode]
		notImplemented("Got %dD input, but %s mode needs %dD input", n+2, u.Mode, dims)
	case "bicubic":
		if n == 2 && u.Antialias {
			return aten.InternalUpsampleBicubic2dAaVec(x, size, align, scale)
		}
		if n == 2 {
			return aten.UpsampleBicubic2dVec(x, size, align, scale)
		}
	case "lanczos":
		if n == 2 {
			return u.lanczos(x, size, align, scale)
		}
	}
	u.unsupported(n + 2)
	return nil
}

func (u *Upsample) linear(x *torch.Tensor, n int, size []int, align bool, scale []float64) *torch.Tensor {
	switch {
	case n == 1:
		return aten.UpsampleLinear1dVec(x, size, align, scale)
	case n == 2 && u.Antialias:
		return aten.InternalUpsampleBilinear2dAaVec(x, size, align, scale)
	case n == 2:
		return aten.UpsampleBilinear2dVec(x, size, align, scale)
	}
	return aten.UpsampleTrilinear3dVec(x, size, align, scale)
}

func (u *Upsample) lanczos(x *torch.Tensor, size []int, align bool, scale []float64) *torch.Tensor {
	switch {
	case align:
		u.refuse("Lanczos mode does not support align_corners=True")
	case !u.Antialias:
		u.refuse("Lanczos mode requires antialias=True")
	}
	return aten.InternalUpsampleLanczos2dAaVec(x, size, align, scale)
}

func nearest(x *torch.Tensor, n int, size []int, scale []float64) *torch.Tensor {
	switch n {
	case 1:
		return aten.UpsampleNearest1dVec(x, size, scale)
	case 2:
		return aten.UpsampleNearest2dVec(x, size, scale)
	}
	return aten.UpsampleNearest3dVec(x, size, scale)
}

func nearestExact(x *torch.Tensor, n int, size []int, scale []float64) *torch.Tensor {
	switch n {
	case 1:
		return aten.InternalUpsampleNearestExact1dVec(x, size, scale)
	case 2:
		return aten.InternalUpsampleNearestExact2dVec(x, size, scale)
	}
	return aten.InternalUpsampleNearestExact3dVec(x, size, scale)
}

func area(x *torch.Tensor, n int, size []int) *torch.Tensor {
	switch n {
	case 1:
		return aten.AdaptiveAvgPool1d(x, size)
	case 2:
		return aten.AdaptiveAvgPool2d(x, size)
	}
	return aten.AdaptiveAvgPool3d(x, size)
}

func (u *Upsample) unsupported(dims int) {
	notImplemented("Input Error: Only 3D, 4D and 5D input Tensors supported (got %dD) for the modes: "+
		"nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got %s)", dims, u.Mode)
}

func notImplemented(format string, args ...any) {
	panic(&torch.Error{Op: "nn.Upsample", Kind: "NotImplementedError", Msg: fmt.Sprintf(format, args...)})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (u *Upsample) ExtraRepr() string {
	if u.ScaleFactor != nil {
		return "scale_factor=" + pyFloats(u.ScaleFactor) + ", mode='" + u.Mode + "'"
	}
	return "size=" + pySize(u.Size) + ", mode='" + u.Mode + "'"
}

type upsamplingArgs struct {
	size        Size      `kw:""` // of the output
	scaleFactor []float64 `kw:""` // in place of size
}

func newUpsampling(mode string, options []UpsamplingOption) Upsample {
	a := upsamplingOf(options)
	return Upsample{Size: slices.Clone(a.size), ScaleFactor: slices.Clone(a.scaleFactor), Mode: mode}
}

// UpsamplingNearest2d makes pictures larger by repeating elements, as [Upsample] does.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html
type UpsamplingNearest2d struct{ Upsample }

// NewUpsamplingNearest2d makes the layer.
func NewUpsamplingNearest2d(options ...UpsamplingOption) *UpsamplingNearest2d {
	return &UpsamplingNearest2d{newUpsampling("nearest", options)}
}

// UpsamplingBilinear2d makes pictures larger by bilinear interpolation with AlignCorners, as
// [Upsample] does.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html
type UpsamplingBilinear2d struct{ Upsample }

// NewUpsamplingBilinear2d makes the layer.
func NewUpsamplingBilinear2d(options ...UpsamplingOption) *UpsamplingBilinear2d {
	u := newUpsampling("bilinear", options)
	u.AlignCorners = aten.Some(true)
	return &UpsamplingBilinear2d{u}
}
