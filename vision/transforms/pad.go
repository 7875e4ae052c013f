package transforms

import (
	"slices"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms/internal/kw"
)

// Sizes are the types that a size or a padding may have where it is no option.
type Sizes interface{ int | kw.Size }

func sizesOf[S Sizes](s S) []int {
	switch s := any(s).(type) {
	case int:
		return []int{s}
	case kw.Size:
		return slices.Clone(s)
	}
	panic("unreachable")
}

// Pad widens pictures.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Pad.html
type Pad struct {
	Padding     []int     `show:"asis"`
	Fill        []float64 `kw:"0" show:"given"`
	PaddingMode string    `kw:"constant"`
}

// NewPad makes the transform of pictures (..., C, H, W) with their masks and boxes: by one
// number on all sides, by two left and right, top and bottom, or by four left, top, right,
// bottom. Boxes need the mode "constant", masks a single [Fill].
func NewPad[S Sizes](padding S, options ...PadOption) *Pad {
	p := padOf(options)
	p.Padding = sizesOf(padding)
	sidesOf("Pad", p.Padding)
	checkPaddingMode("Pad", p.PaddingMode)
	return &p
}

// Draw implements [Transform].
func (p *Pad) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	height, width := sizeOf("pad", x)
	return padding{sidesOf("Pad", p.Padding), p.Fill, p.PaddingMode}.op(height, width)
}

func (p *Pad) String() string { return show(p) }

// sides are how much is added left, right, top and bottom.
type sides [4]int

func sidesOf(op string, p []int) sides {
	switch len(p) {
	case 1:
		return sides{p[0], p[0], p[0], p[0]}
	case 2:
		return sides{p[0], p[0], p[1], p[1]}
	case 4:
		return sides{p[0], p[2], p[1], p[3]}
	}
	reject(op, "Padding must be an int or a 1, 2, or 4 element of tuple or list, got %v.", p)
	return sides{}
}

func checkPaddingMode(op, mode string) {
	if !slices.Contains([]string{"constant", "edge", "reflect", "symmetric"}, mode) {
		reject(op, "Padding mode should be either constant, edge, reflect or symmetric, got %q", mode)
	}
}

// padding is how a picture is widened.
type padding struct {
	sides sides
	fill  []float64
	mode  string
}

// op widens a picture of a size with its targets.
func (p padding) op(height, width int) move {
	return move{p.image, p.mask, func(x *torch.Tensor) *torch.Tensor { return p.boxes(x, height, width) }}
}

func (p padding) image(x *torch.Tensor) *torch.Tensor {
	if len(p.fill) > 1 {
		return p.coloured(x)
	}
	wide := batched(x)
	switch p.mode {
	case "constant":
		value := 0.0
		if len(p.fill) == 1 {
			value = p.fill[0]
		}
		wide = F.Pad(wide, p.sides[:], F.Value(value))
	case "symmetric":
		wide = symmetric(wide, p.sides)
	case "edge":
		wide = F.Pad(wide.To(floating(x)), p.sides[:], F.Mode("replicate")).To(x.DType())
	default:
		wide = F.Pad(wide.To(floating(x)), p.sides[:], F.Mode(p.mode)).To(x.DType())
	}
	return unbatched(wide, x)
}

// coloured fills each channel with a value of its own.
func (p padding) coloured(x *torch.Tensor) *torch.Tensor {
	if p.mode != "constant" {
		refuse("pad", "ValueError", x, "Padding mode '%s' is not supported if fill is not scalar", p.mode)
	}
	wide := padding{p.sides, nil, "constant"}.image(x)
	fill := torch.FromSliceIn(x.Scope(), p.fill).To(torch.Float32).To(x.DType(), x.Device()).Reshape(-1, 1, 1)
	height, width := wide.Size(-2), wide.Size(-1)
	for _, part := range [][3]int{{-2, 0, p.sides[2]}, {-1, 0, p.sides[0]}, {-2, height - p.sides[3], p.sides[3]}, {-1, width - p.sides[1], p.sides[1]}} {
		if part[2] > 0 {
			wide.Narrow(part[0], part[1], part[2]).Copy_(fill)
		}
	}
	return wide
}

func (p padding) mask(x *torch.Tensor) *torch.Tensor {
	if len(p.fill) > 1 {
		refuse("pad", "ValueError", x, "Non-scalar fill value is not supported for masks")
	}
	return p.image(x)
}

func (p padding) boxes(x *torch.Tensor, height, width int) *torch.Tensor {
	if p.mode != "constant" {
		refuse("pad", "ValueError", x, "Padding mode '%s' is not supported with bounding boxes", p.mode)
	}
	left, right, top, bottom := p.sides[0], p.sides[1], p.sides[2], p.sides[3]
	return clampBoxes(shiftBoxes(x, left, top), height+top+bottom, width+left+right)
}

// symmetric repeats a picture mirrored at its edges; negative sides are cut off.
func symmetric(x *torch.Tensor, s sides) *torch.Tensor {
	return mirrored(mirrored(x, -2, s[2], s[3]), -1, s[0], s[1])
}

func mirrored(x *torch.Tensor, dim, before, after int) *torch.Tensor {
	cutBefore, cutAfter := max(-before, 0), max(-after, 0)
	n := x.Size(dim) - cutBefore - cutAfter
	x = x.Narrow(dim, cutBefore, n)
	if before = max(before, 0); before > n || after > n {
		refuse("pad", "IndexError", x, "symmetric padding by %d and %d needs as many pixels, got %d", before, max(after, 0), n)
	}
	var index []int64
	for i := before - 1; i >= 0; i-- {
		index = append(index, int64(i))
	}
	for i := range n {
		index = append(index, int64(i))
	}
	for i := range max(after, 0) {
		index = append(index, int64(n-1-i))
	}
	return x.IndexSelect(dim, torch.FromSliceIn(x.Scope(), index).To(x.Device()))
}
