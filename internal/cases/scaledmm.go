package cases

import (
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// int32s are offsets of groups.
func int32s(n ...int32) *torch.Tensor { return torch.FromSlice(n) }

// eightBits makes a matrix of 8-bit floats.
func eightBits(t *torch.Tensor) *torch.Tensor { return t.To(torch.Float8E4M3FN) }

var scaledProducts = singly([]Case{
	function("F.grouped_mm(a[0], a[1], offs=torch.tensor([3, 8], dtype=torch.int32))", "const float32 8 16; const float32 2 16 24", func(a []*torch.Tensor) any {
		return F.GroupedMM(a[0], a[1], nil, F.Offs(int32s(3, 8)))
	}),
	function("F.grouped_mm(a[0], a[1])", "bfloat16 2 8 16; bfloat16 2 16 24", func(a []*torch.Tensor) any { return F.GroupedMM(a[0], a[1], nil) }),
	function("F.grouped_mm(a[0], a[1], offs=torch.tensor([16, 32], dtype=torch.int32), out_dtype=torch.bfloat16)", "const bfloat16 8 32; const bfloat16 32 16", func(a []*torch.Tensor) any {
		return F.GroupedMM(a[0], a[1], nil, F.Offs(int32s(16, 32)), F.OutDType(torch.BFloat16))
	}),
	needing("_scaled_addmm", function("F.scaled_mm(a[0].to(torch.float8_e4m3fn), a[1].to(torch.float8_e4m3fn), torch.tensor(0.5), F.ScalingType.TensorWise, torch.tensor(2.0), F.ScalingType.TensorWise)",
		"const float32 16 32; const float32 32 16 t", func(a []*torch.Tensor) any {
			return F.ScaledMM(eightBits(a[0]), eightBits(a[1]), F.NewScaling(torch.NewTensor(float32(0.5)), F.TensorWise), F.NewScaling(torch.NewTensor(float32(2)), F.TensorWise), nil)
		})),
	needing("_scaled_addmm", function("F.scaled_mm(a[0].to(torch.float8_e4m3fn), a[1].to(torch.float8_e4m3fn), a[2], F.ScalingType.RowWise, a[3], F.ScalingType.RowWise, output_dtype=torch.float32)",
		"const float32 16 32; const float32 32 16 t; const positive 16 1; const positive 1 16", func(a []*torch.Tensor) any {
			return F.ScaledMM(eightBits(a[0]), eightBits(a[1]), F.NewScaling(a[2], F.RowWise), F.NewScaling(a[3], F.RowWise), nil, F.OutputDType(torch.Float32))
		})),
})

// singly are cases that libtorch computes in few bits alone.
func singly(products []Case) []Case {
	for i := range products {
		products[i].NoSlope = "there is no kernel of float64"
	}
	return products
}
