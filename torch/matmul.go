package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opMatMul      = newOp("matmul")
	opMM          = newOp("mm")
	opBMM         = newOp("bmm")
	opMV          = newOp("mv")
	opDot         = newOp("dot")
	opVdot        = newOp("vdot")
	opInner       = newOp("inner")
	opOuter       = newOp("outer")
	opAddmm       = newOp("addmm")
	opAddmmInPl   = newOp("addmm_")
	opBaddbmm     = newOp("baddbmm")
	opBaddbmmInPl = newOp("baddbmm_")
	opAddbmm      = newOp("addbmm")
	opAddbmmInPl  = newOp("addbmm_")
	opAddmv       = newOp("addmv")
	opAddmvInPl   = newOp("addmv_")
	opAddr        = newOp("addr")
	opAddrInPl    = newOp("addr_")
	opSMM         = newOp("smm")
	opHSPMM       = newOp("hspmm")
	opSSPAddMM    = newOp("sspaddmm")

	opMMDType      = newOp("mm.dtype")
	opBMMDType     = newOp("bmm.dtype")
	opAddmmDType   = newOp("addmm.dtype")
	opBaddbmmDType = newOp("baddbmm.dtype")
)

// MatMul returns the matrix product of t and other: of vectors (N) the dot
// product, of (M, K) and (K, N) the matrix (M, N), of tensors of more dimensions
// the products of their last two, the ones before broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
func (t *Tensor) MatMul(other *Tensor) *Tensor { return binary(opMatMul, t, other) }

// MM returns the product (M, N) of the matrices t (M, K) and other (K, N). A dtype
// is that of the sums and of the result: float32 for half floats, on GPUs alone.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mm.html
func (t *Tensor) MM(other *Tensor, dtype ...DType) *Tensor {
	return t.product(opMM, opMMDType, other, dtype)
}

// BMM returns the products (B, M, N) of t (B, M, K) and other (B, K, N), without
// broadcasting. The dtype is as for [Tensor.MM].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
func (t *Tensor) BMM(other *Tensor, dtype ...DType) *Tensor {
	return t.product(opBMM, opBMMDType, other, dtype)
}

// product multiplies matrices, in another dtype where one is given.
func (t *Tensor) product(op, inDType *Op, other *Tensor, dtype []DType) *Tensor {
	if len(dtype) == 0 {
		return binary(op, t, other)
	}
	c := call{op: inDType}
	c.tensor(t)
	c.tensor(other)
	c.atMostOne("dtype", len(dtype))
	c.Int(int64(dtype[0]))
	return c.one()
}

// MV returns the product (M) of a matrix t (M, N) and a vector (N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mv.html
func (t *Tensor) MV(vector *Tensor) *Tensor { return binary(opMV, t, vector) }

// Dot returns the dot product, a scalar, of two vectors (N) of one dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dot.html
func (t *Tensor) Dot(other *Tensor) *Tensor { return binary(opDot, t, other) }

// VDot is [Tensor.Dot] with t conjugated.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vdot.html
func (t *Tensor) VDot(other *Tensor) *Tensor { return binary(opVdot, t, other) }

// Inner returns the sums of products over the last dimensions of t (…, K) and
// other (…, K).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.inner.html
func (t *Tensor) Inner(other *Tensor) *Tensor { return binary(opInner, t, other) }

// Outer returns the products (N, M) of the elements of vectors t (N) and other (M).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.outer.html
func (t *Tensor) Outer(other *Tensor) *Tensor { return binary(opOuter, t, other) }

// ProductOption is a keyword argument of [Tensor.AddMM] and [Tensor.BAddBMM]: an
// [AddMMOption], or a [DType] as [Tensor.MM] takes.
type ProductOption interface{ productOption() }

// AddMMOption is a keyword argument of all functions that add a product to a tensor:
// [Beta] or [Alpha].
type AddMMOption interface {
	ProductOption
	addMMOption()
}

type addMMOptions struct {
	beta, alpha any
	dtype       DType
	hasDType    bool
}

// BetaOption is what [Beta] returns.
type BetaOption struct{ beta any }

// Factor is what [Beta] was given.
func (o BetaOption) Factor() any { return o.beta }

// Beta multiplies the tensor that a product is added to by a Go number; 1 unless
// given. With 0 that tensor's nan and inf do not count.
func Beta(beta any) BetaOption { return BetaOption{beta} }

func (BetaOption) addMMOption()    {}
func (AlphaOption) addMMOption()   {}
func (BetaOption) productOption()  {}
func (AlphaOption) productOption() {}
func (DType) productOption()       {}

