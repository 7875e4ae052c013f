package transforms

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// Chance is what transforms have that are applied with a probability.
type Chance struct {
	P float64 `kw:"0.5"`
}

// happens draws whether the transform is applied. Python compares a float32 with p, which
// torch rounds to float32 first.
func happens(p float64, g *torch.Generator) bool { return rand(g) < float32(p) }

// checkProbability refuses a p that is none.
func checkProbability(op string, p float64) {
	if !(0 <= p && p <= 1) {
		reject(op, "`p` should be a floating point value in the interval [0.0, 1.0].")
	}
}

// rand is torch.rand(1).
func rand(g *torch.Generator) float32 { return rands(1, g)[0] }

// rands is torch.rand(n).
func rands(n int, g *torch.Generator) []float32 {
	return torch.ScopedResult(func(s *torch.Scope) []float32 {
		return torch.Data[float32](torch.Rand(n, torch.Float32, torch.WithGenerator(g), torch.In(s)))
	})
}

// uniform is torch.empty(1).uniform_(low, high).item().
func uniform(low, high float64, g *torch.Generator) float64 {
	return torch.ScopedResult(func(s *torch.Scope) float64 {
		return torch.Empty(1, torch.Float32, torch.In(s)).Uniform_(low, high, torch.WithGenerator(g)).Item()
	})
}

// randint is torch.randint(low, high, size=(1,)).item().
func randint(low, high int, g *torch.Generator) int {
	return torch.ScopedResult(func(s *torch.Scope) int {
		return int(torch.Randint(low, high, []int{1}, torch.WithGenerator(g), torch.In(s)).Item())
	})
}

// randperm is torch.randperm(n).tolist().
func randperm(n int, g *torch.Generator) []int64 {
	return torch.ScopedResult(func(s *torch.Scope) []int64 {
		return torch.Data[int64](torch.Randperm(n, torch.WithGenerator(g), torch.In(s)))
	})
}

// refuse panics as torch's operators do, where Python raises the exception for an image.
func refuse(op, exception string, x *torch.Tensor, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: exception, Msg: fmt.Sprintf(format, args...), Shapes: [][]int{x.Shape()},
		DTypes: []torch.DType{x.DType()}, Devices: []torch.Device{x.Device()}})
}

// reject panics where a constructor of Python's raises a ValueError.
func reject(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
