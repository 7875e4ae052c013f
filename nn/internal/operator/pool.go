package operator

import "github.com/e0112027/gotorch/torch"

var (
	opMaxPool2d         = torch.NewOp("aten::max_pool2d")
	opMaxPool2dIndices  = torch.NewOp("aten::max_pool2d_with_indices")
	opAvgPool2d         = torch.NewOp("aten::avg_pool2d")
	opAdaptiveAvgPool2d = torch.NewOp("aten::adaptive_avg_pool2d")
)

// Pool are the arguments of pooling: a number for each dimension, or one for
// all. No stride is the kernel's size.
type Pool struct {
	Kernel, Stride, Padding, Dilation []int
	CeilMode                          bool
	CountIncludePad                   bool
	Divisor                           int // 0: the number of elements
}

// DefaultPool holds Python's defaults.
var DefaultPool = Pool{Padding: []int{0}, Dilation: []int{1}, CountIncludePad: true}

func (a *Pool) max(v *torch.Invocation, x *torch.Tensor) {
	v.Tensor(x)
	v.Ints(a.Kernel)
	v.Ints(a.Stride)
	v.Ints(a.Padding)
	v.Ints(a.Dilation)
	v.Bool(a.CeilMode)
}

// Max2d is max_pool2d.
func (a *Pool) Max2d(x *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opMaxPool2d}
	a.max(&v, x)
	return v.One()
}

// Max2dIndices is max_pool2d_with_indices.
func (a *Pool) Max2dIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	v := torch.Invocation{Op: opMaxPool2dIndices}
	a.max(&v, x)
	return v.Two()
}

// Avg2d is avg_pool2d.
func (a *Pool) Avg2d(x *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opAvgPool2d}
	v.Tensor(x)
	v.Ints(a.Kernel)
	v.Ints(a.Stride)
	v.Ints(a.Padding)
	v.Bool(a.CeilMode)
	v.Bool(a.CountIncludePad)
	if a.Divisor != 0 {
		v.Int(a.Divisor)
	}
	return v.One()
}

// InputSize stands for Python's None in an output size: the input's own.
const InputSize = -1

// AdaptiveAvg2d is adaptive_avg_pool2d to height and width.
func AdaptiveAvg2d(x *torch.Tensor, size [2]int) *torch.Tensor {
	for i := range size {
		if size[i] == InputSize {
			size[i] = x.Size(i - 2)
		}
	}
	v := torch.Invocation{Op: opAdaptiveAvgPool2d}
	v.Tensor(x)
	v.Ints(size[:])
	return v.One()
}
