package optim

import "github.com/e0112027/gotorch/torch"

// batch is the parameters of a group that an update rule changes together: one on
// the CPU, all of one device and dtype on an accelerator.
type batch struct {
	at     []int // their places in the group
	params []*torch.Tensor
	grads  []*torch.Tensor
}

// of returns the batch's part of one tensor per parameter of the group.
func (b *batch) of(state []*torch.Tensor) []*torch.Tensor {
	if len(b.at) == 1 {
		return state[b.at[0] : b.at[0]+1]
	}
	part := make([]*torch.Tensor, len(b.at))
	for i, at := range b.at {
		part[i] = state[at]
	}
	return part
}

// zeros is of, with zeros like the parameter where there is no tensor yet.
func (b *batch) zeros(state []*torch.Tensor) []*torch.Tensor {
	for i, at := range b.at {
		if state[at] == nil {
			state[at] = torch.ZerosLike(b.params[i], torch.PreserveFormat).Keep()
		}
	}
	return b.of(state)
}

// Step implements [Optimizer].
func (o *base) Step() {
	torch.NoGrad(func() {
		for _, r := range o.rules {
			if r.common().atOnce() {
				stepAtOnce(r)
			} else {
				stepOneByOne(r)
			}
		}
	})
}

// atOnce tells whether the _foreach_ operators are used.
func (g *Group) atOnce() bool {
	if g.Foreach != nil {
		return *g.Foreach
	}
	for _, p := range g.Params {
		switch p.Device().Type {
		case torch.DeviceCUDA, torch.DeviceXPU:
		default:
			return false
		}
	}
	return true
}

// stepOneByOne frees each parameter's temporaries before the next one, so that
// they take the same, still cached, memory. Without temporaries one scope, which
// then holds gradients alone, is cheaper than many.
func stepOneByOne(r rule) {
	params := r.common().Params
	one := batch{at: make([]int, 1), params: make([]*torch.Tensor, 1), grads: make([]*torch.Tensor, 1)}
	if r.temporaries() {
		for i := range params {
			torch.Scoped(func(s *torch.Scope) { stepOne(r, &one, i, s, torch.In(s)) })
		}
		return
	}
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		for i := range params {
			stepOne(r, &one, i, s, in)
		}
	})
}

func stepOne(r rule, one *batch, i int, s *torch.Scope, in torch.TensorOption) {
	p := r.common().Params[i]
	grad := p.Grad(in)
	if grad == nil {
		return
	}
	one.at[0], one.params[0], one.grads[0] = i, p, grad
	r.update(single{s}, one)
}

// stepAtOnce runs the rule on all parameters of one device and dtype together.
func stepAtOnce(r rule) {
	torch.Scoped(func(s *torch.Scope) {
		for _, b := range batches(r.common().Params, torch.In(s)) {
			r.update(foreach{s}, b)
		}
	})
}

// batches sorts the parameters that have a gradient by device and dtype, in the
// order in which these first appear.
func batches(params []*torch.Tensor, in torch.TensorOption) []*batch {
	type key struct {
		device torch.Device
		dtype  torch.DType
	}
	var order []*batch
	known := map[key]*batch{}
	for i, p := range params {
		grad := p.Grad(in)
		if grad == nil {
			continue
		}
		k := key{p.Device(), p.DType()}
		b := known[k]
		if b == nil {
			b = &batch{}
			known[k] = b
			order = append(order, b)
		}
		b.at, b.params, b.grads = append(b.at, i), append(b.params, p), append(b.grads, grad)
	}
	return order
}
