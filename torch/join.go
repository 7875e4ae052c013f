package torch

import "github.com/e0112027/gotorch/cgotorch"

var (
	opCat    = newOp("cat")
	opStack  = newOp("stack")
	opHstack = newOp("hstack")
	opVstack = newOp("vstack")
	opDstack = newOp("dstack")
)

// Cat returns tensors one after another along dim. Their other sizes agree;
// dtypes promote.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cat.html
func Cat(tensors []*Tensor, dim int) *Tensor { return join(opCat, tensors, dim) }

// Stack returns tensors of one shape along a new dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.stack.html
func Stack(tensors []*Tensor, dim int) *Tensor { return join(opStack, tensors, dim) }

// Hstack returns tensors side by side: [Cat] along dimension 1, or 0 for vectors.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hstack.html
func Hstack(tensors ...*Tensor) *Tensor { return join(opHstack, tensors) }

// Vstack returns tensors on top of each other: [Cat] along dimension 0, vectors
// (N) taken as (1, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vstack.html
func Vstack(tensors ...*Tensor) *Tensor { return join(opVstack, tensors) }

// Dstack returns tensors behind each other: [Cat] along dimension 2, with
// dimensions added where there are fewer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dstack.html
func Dstack(tensors ...*Tensor) *Tensor { return join(opDstack, tensors) }

func join(op *cgotorch.Op, tensors []*Tensor, dim ...int) *Tensor {
	c := call{op: op}
	c.tensors(tensors)
	for _, d := range dim {
		c.Int(int64(d))
	}
	return c.one()
}
