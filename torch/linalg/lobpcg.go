package linalg

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// LOBPCGOptions are the arguments of [LOBPCG] that have defaults, the zero values.
type LOBPCGOptions struct {
	K        int           // how many eigenpairs; X's columns, or 1, unless given
	B        *torch.Tensor // (*, M, M), symmetric, positive-definite; the identity unless given
	X        *torch.Tensor // (*, M, N), the first guess of eigenvectors; drawn unless given. "basic" writes to it
	N        int           // columns of a drawn X, K unless given
	IK       *torch.Tensor // (M, M), a preconditioner; "basic" alone reads it
	NIter    int           // most iterations, 1000 unless given; without limit where negative
	Tol      float64       // relative residual to stop at; the root of the dtype's precision unless given
	Smallest bool          // look for the smallest eigenvalues, not the largest
	Method   string        // "ortho", the default, robust, or "basic", which may fail
	// Tracker is called after each iteration.
	Tracker func(*LOBPCGState)

	// Of the method "ortho".
	OrthoIMax, OrthoJMax                    int     // loops, 3 unless given
	OrthoTol, OrthoTolDrop, OrthoTolReplace float64 // Tol unless given
	OrthoUseDrop                            bool    // drop columns that add little
}

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
	RelativeError  *torch.Tensor // (N), what is held against Tol
	ForceStop      bool          // set it to end the iterations
}

// LOBPCG returns the K largest, or smallest, eigenvalues e (*, K) of symmetric
// matrices a (*, M, M), or of A x = λ B x, and the eigenvectors, the columns of x
// (*, M, K), by the locally optimal block preconditioned conjugate gradient method.
// It draws the first guess of X unless it is given. a may be sparse. options may be
// nil.
//
// Gradients flow to a dense, real a where there is no B; what makes the eigenvectors
// differ by sign or order must not matter to the loss.
//
// It panics where M < 3 N, and with a LinAlgError where "basic" fails.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.lobpcg.html
func LOBPCG(a *torch.Tensor, options *LOBPCGOptions) (e, x *torch.Tensor) {
	var o LOBPCGOptions
	if options != nil {
		o = *options
	}
	if !a.RequiresGrad() && (o.B == nil || !o.B.RequiresGrad()) {
		return lobpcg(a, &o)
	}
	// Steps along the gradients keep matrices symmetric.
	symmetric := a.Add(a.MT()).Div(2)
	if o.B != nil {
		o.B = o.B.Add(o.B.MT()).Div(2)
	}
	outputs := torch.Apply(lobpcgFunction{&o}, symmetric, o.B)
	return outputs[0], outputs[1]
}

// lobpcg fills in the defaults and runs the matrices of a batch one after another.
func lobpcg(a *torch.Tensor, o *LOBPCGOptions) (e, x *torch.Tensor) {
	w := newLOBPCG(a, o)
	if a.Dim() == 2 {
		return w.run(a, o.B, o.X)
	}
	shape := a.Shape()
	batch := shape[: len(shape)-2 : len(shape)-2]
	as, bs, xs := matrices(a), matrices(o.B), matrices(o.X)
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

func newLOBPCG(a *torch.Tensor, o *LOBPCGOptions) *lobpcgRun {
	if a.Size(-2) != a.Size(-1) {
		refuseValue("lobpcg", "A must be square, got shape %v", a.Shape())
	}
	if o.B != nil && !sameSizes(a, o.B) {
		refuseValue("lobpcg", "A and B must have same shape, got %v vs %v", a.Shape(), o.B.Shape())
	}
	columns := 0
	if o.X != nil {
		columns = o.X.Size(-1)
	}
	k := firstOf(o.K, columns, 1)
	n := firstOf(columns, o.N, k)
	w := &lobpcgRun{
		m: a.Size(-1), n: n, k: k, dtype: floatingDType(a.DType()), iK: o.IK,
		basic: o.Method != "" && o.Method != "ortho", largest: !o.Smallest, dropping: o.OrthoUseDrop,
		niter: firstOf(o.NIter, 1000), iMax: firstOf(o.OrthoIMax, 3), jMax: firstOf(o.OrthoJMax, 3),
		tracker: o.Tracker,
	}
	if w.m < 3*n {
		refuseValue("lobpcg", "LOBPCG algorithm is not applicable when the number of A rows (=%d)"+
			" is smaller than 3 x the number of requested eigenpairs (=%d)", w.m, n)
	}
	precision := 1.2e-07
	if w.dtype == torch.Float64 {
		precision = 2.23e-16
	}
	w.tol = firstOf(o.Tol, math.Sqrt(precision))
	w.orthoTol = firstOf(o.OrthoTol, w.tol)
	w.dropTol = firstOf(o.OrthoTolDrop, w.tol)
	w.replaceTol = firstOf(o.OrthoTolReplace, w.tol)
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
