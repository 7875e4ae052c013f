package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// MaxUnpool is what [MaxUnpool1d], [MaxUnpool2d] and [MaxUnpool3d] have in common: they put
// what a [MaxPool] found back in its place, among zeros.
type MaxUnpool struct {
	Module
	KernelSize Size
	Stride     Size `kw:""` // the kernel's size where it is nil
	Padding    Size `kw:"0"`
}

func newMaxUnpool(n int, kernelSize Size, options []MaxUnpoolOption) MaxUnpool {
	u := maxUnpoolOf(options)
	u.KernelSize = expand(kernelSize, "kernel_size", n)
	u.Stride, u.Padding = expand(strideOf(u.Stride, kernelSize), "stride", n), expand(u.Padding, "padding", n)
	return u
}

// size is the output's, for x's last n dimensions: wanted, or the least that was pooled.
func (u *MaxUnpool) size(n int, x *torch.Tensor, wanted Size, buffer *[4]int) []int {
	size := buffer[:n]
	for i := range size {
		at := func(s Size) int { return s[min(i, len(s)-1)] }
		stride := at(u.stride())
		size[i] = (x.Size(i-n)-1)*stride + at(u.KernelSize) - 2*at(u.Padding)
		if wanted != nil {
			size[i] = u.checked(n, i, wanted, size[i]-stride, size[i]+stride)
		}
		if size[i] < 0 {
			refuse("MaxUnpool", "max_unpooling: output_size must contain non-negative spatial dimensions, but got output_size[%d]=%d", i, size[i])
		}
	}
	return size
}

func (u *MaxUnpool) stride() Size {
	if u.Stride == nil {
		return u.KernelSize
	}
	return u.Stride
}

// checked is the i-th size that is wanted, which must lie between two others.
func (u *MaxUnpool) checked(n, i int, wanted Size, low, high int) int {
	given := wanted
	if len(wanted) == n+2 {
		wanted = wanted[2:]
	}
	switch {
	case len(wanted) != n:
		refuse("MaxUnpool", "output_size should be a sequence containing %d or %d elements, but it has a length of '%d'", n, n+2, len(given))
	case !(low < wanted[i] && wanted[i] < high):
		refuse("MaxUnpool", "invalid output_size \"%s\" (dim %d must be between %d and %d)", pyList(wanted), i, low, high)
	}
	return wanted[i]
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (u *MaxUnpool) ExtraRepr() string {
	return extra(u, "kernel_size=() stride=() padding=()")
}

// MaxUnpool1d undoes a [MaxPool1d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html
type MaxUnpool1d struct{ MaxUnpool }

// NewMaxUnpool1d makes a layer with the arguments of the [MaxPool1d].
func NewMaxUnpool1d[S Sizes](kernelSize S, options ...MaxUnpoolOption) *MaxUnpool1d {
	return &MaxUnpool1d{newMaxUnpool(1, sizeOf(kernelSize), options)}
}

// Forward takes what [MaxPool1d.ForwardWithIndices] returned, x (C, L) or (N, C, L),
// and the size of the output, nil for the least one that may have been pooled.
func (u *MaxUnpool1d) Forward(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	return u.call2(x, indices, func(x, indices *torch.Tensor) *torch.Tensor { return u.unpool(x, indices, outputSize) })
}

func (u *MaxUnpool1d) unpool(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	var buffer [4]int
	size := append(u.size(1, x, outputSize, &buffer), 1)
	return aten.MaxUnpool2d(x.Unsqueeze(-1), indices.Unsqueeze(-1), size).Squeeze(torch.Dim(-1))
}

// MaxUnpool2d undoes a [MaxPool2d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html
type MaxUnpool2d struct{ MaxUnpool }

// NewMaxUnpool2d makes a layer with the arguments of the [MaxPool2d].
func NewMaxUnpool2d[S Sizes](kernelSize S, options ...MaxUnpoolOption) *MaxUnpool2d {
	return &MaxUnpool2d{newMaxUnpool(2, sizeOf(kernelSize), options)}
}

// Forward takes what [MaxPool2d.ForwardWithIndices] returned, x (C, H, W) or (N, C, H, W),
// and the size of the output, nil for the least one that may have been pooled.
func (u *MaxUnpool2d) Forward(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	return u.call2(x, indices, func(x, indices *torch.Tensor) *torch.Tensor { return u.unpool(x, indices, outputSize) })
}

func (u *MaxUnpool2d) unpool(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	var buffer [4]int
	return aten.MaxUnpool2d(x, indices, u.size(2, x, outputSize, &buffer))
}

// MaxUnpool3d undoes a [MaxPool3d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html
type MaxUnpool3d struct{ MaxUnpool }

// NewMaxUnpool3d makes a layer with the arguments of the [MaxPool3d].
func NewMaxUnpool3d[S Sizes](kernelSize S, options ...MaxUnpoolOption) *MaxUnpool3d {
	return &MaxUnpool3d{newMaxUnpool(3, sizeOf(kernelSize), options)}
}

// Forward takes what [MaxPool3d.ForwardWithIndices] returned, x (C, D, H, W) or (N, C, D, H, W),
// and the size of the output, nil for the least one that may have been pooled.
func (u *MaxUnpool3d) Forward(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	return u.call2(x, indices, func(x, indices *torch.Tensor) *torch.Tensor { return u.unpool(x, indices, outputSize) })
}

func (u *MaxUnpool3d) unpool(x, indices *torch.Tensor, outputSize Size) *torch.Tensor {
	var buffer [4]int
	var stride, padding [3]int
	return aten.MaxUnpool3d(x, indices, u.size(3, x, outputSize, &buffer), expandInto(u.stride(), "stride", 3, &stride), expandInto(u.Padding, "padding", 3, &padding))
}
