package optim

import (
	"math"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LBFGS goes along directions that former steps tell about the curvature. A Step calls
// its closure many times. All parameters are in one group.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
type LBFGS struct {
	Base[LBFGSSettings]
	memory lbfgsMemory
}

// LBFGSSettings are the settings of [LBFGS].
type LBFGSSettings struct {
	LR              float64       `py:"lr" kw:"1"`
	MaxIter         int           `py:"max_iter" kw:"20"`
	MaxEval         aten.Opt[int] `py:"max_eval" kw:""` // 5/4 of MaxIter
	ToleranceGrad   float64       `py:"tolerance_grad" kw:"1e-7"`
	ToleranceChange float64       `py:"tolerance_change" kw:"1e-9"`
	HistorySize     int           `py:"history_size" kw:"100"`
	LineSearchFn    string        `py:"line_search_fn" none:"" kw:""`
	Maximize        bool          `py:"maximize" kw:"false"`
}

// NewLBFGS makes an optimizer of params.
func NewLBFGS(params []*torch.Tensor, lr float64, options ...LBFGSOption) *LBFGS {
	s := lbfgsOf(append([]LBFGSOption{LR(lr)}, options...))
	if _, given := s.MaxEval.Get(); !given {
		s.MaxEval = aten.Some(s.MaxIter * 5 / 4)
	}
	return &LBFGS{Base: newBase(kind[LBFGSSettings]{name: "LBFGS"}, params, s)}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *LBFGSSettings) Validate() error {
	if err := notNegative(named{"Invalid learning rate", s.LR}); err != nil {
		return err
	}
	if s.LineSearchFn != "" && s.LineSearchFn != "strong_wolfe" {
		return &torch.Error{Op: "LBFGS", Kind: "RuntimeError", Msg: "only 'strong_wolfe' is supported"}
	}
	return nil
}

// AddGroup panics: LBFGS has one group.
func (o *LBFGS) AddGroup([]*torch.Tensor, LBFGSSettings) {
	o.misuse("ValueError", "LBFGS doesn't support per-parameter options (parameter groups)")
}

// Step implements [Optimizer]. The one closure is called until the step is done; the
// loss of its first call is returned.
func (o *LBFGS) Step(closure ...Closure) *torch.Tensor {
	if len(closure) != 1 {
		o.misuse("TypeError", "LBFGS.Step needs one closure, which computes the loss anew each time: o.Step(func() *torch.Tensor { … })")
	}
	runHooks(o.hooks.before)
	o.steps++
	var loss *torch.Tensor
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			run := lbfgsStep{LBFGS: o, s: o.Settings(0), scope: s, closure: closure[0]}
			loss = run.step()
			o.memory.keep()
		})
	})
	runHooks(o.hooks.after)
	return loss
}

// lbfgsStep is one step.
type lbfgsStep struct {
	*LBFGS
	s        *LBFGSSettings
	scope    *torch.Scope
	closure  Closure
	loss     float64
	gradient *torch.Tensor
	evals    int
}

// evaluate calls the closure; the loss is negated to maximize.
func (r *lbfgsStep) evaluate() *torch.Tensor {
	var loss *torch.Tensor
	torch.EnableGrad(func() { loss = r.closure() })
	r.loss = loss.Item()
	if r.s.Maximize {
		r.loss = -r.loss
	}
	r.gradient = r.flat()
	return loss
}

// flat gathers the gradients of all parameters in one vector.
func (r *lbfgsStep) flat() *torch.Tensor {
	in := torch.In(r.scope)
	var views []*torch.Tensor
	for _, p := range r.groups[0].Params {
		grad := p.Grad(in)
		switch {
		case grad == nil:
			grad = torch.ZerosLike(p, in)
		case isSparse(grad):
			grad = grad.ToDense()
		}
		view := grad.View(-1)
		if view.DType().IsComplex() {
			view = view.ViewAsReal().View(-1)
		}
		views = append(views, view)
	}
	flat := torch.Cat(views, torch.Dim(0))
	if r.s.Maximize {
		flat.Neg_()
	}
	return flat
}

