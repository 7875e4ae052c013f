package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var convolutions = []Case{
	layer("nn.Conv1d(2, 4, 3)", "float32 2 2 9", func() any { return nn.NewConv1d(2, 4, 3) }),
	layer("nn.Conv1d(2, 4, 3, groups=2, dilation=2)", "float32 2 9", func() any { return nn.NewConv1d(2, 4, 3, nn.Groups(2), nn.Dilation(2)) }),
	layer("nn.Conv1d(2, 4, 4, padding='same', padding_mode='replicate')", "float32 3 2 9", func() any {
		return nn.NewConv1d(2, 4, 4, nn.PaddingName("same"), nn.PaddingMode("replicate"))
	}),
	layer("nn.Conv2d(3, 8, 3)", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, 3) }),
	layer("nn.Conv2d(3, 8, 3)", "float32 3 12 10", func() any { return nn.NewConv2d(3, 8, 3) }),
	layer("nn.Conv2d(3, 8, (3, 5))", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, nn.Size{3, 5}) }),
	layer("nn.Conv2d(3, 8, 3, stride=2, padding=1)", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, 3, nn.Stride(2), nn.Padding(1)) }),
	layer("nn.Conv2d(3, 8, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2))", "float32 4 3 12 10", func() any {
		return nn.NewConv2d(3, 8, nn.Size{3, 2}, nn.Stride(2, 1), nn.Padding(1, 2), nn.Dilation(1, 2))
	}),
	layer("nn.Conv2d(3, 8, 3, dilation=2)", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, 3, nn.Dilation(2)) }),
	layer("nn.Conv2d(4, 8, 3, groups=2)", "float32 4 4 12 10", func() any { return nn.NewConv2d(4, 8, 3, nn.Groups(2)) }),
	layer("nn.Conv2d(3, 8, 3, bias=False)", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, 3, nn.Bias(false)) }),
	layer("nn.Conv2d(3, 8, 4, padding='same')", "float32 4 3 12 10", func() any { return nn.NewConv2d(3, 8, 4, nn.PaddingName("same")) }),
	layer("nn.Conv2d(3, 8, 3, padding='valid', stride=2)", "float32 4 3 12 10", func() any {
		return nn.NewConv2d(3, 8, 3, nn.PaddingName("valid"), nn.Stride(2))
	}),
	layer("nn.Conv2d(3, 8, 3, padding=1, padding_mode='reflect')", "float32 4 3 12 10", func() any {
		return nn.NewConv2d(3, 8, 3, nn.Padding(1), nn.PaddingMode("reflect"))
	}),
	layer("nn.Conv2d(3, 8, 3, padding=1, padding_mode='replicate')", "float32 4 3 12 10", func() any {
		return nn.NewConv2d(3, 8, 3, nn.Padding(1), nn.PaddingMode("replicate"))
	}),
	layer("nn.Conv2d(3, 8, 3, padding=(2, 1), padding_mode='circular')", "float32 4 3 12 10", func() any {
		return nn.NewConv2d(3, 8, 3, nn.Padding(2, 1), nn.PaddingMode("circular"))
	}),
	layer("nn.Conv2d(1, 2, 3, padding='same', padding_mode='reflect')", "float32 1 4 4", func() any {
		return nn.NewConv2d(1, 2, 3, nn.PaddingName("same"), nn.PaddingMode("reflect"))
	}),
	layer("nn.Conv3d(1, 2, 3, stride=2)", "float32 1 1 5 5 5", func() any { return nn.NewConv3d(1, 2, 3, nn.Stride(2)) }),
	layer("nn.Conv3d(2, 2, (1, 2, 3), padding='same', groups=2)", "float32 2 3 4 5", func() any {
		return nn.NewConv3d(2, 2, nn.Size{1, 2, 3}, nn.PaddingName("same"), nn.Groups(2))
	}),
	layer("nn.ConvTranspose1d(2, 3, 3)", "float32 2 2 5", func() any { return nn.NewConvTranspose1d(2, 3, 3) }),
	layer("nn.ConvTranspose2d(2, 3, 3, stride=2, output_padding=1)", "float32 1 2 4 4", func() any {
		return nn.NewConvTranspose2d(2, 3, 3, nn.Stride(2), nn.OutputPadding(1))
	}),
	layer("nn.ConvTranspose2d(4, 6, (3, 2), stride=(2, 1), padding=1, dilation=(1, 2), groups=2, bias=False)", "float32 4 4 5", func() any {
		return nn.NewConvTranspose2d(4, 6, nn.Size{3, 2}, nn.Stride(2, 1), nn.Padding(1), nn.Dilation(1, 2), nn.Groups(2), nn.Bias(false))
	}),
	called(layer("nn.ConvTranspose2d(2, 3, 3, stride=2)", "float32 2 2 4 4", func() any { return nn.NewConvTranspose2d(2, 3, 3, nn.Stride(2)) }),
		"m(a[0], output_size=(10, 9))", func(m any, a []*torch.Tensor) any { return m.(*nn.ConvTranspose2d).ForwardTo(a[0], nn.Size{10, 9}) }),
	layer("nn.ConvTranspose3d(2, 3, 2, stride=(1, 2, 1))", "float32 1 2 2 3 3", func() any { return nn.NewConvTranspose3d(2, 3, 2, nn.Stride(1, 2, 1)) }),

	function("F.conv1d(a[0], a[1], a[2], stride=2)", "float32 2 3 9; float32 4 3 3; float32 4", func(a []*torch.Tensor) any {
		return F.Conv1d(a[0], a[1], a[2], F.Stride(2))
	}),
	function("F.conv2d(a[0], a[1], a[2], stride=2, padding=1)", "float32 2 3 9 8; float32 4 3 3 3; float32 4", func(a []*torch.Tensor) any {
		return F.Conv2d(a[0], a[1], a[2], F.Stride(2), F.Padding(1))
	}),
	function("F.conv2d(a[0], a[1], padding='same', dilation=2, groups=3)", "float32 2 3 9 8; float32 3 1 3 3", func(a []*torch.Tensor) any {
		return F.Conv2d(a[0], a[1], nil, F.PaddingName("same"), F.Dilation(2), F.Groups(3))
	}),
	function("F.conv3d(a[0], a[1], a[2], padding=(0, 1, 2))", "float32 2 3 3 4 5; float32 4 3 2 2 2; float32 4", func(a []*torch.Tensor) any {
		return F.Conv3d(a[0], a[1], a[2], F.Padding(0, 1, 2))
	}),
	function("F.conv_transpose1d(a[0], a[1], a[2], stride=2)", "float32 2 3 5; float32 3 2 3; float32 2", func(a []*torch.Tensor) any {
		return F.ConvTranspose1d(a[0], a[1], a[2], F.Stride(2))
	}),
	function("F.conv_transpose2d(a[0], a[1], stride=2, padding=1, output_padding=1, groups=3, dilation=2)", "float32 3 5 4; float32 3 2 3 3", func(a []*torch.Tensor) any {
		return F.ConvTranspose2d(a[0], a[1], nil, F.Stride(2), F.Padding(1), F.OutputPadding(1), F.Groups(3), F.Dilation(2))
	}),
	function("F.conv_transpose3d(a[0], a[1], a[2])", "float32 1 2 2 3 3; float32 2 3 2 2 2; float32 3", func(a []*torch.Tensor) any {
		return F.ConvTranspose3d(a[0], a[1], a[2])
	}),
	function("F.pad(a[0], [1, 2, 0, 1])", "float32 2 3", func(a []*torch.Tensor) any { return F.Pad(a[0], []int{1, 2, 0, 1}) }),
	function("F.pad(a[0], [1, -1], value=2.5)", "float32 2 3", func(a []*torch.Tensor) any { return F.Pad(a[0], []int{1, -1}, F.Value(2.5)) }),
	function("F.pad(a[0], [1, 2], mode='reflect')", "float32 2 3 4", func(a []*torch.Tensor) any {
		return F.Pad(a[0], []int{1, 2}, F.Mode("reflect"))
	}),
}
