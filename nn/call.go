package nn

import (
	"sync/atomic"

	"github.com/e0112027/gotorch/torch"
)

// call2 is [Module.Call] for two inputs.
func (m *Module) call2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) *torch.Tensor) *torch.Tensor {
	if h := m.hidden(); atomic.LoadPointer(&h.extras) != nil {
		return h.callHooked2(x, y, forward)
	}
	return forward(x, y)
}

func (m *Module) callHooked2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) *torch.Tensor) *torch.Tensor {
	return m.CallMany([]*torch.Tensor{x, y}, func(in []*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{forward(in[0], in[1])}
	})[0]
}
