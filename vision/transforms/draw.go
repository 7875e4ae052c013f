package transforms

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// drawUniform is torch.rand(1).
func drawUniform(g *torch.Generator) (r float32) {
	torch.Scoped(func(s *torch.Scope) {
		r = float32(torch.Rand(1, torch.Float32, torch.WithGenerator(g), torch.In(s)).Item())
	})
	return r
}

// drawInt is torch.randint(0, n, size=(1,)).item().
func drawInt(n int, g *torch.Generator) (i int) {
	torch.Scoped(func(s *torch.Scope) {
		i = int(torch.Randint(0, n, []int{1}, torch.WithGenerator(g), torch.In(s)).Item())
	})
	return i
}

// refuse panics as torch's operators do, where Python raises the exception.
func refuse(op, exception string, x *torch.Tensor, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: exception, Msg: fmt.Sprintf(format, args...), Shapes: [][]int{x.Shape()},
		DTypes: []torch.DType{x.DType()}, Devices: []torch.Device{x.Device()}})
}
