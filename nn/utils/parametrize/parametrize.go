// Package parametrize is Python's torch.nn.utils.parametrize: a parameter, such as weight,
// is computed from others, parametrizations.weight.original or …original0 and so on,
// before each Forward.
//
//	type Symmetric struct{}
//
//	func (Symmetric) Forward(x *torch.Tensor) *torch.Tensor { return x.Triu(0).Add(x.Triu(1).T()) }
//
//	parametrize.RegisterParametrization(net.FC, "weight", Symmetric{})
//
// The field holds what the last Forward has computed; after an optimizer's step it is the
// next Forward that computes it anew. So m.Weight = t, which in Python sets the originals, is
// lost at the next Forward, which warns of it: [Assign](m, "weight", t) sets them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
package parametrize

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// RightInverser is a parametrization that can be assigned to: its Forward of RightInverse's
// result is x. One that is none takes a parameter as it is.
type RightInverser interface {
	RightInverse(x *torch.Tensor) *torch.Tensor
}

// Joiner is a parametrization that computes a tensor from several originals: a
// parameter's first one may be.
type Joiner interface {
	// Join computes the tensor.
	Join(originals []*torch.Tensor) *torch.Tensor
	// Split returns originals that Join makes x of.
	Split(x *torch.Tensor) []*torch.Tensor
}

// Option is a keyword argument of [RegisterParametrization]: [Unsafe].
type Option interface{ apply(*options) }

type options struct{ unsafe bool }

// Unsafe lets a parametrization change shape and dtype, which is not checked then; false
// unless given.
type Unsafe bool

func (u Unsafe) apply(o *options) { o.unsafe = bool(u) }

// ParametrizationList is a parameter's parametrizations and originals.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.ParametrizationList.html
type ParametrizationList struct {
	nn.Module
	steps  []any `nn:",inline"`
	joined int   // originals of a Joiner, 0 for one original
}

// parametrizations is the name of the module that holds those of another one.
const parametrizations = "parametrizations"

// RegisterParametrization has m's parameter or buffer of a name, such as "weight", computed
// by p: a module with Forward of one tensor, or a [Joiner]. Further ones come after it. m
// embeds [nn.Module], and prints itself as ParametrizedLinear, say. It panics where p
// changes shape or dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
func RegisterParametrization(m any, name string, p any, opts ...Option) {
	r := registry.Of(m)
	if r == nil {
		refuse("%T can't be parametrized; embed nn.Module in its struct, and let Forward return m.Call(x, m.forward)", m)
	}
	var o options
	for _, option := range opts {
		option.apply(&o)
	}
	setTraining(p, m.(interface{ Training() bool }).Training())
	if list := listOf(m, name); list != nil {
		list.append(*registry.Field(m, name), p, o.unsafe)
		registry.Refresh(m, true)
		return
	}
	at := registry.Field(m, name)
	if at == nil || *at == nil {
		refuse("Module '%T' does not have a parameter, a buffer, or a parametrized element with name '%s'", m, name)
	}
	list := newList(p, *at, registry.IsBuffer(m, name), o.unsafe)
	if !IsParametrized(m) {
		r.Class = "Parametrized" + className(m)
		r.Children = append(r.Children, registry.Child{Name: parametrizations, Module: &nn.ModuleDict[*ParametrizationList]{}})
	}
	listsOf(m).Set(name, list)
	r.Compute(m, name, func(m any, quiet bool) *torch.Tensor {
		list := listOf(m, name)
		if training := list.Training(); quiet && training {
			nn.Eval(list)
			defer nn.Train(list)
		}
		return list.Forward()
	})
}

func setTraining(p any, on bool) {
	if reflect.TypeOf(p).Kind() != reflect.Pointer {
		return // a struct without a mode
	}
	if on {
		nn.Train(p)
	} else {
		nn.Eval(p)
	}
}

func newList(p any, original *torch.Tensor, buffer, unsafe bool) *ParametrizationList {
	list := &ParametrizationList{steps: []any{p}}
	r := registry.Of(list)
	r.Folds = true
	shape, dtype := original.Shape(), original.DType()
	torch.NoGrad(func() {
		if j, ok := p.(Joiner); ok {
			for i, t := range j.Split(original) {
				if !buffer {
					t = nn.Parameter(t).SetRequiresGrad(original.RequiresGrad())
				}
				r.Set(fmt.Sprintf("original%d", i), t, buffer)
				list.joined++
			}
			return
		}
		if inverse, ok := p.(RightInverser); ok {
			set(original, inverse.RightInverse(original.Detach()))
		}
		r.Set("original", original, buffer)
	})
	if !unsafe {
		check("Registering a parametrization", shape, dtype, list.Forward())
	}
	return list
}

// set gives a parameter other data, and keeps its dtype.
func set(t, data *torch.Tensor) {
	if t.DType() != data.DType() {
		refuse("When `right_inverse` outputs one tensor, it may not change the dtype. original.dtype: %v, right_inverse(original).dtype: %v", t.DType(), data.DType())
	}
	t.SetData(data.Detach())
}

