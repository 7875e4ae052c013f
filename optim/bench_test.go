package optim_test

import (
	"testing"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// BenchmarkStep is a step over the four parameters of a small network.
func BenchmarkStep(b *testing.B) {
	torch.SetNumThreads(1)
	for name, make := range map[string]func(p []*torch.Tensor) optim.Optimizer{
		"SGD":          func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.01) },
		"SGD momentum": func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.01, optim.Momentum(0.9)) },
		"Adam":         func(p []*torch.Tensor) optim.Optimizer { return optim.NewAdam(p, 0.01) },
	} {
		b.Run(name, func(b *testing.B) {
			var params []*torch.Tensor
			for range 4 {
				p := torch.Randn(4, 4, torch.RequiresGrad(true))
				p.SetGrad(torch.Randn(4, 4))
				params = append(params, p)
			}
			o := make(params)
			o.Step()
			b.ReportAllocs()
			for b.Loop() {
				o.Step()
			}
		})
	}
}
