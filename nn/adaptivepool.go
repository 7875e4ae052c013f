package nn

import (
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// InputSize stands for the input's own size in that of an adaptive pooling's output,
// Python's None.
const InputSize = -1

// AdaptivePool is what the adaptive poolings have in common.
type AdaptivePool struct {
	Module
	OutputSize Size
}

func newAdaptivePool(n int, outputSize Size) AdaptivePool {
	fits(outputSize, "output_size", n)
	return AdaptivePool{OutputSize: outputSize}
}

// size fills in the sizes of the output, for x's last n dimensions.
func (p *AdaptivePool) size(n int, x *torch.Tensor, buffer *[3]int) []int {
	size := expandInto(p.OutputSize, "output_size", n, buffer)
	for i := range size {
		if size[i] == InputSize {
			size[i] = x.Size(i - n)
		}
	}
	return size
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *AdaptivePool) ExtraRepr() string {
	text := pySize(p.OutputSize)
	if slices.Contains(p.OutputSize, InputSize) {
		text = strings.ReplaceAll(text, "-1", "None")
	}
	return "output_size=" + text
}

// AdaptiveAvgPool1d averages down, or up, to a length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html
type AdaptiveAvgPool1d struct{ AdaptivePool }

// NewAdaptiveAvgPool1d makes a layer for an output of a length.
func NewAdaptiveAvgPool1d[S Sizes](outputSize S) *AdaptiveAvgPool1d {
	return &AdaptiveAvgPool1d{newAdaptivePool(1, sizeOf(outputSize))}
}

// Forward maps x (N, C, L) or (C, L) to the layer's length.
func (p *AdaptiveAvgPool1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveAvgPool1d) forward(x *torch.Tensor) *torch.Tensor {
	var buffer [3]int
	return aten.AdaptiveAvgPool1d(x, p.size(1, x, &buffer))
}

// AdaptiveAvgPool2d averages down, or up, to a height and width.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html
type AdaptiveAvgPool2d struct{ AdaptivePool }

// NewAdaptiveAvgPool2d makes a layer for an output of a size: an int, or a [Size] of
// height and width, where [InputSize] is the input's own.
func NewAdaptiveAvgPool2d[S Sizes](outputSize S) *AdaptiveAvgPool2d {
	return &AdaptiveAvgPool2d{newAdaptivePool(2, sizeOf(outputSize))}
}

// Forward maps x (N, C, H, W) or (C, H, W) to the layer's height and width.
func (p *AdaptiveAvgPool2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveAvgPool2d) forward(x *torch.Tensor) *torch.Tensor {
	var buffer [3]int
	return aten.AdaptiveAvgPool2d(x, p.size(2, x, &buffer))
}

// AdaptiveAvgPool3d averages down, or up, to a depth, height and width.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html
type AdaptiveAvgPool3d struct{ AdaptivePool }

// NewAdaptiveAvgPool3d makes a layer for an output of a size: an int, or a [Size] of
// depth, height and width, where [InputSize] is the input's own.
func NewAdaptiveAvgPool3d[S Sizes](outputSize S) *AdaptiveAvgPool3d {
	return &AdaptiveAvgPool3d{newAdaptivePool(3, sizeOf(outputSize))}
}

// Forward maps x (N, C, D, H, W) or (C, D, H, W) to the layer's volume.
func (p *AdaptiveAvgPool3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveAvgPool3d) forward(x *torch.Tensor) *torch.Tensor {
	var buffer [3]int
	return aten.AdaptiveAvgPool3d(x, p.size(3, x, &buffer))
}

// AdaptiveMaxPool1d takes the largest elements, down to a length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html
type AdaptiveMaxPool1d struct{ AdaptivePool }

// NewAdaptiveMaxPool1d makes a layer for an output of a length.
func NewAdaptiveMaxPool1d[S Sizes](outputSize S) *AdaptiveMaxPool1d {
	return &AdaptiveMaxPool1d{newAdaptivePool(1, sizeOf(outputSize))}
}

// Forward maps x (C, L) or (N, C, L) to the layer's length.
func (p *AdaptiveMaxPool1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveMaxPool1d) forward(x *torch.Tensor) *torch.Tensor {
	pooled, _ := p.ForwardWithIndices(x)
	return pooled
}

// ForwardWithIndices is Forward, and tells where in the input (L), flattened, each
// element was found, int64: Python's return_indices.
func (p *AdaptiveMaxPool1d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	var buffer [3]int
	return aten.AdaptiveMaxPool1d(x, p.size(1, x, &buffer))
}

// AdaptiveMaxPool2d takes the largest elements, down to a height and width.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html
type AdaptiveMaxPool2d struct{ AdaptivePool }

// NewAdaptiveMaxPool2d makes a layer for an output of a size: an int, or a [Size] of
// height and width, where [InputSize] is the input's own.
func NewAdaptiveMaxPool2d[S Sizes](outputSize S) *AdaptiveMaxPool2d {
	return &AdaptiveMaxPool2d{newAdaptivePool(2, sizeOf(outputSize))}
}

// Forward maps x (C, H, W) or (N, C, H, W) to the layer's height and width.
func (p *AdaptiveMaxPool2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveMaxPool2d) forward(x *torch.Tensor) *torch.Tensor {
	pooled, _ := p.ForwardWithIndices(x)
	return pooled
}

// ForwardWithIndices is Forward, and tells where in the input (H, W), flattened, each
// element was found, int64: Python's return_indices.
func (p *AdaptiveMaxPool2d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	var buffer [3]int
	return aten.AdaptiveMaxPool2d(x, p.size(2, x, &buffer))
}

// AdaptiveMaxPool3d takes the largest elements, down to a depth, height and width.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool3d.html
type AdaptiveMaxPool3d struct{ AdaptivePool }

// NewAdaptiveMaxPool3d makes a layer for an output of a size: an int, or a [Size] of
// depth, height and width, where [InputSize] is the input's own.
func NewAdaptiveMaxPool3d[S Sizes](outputSize S) *AdaptiveMaxPool3d {
	return &AdaptiveMaxPool3d{newAdaptivePool(3, sizeOf(outputSize))}
}

// Forward maps x (C, D, H, W) or (N, C, D, H, W) to the layer's volume.
func (p *AdaptiveMaxPool3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *AdaptiveMaxPool3d) forward(x *torch.Tensor) *torch.Tensor {
	pooled, _ := p.ForwardWithIndices(x)
	return pooled
}

// ForwardWithIndices is Forward, and tells where in the input (D, H, W), flattened, each
// element was found, int64: Python's return_indices.
func (p *AdaptiveMaxPool3d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	var buffer [3]int
	return aten.AdaptiveMaxPool3d(x, p.size(3, x, &buffer))
}
