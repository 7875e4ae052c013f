package torch_test

import (
	"testing"

	"github.com/e0112027/gotorch/torch"
)

// An operator while libtorch may call Go: it takes the entry that allows it.
func BenchmarkAdd_WhileAHookIsRegistered(b *testing.B) {
	torch.SetNumThreads(1)
	leaf := torch.Ones(4, torch.RequiresGrad(true))
	for _, on := range []bool{false, true} {
		b.Run(map[bool]string{false: "none", true: "one"}[on], func(b *testing.B) {
			if on {
				defer leaf.RegisterHook(func(*torch.Tensor) *torch.Tensor { return nil }).Remove()
			}
			b.ReportAllocs()
			torch.Scoped(func(s *torch.Scope) {
				x := torch.Ones(4, torch.In(s))
				for b.Loop() {
					x.Add_(x)
				}
			})
		})
	}
}

// Operators on tensors of the collector, inside and outside of a Function's Forward,
// where each result has a cleanup of its own.
func BenchmarkAdd_InForward(b *testing.B) {
	torch.SetNumThreads(1)
	x := torch.Ones(4)
	add := func(b *testing.B) {
		for b.Loop() {
			x.Add(x)
		}
	}
	b.Run("outside", add)
	b.Run("inside", func(b *testing.B) {
		torch.Apply(&function{func(_ *torch.FunctionContext, in []*torch.Tensor) []*torch.Tensor {
			add(b)
			return in
		}, nil}, x)
	})
}
