package torch

// libtorch itself resizes an out of another shape too, with a warning on standard
// error, and refuses one that overlaps an input without being it.

var (
	opAddOut     = newOp("add.out")
	opSubOut     = newOp("sub.out")
	opMulOut     = newOp("mul.out")
	opDivOut     = newOp("div.out")
	opDivOutMode = newOp("div.out_mode")
	opClampOut   = newOp("clamp.out")
	opClampTOut  = newOp("clamp.Tensor_out")
	opWhereOut   = newOp("where.self_out")

	opMatMulOut  = newOp("matmul.out")
	opMMOut      = newOp("mm.out")
	opBMMOut     = newOp("bmm.out")
	opMVOut      = newOp("mv.out")
	opAddMMOut   = newOp("addmm.out")
	opBAddBMMOut = newOp("baddbmm.out")

	opCatOut         = newOp("cat.out")
	opStackOut       = newOp("stack.out")
	opIndexSelectOut = newOp("index_select.out")
	opGatherOut      = newOp("gather.out")
	opSumOut         = newOp("sum.IntList_out")
	opMeanOut        = newOp("mean.out")
)

// writeTo appends out and runs an operator that writes to it.
func (c *call) writeTo(out *Tensor) *Tensor {
	c.tensor(out)
	return c.inPlace(out)
}

// AddOut writes a + alpha*b to out; see [Tensor.Add].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.add.html
func AddOut(out, a *Tensor, b any, alpha ...AlphaOption) *Tensor {
	return scaledInto(opAddOut, out, a, b, alpha)
}

// SubOut writes a - alpha*b to out; see [Tensor.Sub].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sub.html
func SubOut(out, a *Tensor, b any, alpha ...AlphaOption) *Tensor {
	return scaledInto(opSubOut, out, a, b, alpha)
}

func scaledInto(op *Op, out, a *Tensor, b any, alpha []AlphaOption) *Tensor {
	c := call{op: op}
	c.scaled(a, b, alpha)
	if len(alpha) == 0 {
		c.Default()
	}
	return c.writeTo(out)
}

// MulOut writes a * b to out; see [Tensor.Mul].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mul.html
func MulOut(out, a *Tensor, b any) *Tensor {
	c := call{op: opMulOut}
	c.tensor(a)
	c.operand(b)
	return c.writeTo(out)
}

// DivOut writes a / b to out; see [Tensor.Div].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.div.html
func DivOut(out, a *Tensor, b any, mode ...RoundingMode) *Tensor {
	c := call{op: opDivOut}
	c.divided(a, b, opDivOutMode, mode)
	return c.writeTo(out)
}

// ClampOut writes t, bounded by low and high, to out; see [Tensor.Clamp].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
func ClampOut(out, t *Tensor, low, high any) *Tensor {
	c := call{op: opClampOut}
	c.bounds(t, low, high, opClampTOut)
	return c.writeTo(out)
}

// WhereOut writes a's elements where condition is true, and b's elsewhere, to
// out; see [Where].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.where.html
func WhereOut(out, condition, a, b *Tensor) *Tensor {
	c := call{op: opWhereOut}
	c.tensor(condition)
	c.tensor(a)
	c.tensor(b)
	return c.writeTo(out)
}

// MatMulOut writes the matrix product of a and b to out; see [Tensor.MatMul].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
func MatMulOut(out, a, b *Tensor) *Tensor { return binaryInto(opMatMulOut, out, a, b) }

// MMOut writes the product (M, N) of a (M, K) and b (K, N) to out.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mm.html
func MMOut(out, a, b *Tensor) *Tensor { return binaryInto(opMMOut, out, a, b) }

// BMMOut writes the products (B, M, N) of a (B, M, K) and b (B, K, N) to out.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
func BMMOut(out, a, b *Tensor) *Tensor { return binaryInto(opBMMOut, out, a, b) }

// MVOut writes the product (M) of a matrix (M, N) and a vector (N) to out.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mv.html
func MVOut(out, matrix, vector *Tensor) *Tensor { return binaryInto(opMVOut, out, matrix, vector) }

func binaryInto(op *Op, out, a, b *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(a)
	c.tensor(b)
	return c.writeTo(out)
}

// AddMMOut writes beta*t + alpha*(a @ b) to out; see [Tensor.AddMM].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
func AddMMOut(out, t, a, b *Tensor, options ...AddMMOption) *Tensor {
	c := call{op: opAddMMOut}
	c.addProduct(t, a, b, productOptions(options), nil)
	return c.writeTo(out)
}

// BAddBMMOut writes beta*t + alpha*(a @ b), for each of B matrices, to out; see
// [Tensor.BAddBMM].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html
func BAddBMMOut(out, t, a, b *Tensor, options ...AddMMOption) *Tensor {
	c := call{op: opBAddBMMOut}
	c.addProduct(t, a, b, productOptions(options), nil)
	return c.writeTo(out)
}

// CatOut is [Cat] into out.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cat.html
func CatOut(out *Tensor, tensors []*Tensor, dim ...DimOption) *Tensor {
	c := call{op: opCatOut}
	c.join(tensors, dim)
	return c.writeTo(out)
}

// StackOut is [Stack] into out.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.stack.html
func StackOut(out *Tensor, tensors []*Tensor, dim ...DimOption) *Tensor {
	c := call{op: opStackOut}
	c.join(tensors, dim)
	return c.writeTo(out)
}

// IndexSelectOut writes t's slices along dim that index names to out; see
// [Tensor.IndexSelect].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
func IndexSelectOut(out, t *Tensor, dim int, index *Tensor) *Tensor {
	c := call{op: opIndexSelectOut}
	c.tensor(t)
	c.Int(int64(dim))
	c.tensor(index)
	return c.writeTo(out)
}

// GatherOut writes t's elements that index names along dim to out, which has
// index's shape; see [Tensor.Gather].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.gather.html
func GatherOut(out, t *Tensor, dim int, index *Tensor) *Tensor {
	c := call{op: opGatherOut}
	c.tensor(t)
	c.Int(int64(dim))
	c.tensor(index)
	c.Default() // sparse_grad
	return c.writeTo(out)
}

// SumOut writes the sum of all elements, or along [Dim], to out, in whose dtype
// it is taken; see [Tensor.Sum].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sum.html
func SumOut(out, t *Tensor, options ...SumOption) *Tensor {
	return summedInto(opSumOut, out, t, options)
}

// MeanOut writes the mean of all elements, or along [Dim], to out; see
// [Tensor.Mean].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mean.html
func MeanOut(out, t *Tensor, options ...SumOption) *Tensor {
	return summedInto(opMeanOut, out, t, options)
}

func summedInto(op *Op, out, t *Tensor, options []SumOption) *Tensor {
	o := gathered(options)
	c := call{op: op}
	c.tensor(t)
	c.optionalDims(&o)
	c.Bool(o.keep)
	if o.hasDType {
		c.Int(int64(o.dtype))
	} else {
		c.None()
	}
	return c.writeTo(out)
}
