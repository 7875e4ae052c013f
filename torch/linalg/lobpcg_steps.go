package linalg

import (
	"slices"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
)

// The steps of LOBPCG, in the order of operations of Python's torch/_lobpcg.py.

func sameSizes(a, b *torch.Tensor) bool { return slices.Equal(a.Shape(), b.Shape()) }

// run iterates over the matrix a until enough eigenpairs have converged; b and x may
// be nil.
func (w *lobpcgRun) run(a, b, x *torch.Tensor) (e, vectors *torch.Tensor) {
	torch.Scoped(func(s *torch.Scope) {
		w.start(a, b, x, s)
		for w.state.Step == 0 || !w.done() { // Python too makes one step in any case
			w.iterate(s)
		}
		e, vectors = moved(columns(w.e, 0, w.k), a.Scope()), moved(columns(w.x, 0, w.k), a.Scope())
	})
	return e, vectors
}

func (w *lobpcgRun) start(a, b, x *torch.Tensor, s *torch.Scope) {
	if x == nil {
		x = torch.Randn(w.m, w.n, w.dtype, a.Device(), torch.In(s))
	}
	if shape := x.Shape(); !slices.Equal(shape, []int{w.m, w.n}) {
		refuseValue("lobpcg", "X shape mismatch: got %v, expected %v", shape, []int{w.m, w.n})
	}
	w.a, w.b, w.x = a, b, x
	w.e = torch.Zeros(w.n, x.DType(), x.Device(), torch.In(s))
	w.s = torch.Zeros(w.m, 3*w.n, x.DType(), x.Device(), torch.In(s))
	w.end = 0
	w.state = LOBPCGState{BatchIndex: w.state.BatchIndex, IterationsLeft: w.niter}
}

func (w *lobpcgRun) done() bool {
	return w.state.ForceStop || w.state.IterationsLeft == 0 || w.state.Converged >= w.k
}

// iterate makes a step and frees what it computed: of each operator one operand comes
// from tensors aliased into a scope of their own, which its results join.
func (w *lobpcgRun) iterate(run *torch.Scope) {
	torch.Scoped(func(s *torch.Scope) {
		step := *w
		step.x, step.e, step.s = aliasIn(s, w.x), aliasIn(s, w.e), aliasIn(s, w.s)
		x := step.x
		step.update()
		w.state, w.end, w.aNorm, w.bNorm = step.state, step.end, step.aNorm, step.bNorm
		if step.x != x {
			w.x = step.x.MoveTo(run)
		}
		if w.tracker != nil {
			w.state.E, w.state.X, w.state.R = step.e, step.x, step.r
			w.tracker(&w.state)
		}
	})
}

// aliasIn returns a view of all of t in the scope s.
func aliasIn(s *torch.Scope, t *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opAlias}
	v.In(s)
	v.Tensor(t)
	return v.One()
}

var opAlias = torch.NewOp("aten::alias")

// moved gives t to the scope s, or to the collector where s is nil.
func moved(t *torch.Tensor, s *torch.Scope) *torch.Tensor {
	if s == nil {
		return t.Keep()
	}
	return t.MoveTo(s)
}

func (w *lobpcgRun) update() {
	if w.state.Step == 0 {
		reciprocal := cmath.Pow(VectorNorm(w.x).Item(), -1)
		w.aNorm = VectorNorm(product(w.a, w.x)).Item() * reciprocal
		w.bNorm = VectorNorm(product(w.b, w.x)).Item() * reciprocal
	}
	if w.basic {
		w.updateBasic()
	} else {
		w.updateOrtho()
	}
	w.state.IterationsLeft--
	w.state.Step++
}

