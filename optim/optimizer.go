package optim

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// Optimizer is what all optimizers have. Each has AddParamGroup and Groups too,
// with its own options and settings.
type Optimizer interface {
	// Step changes every parameter that has a gradient by the optimizer's rule.
	Step()
	// ZeroGrad takes the gradients away from all parameters; with
	// SetToNone(false) it sets them to zero instead.
	ZeroGrad(options ...ZeroGradOption)
	// ParamGroups returns what the parameter groups of all optimizers have in
	// common. The learning rates in it may be changed between steps.
	ParamGroups() []*Group
	// Parameters returns the parameters of all groups.
	Parameters() []*torch.Tensor
	// StateDict returns the optimizer's state.
	StateDict() *StateDict
	// LoadStateDict sets the state to one that StateDict returned, here or in
	// Python. Where it returns an error, nothing has changed.
	LoadStateDict(state *StateDict) error
}

// Group is what the parameter groups of all optimizers have in common.
type Group struct {
	// Params are the group's parameters. They must not be replaced.
	Params []*torch.Tensor
	// LR is the learning rate.
	LR float64
	// InitialLR is the learning rate that the first learning rate scheduler
	// found; nil before.
	InitialLR *float64
	// Foreach says whether the parameters are changed all at once; nil: where all
	// of them are on an accelerator.
	Foreach *bool
}

// Settings common to all groups promote this method.
func (g *Group) common() *Group { return g }

// rule is one parameter group of one optimizer.
type rule interface {
	common() *Group
	// allocate makes room for the state of n parameters.
	allocate(n int)
	// validate returns Python's message about settings that make no sense.
	validate() string
	// update changes parameters by their gradients.
	update(k kernels, b *batch)
	// temporaries tells whether update makes tensors that are as large as a
	// parameter and are of no use afterwards.
	temporaries() bool
	// settings are the hyperparameters, and slots the tensors per parameter, under
	// Python's names.
	settings() []setting
	slots() []slot
	// loaded runs after settings and slots were replaced.
	loaded()
}

// base is the part of an optimizer that does not depend on its rule.
type base struct {
	name  string
	rules []rule
}

// add appends a group whose settings are complete, after Python's checks.
func (o *base) add(r rule, params []*torch.Tensor) {
	g := r.common()
	if len(params) == 0 {
		o.misuse("optimizer got an empty parameter list")
	}
	if g.LR < 0 {
		o.misuse("Invalid learning rate: %v", g.LR)
	}
	if message := r.validate(); message != "" {
		o.misuse("%s", message)
	}
	o.checkNew(params)
	g.Params = append([]*torch.Tensor(nil), params...)
	r.allocate(len(params))
	o.rules = append(o.rules, r)
}

// checkNew refuses parameters that can't be optimized or already are.
func (o *base) checkNew(params []*torch.Tensor) {
	known := map[*torch.Tensor]bool{}
	for _, r := range o.rules {
		for _, p := range r.common().Params {
			known[p] = true
		}
	}
	for i, p := range params {
		switch {
		case p == nil:
			o.misuse("parameter %d is nil", i)
		case known[p]:
			o.misuse("some parameters appear in more than one parameter group, or twice in one")
		case !p.IsLeaf() && !p.RetainsGrad():
			o.misuse("can't optimize a non-leaf Tensor")
		}
		known[p] = true
	}
}

// negative is Python's check of a setting that is not 0.0 <= x: a NaN fails too.
func negative(x float64) bool { return !(x >= 0) }

func (o *base) misuse(format string, args ...any) {
	panic(&torch.Error{Op: o.name, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}

// ParamGroups implements [Optimizer].
func (o *base) ParamGroups() []*Group {
	groups := make([]*Group, len(o.rules))
	for i, r := range o.rules {
		groups[i] = r.common()
	}
	return groups
}

// Parameters implements [Optimizer].
func (o *base) Parameters() []*torch.Tensor {
	var params []*torch.Tensor
	for _, r := range o.rules {
		params = append(params, r.common().Params...)
	}
	return params
}

// ZeroGradOption is an option of ZeroGrad: [SetToNone].
type ZeroGradOption interface{ setToNone() bool }

// SetToNone says whether ZeroGrad takes gradients away, as it does unless told, or
// sets them to zero, which keeps their memory.
type SetToNone bool

func (s SetToNone) setToNone() bool { return bool(s) }

// ZeroGrad implements [Optimizer].
func (o *base) ZeroGrad(options ...ZeroGradOption) {
	toNone := len(options) == 0 || options[len(options)-1].setToNone()
	for _, r := range o.rules {
		for _, p := range r.common().Params {
			if toNone {
				p.SetGrad(nil)
			} else {
				zeroGrad(p)
			}
		}
	}
}

func zeroGrad(p *torch.Tensor) {
	torch.Scoped(func(s *torch.Scope) {
		grad := p.Grad(torch.In(s))
		if grad == nil {
			return
		}
		if grad.IsLeaf() {
			grad.SetRequiresGrad(false)
		} else {
			grad.Detach_()
		}
		grad.Zero_()
	})
}
