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

// AdaptiveMaxPool1d is [nn.AdaptiveMaxPool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html
func AdaptiveMaxPool1d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveMaxPool1d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}

// AdaptiveMaxPool1dWithIndices is [AdaptiveMaxPool1d], and tells where in the input,
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html
func AdaptiveMaxPool1dWithIndices[S Sizes](x *torch.Tensor, outputSize S) (pooled, indices *torch.Tensor) {
	m := nn.AdaptiveMaxPool1d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.ForwardWithIndices(x)
}

// AdaptiveMaxPool2d is [nn.AdaptiveMaxPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
func AdaptiveMaxPool2d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveMaxPool2d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}

// AdaptiveMaxPool2dWithIndices is [AdaptiveMaxPool2d], and tells where in the input,
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
func AdaptiveMaxPool2dWithIndices[S Sizes](x *torch.Tensor, outputSize S) (pooled, indices *torch.Tensor) {
	m := nn.AdaptiveMaxPool2d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.ForwardWithIndices(x)
}

// AdaptiveMaxPool3d is [nn.AdaptiveMaxPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html
func AdaptiveMaxPool3d[S Sizes](x *torch.Tensor, outputSize S) *torch.Tensor {
	m := nn.AdaptiveMaxPool3d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.Forward(x)
}

// AdaptiveMaxPool3dWithIndices is [AdaptiveMaxPool3d], and tells where in the input,
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html
func AdaptiveMaxPool3dWithIndices[S Sizes](x *torch.Tensor, outputSize S) (pooled, indices *torch.Tensor) {
	m := nn.AdaptiveMaxPool3d{AdaptivePool: nn.AdaptivePool{OutputSize: kw.SizeOf(outputSize)}}
	return m.ForwardWithIndices(x)
}

//kw:options LPPoolOption nn.LPPool
//kw:options FractionalMaxPoolOption nn.FractionalMaxPool
//kw:options MaxUnpoolOption nn.MaxUnpool

type maxUnpoolArgs struct {
	outputSize Size `kw:""` // the least that may have been pooled where it is nil
}

// LPPool1d is [nn.LPPool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool1d.html
func LPPool1d[S Sizes](x *torch.Tensor, normType float64, kernelSize S, options ...LPPoolOption) *torch.Tensor {
	m := nn.LPPool1d{LPPool: lpPoolOf(options)}
	m.NormType, m.KernelSize = normType, kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxUnpool1d is [nn.MaxUnpool1d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html
func MaxUnpool1d[S Sizes](x, indices *torch.Tensor, kernelSize S, options ...MaxUnpoolOption) *torch.Tensor {
	u, a := maxUnpoolOf(options)
	m := nn.MaxUnpool1d{MaxUnpool: u}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x, indices, a.outputSize)
}

// LPPool2d is [nn.LPPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html
func LPPool2d[S Sizes](x *torch.Tensor, normType float64, kernelSize S, options ...LPPoolOption) *torch.Tensor {
	m := nn.LPPool2d{LPPool: lpPoolOf(options)}
	m.NormType, m.KernelSize = normType, kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxUnpool2d is [nn.MaxUnpool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html
func MaxUnpool2d[S Sizes](x, indices *torch.Tensor, kernelSize S, options ...MaxUnpoolOption) *torch.Tensor {
	u, a := maxUnpoolOf(options)
	m := nn.MaxUnpool2d{MaxUnpool: u}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x, indices, a.outputSize)
}

// LPPool3d is [nn.LPPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool3d.html
func LPPool3d[S Sizes](x *torch.Tensor, normType float64, kernelSize S, options ...LPPoolOption) *torch.Tensor {
	m := nn.LPPool3d{LPPool: lpPoolOf(options)}
	m.NormType, m.KernelSize = normType, kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// MaxUnpool3d is [nn.MaxUnpool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html
func MaxUnpool3d[S Sizes](x, indices *torch.Tensor, kernelSize S, options ...MaxUnpoolOption) *torch.Tensor {
	u, a := maxUnpoolOf(options)
	m := nn.MaxUnpool3d{MaxUnpool: u}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x, indices, a.outputSize)
}

// FractionalMaxPool2d is [nn.FractionalMaxPool2d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
func FractionalMaxPool2d[S Sizes](x *torch.Tensor, kernelSize S, options ...FractionalMaxPoolOption) *torch.Tensor {
	m := nn.FractionalMaxPool2d{FractionalMaxPool: fractionalMaxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// FractionalMaxPool2dWithIndices is [FractionalMaxPool2d], and tells where in the input,
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
func FractionalMaxPool2dWithIndices[S Sizes](x *torch.Tensor, kernelSize S, options ...FractionalMaxPoolOption) (pooled, indices *torch.Tensor) {
	m := nn.FractionalMaxPool2d{FractionalMaxPool: fractionalMaxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.ForwardWithIndices(x)
}

// FractionalMaxPool3d is [nn.FractionalMaxPool3d] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool3d.html
func FractionalMaxPool3d[S Sizes](x *torch.Tensor, kernelSize S, options ...FractionalMaxPoolOption) *torch.Tensor {
	m := nn.FractionalMaxPool3d{FractionalMaxPool: fractionalMaxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.Forward(x)
}

// FractionalMaxPool3dWithIndices is [FractionalMaxPool3d], and tells where in the input,
// flattened, each element was found, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool3d.html
func FractionalMaxPool3dWithIndices[S Sizes](x *torch.Tensor, kernelSize S, options ...FractionalMaxPoolOption) (pooled, indices *torch.Tensor) {
	m := nn.FractionalMaxPool3d{FractionalMaxPool: fractionalMaxPoolOf(options)}
	m.KernelSize = kw.SizeOf(kernelSize)
	return m.ForwardWithIndices(x)
}
