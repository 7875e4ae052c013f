package utils

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// SkipInit makes a module whose parameters and buffers have nothing in particular in them,
// and draws nothing: for one that is loaded right after. construct gets the device to give
// its module's constructors, on which tensors have no memory.
//
//	linear := utils.SkipInit(torch.CPU, func(meta torch.Device) *nn.Linear {
//		return nn.NewLinear(8000, 8000, nn.Device(meta))
//	})
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.skip_init.html
func SkipInit[M any](device torch.Device, construct func(meta torch.Device) M) M {
	m := construct(torch.Meta)
	for name, p := range nn.NamedParameters(m) {
		if p.Device() != torch.Meta {
			refuse("skip_init", "%s is on %v: give the device to its module's constructor", name, p.Device())
		}
	}
	nn.ToEmpty(m, device)
	return m
}
