package nn

import "github.com/e0112027/gotorch/torch"

// call2 is [Module.Call] for two inputs.
func (m *Module) call2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) *torch.Tensor) *torch.Tensor {
	if m.loadExtras() == nil {
		return forward(x, y)
	}
	return m.callHooked2(x, y, forward)
}

func (m *Module) callHooked2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) *torch.Tensor) *torch.Tensor {
	return m.CallMany([]*torch.Tensor{x, y}, func(in []*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{forward(in[0], in[1])}
	})[0]
}

// call3 is [Module.Call] for three inputs.
func (m *Module) call3(x, y, z *torch.Tensor, forward func(x, y, z *torch.Tensor) *torch.Tensor) *torch.Tensor {
	if m.loadExtras() == nil {
		return forward(x, y, z)
	}
	return m.callHooked3(x, y, z, forward)
}

func (m *Module) callHooked3(x, y, z *torch.Tensor, forward func(x, y, z *torch.Tensor) *torch.Tensor) *torch.Tensor {
	return m.CallMany([]*torch.Tensor{x, y, z}, func(in []*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{forward(in[0], in[1], in[2])}
	})[0]
}

// call2to2 is [Module.Call] for two inputs and two outputs.
func (m *Module) call2to2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) (_, _ *torch.Tensor)) (_, _ *torch.Tensor) {
	if m.loadExtras() == nil {
		return forward(x, y)
	}
	return m.callHooked2to2(x, y, forward)
}

func (m *Module) callHooked2to2(x, y *torch.Tensor, forward func(x, y *torch.Tensor) (_, _ *torch.Tensor)) (_, _ *torch.Tensor) {
	out := m.CallMany([]*torch.Tensor{x, y}, func(in []*torch.Tensor) []*torch.Tensor {
		first, second := forward(in[0], in[1])
		return []*torch.Tensor{first, second}
	})
	return out[0], out[1]
}