func (w *lobpcgRun) updateBasic() {
	n, np := w.n, 0
	if w.state.Step == 0 {
		ri := w.rayleighRitz(w.x)
		e, z := eigenpairs(quadraticForm(quadraticForm(w.a, w.x), ri), w.largest)
		w.x.Copy_(w.x.MatMul(ri.MatMul(z)))
		w.e.Copy_(e)
		w.updateConverged()
		columns(w.s, 0, n).Copy_(w.x)
		w.appendToS(product(w.iK, w.r), n)
		return
	}
	nc := w.state.Converged
	s := columns(w.s, nc, w.end)
	ri := w.rayleighRitz(s)
	e, z := eigenpairs(quadraticForm(quadraticForm(w.a, s), ri), w.largest)
	columns(w.x, nc, n).Copy_(s.MatMul(ri.MatMul(columns(z, 0, n-nc))))
	columns(w.e, nc, n).Copy_(columns(e, 0, n-nc))
	p := s.MatMul(ri.MatMul(columns(z, n, 2*n-nc)))
	np = p.Size(-1)

	w.updateConverged()
	columns(w.s, 0, n).Copy_(w.x)
	columns(w.s, n, n+np).Copy_(p)
	w.appendToS(product(w.iK, columns(w.r, w.state.Converged, n)), n+np)
}

func (w *lobpcgRun) updateOrtho() {
	n := w.n
	if w.state.Step == 0 {
		ri := w.rayleighRitz(w.x)
		_, z := eigenpairs(quadraticForm(quadraticForm(w.a, w.x), ri), w.largest)
		w.x = w.x.MatMul(ri.MatMul(z))
		w.updateConverged()
		columns(w.s, 0, n).Copy_(w.x)
		w.appendToS(w.orthogonal(w.r, w.x), n)
		return
	}
	nc := w.state.Converged
	s := columns(w.s, nc, w.end)
	e, z := eigenpairs(quadraticForm(w.a, s), w.largest)
	columns(w.x, nc, n).Copy_(s.MatMul(columns(z, 0, n-nc)))
	columns(w.e, nc, n).Copy_(columns(e, 0, n-nc))
	rest := columns(z, n-nc, z.Size(-1))
	p := s.MatMul(rest.MatMul(basis(rest.Narrow(0, 0, n-nc).MT())))
	np := p.Size(-1)

	w.updateConverged()
	columns(w.s, 0, n).Copy_(w.x)
	columns(w.s, n, n+np).Copy_(p)
	w.appendToS(w.orthogonal(columns(w.r, w.state.Converged, n), columns(w.s, 0, n+np)), n+np)
}

// appendToS writes the search directions t behind the first columns of s.
func (w *lobpcgRun) appendToS(t *torch.Tensor, first int) {
	w.end = first + t.Size(-1)
	columns(w.s, first, w.end).Copy_(t)
}

// columns is t[..., from:to] as Python takes it.
func columns(t *torch.Tensor, from, to int) *torch.Tensor {
	size := t.Size(-1)
	from, to = min(from, size), min(to, size)
	return t.Narrow(-1, from, max(to-from, 0))
}

// updateConverged computes the residuals and counts the eigenpairs that have
// converged, by the criterion of Duersch and others (https://arxiv.org/abs/1704.07458).
func (w *lobpcgRun) updateConverged() {
	w.r = product(w.a, w.x).Sub(product(w.b, w.x).Mul(w.e))
	scale := w.e.Narrow(0, 0, w.x.Size(-1)).Abs().Mul(w.bNorm).Add(w.aNorm)
	errors := VectorNorm(w.r, torch.Dim(0)).Div(VectorNorm(w.x, torch.Dim(0)).Mul(scale))
	count := slices.Index(torch.Data[bool](errors.Lt(w.tol)), false)
	if count < 0 {
		count = errors.Numel()
	}
	if count < w.state.Converged {
		panic(&torch.Error{Op: "lobpcg", Kind: "AssertionError", Msg: "the number of converged eigenpairs cannot decrease"})
	}
	w.state.Converged, w.state.RelativeError = count, errors
}

