package torch_test

import (
	"testing"

	"github.com/e0112027/gotorch/torch"
)

// The round trip of a Function: forward and backward of cube on 4 numbers.
func BenchmarkFunction(b *testing.B) {
	torch.SetNumThreads(1)
	x := torch.Ones(4, torch.RequiresGrad(true))
	b.ReportAllocs()
	for b.Loop() {
		torch.Scoped(func(s *torch.Scope) {
			torch.Apply(cube{}, x.Mul(torch.Ones(4, torch.In(s))))[0].Sum().Backward()
		})
	}
}
