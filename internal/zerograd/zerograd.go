// Package zerograd clears gradients, for modules and for optimizers.
package zerograd

import "github.com/e0112027/gotorch/torch"

// Clear takes a parameter's gradient away, or sets it to zero and out of its graph.
func Clear(p *torch.Tensor, toNone bool) {
	if toNone {
		p.SetGrad(nil)
		return
	}
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
