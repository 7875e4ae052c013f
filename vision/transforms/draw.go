package transforms

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// drawUniform is torch.rand(1).
func drawUniform(g *torch.Generator) float32 {
	return torch.ScopedResult(func(s *torch.Scope) float32 {
		return float32(torch.Rand(1, torch.Float32, torch.WithGenerator(g), torch.In(s)).Item())
	})
}

// drawInt is torch.randint(0, n, size=(1,)).item().
func drawInt(n int, g *torch.Generator) int {
	return torch.ScopedResult(func(s *torch.Scope) int {
		return int(torch.Randint(0, n, []int{1}, torch.WithGenerator(g), torch.In(s)).Item())
	})
}

// refuse panics as torch's operators do, where Python raises the exception.
func refuse(op, exception string, x *torch.Tensor, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: exception, Msg: fmt.Sprintf(format, args...), Shapes: [][]int{x.Shape()},
		DTypes: []torch.DType{x.DType()}, Devices: []torch.Device{x.Device()}})
}
