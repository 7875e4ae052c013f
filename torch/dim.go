package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/torch/internal/option"
)

// The form of a dimension follows Python's signature, here and in the packages below:
// a dim or dims that must be given is an int, or a list of them; one with a default
// is the option Dim. Dimensions under other names (dim0 and dim1, start_dim), which
// come in twos, are ints.

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

// dim appends the one dimension that the option names, or the default.
func (c *call) dim(options []DimOption, unless int) {
	if only, given := option.Only(options); given {
		unless = c.oneDim(only.dims)
	}
	c.Int(int64(unless))
}

// dimsOf are the dimensions that the option names; nil where there is none.
func dimsOf(options []DimOption) []int {
	only, _ := option.Only(options)
	return only.dims
}

func oneDimension(named int) string {
	return fmt.Sprintf("the operator works along one dimension, Dim names %d", named)
}

// FFTOption lets the transforms of torch/fft along one dimension take Dim.
func (DimOption) FFTOption(option.Seal) {}

// FFTNOption lets the transforms of torch/fft along several dimensions take Dim.
func (DimOption) FFTNOption(option.Seal) {}
