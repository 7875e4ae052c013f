package functional

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// Size is an argument with one number for each dimension, or a single number for
// all of them, where a plain int will do: Size{3, 5} is 3 high and 5 wide.
type Size []int

// Sizes are the types that a kernel's size may have.
type Sizes interface{ int | Size }

// SizeOf makes a [Size] of either.
func SizeOf[S Sizes](size S) Size {
	switch s := any(size).(type) {
	case int:
		return Size{s}
	case Size:
		return s
	}
	panic("unreachable")
}

// Expand returns n numbers. It panics where s has neither one nor n.
func (s Size) Expand(what string, n int) Size {
	switch len(s) {
	case n:
		return s
	case 1:
		all := make(Size, n)
		for i := range all {
			all[i] = s[0]
		}
		return all
	}
	panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf("%s must be 1 or %d numbers, got %v", what, n, []int(s))})
}
