package nn

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// LPPool is what [LPPool1d], [LPPool2d] and [LPPool3d] have in common: the norm, of a
// degree, of what lies under each place of a kernel.
type LPPool struct {
	Module
	NormType   float64
	KernelSize Size
	Stride     Size `kw:""` // the kernel's size where it is nil
	CeilMode   bool `kw:"false"`
}

func newLPPool(n int, normType float64, kernelSize Size, options []LPPoolOption) LPPool {
	p := lpPoolOf(options)
	p.NormType, p.KernelSize, p.Stride = normType, kernelSize, slices.Clone(p.Stride)
	p.check()
	fits(p.KernelSize, "kernel_size", n)
	if p.Stride != nil {
		fits(p.Stride, "stride", n)
	}
	return p
}

func (p *LPPool) check() {
	if p.NormType == 0 {
		refuse("LPPool", "norm_type must be a non-zero value, but got %v", p.NormType)
	}
}

// pool is the forward pass over n dimensions.
func (p *LPPool) pool(n int, x *torch.Tensor) *torch.Tensor {
	p.check()
	if math.IsInf(p.NormType, 0) {
		return p.extreme(n, x)
	}
	elements := 1
	for i := range n {
		elements *= p.KernelSize[min(i, len(p.KernelSize)-1)]
	}
	out := p.mean(n, x.Pow(p.NormType))
	return out.Sign().Mul(out.Abs().ReLU()).Mul(elements).Pow(1 / p.NormType)
}

func (p *LPPool) mean(n int, x *torch.Tensor) *torch.Tensor {
	m := AvgPool{KernelSize: p.KernelSize, Stride: p.Stride, Padding: noPadding[:n], CeilMode: p.CeilMode, CountIncludePad: true}
	switch n {
	case 1:
		return m.mean1d(x)
	case 2:
		return m.mean2d(x)
	}
	return m.mean3d(x)
}

// extreme is the norm of an infinite degree.
func (p *LPPool) extreme(n int, x *torch.Tensor) *torch.Tensor {
	if p.NormType > 0 {
		return p.max(n, x.Abs())
	}
	return p.max(n, x.Abs().Neg()).Neg()
}

func (p *LPPool) max(n int, x *torch.Tensor) *torch.Tensor {
	m := MaxPool{KernelSize: p.KernelSize, Stride: p.Stride, Padding: noPadding[:n], Dilation: noDilation[:n], CeilMode: p.CeilMode}
	switch n {
	case 1:
		return m.max1d(x)
	case 2:
		return m.max2d(x)
	}
	return m.max3d(x)
}

var noDilation = Size{1, 1, 1}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *LPPool) ExtraRepr() string { return extra(p, "norm_type= kernel_size= stride= ceil_mode=") }

// LPPool1d pools sequences by a norm.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html
type LPPool1d struct{ LPPool }

// NewLPPool1d makes a layer of a norm's degree, such as 2, or math.Inf(1) for maxima.
func NewLPPool1d[S Sizes](normType float64, kernelSize S, options ...LPPoolOption) *LPPool1d {
	return &LPPool1d{newLPPool(1, normType, sizeOf(kernelSize), options)}
}

// Forward maps x (C, L) or (N, C, L) to fewer elements.
func (p *LPPool1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *LPPool1d) forward(x *torch.Tensor) *torch.Tensor {
	return p.pool(1, x)
}

// LPPool2d pools pictures by a norm.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html
type LPPool2d struct{ LPPool }

// NewLPPool2d makes a layer of a norm's degree, such as 2, or math.Inf(1) for maxima.
func NewLPPool2d[S Sizes](normType float64, kernelSize S, options ...LPPoolOption) *LPPool2d {
	return &LPPool2d{newLPPool(2, normType, sizeOf(kernelSize), options)}
}

// Forward maps x (C, H, W) or (N, C, H, W) to fewer elements.
func (p *LPPool2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *LPPool2d) forward(x *torch.Tensor) *torch.Tensor {
	return p.pool(2, x)
}

// LPPool3d pools volumes by a norm.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool3d.html
type LPPool3d struct{ LPPool }

// NewLPPool3d makes a layer of a norm's degree, such as 2, or math.Inf(1) for maxima.
func NewLPPool3d[S Sizes](normType float64, kernelSize S, options ...LPPoolOption) *LPPool3d {
	return &LPPool3d{newLPPool(3, normType, sizeOf(kernelSize), options)}
}

// Forward maps x (C, D, H, W) or (N, C, D, H, W) to fewer elements.
func (p *LPPool3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *LPPool3d) forward(x *torch.Tensor) *torch.Tensor {
	return p.pool(3, x)
}
