// Package kw holds the keyword arguments of package transforms: one type for each name,
// whatever takes it. Which constructor takes which is generated.
package kw

import "github.com/e0112027/gotorch/torch"

// P is the probability that a transform is applied.
type P float64

// Weights are how often each of several transforms is chosen, p= in Python.
type Weights []float64

// Size is a height and a width, or the length of the shorter edge alone.
//
//kw:value
type Size []int

// Range is a lower and an upper bound, where a plain number x will do for -x to x.
//
//kw:value
type Range [2]float64

// Padding widens a picture: by one number on all sides, by two left and right, top and
// bottom, or by four left, top, right, bottom.
type Padding []int

// PadIfNeeded widens pictures that are smaller than a crop by what is missing, on both
// sides.
type PadIfNeeded bool

// PaddingMode is what padding adds: "constant", the value of [Fill], "edge", the outermost
// pixels, "reflect", the picture mirrored in its outermost pixels, or "symmetric", mirrored
// at its edges.
type PaddingMode string

// Fill is the value of pixels that lie outside of the picture: one number, or one for each
// channel. Without any, None in Python, they are 0, and where pixels are interpolated those
// at the edge fade out to it.
type Fill []float64

// Interpolation is how pixels between pixels come about: "nearest", "nearest-exact",
// "bilinear", "bicubic" or "lanczos"; where pixels move by a map, one of "nearest" and
// "bilinear".
type Interpolation string

// MaxSize is the greatest length of the longer edge.
type MaxSize int

// Antialias averages over what a smaller picture leaves out.
type Antialias bool

// Scale is from how large to how large a part is, or by which factors a picture grows.
type Scale [2]float64

// ScaleRange is by which factors a picture grows: from the first number to the second.
type ScaleRange [2]float64

// SideRange is how many times larger a canvas is: from the first number to the second.
type SideRange [2]float64

// Ratio is from which to which ratio of width to height a part is taken.
type Ratio [2]float64

// Value is what an erased rectangle is filled with: one number, or one for each channel.
type Value []float64

// RandomValue fills an erased rectangle with numbers drawn from a normal distribution,
// value="random" in Python.
type RandomValue bool

// Inplace has a transform overwrite its input.
type Inplace bool

// Expand makes the picture as large as what comes of it.
type Expand bool

// Center is the point, x and y in pixels from the upper left corner, about which a picture
// turns.
type Center [2]float64

// Translate is how far a picture moves at most to either side, as a part of its width and
// of its height.
type Translate [2]float64

// Shear is from which to which angle, in degrees, a picture is sheared along x; four numbers
// say the same of y too, and a single one x means -x to x.
type Shear []float64

// DistortionScale is how far corners move at most, as a part of half the picture.
type DistortionScale float64

// Displacement is how far pixels are displaced along x and y, alpha= in Python: a number for
// each, or one for both.
type Displacement []float64

// Sigma is the standard deviation of a Gaussian: of a blur, from which to which; of an
// elastic transform along x and y; a single number is both.
type Sigma []float64

// Brightness is by which factors to make a picture brighter: from the first number to the
// second, or from 1-x to 1+x.
type Brightness []float64

// Contrast is by which factors to raise the contrast: from the first number to the second,
// or from 1-x to 1+x.
type Contrast []float64

// Saturation is by which factors to raise the saturation: from the first number to the
// second, or from 1-x to 1+x.
type Saturation []float64

// Hue is by which parts of the circle to turn the hue: from the first number to the second,
// or from -x to x; within -0.5 and 0.5.
type Hue []float64

// NumOutputChannels is how many equal channels a gray picture gets, 1 or 3.
type NumOutputChannels int

// ScaleValues maps the values from one dtype's range to the other's, scale= in Python.
type ScaleValues bool

// DType is the dtype of the result.
type DType torch.DType

// Alpha is the parameter of the Beta distribution from which a share is drawn.
type Alpha float64

// NumClasses is the number of classes, where labels are indices.
type NumClasses int
