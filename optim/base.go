package optim

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// Rule changes the parameters of a batch by their gradients and the settings of their
// group.
type Rule[S any] func(s *S, b *Batch)

// Base is an optimizer: groups of parameters, their settings and state, and the steps
// by a rule. S are the settings of a group, a struct whose fields have their names in
// Python in a tag, the learning rate among them:
//
//	type LionSettings struct {
//		LR    float64    `py:"lr"`
//		Betas [2]float64 `py:"betas"`
//	}
//
// With a field Foreach aten.Opt[bool] `py:"foreach"` the rule is run on all parameters of
// one device and dtype together where that asks for it, or all are on an accelerator. Where *S has a
// method Validate() error, it is asked about the settings of every new group.
type Base[S any] struct {
	name     string
	rule     Rule[S]
	fused    Rule[S] // nil: there is no such kernel
	kept     []stateName
	check    func(group int, params []*torch.Tensor) string
	sparse   string // what is said of a sparse gradient
	single   bool   // lists are used only where asked for
	defaults S
	groups   []*Group
	steps    int
	hooks    stepHooks
}

// kind is what tells an optimizer of this package from others.
type kind[S any] struct {
	name  string
	rule  Rule[S]
	fused Rule[S]
	// state names what the rule keeps of each parameter, such as "exp_avg"; a ?
	// after it stands for what may be absent. Empty: anything.
	state string
	// sparse is Python's message about a sparse gradient; "" where it is taken.
	sparse string
	// single is set where Python uses lists only when asked for.
	single bool
	// check returns Python's message about parameters of a group that can't be optimized.
	check func(group int, params []*torch.Tensor) string
}

// NewBase makes the base of a user's optimizer. It panics where there are no
// parameters, or one is not a leaf or given twice.
func NewBase[S any](params []*torch.Tensor, settings S, rule Rule[S]) Base[S] {
	name := strings.TrimSuffix(reflect.TypeFor[S]().Name(), "Settings")
	return newBase(kind[S]{name: name, rule: rule}, params, settings)
}

func newBase[S any](k kind[S], params []*torch.Tensor, settings S) Base[S] {
	o := Base[S]{name: k.name, rule: k.rule, fused: k.fused, kept: stateNames(k.state), check: k.check, sparse: k.sparse, single: k.single, defaults: settings}
	o.AddGroup(params, settings)
	return o
}

// Defaults returns the settings that the optimizer was made with.
func (o *Base[S]) Defaults() S { return o.defaults }

// Settings returns the settings of a group, which may be changed between steps. It
// panics where there is no such group.
func (o *Base[S]) Settings(group int) *S {
	if group < 0 || group >= len(o.groups) {
		o.misuse("IndexError", fmt.Sprintf("there is no parameter group %d, there are %d", group, len(o.groups)))
	}
	return o.groups[group].batch.settings.(*S)
}

// ParamGroups implements [Optimizer].
func (o *Base[S]) ParamGroups() []*Group { return o.groups }

// StepCount implements [Optimizer].
func (o *Base[S]) StepCount() int { return o.steps }

// Parameters implements [Optimizer].
func (o *Base[S]) Parameters() []*torch.Tensor {
	var params []*torch.Tensor
	for _, g := range o.groups {
		params = append(params, g.Params...)
	}
	return params
}

// AddGroup adds parameters with settings of their own.
func (o *Base[S]) AddGroup(params []*torch.Tensor, s S) {
	if len(params) == 0 {
		o.misuse("ValueError", "optimizer got an empty parameter list")
	}
	own := &s
	if v, ok := any(own).(interface{ Validate() error }); ok {
		o.refuse(v.Validate())
	}
	o.checkNew(params)
	g := &Group{Params: slices.Clone(params), Extra: map[string]any{}, name: o.name, settings: settings.Of(own), state: map[string]*slot{}}
	var ok bool
	if g.lr, ok = settings.Find(g.settings, "lr"); !ok {
		o.misuse("TypeError", fmt.Sprintf(`%T has no field with the tag py:"lr"`, s))
	}
	g.batch = newBatch(g, own)
	o.groups = append(o.groups, g)
}

// checkNew refuses parameters that can't be optimized or already are.
func (o *Base[S]) checkNew(params []*torch.Tensor) {
	known, here := map[*torch.Tensor]bool{}, map[*torch.Tensor]bool{}
	for _, p := range o.Parameters() {
		known[p] = true
	}
	for i, p := range params {
		switch {
		case p == nil:
			o.misuse("TypeError", fmt.Sprintf("optimizer can only optimize Tensors, but parameter %d is nil", i))
		case known[p]:
			o.misuse("ValueError", "some parameters appear in more than one parameter group")
		case here[p]:
			o.misuse("ValueError", "optimizer contains a parameter group with duplicate parameters")
		case !o.isTrainable(i, p):
			o.misuse("ValueError", "can't optimize a non-leaf Tensor")
		}
		here[p] = true
	}
	if o.check != nil {
		if message := o.check(len(o.groups), params); message != "" {
			o.misuse("ValueError", message)
		}
	}
}

// isTrainable tells whether a step may change p. It panics with the parameter's place for a
// closed one.
func (o *Base[S]) isTrainable(i int, p *torch.Tensor) (yes bool) {
	var e *torch.Error
	if errors.As(torch.Try(func() error { yes = p.IsLeaf() || p.RetainsGrad(); return nil }), &e) {
		o.misuse(e.Kind, fmt.Sprintf("parameter %d: %s", i, e.Msg))
	}
	return yes
}

// refuse panics with an error of Validate.
func (o *Base[S]) refuse(err error) {
	var known *torch.Error
	switch {
	case err == nil:
	case errors.As(err, &known):
		o.misuse(known.Kind, known.Msg)
	default:
		o.misuse("ValueError", err.Error())
	}
}

func (o *Base[S]) misuse(kind, message string) {
	panic(&torch.Error{Op: o.name, Kind: kind, Msg: message})
}
