package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

//kw:options DropoutOption nn.Dropout

type dropoutArgs struct {
	training bool `kw:"true"`
}

// Dropout sets each element of x to zero with probability [P], and divides the others by
// 1-P. With Training(false) x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
func Dropout(x *torch.Tensor, options ...DropoutOption) *torch.Tensor {
	m, a := dropoutOf(options)
	m.Module = nn.InTraining(a.training)
	return m.Forward(x)
}
