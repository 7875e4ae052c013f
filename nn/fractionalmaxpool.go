package nn

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// FractionalMaxPool is what [FractionalMaxPool2d] and [FractionalMaxPool3d] have in common:
// the largest elements under kernels at places that are drawn.
//
// See https://arxiv.org/abs/1412.6071
type FractionalMaxPool struct {
	Module
	RandomSamples *torch.Tensor `nn:"_random_samples,buffer" py:"_random_samples" kw:""` // (N, C, dimensions), in place of draws

	KernelSize  Size
	OutputSize  Size      `kw:""` // this or OutputRatio
	OutputRatio []float64 `kw:""` // of the input's size, between 0 and 1
}

func newFractionalMaxPool(n int, kernelSize Size, options []FractionalMaxPoolOption) FractionalMaxPool {
	p := fractionalMaxPoolOf(options)
	p.KernelSize = expand(kernelSize, "kernel_size", n)
	p.check(n)
	if p.OutputSize != nil {
		p.OutputSize = expand(p.OutputSize, "output_size", n)
	}
	if len(p.OutputRatio) == 1 {
		p.OutputRatio = slices.Repeat(p.OutputRatio, n)
	}
	if slices.ContainsFunc(p.OutputRatio, func(r float64) bool { return !(0 < r && r < 1) }) {
		refuse("FractionalMaxPool", "output_ratio must be between 0 and 1 (got %s)", pyFloats(p.OutputRatio))
	}
	p.OutputRatio = slices.Clone(p.OutputRatio)
	return p
}

func (p *FractionalMaxPool) check(n int) {
	switch {
	case p.OutputSize == nil && p.OutputRatio == nil:
		refuse("FractionalMaxPool", "FractionalMaxPool%dd requires specifying either an output size, or a pooling ratio", n)
	case p.OutputSize != nil && p.OutputRatio != nil:
		refuse("FractionalMaxPool", "only one of output_size and output_ratio may be specified")
	case p.OutputRatio != nil && len(p.OutputRatio) != 1 && len(p.OutputRatio) != n:
		refuse("FractionalMaxPool", "output_ratio must be 1 or %d numbers, got %s", n, pyFloats(p.OutputRatio))
	}
}

// pool is the forward pass over x's last n dimensions.
func (p *FractionalMaxPool) pool(n int, x *torch.Tensor) (pooled, indices *torch.Tensor) {
	p.check(n)
	var kernelBuffer, buffer [3]int
	kernel, size := expandInto(p.KernelSize, "kernel_size", n, &kernelBuffer), buffer[:n]
	for i := range size {
		if p.OutputSize != nil {
			size[i] = p.OutputSize[min(i, len(p.OutputSize)-1)]
		} else {
			size[i] = int(float64(x.Size(i-n)) * p.OutputRatio[min(i, len(p.OutputRatio)-1)])
		}
	}
	samples := p.RandomSamples
	if samples == nil {
		batch := 1
		if x.NDim() != n+1 {
			batch = x.Size(0)
		}
		samples = torch.Rand([]int{batch, x.Size(-n - 1), n}, x.DType(), x.Device(), torch.In(x.Scope()))
	}
	if n == 2 {
		return aten.FractionalMaxPool2d(x, kernel, size, samples)
	}
	return aten.FractionalMaxPool3d(x, kernel, size, samples)
}

// FractionalMaxPool2d pools pictures.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool2d.html
type FractionalMaxPool2d struct{ FractionalMaxPool }

// NewFractionalMaxPool2d makes a layer. It panics unless one of OutputSize and OutputRatio
// is given.
func NewFractionalMaxPool2d[S Sizes](kernelSize S, options ...FractionalMaxPoolOption) *FractionalMaxPool2d {
	return &FractionalMaxPool2d{newFractionalMaxPool(2, sizeOf(kernelSize), options)}
}

// Forward maps x (C, H, W) or (N, C, H, W) to fewer elements. It draws from the
// default generator, in evaluation too.
func (p *FractionalMaxPool2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *FractionalMaxPool2d) forward(x *torch.Tensor) *torch.Tensor {
	pooled, _ := p.pool(2, x)
	return pooled
}

// ForwardWithIndices is Forward, and tells where in the input (H, W), flattened, each
// element was found, int64: Python's return_indices.
func (p *FractionalMaxPool2d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	return p.pool(2, x)
}

// FractionalMaxPool3d pools volumes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool3d.html
type FractionalMaxPool3d struct{ FractionalMaxPool }

// NewFractionalMaxPool3d makes a layer. It panics unless one of OutputSize and OutputRatio
// is given.
func NewFractionalMaxPool3d[S Sizes](kernelSize S, options ...FractionalMaxPoolOption) *FractionalMaxPool3d {
	return &FractionalMaxPool3d{newFractionalMaxPool(3, sizeOf(kernelSize), options)}
}

// Forward maps x (C, D, H, W) or (N, C, D, H, W) to fewer elements. It draws from the
// default generator, in evaluation too.
func (p *FractionalMaxPool3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *FractionalMaxPool3d) forward(x *torch.Tensor) *torch.Tensor {
	pooled, _ := p.pool(3, x)
	return pooled
}

// ForwardWithIndices is Forward, and tells where in the input (D, H, W), flattened, each
// element was found, int64: Python's return_indices.
func (p *FractionalMaxPool3d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	return p.pool(3, x)
}
