package optim

import (
	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// StateDict is an optimizer's state in the structure of Python's state_dict.
type StateDict struct {
	// State holds, for each parameter that was changed, its tensors under Python's
	// names, such as "exp_avg". Parameters are numbered through all groups. The
	// tensors are the optimizer's own; "step" is a copy.
	State map[int]map[string]*torch.Tensor
	// ParamGroups hold the settings under Python's names, and the numbers of the
	// parameters under "params", a []int.
	ParamGroups []map[string]any
}

// setting is a hyperparameter under its name in Python.
type setting = settings.Setting

// slot is one tensor, or one count of steps, for each parameter of a group.
type slot struct {
	name     string
	tensors  []*torch.Tensor
	counts   []count
	optional bool // may be absent where the others are present
}

// count is a parameter's number of steps. Python keeps it in a float32 tensor
// (float64 where that is the default dtype), which stops counting at 2^24.
type count struct {
	steps float64
	dtype torch.DType
	began bool
}

// next counts one step and returns the number.
func (c *count) next() float64 {
	if !c.began {
		c.began, c.dtype = true, torch.Float32
		if torch.DefaultDType() == torch.Float64 {
			c.dtype = torch.Float64
		}
	}
	c.steps++
	if c.dtype == torch.Float32 {
		c.steps = float64(float32(c.steps))
	}
	return c.steps
}

// get returns the state of one parameter; nil where there is none.
func (s *slot) get(i int) *torch.Tensor {
	if s.counts == nil {
		return s.tensors[i]
	}
	if c := s.counts[i]; c.began {
		return torch.ScalarTensor(c.steps, c.dtype)
	}
	return nil
}

// set replaces the state of one parameter; nil takes it away.
func (s *slot) set(i int, t *torch.Tensor) {
	switch {
	case s.counts == nil:
		s.tensors[i] = t
	case t == nil:
		s.counts[i] = count{}
	default:
		s.counts[i] = count{steps: t.Item(), dtype: t.DType(), began: true}
	}
}

// StateDict implements [Optimizer].
func (o *base) StateDict() *StateDict {
	d := &StateDict{State: map[int]map[string]*torch.Tensor{}}
	first := 0
	for _, r := range o.rules {
		d.ParamGroups = append(d.ParamGroups, packGroup(r, first))
		for i := range r.common().Params {
			if state := packState(r, i); len(state) > 0 {
				d.State[first+i] = state
			}
		}
		first += len(r.common().Params)
	}
	return d
}

func packGroup(r rule, first int) map[string]any {
	g := r.common()
	numbers := make([]int, len(g.Params))
	for i := range numbers {
		numbers[i] = first + i
	}
	packed := settings.Pack(r.settings())
	packed["params"] = numbers
	if g.InitialLR != nil {
		packed["initial_lr"] = *g.InitialLR
	}
	return packed
}

func packState(r rule, i int) map[string]*torch.Tensor {
	state := map[string]*torch.Tensor{}
	for _, s := range r.slots() {
		if t := s.get(i); t != nil {
			state[s.name] = t
		}
	}
	return state
}
