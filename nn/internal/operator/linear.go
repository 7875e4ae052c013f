// Package operator calls the libtorch operators that Python's
// torch.nn.functional calls, with its checks, for the modules and for the
// functional package.
package operator

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

var opLinear = torch.NewOp("aten::linear")

// Linear is x @ weight.T + bias; bias may be nil.
func Linear(x, weight, bias *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opLinear}
	v.Tensor(x)
	v.Tensor(weight)
	v.OptionalTensor(bias)
	return v.One()
}

// refuse panics as an operator does, for what Python's own code refuses.
func refuse(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
