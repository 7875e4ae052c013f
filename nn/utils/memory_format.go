package utils

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// ConvertConv2dWeightMemoryFormat lays the weights of all convolutions of two dimensions
// inside m, transposed ones too, out in a memory format, [torch.ChannelsLast] say: their
// outputs are then laid out so too. The parameters stay the same tensors. It
// returns m.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.convert_conv2d_weight_memory_format.html
func ConvertConv2dWeightMemoryFormat[M any](m M, format torch.MemoryFormat) M {
	for _, inner := range nn.NamedModules(m) {
		switch c := inner.(type) {
		case *nn.Conv2d:
			layOut(c.Weight, format)
		case *nn.LazyConv2d:
			layOut(c.Weight, format)
		case *nn.ConvTranspose2d:
			layOut(c.Weight, format)
		case *nn.LazyConvTranspose2d:
			layOut(c.Weight, format)
		}
	}
	return m
}

// ConvertConv3dWeightMemoryFormat is [ConvertConv2dWeightMemoryFormat] for three dimensions,
// and [torch.ChannelsLast3d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.convert_conv3d_weight_memory_format.html
func ConvertConv3dWeightMemoryFormat[M any](m M, format torch.MemoryFormat) M {
	for _, inner := range nn.NamedModules(m) {
		switch c := inner.(type) {
		case *nn.Conv3d:
			layOut(c.Weight, format)
		case *nn.LazyConv3d:
			layOut(c.Weight, format)
		case *nn.ConvTranspose3d:
			layOut(c.Weight, format)
		case *nn.LazyConvTranspose3d:
			layOut(c.Weight, format)
		}
	}
	return m
}

// layOut gives a weight the strides of a format, where its sizes leave them open too.
func layOut(weight *torch.Tensor, format torch.MemoryFormat) {
	torch.NoGrad(func() {
		weight.SetData(weight.Detach().Clone(format).ResizeFormat_(format, weight.Shape()...))
	})
}
