package optim

import "github.com/e0112027/gotorch/torch"

// list is one tensor for each parameter of a batch.
type list = []*torch.Tensor

// kernels are the operators that update rules are made of. Each works on lists of
// the same length, element by element; names and arguments are those of the
// tensors' methods. Results, where there are any, join the step's scope.
type kernels interface {
	// views returns a batch's parameters and gradients, complex ones as [asReal]
	// where Python views them so before it decays weights: the sums round otherwise.
	views(b *batch) (params, grads list)
	neg(a list) list
	add(a, b list, alpha float64) list
	addInPlace(a, b list, alpha float64)
	addNumber(a list, x float64)
	mul(a list, x float64)
	div(a list, xs []float64)
	lerp(a, b list, weight float64)
	addcmul(a, b, c list, value float64) list
	addcmulInPlace(a, b, c list, value float64)
	addcdiv(a, b, c list, value float64)
	addcdivs(a, b, c list, values []float64)
	sqrt(a list) list
	sqrtInPlace(a list)
	maximum(a, b list)
}

var (
	opNeg            = torch.NewOp("aten::neg")
	opAdd            = torch.NewOp("aten::add.Tensor")
	opAddInPlace     = torch.NewOp("aten::add_.Tensor")
	opMulInPlace     = torch.NewOp("aten::mul_.Tensor")
	opDivInPlace     = torch.NewOp("aten::div_.Tensor")
	opLerpInPlace    = torch.NewOp("aten::lerp_.Scalar")
	opAddcmul        = torch.NewOp("aten::addcmul")
	opAddcmulInPlace = torch.NewOp("aten::addcmul_")
	opAddcdivInPlace = torch.NewOp("aten::addcdiv_")
	opSqrt           = torch.NewOp("aten::sqrt")
	opSqrtInPlace    = torch.NewOp("aten::sqrt_")
	opMaximumOut     = torch.NewOp("aten::maximum.out")
	opViewAsReal     = torch.NewOp("aten::view_as_real")
)

// single runs the plain operators, tensor by tensor.
type single struct{ scope *torch.Scope }

func (single) views(b *batch) (params, grads list) { return b.params, b.grads }

func (k single) neg(a list) list  { return k.unary(opNeg, a) }
func (k single) sqrt(a list) list { return k.unary(opSqrt, a) }

func (k single) unary(op *torch.Op, a list) list {
	results := make(list, len(a))
	for i, t := range a {
		v := torch.Invocation{Op: op}
		v.Tensor(t)
		v.In(k.scope)
		results[i] = v.One()
	}
	return results
}

func (k single) add(a, b list, alpha float64) list {
	results := make(list, len(a))
	for i, t := range a {
		v := torch.Invocation{Op: opAdd}
		v.Tensor(t)
		v.Tensor(b[i])
		v.Float(alpha)
		v.In(k.scope)
		results[i] = v.One()
	}
	return results
}

func (k single) addcmul(a, b, c list, value float64) list {
	results := make(list, len(a))
	for i, t := range a {
		v := torch.Invocation{Op: opAddcmul}
		v.Tensor(t)
		v.Tensor(b[i])
		v.Tensor(c[i])
		v.Float(value)
		v.In(k.scope)
		results[i] = v.One()
	}
	return results
}

func (single) addInPlace(a, b list, alpha float64) {
	for i, t := range a {
		v := torch.Invocation{Op: opAddInPlace}
		v.Tensor(t)
		v.Tensor(b[i])
		v.Float(alpha)
		v.InPlace(t)
	}
}

func (single) addNumber(a list, x float64) { withNumber(opAddInPlace, a, x) }
func (single) mul(a list, x float64)       { withNumber(opMulInPlace, a, x) }

func withNumber(op *torch.Op, a list, x float64) {
	for _, t := range a {
		v := torch.Invocation{Op: op}
		v.Tensor(t)
		v.Float(x)
		v.InPlace(t)
	}
}

func (single) div(a list, xs []float64) {
	for i := range a {
		withNumber(opDivInPlace, a[i:i+1], xs[i])
	}
}

func (single) lerp(a, b list, weight float64) {
	for i, t := range a {
		v := torch.Invocation{Op: opLerpInPlace}
		v.Tensor(t)
		v.Tensor(b[i])
		v.Float(weight)
		v.InPlace(t)
	}
}

func (single) addcmulInPlace(a, b, c list, value float64) {
	for i := range a {
		withProduct(opAddcmulInPlace, a[i], b[i], c[i], value)
	}
}

func (single) addcdiv(a, b, c list, value float64) {
	for i := range a {
		withProduct(opAddcdivInPlace, a[i], b[i], c[i], value)
	}
}

func (single) addcdivs(a, b, c list, values []float64) {
	for i := range a {
		withProduct(opAddcdivInPlace, a[i], b[i], c[i], values[i])
	}
}

func withProduct(op *torch.Op, a, b, c *torch.Tensor, value float64) {
	v := torch.Invocation{Op: op}
	v.Tensor(a)
	v.Tensor(b)
	v.Tensor(c)
	v.Float(value)
	v.InPlace(a)
}

func (single) sqrtInPlace(a list) {
	for _, t := range a {
		v := torch.Invocation{Op: opSqrtInPlace}
		v.Tensor(t)
		v.InPlace(t)
	}
}

func (single) maximum(a, b list) {
	for i, t := range a {
		v := torch.Invocation{Op: opMaximumOut}
		v.Tensor(t)
		v.Tensor(b[i])
		v.Tensor(t)
		v.InPlace(t)
	}
}

// asReal views complex tensors as real ones with a last dimension of 2, as the
// rules do that take squares. Other lists are returned as they are.
func asReal(a list) list {
	if len(a) == 0 || !a[0].DType().IsComplex() {
		return a
	}
	views := make(list, len(a))
	for i, t := range a {
		v := torch.Invocation{Op: opViewAsReal}
		v.Tensor(t)
		views[i] = v.One()
	}
	return views
}
