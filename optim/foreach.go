package optim

import "github.com/e0112027/gotorch/torch"

var (
	opForeachNeg           = torch.NewOp("aten::_foreach_neg")
	opForeachAdd           = torch.NewOp("aten::_foreach_add.List")
	opForeachAddInPlace    = torch.NewOp("aten::_foreach_add_.List")
	opForeachAddNumber     = torch.NewOp("aten::_foreach_add_.Scalar")
	opForeachMulNumber     = torch.NewOp("aten::_foreach_mul_.Scalar")
	opForeachDivNumbers    = torch.NewOp("aten::_foreach_div_.ScalarList")
	opForeachLerp          = torch.NewOp("aten::_foreach_lerp_.Scalar")
	opForeachAddcmul       = torch.NewOp("aten::_foreach_addcmul.Scalar")
	opForeachAddcmulInPl   = torch.NewOp("aten::_foreach_addcmul_.Scalar")
	opForeachAddcdivInPl   = torch.NewOp("aten::_foreach_addcdiv_.Scalar")
	opForeachAddcdivsInPl  = torch.NewOp("aten::_foreach_addcdiv_.ScalarList")
	opForeachSqrt          = torch.NewOp("aten::_foreach_sqrt")
	opForeachSqrtInPlace   = torch.NewOp("aten::_foreach_sqrt_")
	opForeachMaximumInPlac = torch.NewOp("aten::_foreach_maximum_.List")
)

// foreach runs the operators that take whole lists, which on accelerators launch
// few kernels and may round otherwise than the plain ones.
type foreach struct{ scope *torch.Scope }

func (foreach) views(b *batch) (params, grads list) { return asReal(b.params), asReal(b.grads) }

// all starts a call with its lists.
func (foreach) all(op *torch.Op, lists ...list) *torch.Invocation {
	v := &torch.Invocation{Op: op}
	for _, l := range lists {
		v.Tensors(l)
	}
	return v
}

// results runs a call that returns a list.
func (k foreach) results(v *torch.Invocation) list {
	v.In(k.scope)
	return v.List()
}

func (k foreach) neg(a list) list  { return k.results(k.all(opForeachNeg, a)) }
func (k foreach) sqrt(a list) list { return k.results(k.all(opForeachSqrt, a)) }

func (k foreach) add(a, b list, alpha float64) list {
	v := k.all(opForeachAdd, a, b)
	v.Float(alpha)
	return k.results(v)
}

func (k foreach) addcmul(a, b, c list, value float64) list {
	v := k.all(opForeachAddcmul, a, b, c)
	v.Float(value)
	return k.results(v)
}

// number runs a call in place that ends with a number.
func (k foreach) number(x float64, op *torch.Op, lists ...list) {
	v := k.all(op, lists...)
	v.Float(x)
	v.InPlace(nil)
}

// numbers runs a call in place that ends with a number per tensor.
func (k foreach) numbers(xs []float64, op *torch.Op, lists ...list) {
	v := k.all(op, lists...)
	v.Scalars(xs)
	v.InPlace(nil)
}

func (k foreach) addInPlace(a, b list, alpha float64) { k.number(alpha, opForeachAddInPlace, a, b) }
func (k foreach) addNumber(a list, x float64)         { k.number(x, opForeachAddNumber, a) }
func (k foreach) mul(a list, x float64)               { k.number(x, opForeachMulNumber, a) }
func (k foreach) div(a list, xs []float64)            { k.numbers(xs, opForeachDivNumbers, a) }
func (k foreach) lerp(a, b list, weight float64)      { k.number(weight, opForeachLerp, a, b) }
func (k foreach) sqrtInPlace(a list)                  { k.all(opForeachSqrtInPlace, a).InPlace(nil) }
func (k foreach) maximum(a, b list)                   { k.all(opForeachMaximumInPlac, a, b).InPlace(nil) }

func (k foreach) addcmulInPlace(a, b, c list, value float64) {
	k.number(value, opForeachAddcmulInPl, a, b, c)
}

func (k foreach) addcdiv(a, b, c list, value float64) {
	k.number(value, opForeachAddcdivInPl, a, b, c)
}

func (k foreach) addcdivs(a, b, c list, values []float64) {
	k.numbers(values, opForeachAddcdivsInPl, a, b, c)
}