// As for reductions, options told apart by their types stay on the stack.
func productOptions[O ProductOption](options []O) addMMOptions {
	o := addMMOptions{beta: 1, alpha: 1}
	option.Once(options)
	for _, option := range options {
		switch option := any(option).(type) {
		case BetaOption:
			o.beta = option.beta
		case AlphaOption:
			o.alpha = option.alpha
		case DType:
			o.dtype, o.hasDType = option, true
		}
	}
	return o
}

// addProduct fills a call of self, a, b and the options, turning it to inDType where
// there is a dtype.
func (c *call) addProduct(self, a, b *Tensor, o addMMOptions, inDType *Op) {
	c.tensor(self)
	c.tensor(a)
	c.tensor(b)
	if o.hasDType {
		c.op = inDType
		c.Int(int64(o.dtype))
	}
	c.scalar(o.beta)
	c.scalar(o.alpha)
}

func addProduct(op *Op, self, a, b *Tensor, options []AddMMOption) *Tensor {
	c := call{op: op}
	c.addProduct(self, a, b, productOptions(options), nil)
	return c.one()
}

func addProductInPlace(op *Op, self, a, b *Tensor, options []AddMMOption) *Tensor {
	c := call{op: op}
	c.addProduct(self, a, b, productOptions(options), nil)
	return c.inPlace(self)
}

// AddMM returns beta*t + alpha*(a @ b) for matrices a (M, K) and b (K, N); t is
// broadcast to (M, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
func (t *Tensor) AddMM(a, b *Tensor, options ...ProductOption) *Tensor {
	c := call{op: opAddmm}
	c.addProduct(t, a, b, productOptions(options), opAddmmDType)
	return c.one()
}

// AddMM_ is [Tensor.AddMM] in place; t must have the shape of the result.
func (t *Tensor) AddMM_(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProductInPlace(opAddmmInPl, t, a, b, options)
}

// BAddBMM returns beta*t + alpha*(a @ b) for each of the B matrices of a
// (B, M, K) and b (B, K, N); t is broadcast to (B, M, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html
func (t *Tensor) BAddBMM(a, b *Tensor, options ...ProductOption) *Tensor {
	c := call{op: opBaddbmm}
	c.addProduct(t, a, b, productOptions(options), opBaddbmmDType)
	return c.one()
}

// BAddBMM_ is [Tensor.BAddBMM] in place; t must have the shape of the result.
func (t *Tensor) BAddBMM_(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProductInPlace(opBaddbmmInPl, t, a, b, options)
}

// AddBMM returns beta*t plus alpha times the sum of the products of a (B, M, K)
// and b (B, K, N) over B; t is broadcast to (M, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addbmm.html
func (t *Tensor) AddBMM(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProduct(opAddbmm, t, a, b, options)
}

// AddBMM_ is [Tensor.AddBMM] in place; t must have the shape of the result.
func (t *Tensor) AddBMM_(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProductInPlace(opAddbmmInPl, t, a, b, options)
}

// AddMV returns beta*t + alpha*(matrix @ vector) for a matrix (M, N) and a
// vector (N); t is broadcast to (M).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addmv.html
func (t *Tensor) AddMV(matrix, vector *Tensor, options ...AddMMOption) *Tensor {
	return addProduct(opAddmv, t, matrix, vector, options)
}

// AddMV_ is [Tensor.AddMV] in place; t must have the shape of the result.
func (t *Tensor) AddMV_(matrix, vector *Tensor, options ...AddMMOption) *Tensor {
	return addProductInPlace(opAddmvInPl, t, matrix, vector, options)
}

// Addr returns beta*t + alpha*outer(a, b) for vectors a (N) and b (M); t is
// broadcast to (N, M).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addr.html
func (t *Tensor) Addr(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProduct(opAddr, t, a, b, options)
}

// Addr_ is [Tensor.Addr] in place; t must have the shape of the result.
func (t *Tensor) Addr_(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProductInPlace(opAddrInPl, t, a, b, options)
}

// SMM returns the product of a matrix t (M, K) of layout [SparseCOO] and a dense
// one (K, N), in layout SparseCOO. [Tensor.MM] gives a dense one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.smm.html
func (t *Tensor) SMM(other *Tensor) *Tensor { return binary(opSMM, t, other) }

// HSPMM returns the product of a matrix t (M, K) of layout [SparseCOO] and a dense
// one (K, N), in layout SparseCOO with one sparse dimension: whole rows.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hspmm.html
func (t *Tensor) HSPMM(other *Tensor) *Tensor { return binary(opHSPMM, t, other) }

// SSPAddMM returns beta*t + alpha*(a @ b), uncoalesced, for t (M, N) and a (M, K)
// of layout [SparseCOO] and a dense b (K, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sspaddmm.html
func (t *Tensor) SSPAddMM(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProduct(opSSPAddMM, t, a, b, options)
}
