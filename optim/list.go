package optim

import "github.com/e0112027/gotorch/torch"

// List is one tensor for each parameter of a [Batch]. Its methods are the tensors', on
// all of them in one call where libtorch has a _foreach_ operator: on the CPU that runs
// the plain operator in turn, to the same bits; on accelerators it launches few kernels.
// Methods with _ write to the list's own tensors; the results of the others live until
// the step ends. Where a method takes xs, they are one number for all or one for each.
type List struct {
	tensors []*torch.Tensor
	run     *run
}

// run is how a batch is run.
type run struct {
	scope   *torch.Scope
	foreach bool // Python would run its rule for lists
}

// kernel is an operation of lists: the plain operator, and those that take lists, with
// a number for all or one for each.
type kernel struct{ one, list, listEach *torch.Op }

func newKernel(one, list, each string) *kernel {
	k := &kernel{one: torch.NewOp("aten::" + one)}
	if list != "" {
		k.list = torch.NewOp("aten::_foreach_" + list)
	}
	if each != "" {
		k.listEach = torch.NewOp("aten::_foreach_" + each)
	}
	return k
}

// The kernels: a new one is a line here and a method below.
var (
	kAbs        = newKernel("abs", "abs", "")
	kAdd        = newKernel("add.Tensor", "add.List", "")
	kAdd_       = newKernel("add_.Tensor", "add_.List", "")
	kAddNumber  = newKernel("add.Tensor", "add.Scalar", "add.ScalarList")
	kAddNumber_ = newKernel("add_.Tensor", "add_.Scalar", "add_.ScalarList")
	kAddcdiv_   = newKernel("addcdiv_", "addcdiv_.Scalar", "addcdiv_.ScalarList")
	kAddcmul    = newKernel("addcmul", "addcmul.Scalar", "addcmul.ScalarList")
	kAddcmul_   = newKernel("addcmul_", "addcmul_.Scalar", "addcmul_.ScalarList")
	kClampMin_  = newKernel("clamp_min_", "clamp_min_.Scalar", "")
	kCopy_      = newKernel("copy_", "copy_", "")
	kDiv_       = newKernel("div_.Tensor", "div_.List", "")
	kDivNumber  = newKernel("div.Tensor", "div.Scalar", "div.ScalarList")
	kDivNumber_ = newKernel("div_.Tensor", "div_.Scalar", "div_.ScalarList")
	kLerp       = newKernel("lerp.Scalar", "lerp.Scalar", "")
	kLerp_      = newKernel("lerp_.Scalar", "lerp_.Scalar", "")
	kMaximum_   = newKernel("maximum.out", "maximum_.List", "")
	kMul        = newKernel("mul.Tensor", "mul.List", "")
	kMul_       = newKernel("mul_.Tensor", "mul_.List", "")
	kMulNumber  = newKernel("mul.Tensor", "mul.Scalar", "mul.ScalarList")
	kMulNumber_ = newKernel("mul_.Tensor", "mul_.Scalar", "mul_.ScalarList")
	kNeg        = newKernel("neg", "neg", "")
	kRecip      = newKernel("reciprocal", "reciprocal", "")
	kRecip_     = newKernel("reciprocal_", "reciprocal_", "")
	kRsqrt_     = newKernel("rsqrt_", "", "")
	kSign       = newKernel("sign", "sign", "")
	kSqrt       = newKernel("sqrt", "sqrt", "")
	kSqrt_      = newKernel("sqrt_", "sqrt_", "")
	kSub        = newKernel("sub.Tensor", "sub.List", "")
	kComplex    = newKernel("view_as_complex", "", "")
	kReal       = newKernel("view_as_real", "", "")
)

// operands are the other lists and the numbers of a call.
type operands struct {
	lists   [2][]*torch.Tensor
	n       int
	numbers []float64
}

func operandsOf(lists ...List) (o operands) {
	for _, l := range lists {
		o.lists[o.n] = l.tensors
		o.n++
	}
	return o
}

func (o operands) and(xs []float64) operands {
	o.numbers = xs
	return o
}

// inPlace runs a kernel that writes to l.
func (l List) inPlace(k *kernel, o operands) {
	if op := l.listOp(k, &o); op != nil {
		v := torch.Invocation{Op: op}
		l.append(&v, &o)
		v.InPlace(nil)
		return
	}
	for i, t := range l.tensors {
		v := torch.Invocation{Op: k.one}
		o.element(&v, t, i)
		if k == kMaximum_ {
			v.Tensor(t)
		}
		v.InPlace(t)
	}
}

// results runs a kernel that makes tensors.
func (l List) results(k *kernel, o operands) List {
	if op := l.listOp(k, &o); op != nil {
		v := torch.Invocation{Op: op}
		l.append(&v, &o)
		v.In(l.run.scope)
		return List{v.List(), l.run}
	}
	made := make([]*torch.Tensor, len(l.tensors))
	for i, t := range l.tensors {
		v := torch.Invocation{Op: k.one}
		o.element(&v, t, i)
		v.In(l.run.scope)
		made[i] = v.One()
	}
	return List{made, l.run}
}

// listOp is the operator for all tensors at once, nil where one by one is better.
func (l List) listOp(k *kernel, o *operands) *torch.Op {
	switch {
	case len(l.tensors) == 1 && !l.run.foreach:
		return nil
	case len(o.numbers) > 1:
		return k.listEach
	}
	return k.list
}

