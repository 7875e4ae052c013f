package nn

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// MaxPool is what [MaxPool1d], [MaxPool2d] and [MaxPool3d] have in common.
type MaxPool struct {
	Module
	KernelSize Size
	Stride     Size `kw:""` // the kernel's size where it is nil
	Padding    Size `kw:"0"`
	Dilation   Size `kw:"1"`
	CeilMode   bool `kw:"false"`
}

// MaxPool1d takes the largest element under each place of its kernel over sequences.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html
type MaxPool1d struct{ MaxPool }

// NewMaxPool1d makes a layer whose kernel is an int.
func NewMaxPool1d[S Sizes](kernelSize S, options ...MaxPoolOption) *MaxPool1d {
	return &MaxPool1d{newMaxPool(1, sizeOf(kernelSize), options)}
}

// Forward maps x (N, C, L) or (C, L) to fewer columns.
func (m *MaxPool1d) Forward(x *torch.Tensor) *torch.Tensor { return m.Call(x, m.max1d) }

func (m *MaxPool) max1d(x *torch.Tensor) *torch.Tensor {
	return aten.MaxPool1d(x, m.KernelSize, &aten.MaxPool1dOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

// ForwardWithIndices is Forward, and tells where in its sequence each element was found,
// int64: Python's return_indices.
func (m *MaxPool1d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	return aten.MaxPool1dWithIndices(x, m.KernelSize, &aten.MaxPool1dWithIndicesOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

// MaxPool2d takes the largest element under each place of its kernel over pictures.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
type MaxPool2d struct{ MaxPool }

// NewMaxPool2d makes a layer whose kernel is an int or a [Size] of height and width.
func NewMaxPool2d[S Sizes](kernelSize S, options ...MaxPoolOption) *MaxPool2d {
	return &MaxPool2d{newMaxPool(2, sizeOf(kernelSize), options)}
}

// Forward maps x (N, C, H, W) or (C, H, W) to fewer rows and columns.
func (m *MaxPool2d) Forward(x *torch.Tensor) *torch.Tensor { return m.Call(x, m.max2d) }

func (m *MaxPool) max2d(x *torch.Tensor) *torch.Tensor {
	return aten.MaxPool2d(x, m.KernelSize, &aten.MaxPool2dOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

// ForwardWithIndices is Forward, and tells where in the plane (H, W), flattened, each
// element was found, int64: Python's return_indices.
func (m *MaxPool2d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	return aten.MaxPool2dWithIndices(x, m.KernelSize, &aten.MaxPool2dWithIndicesOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

// MaxPool3d takes the largest element under each place of its kernel over volumes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html
type MaxPool3d struct{ MaxPool }

// NewMaxPool3d makes a layer whose kernel is an int or a [Size] of depth, height and
// width.
func NewMaxPool3d[S Sizes](kernelSize S, options ...MaxPoolOption) *MaxPool3d {
	return &MaxPool3d{newMaxPool(3, sizeOf(kernelSize), options)}
}

// Forward maps x (N, C, D, H, W) or (C, D, H, W) to a smaller volume.
func (m *MaxPool3d) Forward(x *torch.Tensor) *torch.Tensor { return m.Call(x, m.max3d) }

func (m *MaxPool) max3d(x *torch.Tensor) *torch.Tensor {
	return aten.MaxPool3d(x, m.KernelSize, &aten.MaxPool3dOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

// ForwardWithIndices is Forward, and tells where in the volume (D, H, W), flattened, each
// element was found, int64: Python's return_indices.
func (m *MaxPool3d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	return aten.MaxPool3dWithIndices(x, m.KernelSize, &aten.MaxPool3dWithIndicesOptions{Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode})
}

func newMaxPool(n int, kernelSize Size, options []MaxPoolOption) MaxPool {
	m := maxPoolOf(options)
	m.KernelSize = kernelSize
	m.Stride, m.Padding, m.Dilation = strideOf(m.Stride, kernelSize), slices.Clone(m.Padding), slices.Clone(m.Dilation)
	fits(m.KernelSize, "kernel_size", n)
	fits(m.Stride, "stride", n)
	fits(m.Padding, "padding", n)
	fits(m.Dilation, "dilation", n)
	return m
}

// strideOf is a pooling's stride: the kernel's size unless given.
func strideOf(stride, kernelSize Size) Size {
	if stride == nil {
		stride = kernelSize
	}
	return slices.Clone(stride)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (m *MaxPool) ExtraRepr() string {
	return extra(m, "kernel_size= stride= padding= dilation= ceil_mode=")
}
