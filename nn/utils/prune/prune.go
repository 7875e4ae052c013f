// Package prune is Python's torch.nn.utils.prune: a pruned parameter, such as weight, is
// kept as weight_orig beside a mask, the buffer weight_mask, and weight is their product,
// computed before each Forward.
//
//	prune.L1Unstructured(net.FC1, "weight", prune.Fraction(0.3))
//	…
//	prune.Remove(net.FC1, "weight")
//
// See https://docs.pytorch.org/docs/stable/nn.html#module-torch.nn.utils
package prune

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/torch"
)

// Amount is how much is pruned: a [Count] or a [Fraction].
type Amount interface{ of(size int) int }

// Count is a number of elements, or of channels.
type Count int

// Fraction is a share of them, from 0 to 1.
type Fraction float64

func (c Count) of(size int) int {
	if c < 0 {
		refuse("amount=%d should either be a float in the range [0, 1] or a non-negative integer", int(c))
	}
	if int(c) > size {
		refuse("amount=%d should be smaller than the number of parameters to prune=%d", int(c), size)
	}
	return int(c)
}

func (f Fraction) of(size int) int {
	if !(f >= 0 && f <= 1) {
		refuse("amount=%v should either be a float in the range [0, 1] or a non-negative integer", float64(f))
	}
	return int(math.RoundToEven(float64(f) * float64(size))) // as Python's round
}

// Method is a way of pruning.
type Method interface {
	// ComputeMask returns a mask of default's shape for scores, which tell what is worth
	// keeping: default, with more zeros.
	ComputeMask(scores, defaultMask *torch.Tensor) *torch.Tensor
}

// Unstructured is a [Method] that sees the elements that former prunings left, as a vector.
type Unstructured interface {
	Method
	unstructured()
}

// structured is a Method that sees the channels that former prunings left along a dimension.
type structured interface{ dimension() int }

// Option is a keyword argument of the functions that prune by size: [ImportanceScores].
type Option interface{ apply(*options) }

type options struct{ scores *torch.Tensor }

type importance struct{ scores *torch.Tensor }

func (i importance) apply(o *options) { o.scores = i.scores }

// ImportanceScores tells what is worth keeping, in a tensor of the parameter's shape; the
// parameter itself unless given.
func ImportanceScores(scores *torch.Tensor) Option { return importance{scores} }

func optionsOf(all []Option) (o options) {
	for _, option := range all {
		option.apply(&o)
	}
	return o
}

// Identity prunes nothing, but makes the mask.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.identity.html
func Identity(m any, name string) { Apply(m, name, identity{}) }

// RandomUnstructured prunes elements that are drawn.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.random_unstructured.html
func RandomUnstructured(m any, name string, amount Amount) { Apply(m, name, ByRandom(amount)) }

// L1Unstructured prunes the smallest elements.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.l1_unstructured.html
func L1Unstructured(m any, name string, amount Amount, options ...Option) {
	Apply(m, name, ByL1(amount), options...)
}

// RandomStructured prunes channels, along a dimension, that are drawn.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.random_structured.html
func RandomStructured(m any, name string, amount Amount, dim int) {
	Apply(m, name, randomStructured{amount, dim})
}

// LnStructured prunes the channels, along a dimension, whose n-norm is the smallest;
// math.Inf(1) is their largest element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.ln_structured.html
func LnStructured(m any, name string, amount Amount, n float64, dim int, options ...Option) {
	Apply(m, name, lnStructured{amount, n, dim}, options...)
}

// CustomFromMask prunes where a mask of the parameter's shape is 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.custom_from_mask.html
func CustomFromMask(m any, name string, mask *torch.Tensor) { Apply(m, name, fromMask{mask}) }

// Target is a parameter of a module, for [GlobalUnstructured].
type Target struct {
	Module any
	Name   string
	Scores *torch.Tensor // what is worth keeping; the parameter itself for nil
}

