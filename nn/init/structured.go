package ninit

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

var (
	opEyeOut = torch.NewOp("aten::eye.m_out")
	opQR     = torch.NewOp("aten::linalg_qr")
)

// Eye_ makes the identity of a matrix (n, m), as far as it goes. It panics for
// another number of dimensions.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.eye_
func Eye_(t *torch.Tensor) *torch.Tensor {
	requireMatrix(t)
	return fill(t, func(t *torch.Tensor) {
		v := torch.Invocation{Op: opEyeOut}
		v.Int(t.Size(0))
		v.Int(t.Size(1))
		v.Tensor(t)
		v.InPlace(t)
	})
}

func requireMatrix(t *torch.Tensor) {
	if t.NDim() != 2 {
		refuse("Only tensors with 2 dimensions are supported")
	}
}

// GroupsOption is what [Groups] returns.
type GroupsOption int

// Groups has [Dirac_] keep the channels of each of n groups.
func Groups(n int) GroupsOption { return GroupsOption(n) }

// Dirac_ has a convolution's weight (out, in, ...), of 3, 4 or 5 dimensions, hand
// its input on, as far as there are channels. It panics for other shapes.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.dirac_
func Dirac_(t *torch.Tensor, groups ...GroupsOption) *torch.Tensor {
	n := 1
	for _, g := range groups {
		n = int(g)
	}
	shape := t.Shape()
	if len(shape) < 3 || len(shape) > 5 {
		refuse("Only tensors with 3, 4, or 5 dimensions are supported")
	}
	if n <= 0 || shape[0]%n != 0 {
		refuse("dim 0 must be divisible by groups")
	}
	if t.Device() == torch.Meta {
		return t
	}
	perGroup := shape[0] / n
	return fill(t, func(t *torch.Tensor) {
		t.Zero_()
		centres := t
		for _, size := range shape[2:] {
			centres = centres.Select(2, size/2)
		}
		for g := range n {
			for d := range min(perGroup, shape[1]) {
				centres.Select(0, g*perGroup+d).Select(0, d).Fill_(1)
			}
		}
	})
}

// Orthogonal_ makes a matrix, or a weight (rows, ...) seen as one, of orthogonal
// rows or columns, times gain (1 unless known better). It panics for fewer than 2
// dimensions. After Saxe et al., Exact solutions to the nonlinear dynamics of
// learning in deep linear neural networks (2013).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_
func Orthogonal_(t *torch.Tensor, gain float64, generator ...GeneratorOption) *torch.Tensor {
	if t.NDim() < 2 {
		refuse("Only tensors with 2 or more dimensions are supported")
	}
	if t.Numel() == 0 || t.Device() == torch.Meta {
		return t
	}
	rows := t.Size(0)
	cols := t.Numel() / rows
	return fill(t, func(t *torch.Tensor) {
		flat := torch.EmptyLike(t.View(rows, cols)).Normal_(0, 1, from(generator))
		if rows < cols {
			flat = flat.T()
		}
		v := torch.Invocation{Op: opQR}
		v.Tensor(flat)
		q, r := v.Two()
		// The signs make the distribution uniform: arXiv math-ph/0609050.
		q.Mul_(r.Diagonal(0, 0, 1).Sign())
		if rows < cols {
			q = q.T()
		}
		t.View(rows, cols).Copy_(q)
		t.Mul_(gain)
	})
}

// Sparse_ draws a matrix (n, m) from the normal distribution and sets a share of
// each column's elements to zero, rounded up. As in Python the places of the
// zeros come from the default generator whatever the option says. After Martens,
// Deep learning via Hessian-free optimization (2010).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.sparse_
func Sparse_(t *torch.Tensor, sparsity, std float64, generator ...GeneratorOption) *torch.Tensor {
	requireMatrix(t)
	if t.Device() == torch.Meta {
		return t
	}
	rows, cols := t.Size(0), t.Size(1)
	zeros := int(math.Ceil(sparsity * float64(rows)))
	return fill(t, func(t *torch.Tensor) {
		t.Normal_(0, std, from(generator))
		for col := range cols {
			order := torch.Randperm(rows, torch.In(t.Scope()))
			t.Select(1, col).IndexFill_(0, order.Narrow(0, 0, min(zeros, rows)).To(t.Device()), 0)
		}
	})
}
