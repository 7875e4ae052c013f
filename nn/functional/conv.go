package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

//kw:options ConvOption nn.Conv -PaddingMode

// Conv1d returns the convolution of x (N, C, L) or (C, L) with weight (out, C/groups, k)
// and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
func Conv1d(x, weight, bias *torch.Tensor, options ...ConvOption) *torch.Tensor {
	m := nn.Conv1d{Conv: convOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}

// Conv2d returns the convolution of x (N, C, H, W) or (C, H, W) with weight
// (out, C/groups, kH, kW) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
func Conv2d(x, weight, bias *torch.Tensor, options ...ConvOption) *torch.Tensor {
	m := nn.Conv2d{Conv: convOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}

// Conv3d returns the convolution of x (N, C, D, H, W) or (C, D, H, W) with weight
// (out, C/groups, kD, kH, kW) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html
func Conv3d(x, weight, bias *torch.Tensor, options ...ConvOption) *torch.Tensor {
	m := nn.Conv3d{Conv: convOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}

//kw:options ConvTransposeOption nn.ConvTranspose -PaddingMode

// ConvTranspose1d is [nn.ConvTranspose1d] as a function: of x (C, L) or (N, C, L)
// with weight (C, out/groups, kernel...) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
func ConvTranspose1d(x, weight, bias *torch.Tensor, options ...ConvTransposeOption) *torch.Tensor {
	m := nn.ConvTranspose1d{ConvTranspose: convTransposeOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}

// ConvTranspose2d is [nn.ConvTranspose2d] as a function: of x (C, H, W) or (N, C, H, W)
// with weight (C, out/groups, kernel...) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
func ConvTranspose2d(x, weight, bias *torch.Tensor, options ...ConvTransposeOption) *torch.Tensor {
	m := nn.ConvTranspose2d{ConvTranspose: convTransposeOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}

// ConvTranspose3d is [nn.ConvTranspose3d] as a function: of x (C, D, H, W) or (N, C, D, H, W)
// with weight (C, out/groups, kernel...) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html
func ConvTranspose3d(x, weight, bias *torch.Tensor, options ...ConvTransposeOption) *torch.Tensor {
	m := nn.ConvTranspose3d{ConvTranspose: convTransposeOf(options)}
	m.Weight, m.Bias = weight, bias
	return m.Forward(x)
}
