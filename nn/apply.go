package nn

import "github.com/e0112027/gotorch/torch"

// To moves the module's parameters, their gradients and its buffers to another
// device, another floating dtype, or both. The tensors stay the same, so an
// optimizer made before still holds them. A dtype leaves integer buffers alone.
// It panics for a dtype that is neither floating nor complex.
//
//	nn.To(net, torch.CUDA(0), torch.BFloat16)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.to
func To(m any, options ...torch.ToOption) {
	var others []torch.ToOption
	for _, option := range options {
		d, ok := option.(torch.DType)
		if !ok {
			others = append(others, option)
		} else if !d.IsFloatingPoint() && !d.IsComplex() {
			panic(&torch.Error{Op: "nn.To", Kind: "TypeError", Msg: "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=" + d.String()})
		}
	}
	torch.NoGrad(func() {
		for _, t := range tensors(m, true, true) {
			fitting := options
			if d := t.DType(); !d.IsFloatingPoint() && !d.IsComplex() {
				fitting = others
			}
			convert(t, fitting)
		}
	})
}

func convert(t *torch.Tensor, options []torch.ToOption) {
	// The gradient is read first: afterwards its dtype is no longer t's.
	grad := t.Grad()
	if moved := t.To(options...); moved != t {
		t.SetData(moved)
	}
	if grad == nil {
		return
	}
	if moved := grad.To(options...); moved != grad {
		grad.SetData(moved)
	}
}

// ZeroGrad clears the parameters' gradients to nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.zero_grad
func ZeroGrad(m any) {
	for _, p := range NamedParameters(m) {
		p.SetGrad(nil)
	}
}

// Freeze has autograd record nothing for the parameters, as Python's
// requires_grad_(False).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.requires_grad_
func Freeze(m any) { setRequiresGrad(m, false) }

// Unfreeze undoes [Freeze].
func Unfreeze(m any) { setRequiresGrad(m, true) }

func setRequiresGrad(m any, on bool) {
	for _, p := range NamedParameters(m) {
		p.SetRequiresGrad(on)
	}
}

// Apply calls f with every module inside m, inner ones first, then with m, as
// Python's apply: for initialisation by type, say.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.apply
func Apply(m any, f func(module any)) { rootOf(m).apply(f, map[identity]bool{}) }

func (n node) apply(f func(any), outer map[identity]bool) {
	if id := n.identity(); id.of != nil {
		if outer[id] {
			return
		}
		outer[id] = true
		defer delete(outer, id)
	}
	for _, c := range n.children() {
		c.node.apply(f, outer)
	}
	f(n.any())
}
