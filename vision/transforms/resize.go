package transforms

import (
	"runtime"
	"slices"

	"golang.org/x/sys/cpu"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Resize makes pictures larger or smaller.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Resize.html
type Resize struct {
	Size          []int
	Interpolation string        `kw:"bilinear"`
	MaxSize       aten.Opt[int] `kw:""` // for a size of one number
	Antialias     bool          `kw:"true"`
}

// NewResize makes the transform of pictures (..., C, H, W) with their masks and boxes to a
// size: a height and a width, or the length of the shorter edge alone, which keeps their
// ratio. Masks take the nearest values.
func NewResize[S Sizes](size S, options ...ResizeOption) *Resize {
	r := resizeOf(options)
	r.Size = resizedTo("Resize", sizesOf(size))
	if most, given := r.MaxSize.Get(); given {
		switch {
		case len(r.Size) == 2:
			reject("Resize", "max_size should only be passed if size specifies the length of the smaller edge")
		case most <= r.Size[0]:
			reject("Resize", "max_size = %d must be strictly greater than the requested size for the smaller edge size = %d", most, r.Size[0])
		}
	}
	checkInterpolation("Resize", r.Interpolation, r.Antialias)
	return &r
}

func resizedTo(op string, size []int) []int {
	if len(size) != 1 && len(size) != 2 || slices.Min(size) < 1 {
		reject(op, "size can be an integer or one or two integers of at least 1, but got %v instead.", size)
	}
	return size
}

func checkInterpolation(op, mode string, antialias bool) {
	if !slices.Contains([]string{"nearest", "nearest-exact", "bilinear", "bicubic", "lanczos"}, mode) {
		reject(op, "Invalid interpolation mode: '%s'. Supported are nearest, nearest-exact, bilinear, bicubic and lanczos.", mode)
	}
	if mode == "lanczos" && !antialias {
		reject(op, "InterpolationMode.LANCZOS requires antialias=True")
	}
}

// Draw implements [Transform].
func (r *Resize) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	height, width := sizeOf("resize", x)
	to := r.target(height, width)
	return resizing{to[0], to[1], r.Interpolation, r.Antialias}.op(height, width)
}

// target is the size that a picture gets.
func (r *Resize) target(height, width int) [2]int {
	if len(r.Size) == 2 {
		return [2]int{r.Size[0], r.Size[1]}
	}
	short, long := r.Size[0], int(float64(r.Size[0]*max(height, width))/float64(min(height, width)))
	if most, given := r.MaxSize.Get(); given && long > most {
		short, long = int(float64(most*short)/float64(long)), most
	}
	if width <= height {
		return [2]int{long, short}
	}
	return [2]int{short, long}
}

func (r *Resize) String() string { return show(r) }

// resizing is how a picture gets another size.
type resizing struct {
	height, width int
	mode          string
	antialias     bool
}

// op resizes a picture of a size with its targets.
func (r resizing) op(height, width int) move {
	nearest := resizing{r.height, r.width, "nearest", false}
	if r.mode == "nearest-exact" {
		nearest.mode = r.mode
	}
	return move{r.image, nearest.image, func(x *torch.Tensor) *torch.Tensor { return r.boxes(x, height, width) }}
}

func (r resizing) image(x *torch.Tensor) *torch.Tensor {
	if x.Size(-2) == r.height && x.Size(-1) == r.width {
		return x
	}
	if x.Numel() == 0 {
		shape := x.Shape()
		return x.Reshape(append(shape[:len(shape)-2], r.height, r.width)...)
	}
	y := sameOrder(batched(x))
	if !r.native(x) {
		y = y.To(torch.Float32)
	}
	options := []F.InterpolateOption{F.Size{r.height, r.width}, F.Mode(r.mode)}
	if smooth := r.mode != "nearest" && r.mode != "nearest-exact"; smooth {
		options = append(options, F.AlignCorners(false), F.Antialias(r.antialias))
	}
	y = F.Interpolate(y, options...)
	if !r.native(x) {
		y = r.back(y, x.DType())
	}
	return unbatched(y, x)
}

// sameOrder lets the output keep the order of the memory of a single picture whose channels
// come last there, which libtorch would take for one whose channels come first.
func sameOrder(x *torch.Tensor) *torch.Tensor {
	n := x.Numel()
	strides := x.Strides()
	if x.Size(0) != 1 || strides[0] == n || !x.IsContiguous(torch.ChannelsLast) {
		return x
	}
	strides[0] = n
	return x.AsStrided(x.Shape(), strides)
}

// native tells whether libtorch interpolates the dtype by itself. On processors without AVX2
// Python goes through float32 for bytes, which are faster so.
func (r resizing) native(x *torch.Tensor) bool {
	switch x.DType() {
	case torch.Float32, torch.Float64:
		return true
	case torch.UInt8:
		switch r.mode {
		case "nearest", "nearest-exact":
			return true
		case "bilinear":
			return x.Device() == torch.CPU && (cpu.X86.HasAVX2 && cpu.X86.HasFMA || runtime.GOARCH == "arm64")
		}
		return x.Device() == torch.CPU
	}
	return false
}

// back rounds to the dtype that a picture had.
func (r resizing) back(y *torch.Tensor, d torch.DType) *torch.Tensor {
	if d == torch.UInt8 && (r.mode == "bicubic" || r.mode == "lanczos") {
		y = y.Clamp_(0, 255)
	}
	if !d.IsFloatingPoint() {
		y = y.Round_()
	}
	return y.To(d)
}

func (r resizing) boxes(x *torch.Tensor, height, width int) *torch.Tensor {
	if height == r.height && width == r.width {
		return x
	}
	w, h := float32(float64(r.width)/float64(width)), float32(float64(r.height)/float64(height))
	return x.Mul(torch.FromSliceIn(x.Scope(), []float32{w, h, w, h}).To(x.Device())).To(x.DType())
}