// move adds length times direction to the parameters.
func (r *lbfgsStep) move(length scalar, direction *torch.Tensor) {
	offset := 0
	for _, p := range r.groups[0].Params {
		if p.DType().IsComplex() {
			p = r.scope.Adopt(p.ViewAsReal())
		}
		n := p.Numel()
		part := direction.Narrow(0, offset, n).ViewAs(p)
		p.Add_(part, torch.Alpha(length.item()))
		offset += n
	}
}

func (r *lbfgsStep) step() *torch.Tensor {
	m := &r.memory
	first := r.evaluate()
	r.evals = 1
	m.funcEvals++
	if r.flatEnough() {
		return first
	}
	for n := 1; n <= r.s.MaxIter; n++ {
		m.nIter++
		r.turn()
		m.remember(r.gradient, r.loss)
		m.length = num(r.s.LR)
		if m.nIter == 1 {
			m.length = minOf(num(1), div(num(1), tensorScalar(r.gradient.Abs().Sum()))).mul(num(r.s.LR))
		}
		slope := r.gradient.Dot(m.direction)
		if slope.Item() > r.rounded(-r.s.ToleranceChange) {
			break
		}
		if r.advance(slope, n) || r.evals >= r.maxEval() || n == r.s.MaxIter || r.settled() {
			break
		}
	}
	return first
}

func (r *lbfgsStep) maxEval() int {
	n, _ := r.s.MaxEval.Get()
	return n
}

func (r *lbfgsStep) flatEnough() bool { return largest(r.gradient) <= r.rounded(r.s.ToleranceGrad) }

// rounded is x as a tensor of the gradient's dtype is compared with it.
func (r *lbfgsStep) rounded(x float64) float64 {
	if r.gradient.DType() == torch.Float32 {
		return float64(float32(x))
	}
	return x
}

// settled tells whether the step changed next to nothing.
func (r *lbfgsStep) settled() bool {
	m := &r.memory
	return largest(m.length.times(m.direction)) <= r.rounded(r.s.ToleranceChange) || math.Abs(r.loss-m.prevLoss) < r.s.ToleranceChange
}

// largest is the largest absolute value.
func largest(t *torch.Tensor) float64 { return t.Abs().Max().Item() }

// turn finds the direction.
func (r *lbfgsStep) turn() {
	m := &r.memory
	if m.nIter == 1 {
		*m = lbfgsMemory{funcEvals: m.funcEvals, nIter: 1, direction: r.gradient.Neg(), scale: num(1)}
		return
	}
	change, step := r.gradient.Sub(m.prevGradient), m.length.times(m.direction)
	if curvature := change.Dot(step); curvature.Item() > r.rounded(1e-10) {
		m.learn(change, step, curvature, r.s.HistorySize)
	}
	m.direction = m.twoLoops(r.gradient.Neg())
}

// advance moves along the direction and tells whether the gradient has become flat.
func (r *lbfgsStep) advance(slope *torch.Tensor, n int) (done bool) {
	m := &r.memory
	evals := 0
	if r.s.LineSearchFn != "" {
		w := wolfe{step: r, start: r.copies(), direction: m.direction}
		m.length, evals = w.search(m.length, slope, r.maxEval()-r.evals)
		r.move(m.length, m.direction)
		done = r.flatEnough()
	} else {
		r.move(m.length, m.direction)
		if n != r.s.MaxIter {
			r.evaluate()
			done = r.flatEnough()
			evals = 1
		}
	}
	r.evals += evals
	m.funcEvals += evals
	return done
}

func (r *lbfgsStep) copies() []*torch.Tensor {
	var copies []*torch.Tensor
	for _, p := range r.groups[0].Params {
		copies = append(copies, r.scope.Adopt(p.Detach().Clone(torch.ContiguousFormat)))
	}
	return copies
}
