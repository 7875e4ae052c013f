package linalg

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// LOBPCGState is where [LOBPCG] stands after an iteration. Its tensors are freed, or
// changed, by the next one.
type LOBPCGState struct {
	BatchIndex     int           // the matrix's place in the batch
	Step           int           // iterations done
	IterationsLeft int           // negative where there is no limit
	Converged      int           // how many eigenpairs
	E              *torch.Tensor // (N), eigenvalues
	X              *torch.Tensor // (M, N), eigenvectors
	R              *torch.Tensor // (M, N), residuals A X - B X E
	RelativeError  *torch.Tensor // (N), what is held against [Tol]
	ForceStop      bool          // set it to end the iterations
}

// LOBPCG returns the [K] largest eigenvalues e (*, K), or with [torch.Largest] off the
// smallest, of symmetric matrices a (*, M, M), or of A x = λ B x, and the eigenvectors, the columns of x
// (*, M, K), by the locally optimal block preconditioned conjugate gradient method.
// It draws the first guess of the eigenvectors unless [X] is given. a may be sparse.
//
// Gradients flow to a dense, real a where there is no [B]; what makes the eigenvectors
// differ by sign or order must not matter to the loss.
//
// It panics where M < 3 N, and with a LinAlgError where "basic" fails.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.lobpcg.html
func LOBPCG(a *torch.Tensor, options ...LOBPCGOption) (e, x *torch.Tensor) {
	o := lobpcgOptionsOf(options)
	if !a.RequiresGrad() && (o.b == nil || !o.b.RequiresGrad()) {
		return lobpcg(a, o)
	}
	// Steps along the gradients keep matrices symmetric.
	symmetric := a.Add(a.MT()).Div(2)
	if o.b != nil {
		o.b = o.b.Add(o.b.MT()).Div(2)
	}
	outputs := torch.Apply(lobpcgFunction{o}, symmetric, o.b)
	return outputs[0], outputs[1]
}

// lobpcg fills in the defaults and runs the matrices of a batch one after another.
func lobpcg(a *torch.Tensor, o *lobpcgOptions) (e, x *torch.Tensor) {
	w := newLOBPCG(a, o)
	if a.NDim() == 2 {
		return w.run(a, o.b, o.x)
	}
	shape := a.Shape()
	batch := shape[: len(shape)-2 : len(shape)-2]
	as, bs, xs := matrices(a), matrices(o.b), matrices(o.x)
	in := torch.In(a.Scope())
	es := torch.Empty(len(as), w.k, w.dtype, a.Device(), in)
	vectors := torch.Empty(len(as), w.m, w.k, w.dtype, a.Device(), in)
	for i := range as {
		w.state.BatchIndex = i
		e, x := w.run(as[i], at(bs, i), at(xs, i))
		es.SetIndex(e, i)
		vectors.SetIndex(x, i)
	}
	return es.Reshape(append(batch, w.k)...), vectors.Reshape(append(batch, w.m, w.k)...)
}

// matrices are those of a batch; nil for nil.
func matrices(a *torch.Tensor) []*torch.Tensor {
	if a == nil {
		return nil
	}
	return a.Reshape(-1, a.Size(-2), a.Size(-1)).Unbind()
}

func at(ts []*torch.Tensor, i int) *torch.Tensor {
	if ts == nil {
		return nil
	}
	return ts[i]
}

// lobpcgRun is a run over one matrix, Python's class LOBPCG.
type lobpcgRun struct {
	m, n, k        int
	dtype          torch.DType
	basic, largest bool
	dropping       bool
	niter          int
	iMax, jMax     int
	tol, orthoTol  float64
	dropTol        float64
	replaceTol     float64
	tracker        func(*LOBPCGState)

	state                LOBPCGState
	a, b, iK, x, e, r, s *torch.Tensor // b and iK may be nil
	end                  int           // columns of s in use
	aNorm, bNorm         float64
}

func newLOBPCG(a *torch.Tensor, o *lobpcgOptions) *lobpcgRun {
	if a.Size(-2) != a.Size(-1) {
		refuseValue("lobpcg", "A must be square, got shape %v", a.Shape())
	}
	if o.b != nil && !sameSizes(a, o.b) {
		refuseValue("lobpcg", "A and B must have same shape, got %v vs %v", a.Shape(), o.b.Shape())
	}
	columns := 0
	if o.x != nil {
		columns = o.x.Size(-1)
	}
	k := firstOf(o.k, columns, 1)
	n := firstOf(columns, o.n, k)
	w := &lobpcgRun{
		m: a.Size(-1), n: n, k: k, dtype: floatingDType(a.DType()), iK: o.iK,
		basic: o.method != "ortho", largest: !o.smallest, dropping: o.ortho.UseDrop,
		niter: o.niter, iMax: firstOf(o.ortho.IMax, 3), jMax: firstOf(o.ortho.JMax, 3),
		tracker: o.tracker,
	}
	if w.m < 3*n {
		refuseValue("lobpcg", "LOBPCG algorithm is not applicable when the number of A rows (=%d)"+
			" is smaller than 3 x the number of requested eigenpairs (=%d)", w.m, n)
	}
	precision := 1.2e-07
	if w.dtype == torch.Float64 {
		precision = 2.23e-16
	}
	w.tol = math.Sqrt(precision)
	if tol, given := o.tol.Get(); given {
		w.tol = tol
	}
	w.orthoTol = firstOf(o.ortho.Tol, w.tol)
	w.dropTol = firstOf(o.ortho.TolDrop, w.tol)
	w.replaceTol = firstOf(o.ortho.TolReplace, w.tol)
	return w
}

// firstOf is the first value that is given, not zero.
func firstOf[T comparable](values ...T) (value T) {
	var zero T
	for _, value = range values {
		if value != zero {
			break
		}
	}
	return value
}
