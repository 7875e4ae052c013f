package special

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// overloads are those of a function of two arguments, one of which may be a Go
// number.
type overloads struct {
	tensors      func(x, y *torch.Tensor) *torch.Tensor
	firstNumber  func(x any, y *torch.Tensor) *torch.Tensor
	secondNumber func(x *torch.Tensor, y any) *torch.Tensor
}

// call runs the overload that Python's argument parser picks for x and y.
func (o overloads) call(name string, x, y any) *torch.Tensor {
	first, firstIs := x.(*torch.Tensor)
	second, secondIs := y.(*torch.Tensor)
	switch {
	case firstIs && secondIs:
		return o.tensors(first, second)
	case firstIs:
		return o.secondNumber(first, y)
	case secondIs:
		return o.firstNumber(x, second)
	}
	panic(&torch.Error{Op: "aten::" + name, Kind: "TypeError", Msg: fmt.Sprintf("one argument must be a *torch.Tensor, got %T and %T", x, y)})
}
