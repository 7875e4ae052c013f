package transforms

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

type normalize struct {
	mean, std []float64
	// constants are the two as tensors, made once for each dtype and device:
	// map[kind]constants.
	constants sync.Map
}

type kind struct {
	dtype  torch.DType
	device torch.Device
}

type constants struct{ mean, std *torch.Tensor }

// NewNormalize returns the transform of a float tensor (..., C, H, W) to
// (x - mean) / std, with one mean and one standard deviation for each channel
// or for all. It panics where a standard deviation is 0 in x's dtype.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Normalize.html
func NewNormalize(mean, std []float64) Transform {
	return &normalize{mean: slices.Clone(mean), std: slices.Clone(std)}
}

func (n *normalize) Apply(x *torch.Tensor, _ *torch.Generator) *torch.Tensor {
	if !x.DType().IsFloatingPoint() {
		refuse("normalize", "TypeError", x, "Input tensor should be a float tensor. Got %s.", x.DType())
	}
	if x.NDim() < 3 {
		refuse("normalize", "ValueError", x, "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = %v", x.Shape())
	}
	requireChannelsFirst("normalize", x)
	if n.channelwise(x) && plain(x) {
		return n.inGo(x)
	}
	c := n.constantsFor(x)
	// In place on a copy, as in Python: three means for one channel are an
	// error then, where x.Sub(mean) would answer with three channels.
	return x.Clone().Sub_(c.mean).Div_(c.std)
}

// channelwise tells whether there is one pair of float32 constants for each
// channel of x or for all.
func (n *normalize) channelwise(x *torch.Tensor) bool {
	fits := len(n.mean) == 1 || len(n.mean) == x.Size(-3)
	return fits && len(n.mean) == len(n.std) && x.DType() == torch.Float32
}

func (n *normalize) inGo(x *torch.Tensor) *torch.Tensor {
	for _, std := range n.std {
		n.refuseZero(x, float32(std) == 0)
	}
	out := torch.Empty(x.Shape(), torch.Float32, torch.In(x.Scope()))
	src, dst := torch.UnsafeData[float32](x), torch.UnsafeData[float32](out)
	size := x.Size(-2) * x.Size(-1)
	for at := 0; at < len(src); at += size {
		c := at / size % len(n.mean)
		mean, std := float32(n.mean[c]), float32(n.std[c])
		for i, v := range src[at : at+size] {
			dst[at+i] = (v - mean) / std
		}
	}
	runtime.KeepAlive(x)
	runtime.KeepAlive(out)
	return out
}

func (n *normalize) refuseZero(x *torch.Tensor, zero bool) {
	if zero {
		refuse("normalize", "ValueError", x, "std evaluated to zero after conversion to %s, leading to division by zero.", x.DType())
	}
}

func (n *normalize) constantsFor(x *torch.Tensor) constants {
	k := kind{x.DType(), x.Device()}
	if c, ok := n.constants.Load(k); ok {
		return c.(constants)
	}
	channelwise := func(values []float64) *torch.Tensor {
		return torch.FromSlice(values, len(values), 1, 1).To(k.dtype, k.device)
	}
	c := constants{channelwise(n.mean), channelwise(n.std)}
	n.refuseZero(x, torch.ItemAs[bool](c.std.Eq(0).Any()))
	n.constants.Store(k, c)
	return c
}

func (n *normalize) pixelwise() bool { return len(n.mean) == 1 && len(n.std) == 1 }

func (n *normalize) String() string {
	return fmt.Sprintf("Normalize(mean=%s, std=%s)", pythonTuple(n.mean), pythonTuple(n.std))
}

// pythonTuple writes numbers as Python prints a tuple of floats.
func pythonTuple(values []float64) string {
	items := make([]string, len(values))
	for i, v := range values {
		items[i] = pythonFloat(v)
	}
	if len(items) == 1 {
		return "(" + items[0] + ",)"
	}
	return "(" + strings.Join(items, ", ") + ")"
}

// pythonFloat writes v as Python's repr does.
func pythonFloat(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if !strings.ContainsAny(s, ".en") {
		s += ".0"
	}
	return s
}
