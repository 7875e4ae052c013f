package operator

import "github.com/e0112027/gotorch/torch"

var (
	opDropout     = torch.NewOp("aten::dropout")
	opDropoutInPl = torch.NewOp("aten::dropout_")
)

// Dropout are the arguments of dropout.
type Dropout struct {
	P                 float64
	Training, Inplace bool
}

// DefaultDropout holds Python's defaults.
var DefaultDropout = Dropout{P: 0.5, Training: true}

// Check panics for a probability that is none.
func (a *Dropout) Check() {
	if !(a.P >= 0 && a.P <= 1) {
		refuse("dropout", "dropout probability has to be between 0 and 1, but got %v", a.P)
	}
}

// Call is dropout.
func (a *Dropout) Call(x *torch.Tensor) *torch.Tensor {
	a.Check()
	v := torch.Invocation{Op: opDropout}
	if a.Inplace {
		v.Op = opDropoutInPl
	}
	v.Tensor(x)
	v.Float(a.P)
	v.Bool(a.Training)
	if a.Inplace {
		return v.InPlace(x)
	}
	return v.One()
}
