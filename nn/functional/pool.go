package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/torch"
)

//kw:options MaxPoolOption nn.MaxPool

// MaxPool1d is [nn.MaxPool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
func MaxPool1d[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) *torch.Tensor {
	m := nn.MaxPool1d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxPool1dWithIndices is [MaxPool1d], and tells where in its sequence each element was
// found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
func MaxPool1dWithIndices[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) (pooled, indices *torch.Tensor) {
	m := nn.MaxPool1d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.ForwardWithIndices(x)
}

// MaxPool2d is [nn.MaxPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
func MaxPool2d[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) *torch.Tensor {
	m := nn.MaxPool2d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxPool2dWithIndices is [MaxPool2d], and tells where in the plane (H, W), flattened,
// each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
func MaxPool2dWithIndices[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) (pooled, indices *torch.Tensor) {
	m := nn.MaxPool2d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.ForwardWithIndices(x)
}

// MaxPool3d is [nn.MaxPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
func MaxPool3d[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) *torch.Tensor {
	m := nn.MaxPool3d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxPool3dWithIndices is [MaxPool3d], and tells where in the volume (D, H, W),
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
func MaxPool3dWithIndices[S Sizes](x *torch.Tensor, kernelSize S, options ...MaxPoolOption) (pooled, indices *torch.Tensor) {
	m := nn.MaxPool3d{MaxPool: maxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.ForwardWithIndices(x)
}

//kw:options AvgPool1dOption nn.AvgPool -DivisorOverride
//kw:options AvgPoolOption nn.AvgPool

// AvgPool1d is [nn.AvgPool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
func AvgPool1d[S Sizes](x *torch.Tensor, kernelSize S, options ...AvgPool1dOption) *torch.Tensor {
	m := nn.AvgPool1d{AvgPool: avgPool1dOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// AvgPool2d is [nn.AvgPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
func AvgPool2d[S Sizes](x *torch.Tensor, kernelSize S, options ...AvgPoolOption) *torch.Tensor {
	m := nn.AvgPool2d{AvgPool: avgPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// AvgPool3d is [nn.AvgPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool3d.html
func AvgPool3d[S Sizes](x *torch.Tensor, kernelSize S, options ...AvgPoolOption) *torch.Tensor {
	m := nn.AvgPool3d{AvgPool: avgPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// AdaptiveAvgPool1d is [nn.AdaptiveAvgPool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html
func AdaptiveAvgPool1d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveAvgPool1d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}

// AdaptiveAvgPool2d is [nn.AdaptiveAvgPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
func AdaptiveAvgPool2d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveAvgPool2d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}

// AdaptiveAvgPool3d is [nn.AdaptiveAvgPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool3d.html
func AdaptiveAvgPool3d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveAvgPool3d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}
