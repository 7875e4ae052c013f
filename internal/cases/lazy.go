package cases

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// met is a lazy layer after its first input: its state can be compared from then on.
func met[M nn.Forwarder](m M, shape ...int) any {
	m.Forward(torch.Zeros(shape))
	return m
}

var lazies = []Case{
	layer("met(nn.LazyLinear(3), 2, 5)", "float32 4 5", func() any { return met(nn.NewLazyLinear(3), 2, 5) }),
	layer("met(nn.LazyLinear(3, bias=False, dtype=torch.float64).float(), 5)", "float32 4 5", func() any {
		m := nn.NewLazyLinear(3, nn.Bias(false), nn.DType(torch.Float64))
		nn.To(m, torch.Float32)
		return met(m, 5)
	}),
	layer("met(nn.LazyConv1d(6, 2), 2, 4, 9)", "float32 2 4 9", func() any { return met(nn.NewLazyConv1d(6, 2), 2, 4, 9) }),
	layer("met(nn.LazyConv1d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 9)", "float32 2 4 9", func() any {
		return met(nn.NewLazyConv1d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 9)
	}),
	layer("met(nn.LazyConv2d(6, 2), 1, 4, 6, 5)", "float32 2 4 6 5", func() any { return met(nn.NewLazyConv2d(6, 2), 1, 4, 6, 5) }),
	layer("met(nn.LazyConv2d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 6, 5)", "float32 2 4 6 5", func() any {
		return met(nn.NewLazyConv2d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 6, 5)
	}),
	layer("met(nn.LazyConv3d(6, 2), 1, 4, 3, 4, 5)", "float32 1 4 3 4 5", func() any { return met(nn.NewLazyConv3d(6, 2), 1, 4, 3, 4, 5) }),
	layer("met(nn.LazyConv3d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 3, 4, 5)", "float32 1 4 3 4 5", func() any {
		return met(nn.NewLazyConv3d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 3, 4, 5)
	}),
	layer("met(nn.LazyConvTranspose1d(6, 2), 2, 4, 9)", "float32 2 4 9", func() any { return met(nn.NewLazyConvTranspose1d(6, 2), 2, 4, 9) }),
	layer("met(nn.LazyConvTranspose1d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 9)", "float32 2 4 9", func() any {
		return met(nn.NewLazyConvTranspose1d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 9)
	}),
	layer("met(nn.LazyConvTranspose2d(6, 2), 1, 4, 6, 5)", "float32 2 4 6 5", func() any { return met(nn.NewLazyConvTranspose2d(6, 2), 1, 4, 6, 5) }),
	layer("met(nn.LazyConvTranspose2d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 6, 5)", "float32 2 4 6 5", func() any {
		return met(nn.NewLazyConvTranspose2d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 6, 5)
	}),
	layer("met(nn.LazyConvTranspose3d(6, 2), 1, 4, 3, 4, 5)", "float32 1 4 3 4 5", func() any { return met(nn.NewLazyConvTranspose3d(6, 2), 1, 4, 3, 4, 5) }),
	layer("met(nn.LazyConvTranspose3d(6, 3, stride=2, padding=1, groups=2, bias=False), 4, 3, 4, 5)", "float32 1 4 3 4 5", func() any {
		return met(nn.NewLazyConvTranspose3d(6, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2), nn.Bias(false)), 4, 3, 4, 5)
	}),
	layer("met(nn.LazyBatchNorm1d(), 2, 4)", "float32 2 4", func() any { return met(nn.NewLazyBatchNorm1d(), 2, 4) }),
	layer("met(nn.LazyInstanceNorm1d(eps=1e-3, affine=False, bias=False), 2, 4, 7)", "float32 2 4 7", func() any {
		return met(nn.NewLazyInstanceNorm1d(nn.Eps(1e-3), nn.Affine(false), nn.Bias(false)), 2, 4, 7)
	}),
	layer("met(nn.LazyBatchNorm2d(), 2, 4, 5, 3)", "float32 2 4 5 3", func() any { return met(nn.NewLazyBatchNorm2d(), 2, 4, 5, 3) }),
	layer("met(nn.LazyInstanceNorm1d(momentum=None), 2, 4, 7)", "float32 2 4 7", func() any {
		return met(nn.NewLazyInstanceNorm1d(nn.NoMomentum(true)), 2, 4, 7)
	}),
	layer("met(nn.LazyInstanceNorm2d(), 2, 4, 5, 3)", "float32 2 4 5 3", func() any {
		return met(nn.NewLazyInstanceNorm2d(), 2, 4, 5, 3)
	}),
	layer("met(nn.LazyBatchNorm3d(), 2, 4, 3, 2, 5)", "float32 2 4 3 2 5", func() any { return met(nn.NewLazyBatchNorm3d(), 2, 4, 3, 2, 5) }),
	layer("met(nn.LazyInstanceNorm3d(), 2, 4, 3, 2, 5)", "float32 2 4 3 2 5", func() any {
		return met(nn.NewLazyInstanceNorm3d(), 2, 4, 3, 2, 5)
	}),
}
