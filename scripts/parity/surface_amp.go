package main

import (
	"math"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

// ampExpressions train with scaled gradients.
var ampExpressions = []expression{
	{"[p := a[0].requires_grad_(), o := torch.optim.SGD([p], lr=0.1), s := torch.amp.GradScaler('cpu', init_scale=1000., growth_interval=2), " +
		"[(o.zero_grad(), s.scale((p * x).square().sum()).backward(), s.step(o), s.update()) for x in (a[1], a[1] * float('inf'), a[2], a[1], a[2])], " +
		"p, torch.tensor(list(s.state_dict().values()))][4:]", "float32 9; float32 9; float32 9", scaledSteps},
}

func scaledSteps(a []*torch.Tensor) any {
	p := a[0].SetRequiresGrad(true)
	o := optim.NewSGD([]*torch.Tensor{p}, 0.1)
	s := amp.NewGradScaler(torch.DeviceCPU, amp.InitScale(1000), amp.GrowthInterval(2))
	for _, x := range []*torch.Tensor{a[1], a[1].Mul(math.Inf(1)), a[2], a[1], a[2]} {
		o.ZeroGrad()
		s.Scale(p.Mul(x).Square().Sum()).Backward()
		s.Step(o)
		s.Update()
	}
	state, _ := s.StateDict()
	return list(p, torch.NewTensor([]float32{float32(state.Scale), float32(state.GrowthFactor), float32(state.BackoffFactor), float32(state.GrowthInterval), float32(state.GrowthTracker)}))
}
