package optim

import "github.com/e0112027/gotorch/torch"

// scalar is a number of LBFGS: a Python float, or a tensor without dimensions, whose
// arithmetic rounds to its dtype.
type scalar struct {
	float  float64
	tensor *torch.Tensor
}

func num(x float64) scalar                { return scalar{float: x} }
func tensorScalar(t *torch.Tensor) scalar { return scalar{tensor: t} }

// item is the value.
func (a scalar) item() float64 {
	if a.tensor != nil {
		return a.tensor.Item()
	}
	return a.float
}

// operand is what a tensor's method takes.
func (a scalar) operand() any {
	if a.tensor != nil {
		return a.tensor
	}
	return a.float
}

// times is t times the number.
func (a scalar) times(t *torch.Tensor) *torch.Tensor { return t.Mul(a.operand()) }

func (a scalar) add(b scalar) scalar {
	switch {
	case a.tensor != nil:
		return tensorScalar(a.tensor.Add(b.operand()))
	case b.tensor != nil:
		return tensorScalar(b.tensor.Add(a.float))
	}
	return num(a.float + b.float)
}

func (a scalar) sub(b scalar) scalar {
	switch {
	case a.tensor != nil:
		return tensorScalar(a.tensor.Sub(b.operand()))
	case b.tensor != nil:
		return tensorScalar(b.tensor.RSub(a.float))
	}
	return num(a.float - b.float)
}

func (a scalar) mul(b scalar) scalar {
	switch {
	case a.tensor != nil:
		return tensorScalar(a.tensor.Mul(b.operand()))
	case b.tensor != nil:
		return tensorScalar(b.tensor.Mul(a.float))
	}
	return num(float64(a.float * b.float))
}

// div is a/b. Python divides a float by a tensor by the reciprocal.
func div(a, b scalar) scalar {
	switch {
	case a.tensor != nil:
		return tensorScalar(a.tensor.Div(b.operand()))
	case b.tensor != nil:
		return tensorScalar(b.tensor.Reciprocal().Mul(a.float))
	}
	return num(a.float / b.float)
}

func (a scalar) abs() float64 {
	if x := a.item(); x < 0 {
		return -x
	}
	return a.item()
}

// minOf and maxOf return the first of equals, as Python's do.
func minOf(a, b scalar) scalar {
	if b.item() < a.item() {
		return b
	}
	return a
}

func maxOf(a, b scalar) scalar {
	if b.item() > a.item() {
		return b
	}
	return a
}
