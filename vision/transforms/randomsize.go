package transforms

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RandomResize gives the shorter edge of pictures a random length.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomResize.html
type RandomResize struct {
	MinSize, MaxSize int
	Interpolation    string `kw:"bilinear"`
	Antialias        bool   `kw:"true"`
}

// NewRandomResize makes the transform of pictures (..., C, H, W) with their masks and boxes;
// the length is from minSize to maxSize-1.
func NewRandomResize(minSize, maxSize int, options ...RandomResizeOption) *RandomResize {
	r := randomResizeOf(options)
	r.MinSize, r.MaxSize = minSize, maxSize
	if minSize < 1 || maxSize <= minSize {
		reject("RandomResize", "sizes must be at least 1 and increasing, got %d and %d", minSize, maxSize)
	}
	checkInterpolation("RandomResize", r.Interpolation, r.Antialias)
	return &r
}

// Draw implements [Transform].
func (r *RandomResize) Draw(x *torch.Tensor, g *torch.Generator) Op {
	size := []int{randint(r.MinSize, r.MaxSize, g)}
	return (&Resize{Size: size, Interpolation: r.Interpolation, Antialias: r.Antialias}).Draw(x, g)
}

func (r *RandomResize) String() string { return show(r) }

// RandomShortestSize gives the shorter edge of pictures a length drawn from several.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomShortestSize.html
type RandomShortestSize struct {
	MinSize       []int
	MaxSize       aten.Opt[int] `kw:""` // of the longer edge
	Interpolation string        `kw:"bilinear"`
	Antialias     bool          `kw:"true"`
}

// NewRandomShortestSize makes the transform of pictures (..., C, H, W) with their masks and
// boxes.
func NewRandomShortestSize(minSize []int, options ...RandomShortestSizeOption) *RandomShortestSize {
	r := randomShortestSizeOf(options)
	r.MinSize = slices.Clone(minSize)
	if len(minSize) == 0 || slices.Min(minSize) < 1 {
		reject("RandomShortestSize", "sizes must be at least 1, got %v", minSize)
	}
	checkInterpolation("RandomShortestSize", r.Interpolation, r.Antialias)
	return &r
}

// Draw implements [Transform].
func (r *RandomShortestSize) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_shortest_size", x)
	factor := float64(r.MinSize[randint(0, len(r.MinSize), g)]) / float64(min(height, width))
	if most, given := r.MaxSize.Get(); given {
		factor = min(factor, float64(most)/float64(max(height, width)))
	}
	return grown(x, "random_shortest_size", int(float64(height)*factor), int(float64(width)*factor), r.Interpolation, r.Antialias)
}

// grown resizes a picture to a size that came of a factor.
func grown(x *torch.Tensor, op string, height, width int, mode string, antialias bool) Op {
	if height < 1 || width < 1 {
		refuse(op, "RuntimeError", x, "Input and output sizes should be greater than 0, but got (%d, %d)", height, width)
	}
	return resizing{height, width, mode, antialias}.op(x.Size(-2), x.Size(-1))
}

func (r *RandomShortestSize) String() string { return show(r) }

// ScaleJitter makes pictures fill a size as far as their ratio allows, times a random factor.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ScaleJitter.html
type ScaleJitter struct {
	TargetSize    [2]int     `show:"tuple"` // width and height
	ScaleRange    [2]float64 `kw:"0.1, 2.0" show:"tuple"`
	Interpolation string     `kw:"bilinear"`
	Antialias     bool       `kw:"true"`
}

// NewScaleJitter makes the transform of pictures (..., C, H, W) with their masks and boxes.
// The width comes first, as it does in what Python's target_size does.
func NewScaleJitter(width, height int, options ...ScaleJitterOption) *ScaleJitter {
	s := scaleJitterOf(options)
	s.TargetSize = cropSize("ScaleJitter", width, height)
	checkInterpolation("ScaleJitter", s.Interpolation, s.Antialias)
	return &s
}

// Draw implements [Transform]. Python's factor is a tensor of float32 from here on.
func (s *ScaleJitter) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("scale_jitter", x)
	factor := between32(s.ScaleRange, rand(g))
	fits := min(float64(s.TargetSize[1])/float64(height), float64(s.TargetSize[0])/float64(width))
	factor *= float32(fits)
	return grown(x, "scale_jitter", int(float32(height)*factor), int(float32(width)*factor), s.Interpolation, s.Antialias)
}

// between32 is low + r*(high-low) of a tensor r.
func between32(within [2]float64, r float32) float32 {
	return float32(within[0]) + float32(r*float32(within[1]-within[0]))
}

func (s *ScaleJitter) String() string { return show(s) }

// RandomZoomOut places pictures at random on a larger canvas, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomZoomOut.html
type RandomZoomOut struct {
	Chance
	Fill      []float64  `kw:"0" show:"given"`
	SideRange [2]float64 `kw:"1.0, 4.0" show:"tuple"`
}

// NewRandomZoomOut makes the transform of pictures (..., C, H, W) with their masks and boxes.
func NewRandomZoomOut(options ...RandomZoomOutOption) *RandomZoomOut {
	z := randomZoomOutOf(options)
	checkProbability("RandomZoomOut", z.P)
	if !(1 <= z.SideRange[0] && z.SideRange[0] <= z.SideRange[1]) {
		reject("RandomZoomOut", "Invalid side range provided %v.", z.SideRange)
	}
	return &z
}

// Draw implements [Transform]. Python's factors are tensors of float32.
func (z *RandomZoomOut) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_zoom_out", x)
	if !happens(z.P, g) {
		return stay
	}
	factor := between32(z.SideRange, rand(g))
	right, down := int(float32(width)*factor)-width, int(float32(height)*factor)-height
	at := rands(2, g)
	left, top := int(float32(right)*at[0]), int(float32(down)*at[1])
	return padding{sides{left, right - left, top, down - top}, z.Fill, "constant"}.op(height, width)
}

func (z *RandomZoomOut) String() string { return show(z) }