// GlobalUnstructured prunes elements of many parameters by one measure: amount of all of
// them together.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.global_unstructured.html
func GlobalUnstructured(targets []Target, method Unstructured) {
	var scores, masks []*torch.Tensor
	for _, t := range targets {
		weight, r := place(t.Module, t.Name)
		if t.Scores == nil {
			t.Scores = *weight
		}
		scores, masks = append(scores, t.Scores), append(masks, formerMask(r, t.Name, *weight))
	}
	mask := combine(method, utils.ParametersToVector(scores), utils.ParametersToVector(masks))
	start := 0
	for _, t := range targets {
		weight, _ := place(t.Module, t.Name)
		n := (*weight).Numel()
		CustomFromMask(t.Module, t.Name, mask.Narrow(0, start, n).View((*weight).Shape()...))
		start += n
	}
}

// Apply prunes a parameter or a buffer by a method of its own. Where it was pruned before,
// the method sees what was left, and its mask is put on top. m embeds [nn.Module].
func Apply(m any, name string, method Method, options ...Option) {
	weight, r := place(m, name)
	o := optionsOf(options)
	scores := *weight
	if o.scores != nil {
		if fmt.Sprint(o.scores.Shape()) != fmt.Sprint(scores.Shape()) {
			refuse("importance_scores should have the same shape as parameter %s, got %v vs %v", name, o.scores.Shape(), scores.Shape())
		}
		scores = o.scores
	}
	mask := formerMask(r, name, *weight)
	former := r.Get(name+"_orig") != nil
	torch.NoGrad(func() {
		if former {
			mask = combine(method, scores, mask)
		} else {
			mask = method.ComputeMask(scores, mask)
		}
	})
	r.Set(name+"_mask", mask.Detach().Keep(), true)
	if former {
		registry.Refresh(m, true)
		return
	}
	r.Set(name+"_orig", *weight, registry.IsBuffer(m, name))
	r.Compute(m, name, func(m any, _ bool) *torch.Tensor {
		r := registry.Of(m)
		return masked(*r.Get(name + "_orig"), *r.Get(name + "_mask"))
	})
}

func masked(orig, mask *torch.Tensor) *torch.Tensor { return mask.To(orig.DType()).Mul(orig) }

// Remove makes a pruned parameter what it is with its mask, and a parameter again.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.remove.html
func Remove(m any, name string) {
	_, r := place(m, name)
	if r.Get(name+"_orig") == nil {
		refuse("Parameter '%s' of module %T has to be pruned before pruning can be removed", name, m)
	}
	orig := *r.Get(name + "_orig")
	torch.NoGrad(func() { orig.SetData(masked(orig.Detach(), *r.Get(name + "_mask"))) })
	r.Delete(name + "_orig")
	r.Delete(name + "_mask")
	r.Restore(m, name, orig)
}

// IsPruned tells whether a module, or one inside it, is pruned.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.is_pruned.html
func IsPruned(m any) bool {
	for _, inner := range nn.NamedModules(m) {
		if r := registry.Of(inner); r != nil {
			for _, c := range r.Computed {
				if r.Get(c.Name+"_mask") != nil {
					return true
				}
			}
		}
	}
	return false
}

// place returns where a module keeps a tensor, and the module's registry.
func place(m any, name string) (**torch.Tensor, *registry.Registry) {
	r := registry.Of(m)
	if r == nil {
		refuse("%T can't be pruned; embed nn.Module in its struct, and let Forward return m.Call(x, m.forward)", m)
	}
	at := registry.Field(m, name)
	if at == nil || *at == nil {
		refuse("%T has no parameter %q", m, name)
	}
	return at, r
}

// formerMask is the mask of a parameter, of ones where it has none.
func formerMask(r *registry.Registry, name string, weight *torch.Tensor) *torch.Tensor {
	if at := r.Get(name + "_mask"); at != nil {
		return (*at).Detach().Clone()
	}
	return torch.OnesLike(weight.Detach())
}

func refuse(format string, args ...any) {
	panic(&torch.Error{Op: "prune", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
