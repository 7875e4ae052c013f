package utils

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// ConvertConv2dWeightMemoryFormat lays the weights of all Conv2d and ConvTranspose2d inside m
// out in a memory format, such as [torch.ChannelsLast]: for kernels that take the channels
// last, without the layers between them. Values and sizes stay. It returns m.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.convert_conv2d_weight_memory_format.html
func ConvertConv2dWeightMemoryFormat[M any](m M, format torch.MemoryFormat) M {
	for _, inner := range nn.NamedModules(m) {
		switch c := inner.(type) {
		case *nn.Conv2d:
			relay(c.Weight, format)
		case *nn.ConvTranspose2d:
			relay(c.Weight, format)
		}
	}
	return m
}

// ConvertConv3dWeightMemoryFormat is [ConvertConv2dWeightMemoryFormat] for Conv3d and
// ConvTranspose3d, and formats such as [torch.ChannelsLast3d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.convert_conv3d_weight_memory_format.html
func ConvertConv3dWeightMemoryFormat[M any](m M, format torch.MemoryFormat) M {
	for _, inner := range nn.NamedModules(m) {
		switch c := inner.(type) {
		case *nn.Conv3d:
			relay(c.Weight, format)
		case *nn.ConvTranspose3d:
			relay(c.Weight, format)
		}
	}
	return m
}

// relay lays a weight out in a memory format.
func relay(weight *torch.Tensor, format torch.MemoryFormat) {
	weight.SetData(weight.Detach().Clone(format))
}
