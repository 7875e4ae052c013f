package transforms

import (
	"runtime"
	"slices"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// Normalize subtracts means and divides by standard deviations.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Normalize.html
type Normalize struct {
	Mean, Std []float64
	Inplace   bool `kw:"false"`
	// constants are the two as tensors, made once for each dtype and device:
	// map[kind]constants.
	constants *sync.Map
}

type kind struct {
	dtype  torch.DType
	device torch.Device
}

type constants struct{ mean, std *torch.Tensor }

// NewNormalize makes the transform of a float tensor (..., C, H, W) to
// (x - mean) / std, with one mean and one standard deviation for each channel
// or for all. It panics where a standard deviation is 0 in x's dtype.
func NewNormalize(mean, std []float64, options ...NormalizeOption) *Normalize {
	n := normalizeOf(options)
	if len(mean) == 0 || len(std) == 0 {
		reject("Normalize", "needs a mean and a standard deviation, for each channel or for all, got %d and %d", len(mean), len(std))
	}
	n.Mean, n.Std, n.constants = slices.Clone(mean), slices.Clone(std), new(sync.Map)
	return &n
}

// Draw implements [Transform].
func (n *Normalize) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	if !x.DType().IsFloatingPoint() {
		refuse("normalize", "TypeError", x, "Input tensor should be a float tensor. Got %s.", x.DType())
	}
	if x.NDim() < 3 {
		refuse("normalize", "ValueError", x, "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = %v", x.Shape())
	}
	requireChannelsFirst("normalize", x)
	return pixels(n.image)
}

func (n *Normalize) image(x *torch.Tensor) *torch.Tensor {
	if !n.Inplace && n.channelwise(x) && plain(x) {
		return n.inGo(x)
	}
	c := n.constantsFor(x)
	if n.Inplace {
		return x.Sub_(c.mean).Div_(c.std)
	}
	return x.Sub(c.mean).Div_(c.std)
}

func (n *Normalize) String() string { return show(n) }

// channelwise tells whether there is one pair of float32 constants for each
// channel of x or for all.
func (n *Normalize) channelwise(x *torch.Tensor) bool {
	fits := len(n.Mean) == 1 || len(n.Mean) == x.Size(-3)
	return fits && len(n.Mean) == len(n.Std) && x.DType() == torch.Float32
}

func (n *Normalize) inGo(x *torch.Tensor) *torch.Tensor {
	for _, std := range n.Std {
		n.refuseZero(x, float32(std) == 0)
	}
	out := torch.Empty(x.Shape(), torch.Float32, torch.In(x.Scope()))
	src, dst := torch.UnsafeData[float32](x), torch.UnsafeData[float32](out)
	size := x.Size(-2) * x.Size(-1)
	for at := 0; at < len(src); at += size {
		c := at / size % len(n.Mean)
		mean, std := float32(n.Mean[c]), float32(n.Std[c])
		for i, v := range src[at : at+size] {
			dst[at+i] = (v - mean) / std
		}
	}
	runtime.KeepAlive(x)
	runtime.KeepAlive(out)
	return out
}

func (n *Normalize) refuseZero(x *torch.Tensor, zero bool) {
	if zero {
		refuse("normalize", "ValueError", x, "std evaluated to zero after conversion to %s, leading to division by zero.", x.DType())
	}
}

func (n *Normalize) constantsFor(x *torch.Tensor) constants {
	k := kind{x.DType(), x.Device()}
	if c, ok := n.constants.Load(k); ok {
		return c.(constants)
	}
	channelwise := func(values []float64) *torch.Tensor {
		return torch.FromSlice(values, len(values), 1, 1).To(k.dtype, k.device)
	}
	c := constants{channelwise(n.Mean), channelwise(n.Std)}
	n.refuseZero(x, torch.ItemAs[bool](c.std.Eq(0).Any()))
	n.constants.Store(k, c)
	return c
}
