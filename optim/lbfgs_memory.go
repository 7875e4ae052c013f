package optim

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// lbfgsMemory is what steps leave to the next ones. It is nothing where NIter is 0.
type lbfgsMemory struct {
	funcEvals, nIter int
	prevLoss         float64
	direction        *torch.Tensor   // d
	length           scalar          // t
	changes          []*torch.Tensor // of the gradient: old_dirs
	steps            []*torch.Tensor // old_stps
	ro               []*torch.Tensor
	scale            scalar // H_diag
	prevGradient     *torch.Tensor
}

// learn notes how the gradient changed along a step, and forgets the oldest one where
// there are as many as size.
func (m *lbfgsMemory) learn(change, step, curvature *torch.Tensor, size int) {
	if len(m.changes) == size {
		m.changes, m.steps, m.ro = m.changes[1:], m.steps[1:], m.ro[1:]
	}
	m.changes, m.steps = append(m.changes, change), append(m.steps, step)
	m.ro = append(m.ro, curvature.Reciprocal())
	m.scale = tensorScalar(curvature.Div(change.Dot(change)))
}

// twoLoops multiplies q by what the former steps tell of the Hessian's inverse.
func (m *lbfgsMemory) twoLoops(q *torch.Tensor) *torch.Tensor {
	alphas := make([]*torch.Tensor, len(m.changes))
	for i := len(m.changes) - 1; i >= 0; i-- {
		alphas[i] = m.steps[i].Dot(q).Mul(m.ro[i])
		q.Add_(m.changes[i], torch.Alpha(-alphas[i].Item()))
	}
	direction := m.scale.times(q)
	for i := range m.changes {
		beta := m.changes[i].Dot(direction).Mul(m.ro[i])
		direction.Add_(m.steps[i], torch.Alpha(alphas[i].Sub(beta).Item()))
	}
	return direction
}

// remember keeps where the step begins.
func (m *lbfgsMemory) remember(gradient *torch.Tensor, loss float64) {
	m.prevLoss = loss
	if m.prevGradient == nil {
		m.prevGradient = gradient.Clone(torch.ContiguousFormat)
		return
	}
	m.prevGradient.Copy_(gradient)
}

// keep moves the memory out of the step's scope.
func (m *lbfgsMemory) keep() {
	all := slices.Concat(m.changes, m.steps, m.ro)
	for _, t := range append(all, m.direction, m.prevGradient, m.length.tensor, m.scale.tensor) {
		if t != nil {
			t.Keep()
		}
	}
}

// StateDict implements [Optimizer]: the state is that of parameter 0, as in Python.
func (o *LBFGS) StateDict() *StateDict {
	d := o.Base.StateDict()
	m := &o.memory
	if m.funcEvals == 0 {
		return d
	}
	state := map[string]any{"func_evals": m.funcEvals, "n_iter": m.nIter}
	if m.direction != nil {
		state["d"], state["t"], state["H_diag"] = m.direction, m.length.operand(), m.scale.operand()
		state["old_dirs"], state["old_stps"], state["ro"] = slices.Clone(m.changes), slices.Clone(m.steps), slices.Clone(m.ro)
		state["prev_flat_grad"], state["prev_loss"] = m.prevGradient, m.prevLoss
	}
	d.State[0] = state
	return d
}

// LoadStateDict implements [Optimizer].
func (o *LBFGS) LoadStateDict(d *StateDict) error {
	if d == nil {
		return o.Base.LoadStateDict(d)
	}
	m, err := o.readMemory(d.State[0])
	if err != nil {
		return fmt.Errorf("optim: LBFGS: state of parameter 0: %w", err)
	}
	if err := o.Base.LoadStateDict(&StateDict{ParamGroups: d.ParamGroups}); err != nil {
		return err
	}
	o.memory = *m
	return nil
}

// readMemory reads what StateDict wrote, here or in Python.
func (o *LBFGS) readMemory(state map[string]any) (*lbfgsMemory, error) {
	m := &lbfgsMemory{}
	if len(state) == 0 {
		return m, nil
	}
	var ok [2]bool
	m.funcEvals, ok[0] = settings.Integer(state["func_evals"])
	m.nIter, ok[1] = settings.Integer(state["n_iter"])
	if ok != [2]bool{true, true} {
		return nil, fmt.Errorf("func_evals and n_iter must be integers, they are %v and %v", state["func_evals"], state["n_iter"])
	}
	if state["d"] == nil {
		return m, nil
	}
	r := memoryReader{state: state, like: o.groups[0].Params[0]}
	m.direction, m.prevGradient = r.tensor("d"), r.tensor("prev_flat_grad")
	m.changes, m.steps, m.ro = r.tensors("old_dirs"), r.tensors("old_stps"), r.tensors("ro")
	m.length, m.scale = r.scalar("t"), r.scalar("H_diag")
	if m.scale.tensor == nil { // as it is from the second direction on
		m.scale = tensorScalar(r.own(torch.ScalarTensor(m.scale.float, torch.Float64)))
	}
	m.prevLoss = r.scalar("prev_loss").item()
	return m, r.err
}

// memoryReader reads a state; the first error stays.
type memoryReader struct {
	state map[string]any
	like  *torch.Tensor // a parameter
	err   error
}

func (r *memoryReader) fail(name, what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s must be %s, it is %v (%T)", name, what, r.state[name], r.state[name])
	}
}

// own is a copy of t of the parameters' device and dtype.
func (r *memoryReader) own(t *torch.Tensor) *torch.Tensor {
	to := []torch.ToOption{r.like.Device(), torch.Copy()}
	if r.like.DType().IsFloatingPoint() {
		to = append(to, r.like.DType())
	}
	return t.Detach().To(to...).Keep()
}

func (r *memoryReader) read(v any) *torch.Tensor {
	if t := settings.Tensor(v); t != nil {
		return r.own(t)
	}
	if values, shape, ok := flatten(v); ok {
		return r.own(torch.FromSlice(values).Reshape(shape...))
	}
	return nil
}

func (r *memoryReader) tensor(name string) *torch.Tensor {
	t := r.read(r.state[name])
	if t == nil {
		r.fail(name, "a tensor")
	}
	return t
}

func (r *memoryReader) tensors(name string) (out []*torch.Tensor) {
	list, ok := settings.Items(r.state[name])
	for _, v := range list {
		t := r.read(v)
		if t == nil {
			ok = false
			break
		}
		out = append(out, t)
	}
	if !ok {
		r.fail(name, "a list of tensors")
	}
	return out
}

// scalar reads a number. JSON does not tell which were tensors.
func (r *memoryReader) scalar(name string) scalar {
	if t := settings.Tensor(r.state[name]); t != nil {
		return tensorScalar(r.own(t))
	}
	x, ok := settings.Number(r.state[name])
	if !ok {
		r.fail(name, "a number")
	}
	return num(x)
}
