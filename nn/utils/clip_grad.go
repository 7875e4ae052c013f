package utils

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// ClipOption is a keyword argument of the functions that clip: [Foreach], and of those
// that take a norm [NormType] and [ErrorIfNonfinite].
type ClipOption interface{ applyClip(*clipOptions) }

type clipOptions struct {
	norm      float64
	nonfinite bool
	loop      bool
}

// NormType is the p of the norm, math.Inf(1) for the largest number; 2 unless given.
type NormType float64

// ErrorIfNonfinite panics where the total norm is NaN or infinite; false unless given.
type ErrorIfNonfinite bool

// Foreach takes all gradients of one device and dtype in one operator; true unless given,
// as in Python.
type Foreach bool

func (n NormType) applyClip(o *clipOptions)         { o.norm = float64(n) }
func (e ErrorIfNonfinite) applyClip(o *clipOptions) { o.nonfinite = bool(e) }
func (f Foreach) applyClip(o *clipOptions)          { o.loop = !bool(f) }

func clipOptionsOf(options []ClipOption) clipOptions {
	o := clipOptions{norm: 2}
	for _, option := range options {
		option.applyClip(&o)
	}
	return o
}

// ClipGradNorm_ scales the gradients of parameters, in place, so that the norm of all
// numbers together is at most maxNorm, and returns the norm that they had, in no scope.
// Parameters without a gradient are passed over.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
func ClipGradNorm_(parameters []*torch.Tensor, maxNorm float64, options ...ClipOption) (total *torch.Tensor) {
	o := clipOptionsOf(options)
	torch.Scoped(func(s *torch.Scope) {
		grads := gradients(s, parameters)
		total = TotalNorm(grads, options...).Keep()
		o.scale(s, grads, maxNorm, total)
	})
	return total
}

// TotalNorm returns the norm of the norms of tensors, on the first one's device: that of
// all their numbers together.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html
func TotalNorm(tensors []*torch.Tensor, options ...ClipOption) *torch.Tensor {
	o := clipOptionsOf(options)
	if len(tensors) == 0 {
		return torch.Zeros([]int{})
	}
	var total *torch.Tensor
	torch.NoGrad(func() {
		var norms []*torch.Tensor
		for _, group := range grouped(tensors) {
			for _, norm := range o.norms(group) {
				norms = append(norms, norm.To(tensors[0].Device()))
			}
		}
		total = o.vectorNorm(torch.Stack(norms))
	})
	if o.nonfinite && (total.IsNaN().Item() != 0 || total.IsInf().Item() != 0) {
		panic(&torch.Error{Op: "clip_grad_norm_", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"The total norm of order %s for gradients from `parameters` is non-finite, so it cannot be clipped. To disable this error "+
				"and scale the gradients by the non-finite norm anyway, leave out utils.ErrorIfNonfinite(true)", tensorstr.Number(o.norm))})
	}
	return total
}

func (o *clipOptions) norms(group []*torch.Tensor) []*torch.Tensor {
	if !o.loop {
		return aten.InternalForeachNormScalar(group, &aten.InternalForeachNormScalarOptions{Ord: o.norm})
	}
	norms := make([]*torch.Tensor, len(group))
	for i, t := range group {
		norms[i] = o.vectorNorm(t)
	}
	return norms
}

func (o *clipOptions) vectorNorm(t *torch.Tensor) *torch.Tensor {
	return aten.LinalgVectorNorm(t, &aten.LinalgVectorNormOptions{Ord: o.norm})
}

// ClipGradsWithNorm_ scales the gradients of parameters by maxNorm/(totalNorm + 1e-6) where
// that is below 1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grads_with_norm_.html
func ClipGradsWithNorm_(parameters []*torch.Tensor, maxNorm float64, totalNorm *torch.Tensor, options ...ClipOption) {
	o := clipOptionsOf(options)
	torch.Scoped(func(s *torch.Scope) { o.scale(s, gradients(s, parameters), maxNorm, totalNorm) })
}

// scale multiplies gradients, with what it makes in a scope.
func (o *clipOptions) scale(s *torch.Scope, grads []*torch.Tensor, maxNorm float64, totalNorm *torch.Tensor) {
	if len(grads) == 0 {
		return
	}
	torch.NoGrad(func() {
		factor := s.Adopt(totalNorm.Add(1e-6)).Reciprocal().Mul(maxNorm).Clamp(nil, 1.0)
		for _, group := range grouped(grads) {
			f := factor.To(group[0].Device())
			if !o.loop {
				aten.InternalForeachMulTensor_(group, f)
				continue
			}
			for _, g := range group {
				g.Mul_(f)
			}
		}
	})
}

// ClipGradValue_ keeps each number of the gradients of parameters between -value and
// value, in place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
func ClipGradValue_(parameters []*torch.Tensor, value float64, options ...ClipOption) {
	o := clipOptionsOf(options)
	torch.Scoped(func(s *torch.Scope) {
		torch.NoGrad(func() {
			for _, group := range grouped(gradients(s, parameters)) {
				o.clamp(group, value)
			}
		})
	})
}

func (o *clipOptions) clamp(group []*torch.Tensor, value float64) {
	if !o.loop {
		aten.InternalForeachClampMinScalar_(group, -value)
		aten.InternalForeachClampMaxScalar_(group, value)
		return
	}
	for _, g := range group {
		g.Clamp_(-value, value)
	}
}

// gradients are those of the parameters that have one, in a scope: what is computed from
// them is freed with it.
func gradients(s *torch.Scope, parameters []*torch.Tensor) []*torch.Tensor {
	in := torch.In(s)
	var grads []*torch.Tensor
	for _, p := range parameters {
		if g := p.Grad(in); g != nil {
			grads = append(grads, g)
		}
	}
	return grads
}

// grouped splits tensors by device and dtype, in the order in which these come.
func grouped(tensors []*torch.Tensor) [][]*torch.Tensor {
	type kind struct {
		device torch.Device
		dtype  torch.DType
	}
	index := map[kind]int{}
	var groups [][]*torch.Tensor
	for _, t := range tensors {
		k := kind{t.Device(), t.DType()}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], t)
	}
	return groups
}
