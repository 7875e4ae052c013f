package optim

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// flag returns a setting that is true, false or not given.
func (g *Group) flag(name string) (on, given bool) {
	if !g.Has(name) {
		return false, false
	}
	on, given = g.Get(name).(bool)
	return on, given
}

// checkFused refuses parameters that the fused kernels don't take.
func (g *Group) checkFused() {
	for _, p := range g.Params {
		if !p.DType().IsFloatingPoint() {
			panic(&torch.Error{Op: g.name, Kind: "RuntimeError", Msg: fmt.Sprintf(
				"`fused=True` requires all the params to be floating point Tensors, but %v and %v", p.DType(), p.Device())})
		}
	}
}

var (
	opFusedSGD     = torch.NewOp("aten::_fused_sgd_")
	opFusedAdam    = torch.NewOp("aten::_fused_adam_")
	opFusedAdamW   = torch.NewOp("aten::_fused_adamw_")
	opFusedAdagrad = torch.NewOp("aten::_fused_adagrad_")
)

// fused begins a call of a fused kernel with the parameters, the gradients, and lists of
// what is kept of them.
func (b *Batch) fused(op *torch.Op, kept ...List) torch.Invocation {
	v := torch.Invocation{Op: op}
	v.Tensors(b.Params.tensors)
	v.Tensors(b.Grads.tensors)
	for _, l := range kept {
		v.Tensors(l.tensors)
	}
	return v
}

// hasAny tells whether something is kept of a parameter of the batch under a name.
func (b *Batch) hasAny(name string) bool {
	all := b.group.tensors(name)
	return slices.ContainsFunc(b.at, func(at int) bool { return all[at] != nil })
}

// stepTensors counts a step of each parameter in tensors of float32 beside it, as the
// fused kernels read them.
func (b *Batch) stepTensors() List {
	counts := b.Steps()
	numbers, tensors := b.group.numbers("step"), b.group.tensors("step")
	for i, at := range b.at {
		n := &numbers[at]
		former := counts[i] - 1
		switch {
		case tensors[at] == nil:
			tensors[at] = torch.ScalarTensor(former, torch.Float32, b.Params.tensors[i].Device()).Keep()
		case n.beside != former: // steps were made without it
			tensors[at].Fill_(former)
		}
		n.dtype, n.beside = torch.Float32, counts[i]
	}
	steps := List{b.part("step", tensors), &b.run}
	steps.AddNumber_(1)
	return steps
}
