package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/torch/internal/option"
)

// A dimension that Python's function demands is an int, or a list of them, among the
// arguments. Where Python has a default for it, it is the option Dim, here and in
// the packages below, and KeepDim goes with it as Python's keepdim does.

// DimOption is what [Dim] returns.
type DimOption struct{ dims []int }

// Dim is Python's dim= (dims= in some functions): the dimensions that an operator
// works along, counted from the end where negative. Operators that work along one
// panic where another number of them is given.
//
//	x.Sum(torch.Dim(0, -1))
//	torch.Stack(tensors, torch.Dim(1))
//	fft.FFT(x, torch.Dim(0))
func Dim(dims ...int) DimOption { return DimOption{dims} }

// Dims is what [Dim] was given.
func (d DimOption) Dims() []int { return d.dims }

// One is the dimension for the operator op, which works along a single one. It
// panics with [*Error] where Dim names another number of them.
func (d DimOption) One(op string) int {
	if len(d.dims) != 1 {
		misuse(op, "TypeError", "%s", oneDimension(len(d.dims)))
	}
	return d.dims[0]
}

// oneDim is [DimOption.One] with the inputs described.
func (c *call) oneDim(dims []int) int {
	if len(dims) != 1 {
		c.misuse("TypeError", oneDimension(len(dims)))
	}
	return dims[0]
}

func oneDimension(named int) string {
	return fmt.Sprintf("the operator works along one dimension, Dim names %d", named)
}

// FFTOption lets the transforms of torch/fft along one dimension take Dim.
func (DimOption) FFTOption(option.Seal) {}

// FFTNOption lets the transforms of torch/fft along several dimensions take Dim.
func (DimOption) FFTNOption(option.Seal) {}
