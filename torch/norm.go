package torch

import (
	"strings"
)

var (
	opVectorNorm    = newOp("linalg_vector_norm")
	opMatrixNorm    = newOp("linalg_matrix_norm.str_ord")
	opNormDims      = newOp("norm.ScalarOpt_dim")
	opNormDimsDType = newOp("norm.ScalarOpt_dim_dtype")
	opFrobeniusNorm = newOp("frobenius_norm.dim")
	opNuclearNorm   = newOp("nuclear_norm.dim")
	opRenorm        = newOp("renorm")
	opRenormInPl    = newOp("renorm_")
	opNormExceptDim = newOp("norm_except_dim")
)

// NormOption is an argument of [Tensor.Norm] and of the norms of torch/linalg: [P],
// [Dim], [KeepDim], or a [DType] to which the elements are converted first.
type NormOption interface{ normOption() }

type normOptions struct {
	reduceOptions
	p any
}

// POption is what [P] returns.
type POption struct{ p any }

// P chooses a norm: a number (infinities too), "fro" or "nuc".
func P(p any) POption { return POption{p} }

// Order is what [P] was given.
func (p POption) Order() any { return p.p }

func (POption) normOption()       {}
func (DimOption) normOption()     {}
func (KeepDimOption) normOption() {}
func (DType) normOption()         {}

func normOptionsOf(options []NormOption) normOptions {
	o := normOptions{gathered(options), "fro"}
	for _, option := range options {
		if p, ok := option.(POption); ok {
			o.p = p.p
		}
	}
	return o
}

// Norm returns the p-norm of t's elements, or of those along [Dim]: "fro" unless
// [P] chooses another. "fro" is 2, and panics where Dim names more than two
// dimensions; "nuc" takes the dimensions, two of them, as a matrix. Other norms of
// matrices are in torch/linalg.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.norm.html
func (t *Tensor) Norm(options ...NormOption) *Tensor {
	o := normOptionsOf(options)
	if t.Layout() != Strided {
		return t.sparseNorm(&o)
	}
	switch p := o.p.(type) {
	case string:
		if p != "fro" || len(o.dims) > 2 {
			return t.namedNorm(p, &o)
		}
		o.p = 2
	case nil:
		o.p = 2
	}
	c := call{op: opVectorNorm}
	c.tensor(t)
	c.scalar(o.p)
	c.optionalDims(&o.reduceOptions)
	c.normEnd(&o)
	return c.one()
}

func (t *Tensor) namedNorm(name string, o *normOptions) *Tensor {
	c := call{op: opMatrixNorm}
	c.tensor(t)
	c.String(name)
	if !o.hasDims {
		o.dims = ascending(t.NDim())
	}
	c.Ints(o.dims)
	c.normEnd(o)
	return c.one()
}

// sparseNorm calls the operators that Python's torch.norm takes for sparse tensors.
func (t *Tensor) sparseNorm(o *normOptions) *Tensor {
	name, named := o.p.(string)
	switch {
	case named && name != "fro" && name != "nuc":
		misuse("norm", "RuntimeError", "only valid string values are 'fro' and 'nuc', found %s", strings.Clone(name)) // a copy, for what an error holds is on the heap
	case named && o.hasDType:
		misuse("norm", "ValueError", "dtype argument is not supported in frobenius norm")
	}
	if !o.hasDims && name != "fro" {
		o.dims = ascending(t.NDim())
	}
	c := call{op: opNormDims}
	c.tensor(t)
	switch {
	case !named:
		c.optionalScalar(o.p)
	case name == "fro":
		c.op = opFrobeniusNorm
	default:
		c.op = opNuclearNorm
	}
	c.Ints(o.dims)
	if o.hasDType {
		c.op = opNormDimsDType
	}
	c.normEnd(o)
	return c.one()
}

func (c *call) normEnd(o *normOptions) {
	c.Bool(o.keep)
	if o.hasDType {
		c.Int(int64(o.dtype))
	}
}

// Renorm returns t with those of its parts along dim whose p-norm is above maxNorm
// scaled down to it; p and maxNorm are Go numbers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.renorm.html
func (t *Tensor) Renorm(p any, dim int, maxNorm any) *Tensor {
	c := call{op: opRenorm}
	c.renorm(t, p, dim, maxNorm)
	return c.one()
}

// Renorm_ is [Tensor.Renorm] in place.
func (t *Tensor) Renorm_(p any, dim int, maxNorm any) *Tensor {
	c := call{op: opRenormInPl}
	c.renorm(t, p, dim, maxNorm)
	return c.inPlace(t)
}

func (c *call) renorm(t *Tensor, p any, dim int, maxNorm any) {
	c.tensor(t)
	c.scalar(p)
	c.Int(int64(dim))
	c.scalar(maxNorm)
}

// NormExceptDim returns the pow-norms of t's elements along all dimensions but dim,
// which are kept with size 1; of all elements, as a scalar, where dim is -1. It is
// the magnitude that weight normalisation takes out of a weight.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.weight_norm.html
func (t *Tensor) NormExceptDim(pow, dim int) *Tensor { return t.withInts(opNormExceptDim, pow, dim) }
