package torch_test

import (
	"testing"

	"github.com/e0112027/gotorch/torch"
)

func BenchmarkIndex(b *testing.B) {
	x := torch.Rand(4, 4)
	mask := x.Gt(0.5)
	for name, f := range map[string]func(x *torch.Tensor){
		"int":     func(x *torch.Tensor) { x.Index(0) },
		"int int": func(x *torch.Tensor) { x.Index(0, 1) },
		"slice":   func(x *torch.Tensor) { x.Index(torch.Slice(1, 3)) },
		"all int": func(x *torch.Tensor) { x.Index(torch.All, 1) },
		"mask":    func(x *torch.Tensor) { x.Index(mask) },
		"set int": func(x *torch.Tensor) { x.SetIndex(1, 0) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; i < b.N; i += 64 {
				torch.Scoped(func(s *torch.Scope) {
					x := torch.Empty(4, 4, torch.In(s))
					for range 64 {
						f(x)
					}
				})
			}
		})
	}
}