// rayleighRitz returns the upper triangular R for which Rᵀ (sᵀ B s) R is the identity.
func (w *lobpcgRun) rayleighRitz(s *torch.Tensor) *torch.Tensor {
	sbs := quadraticForm(w.b, s)
	row := sbs.Diagonal(0, -2, -1).Pow(-0.5)
	column := row.Reshape(row.Size(0), 1)
	r := Cholesky(sbs.Mul(row).Mul(column), Upper(true))
	return SolveTriangular(r, row.DiagEmbed(0, -2, -1), true, Left(false))
}

// normalised returns B-orthonormal columns that span those of u (Algorithm 4 of
// Duersch's thesis); with drop, without directions that add less than tau.
func (w *lobpcgRun) normalised(u *torch.Tensor, drop bool, tau float64) *torch.Tensor {
	if u.Numel() == 0 {
		return u
	}
	ubu := quadraticForm(w.b, u)
	d := ubu.Diagonal(0, -2, -1)
	if nonzero := d.Abs().Ne(0.0).NonzeroTuple()[0]; nonzero.Len() < d.Len() {
		// Columns of zeros would make the root below infinite.
		u = u.Index(torch.All, nonzero)
		if u.Numel() == 0 {
			return u
		}
		ubu = quadraticForm(w.b, u)
		d = ubu.Diagonal(0, -2, -1)
	}
	column := d.Pow(-0.5).Reshape(d.Size(0), 1)
	e, z := eigenpairs(ubu.Mul(column).Mul(column.MT()), false)
	least := e.Abs().Max().Mul(tau)
	if drop {
		keep := e.Gt(least).NonzeroTuple()[0]
		e, z, column = e.Index(keep), z.Index(torch.All, keep), column.Index(keep)
	} else {
		e.SetIndex(least, e.Lt(least).NonzeroTuple()[0])
	}
	return u.Mul(column.MT()).MatMul(z.Mul(e.Pow(-0.5)))
}

// orthogonal returns B-orthonormal columns that span those of u less the span of v
// (Algorithm 3 of Duersch's thesis, 6 where it drops columns): none where v spans u.
func (w *lobpcgRun) orthogonal(u, v *torch.Tensor) *torch.Tensor {
	vNorm := VectorNorm(product(w.b, v))
	bu := product(w.b, u)
	vbu := v.MT().MatMul(bu)
	for range w.iMax {
		u = u.Sub(v.MatMul(vbu))
		if u, bu = w.orthonormal(u, bu); u.Numel() == 0 {
			return u
		}
		vbu = v.MT().MatMul(bu)
		if w.relative(VectorNorm(vbu), vNorm.Mul(VectorNorm(u))) < w.orthoTol {
			break
		}
		if w.m < u.Size(-1)+v.Size(-1) {
			refuseValue("lobpcg", "Overdetermined shape of U: #B-cols(=%d) >= #U-cols(=%d) + #V-cols(=%d) must hold",
				w.m, u.Size(-1), v.Size(-1))
		}
	}
	return u
}

// orthonormal repeats normalised until u is orthonormal, and returns B u, too.
func (w *lobpcgRun) orthonormal(u, bu *torch.Tensor) (*torch.Tensor, *torch.Tensor) {
	drop, tau := false, w.dropTol
	for range w.jMax {
		if w.dropping {
			u = w.normalised(u, drop, tau)
			drop, tau = true, w.replaceTol
		} else {
			u = w.normalised(u, false, w.replaceTol)
		}
		if u.Numel() == 0 {
			break
		}
		bu = product(w.b, u)
		ubu := u.MT().MatMul(bu)
		uNorm, buNorm := VectorNorm(u), VectorNorm(bu)
		identity := torch.Eye(ubu.Size(-1), ubu.Device(), ubu.DType(), torch.In(ubu.Scope()))
		if w.relative(VectorNorm(ubu.Sub(identity)), buNorm.Mul(uNorm)) < w.orthoTol {
			break
		}
	}
	return u, bu
}

// relative is the number a / b, as Python computes it.
func (w *lobpcgRun) relative(a, b *torch.Tensor) float64 {
	return a.Item() * cmath.Pow(b.Item(), -1)
}
