package nn

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/torch"
)

//go:generate go run ../internal/genkw -kw internal/kw -signatures ../scripts/parity/signatures/nn.json -constructors ../scripts/parity/constructors_nn_gen.go . functional utils/rnn

// factory is where a constructor makes its tensors, Python's factory_kwargs.
type factory struct {
	dtype  torch.DType  `kw:"torch.DefaultDType()"`
	device torch.Device `kw:"torch.CPU"`
}

// empty makes an uninitialised tensor, or nil where it is not wanted.
func (f *factory) empty(wanted bool, sizes ...int) *torch.Tensor {
	if !wanted {
		return nil
	}
	return torch.Empty(sizes, f.dtype, f.device)
}

// parameter is empty for a parameter.
func (f *factory) parameter(wanted bool, sizes ...int) *torch.Tensor {
	if !wanted {
		return nil
	}
	return Parameter(f.empty(true, sizes...))
}

// counter makes a zero of dtype int64, or nil.
func (f *factory) counter(wanted bool) *torch.Tensor {
	if !wanted {
		return nil
	}
	return torch.Zeros([]int{}, torch.Int64, f.device)
}

// fill gives all elements of a tensor, which may be nil, a value.
func fill(t *torch.Tensor, x float64) {
	if t != nil {
		torch.NoGrad(func() { t.Fill_(x) })
	}
}

// Sizes are the types that a size may have where it is no option.
type Sizes = kw.Sizes

// sizeOf makes a size of its own of either.
func sizeOf[S Sizes](size S) Size { return slices.Clone(kw.SizeOf(size)) }

// expand returns n numbers, a size of its own. It panics where s has neither one nor n.
func expand(s Size, what string, n int) Size {
	switch len(s) {
	case n:
		return slices.Clone(s)
	case 1:
		return slices.Repeat(s, n)
	}
	panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf("%s must be 1 or %d numbers, got %v", what, n, slices.Clone([]int(s)))})
}

// fits panics where a size has neither one number nor n.
func fits(s Size, what string, n int) {
	if len(s) != 1 && len(s) != n {
		expand(s, what, n)
	}
}

// expandInto puts a size of one number or n into a buffer as n numbers: an expand that
// allocates nothing.
func expandInto(s Size, what string, n int, buffer *[3]int) []int {
	fits(s, what, n)
	out := buffer[:n]
	for i := range out {
		out[i] = s[min(i, len(s)-1)]
	}
	return out
}
