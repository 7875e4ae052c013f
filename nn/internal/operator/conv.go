package operator

import "github.com/e0112027/gotorch/torch"

var (
	opConv2d      = torch.NewOp("aten::conv2d")
	opConv2dNamed = torch.NewOp("aten::conv2d.padding")
	opPad         = torch.NewOp("aten::pad")
)

// Conv are the arguments of a convolution: a number for each dimension, or one
// for all.
type Conv struct {
	Stride, Padding, Dilation []int
	PaddingName               string // "same", "valid", or "" for Padding
	Groups                    int
}

// DefaultConv holds Python's defaults.
var DefaultConv = Conv{Stride: []int{1}, Padding: []int{0}, Dilation: []int{1}, Groups: 1}

// Conv2d is conv2d; bias may be nil.
func (a *Conv) Conv2d(x, weight, bias *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opConv2d}
	if a.PaddingName != "" {
		v.Op = opConv2dNamed
	}
	v.Tensor(x)
	v.Tensor(weight)
	v.OptionalTensor(bias)
	v.Ints(a.Stride)
	if a.PaddingName != "" {
		v.String(a.PaddingName)
	} else {
		v.Ints(a.Padding)
	}
	v.Ints(a.Dilation)
	v.Int(a.Groups)
	return v.One()
}

// Pad is pad; value counts for the mode "constant" alone.
func Pad(x *torch.Tensor, pad []int, mode string, value float64) *torch.Tensor {
	v := torch.Invocation{Op: opPad}
	v.Tensor(x)
	v.Ints(pad)
	v.String(mode)
	if mode == "constant" {
		v.Float(value)
	}
	return v.One()
}

// ConvLayer are the arguments of a layer's constructor.
type ConvLayer struct {
	Conv
	Factory
	Bias        bool
	PaddingMode string
}

// DefaultConvLayer holds Python's defaults.
var DefaultConvLayer = ConvLayer{Conv: DefaultConv, Bias: true, PaddingMode: "zeros"}