func check(what string, shape []int, dtype torch.DType, made *torch.Tensor) {
	if !slices.Equal(shape, made.Shape()) || dtype != made.DType() {
		refuse("%s may not change the shape or the dtype of the tensor, unless parametrize.Unsafe(true) is given: %v %v became %v %v",
			what, shape, dtype, made.Shape(), made.DType())
	}
}

func (l *ParametrizationList) append(now *torch.Tensor, p any, unsafe bool) {
	if _, ok := p.(nn.Forwarder); !ok {
		refuse("%T has no Forward of one tensor", p)
	}
	if !unsafe {
		check("Registering a parametrization", now.Shape(), now.DType(), p.(nn.Forwarder).Forward(now))
	}
	l.steps = append(l.steps, p)
}

// Forward computes the tensor.
func (l *ParametrizationList) Forward() *torch.Tensor {
	x := l.first()
	for _, step := range l.steps[1:] {
		x = step.(nn.Forwarder).Forward(x)
	}
	return x
}

func (l *ParametrizationList) first() *torch.Tensor {
	if l.joined > 0 {
		return l.steps[0].(Joiner).Join(l.Originals())
	}
	f, ok := l.steps[0].(nn.Forwarder)
	if !ok {
		refuse("%T has neither Forward of one tensor nor Join", l.steps[0])
	}
	return f.Forward(l.Originals()[0])
}

// Originals are the tensors that the parameter is computed from.
func (l *ParametrizationList) Originals() []*torch.Tensor {
	var all []*torch.Tensor
	for _, t := range registry.Of(l).Tensors {
		all = append(all, t.Tensor)
	}
	return all
}

// RightInverse assigns value: it sets the originals that it is computed from. It panics for
// parametrizations without RightInverse.
func (l *ParametrizationList) RightInverse(value *torch.Tensor) {
	torch.NoGrad(func() {
		for i := len(l.steps) - 1; i >= 0; i-- {
			if j, ok := l.steps[i].(Joiner); ok {
				for i, t := range j.Split(value) {
					set(l.Originals()[i], t)
				}
				return
			}
			inverse, ok := l.steps[i].(RightInverser)
			if !ok {
				refuse("parametrization %T does not implement right_inverse.", l.steps[i])
			}
			value = inverse.RightInverse(value)
		}
		set(l.Originals()[0], value)
	})
}

// Assign gives a parametrized parameter a value, as Python's m.weight = value.
func Assign(m any, name string, value *torch.Tensor) {
	list := listOf(m, name)
	if list == nil {
		refuse("Module %T does not have a parametrization on %s", m, name)
	}
	list.RightInverse(value)
	registry.Refresh(m, true)
}

// IsParametrized tells whether m has a parametrized parameter, or those of these names.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.is_parametrized.html
func IsParametrized(m any, names ...string) bool {
	lists := listsOf(m)
	for _, name := range names {
		if lists == nil || !lists.Has(name) {
			return false
		}
	}
	return lists != nil
}

// LeaveParametrized is a keyword argument of [RemoveParametrizations]: the parameter keeps
// the computed value, rather than the original one; true unless given.
type LeaveParametrized bool

// RemoveParametrizations makes a parametrized parameter one that is not computed. It is again
// where its field is declared; Python registers it anew, so that there it comes after the
// module's other parameters, in the state and for an optimizer: [bias weight] of a Linear,
// [weight bias] here. By name both load each other's states.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.remove_parametrizations.html
func RemoveParametrizations(m any, name string, leave ...LeaveParametrized) {
	list := listOf(m, name)
	if list == nil {
		refuse("Module %T does not have a parametrization on %s", m, name)
	}
	keep := len(leave) == 0 || bool(leave[len(leave)-1])
	original := list.Originals()[0]
	switch {
	case list.joined > 0 && !keep:
		refuse("Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized in terms of a sequence of tensors.")
	case list.joined > 0:
		made := list.Forward()
		if original = made.Detach(); made.RequiresGrad() {
			original = nn.Parameter(made)
		}
	case keep:
		torch.NoGrad(func() { set(original, list.Forward()) })
	}
	r := registry.Of(m)
	listsOf(m).Delete(name)
	r.Restore(m, name, original)
	if listsOf(m).Len() == 0 {
		r.Class = ""
		r.Children = slices.DeleteFunc(r.Children, func(c registry.Child) bool { return c.Name == parametrizations })
	}
}

// Of returns a parameter's parametrizations, nil where it has none.
func Of(m any, name string) *ParametrizationList { return listOf(m, name) }

func listOf(m any, name string) *ParametrizationList {
	if lists := listsOf(m); lists != nil {
		return lists.Get(name)
	}
	return nil
}

func listsOf(m any) *nn.ModuleDict[*ParametrizationList] {
	if r := registry.Of(m); r != nil {
		for _, c := range r.Children {
			if lists, ok := c.Module.(*nn.ModuleDict[*ParametrizationList]); ok {
				return lists
			}
		}
	}
	return nil
}

func className(m any) string {
	name, _, _ := strings.Cut(reflect.TypeOf(m).Elem().Name(), "[")
	return name
}

func refuse(format string, args ...any) {
	panic(&torch.Error{Op: "parametrize", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
