package main

import (
	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// autocastExpressions run in regions of autocast, forward and backward.
var autocastExpressions = []expression{
	{"torch.autocast('cpu')(torch.mm)(a[0], a[1])", "float32 17 33; float32 33 9", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) })},
	{"torch.autocast('cpu', dtype=torch.float16)(torch.mm)(a[0], a[1])", "float32 17 33; float32 33 9", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) }, torch.Float16)},
	{"torch.autocast('cpu', enabled=False)(torch.mm)(a[0], a[1])", "float32 17 33; float32 33 9", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) }, torch.Enabled(false))},
	{"torch.autocast('cpu')(torch.mm)(a[0], a[1])", "float64 17 33; float64 33 9", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]) })},
	{"torch.autocast('cpu')(torch.conv2d)(a[0], a[1], a[2])", "float32 2 3 8 8; float32 4 3 3 3; float32 4", cast(func(a []*torch.Tensor) any {
		return functional.Conv2d(a[0], a[1], a[2])
	})},
	{"torch.autocast('cpu')(torch.nn.functional.linear)(a[0], a[1], a[2])", "float32 5 40; float32 7 40; float32 7", cast(func(a []*torch.Tensor) any {
		return functional.Linear(a[0], a[1], a[2])
	})},
	{"torch.autocast('cpu')(lambda: (a[0] @ a[1]).softmax(1))()", "float32 5 40; float32 40 6", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]).Softmax(1) })},
	{"torch.autocast('cpu')(lambda: (a[0] @ a[1]).sum(0))()", "float32 5 40; float32 40 6", cast(func(a []*torch.Tensor) any { return a[0].MatMul(a[1]).Sum(torch.Dim(0)) })},
	{"torch.autocast('cpu')(lambda: torch.nn.functional.mse_loss(a[0] @ a[1], a[2]))()", "float32 5 40; float32 40 6; float32 5 6", cast(func(a []*torch.Tensor) any {
		return functional.MSELoss(a[0].MatMul(a[1]), a[2])
	})},
	{"torch.autocast('cpu')(lambda: torch.cat([a[0] @ a[1], a[2]]))()", "float32 5 8; float32 8 6; float32 5 6", cast(func(a []*torch.Tensor) any {
		return torch.Cat([]*torch.Tensor{a[0].MatMul(a[1]), a[2]})
	})},
	{"torch.autocast('cpu')(lambda: torch.autocast('cpu', enabled=False)(torch.mm)(a[0], a[1]) @ a[1].T)()", "float32 5 8; float32 8 6", cast(func(a []*torch.Tensor) any {
		inner := torch.AutocastResult(torch.DeviceCPU, func() *torch.Tensor { return a[0].MatMul(a[1]) }, torch.Enabled(false))
		return inner.MatMul(a[1].T())
	})},
	{"[p := [x.requires_grad_() for x in a[:2]], torch.autograd.grad(torch.autocast('cpu')(lambda: (a[0] @ a[1]).softmax(1).square().sum())(), p)][1]", "float32 9 21; float32 21 6", castGradients(func(a []*torch.Tensor) *torch.Tensor {
		return a[0].MatMul(a[1]).Softmax(1).Square().Sum()
	})},
	{"[p := [x.requires_grad_() for x in a[:2]], torch.autograd.grad(torch.autocast('cpu')(lambda: (a[0] @ a[1] @ a[1].T).sum())(), p)][1]", "float32 9 21; float32 21 6", castGradients(func(a []*torch.Tensor) *torch.Tensor {
		return a[0].MatMul(a[1]).MatMul(a[1].T()).Sum()
	})},
	{"[p := [x.requires_grad_() for x in a[:2]], torch.autograd.grad(torch.autocast('cpu')(lambda: torch.nn.functional.mse_loss(torch.conv2d(a[0], a[1]).relu(), a[2]))(), p)][1]", "float32 2 3 8 8; float32 4 3 3 3; float32 2 4 6 6", castGradients(func(a []*torch.Tensor) *torch.Tensor {
		return functional.MSELoss(aten.Conv2d(a[0], a[1], nil).ReLU(), a[2])
	})},
	{"str(torch.get_autocast_dtype('cpu'))", "", func([]*torch.Tensor) any { return torch.AutocastDType(torch.DeviceCPU).String() }},
	{"torch.autocast('cpu')(lambda: torch.is_autocast_enabled('cpu'))()", "", cast(func([]*torch.Tensor) any { return torch.IsAutocastEnabled(torch.DeviceCPU) })},
	{"torch.autocast('cpu', cache_enabled=False)(torch.is_autocast_cache_enabled)()", "", cast(func([]*torch.Tensor) any { return torch.IsAutocastCacheEnabled() }, torch.CacheEnabled(false))},
}

// cast runs f in a region of autocast on the CPU.
func cast(f func(a []*torch.Tensor) any, options ...torch.AutocastOption) func(a []*torch.Tensor) any {
	return func(a []*torch.Tensor) any {
		return torch.AutocastResult(torch.DeviceCPU, func() any { return f(a) }, options...)
	}
}

// castGradients returns those of the first two arguments, of a loss computed in a
// region of autocast.
func castGradients(loss func(a []*torch.Tensor) *torch.Tensor) func(a []*torch.Tensor) any {
	return func(a []*torch.Tensor) any {
		for _, x := range a[:2] {
			x.SetRequiresGrad(true)
		}
		l := torch.AutocastResult(torch.DeviceCPU, func() *torch.Tensor { return loss(a) })
		return torch.Grad([]*torch.Tensor{l}, a[:2])
	}
}