func (l List) append(v *torch.Invocation, o *operands) {
	v.Tensors(l.tensors)
	for _, other := range o.lists[:o.n] {
		v.Tensors(other)
	}
	switch len(o.numbers) {
	case 0:
	case 1:
		v.Float(o.numbers[0])
	default:
		v.Scalars(o.numbers)
	}
}

func (o *operands) element(v *torch.Invocation, t *torch.Tensor, i int) {
	v.Tensor(t)
	for _, other := range o.lists[:o.n] {
		v.Tensor(other[i])
	}
	if n := len(o.numbers); n > 0 {
		v.Float(o.numbers[min(i, n-1)])
	}
}

// Tensors returns the tensors, in the order of the batch's parameters.
func (l List) Tensors() []*torch.Tensor { return l.tensors }

// Abs returns the absolute values.
func (l List) Abs() List { return l.results(kAbs, operands{}) }

// Add returns l + alpha·o.
func (l List) Add(o List, alpha float64) List {
	return l.results(kAdd, operandsOf(o).and([]float64{alpha}))
}

// Add_ adds alpha·o.
func (l List) Add_(o List, alpha float64) { l.inPlace(kAdd_, operandsOf(o).and([]float64{alpha})) }

// AddNumber returns l + xs.
func (l List) AddNumber(xs ...float64) List { return l.results(kAddNumber, operands{}.and(xs)) }

// AddNumber_ adds xs.
func (l List) AddNumber_(xs ...float64) { l.inPlace(kAddNumber_, operands{}.and(xs)) }

// Addcdiv_ adds xs·a/b; xs are 1 unless given.
func (l List) Addcdiv_(a, b List, xs ...float64) { l.inPlace(kAddcdiv_, operandsOf(a, b).and(xs)) }

// Addcmul returns l + xs·a·b; xs are 1 unless given.
func (l List) Addcmul(a, b List, xs ...float64) List {
	return l.results(kAddcmul, operandsOf(a, b).and(xs))
}

// Addcmul_ adds xs·a·b; xs are 1 unless given.
func (l List) Addcmul_(a, b List, xs ...float64) { l.inPlace(kAddcmul_, operandsOf(a, b).and(xs)) }

// ClampMin_ raises what is less than x to it.
func (l List) ClampMin_(x float64) { l.inPlace(kClampMin_, operands{}.and([]float64{x})) }

// Copy_ copies o.
func (l List) Copy_(o List) { l.inPlace(kCopy_, operandsOf(o)) }

// Div_ divides by o.
func (l List) Div_(o List) { l.inPlace(kDiv_, operandsOf(o)) }

// DivNumber returns l / xs.
func (l List) DivNumber(xs ...float64) List { return l.results(kDivNumber, operands{}.and(xs)) }

// DivNumber_ divides by xs.
func (l List) DivNumber_(xs ...float64) { l.inPlace(kDivNumber_, operands{}.and(xs)) }

// Lerp returns l + weight·(o-l).
func (l List) Lerp(o List, weight float64) List {
	return l.results(kLerp, operandsOf(o).and([]float64{weight}))
}

// Lerp_ moves l towards o by weight.
func (l List) Lerp_(o List, weight float64) { l.inPlace(kLerp_, operandsOf(o).and([]float64{weight})) }

// Maximum_ raises what is less than o to it.
func (l List) Maximum_(o List) { l.inPlace(kMaximum_, operandsOf(o)) }

// Mul returns l·o.
func (l List) Mul(o List) List { return l.results(kMul, operandsOf(o)) }

// Mul_ multiplies by o.
func (l List) Mul_(o List) { l.inPlace(kMul_, operandsOf(o)) }

// MulNumber returns l·xs.
func (l List) MulNumber(xs ...float64) List { return l.results(kMulNumber, operands{}.and(xs)) }

// MulNumber_ multiplies by xs.
func (l List) MulNumber_(xs ...float64) { l.inPlace(kMulNumber_, operands{}.and(xs)) }

// Neg returns -l.
func (l List) Neg() List { return l.results(kNeg, operands{}) }

// Reciprocal returns 1/l.
func (l List) Reciprocal() List { return l.results(kRecip, operands{}) }

// Reciprocal_ replaces l by 1/l.
func (l List) Reciprocal_() { l.inPlace(kRecip_, operands{}) }

// Rsqrt_ replaces l by 1/√l.
func (l List) Rsqrt_() { l.inPlace(kRsqrt_, operands{}) }

// Sign returns the signs.
func (l List) Sign() List { return l.results(kSign, operands{}) }

// Sqrt returns the roots.
func (l List) Sqrt() List { return l.results(kSqrt, operands{}) }

// Sqrt_ replaces l by its roots.
func (l List) Sqrt_() { l.inPlace(kSqrt_, operands{}) }

// Sub returns l - o.
func (l List) Sub(o List) List { return l.results(kSub, operandsOf(o)) }

// Real views complex tensors as real ones with a last dimension of 2; other lists are
// returned as they are.
func (l List) Real() List {
	if !l.complex() {
		return l
	}
	return l.results(kReal, operands{})
}

// asComplex is the reverse of Real.
func (l List) asComplex() List { return l.results(kComplex, operands{}) }

// at is the list of the i-th tensor alone.
func (l List) at(i int) List { return List{l.tensors[i : i+1], l.run} }

func (l List) complex() bool { return l.tensors[0].DType().IsComplex() }
