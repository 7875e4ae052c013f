package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// doubling is a module of one number.
type doubling struct{ Weight *torch.Tensor }

func (d *doubling) Forward(x *torch.Tensor) *torch.Tensor { return x.Mul(d.Weight) }

func TestHooked_Forward(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.Hook(&doubling{torch.Full([]int{1}, 2.0)})
	x := torch.NewTensor([]float32{1, 2})
	first := m.RegisterForwardPreHook(func(_ nn.Forwarder, x *torch.Tensor) *torch.Tensor { return x.Add(1) })
	second := m.RegisterForwardPreHook(func(inner nn.Forwarder, x *torch.Tensor) *torch.Tensor {
		assert.Same(t, m.Forwarder, inner)
		return nil
	})
	m.RegisterForwardHook(func(_ nn.Forwarder, x, y *torch.Tensor) *torch.Tensor { return x.Add(y.Mul(100)) })
	net := nn.NewSequential(m)
	torchtest.Equal(t, []float32{402, 603}, net.Forward(x))
	first.Remove()
	first.Remove()
	torchtest.Equal(t, []float32{201, 402}, net.Forward(x))
	second.Remove()
	torchtest.Equal(t, []float32{201, 402}, net.Forward(x))
}

func TestHooked_Backward(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.Hook(&doubling{torch.Full([]int{1}, 2.0).SetRequiresGrad(true)})
	var inputs, outputs []*torch.Tensor
	hook := m.RegisterFullBackwardHook(func(_ nn.Forwarder, gradInput, gradOutput *torch.Tensor) *torch.Tensor {
		inputs, outputs = append(inputs, gradInput), append(outputs, gradOutput)
		if gradInput == nil {
			return nil
		}
		return gradInput.Mul(10)
	})
	x := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	m.Forward(x).Mul(3).Sum().Backward()
	torchtest.Equal(t, []float32{6, 6}, inputs[0])
	torchtest.Equal(t, []float32{3, 3}, outputs[0])
	torchtest.Equal(t, []float32{60, 60}, x.Grad())
	m.Forward(x.Detach()).Sum().Backward()
	assert.Nil(t, inputs[1])
	torchtest.Equal(t, []float32{1, 1}, outputs[1])
	hook.Remove()
	m.Forward(x).Sum().Backward()
	assert.Len(t, inputs, 2)
}

func TestHooked_BeforeBackward(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.Hook(&doubling{torch.Full([]int{1}, 2.0).SetRequiresGrad(true)})
	hook := m.RegisterFullBackwardPreHook(func(_ nn.Forwarder, g *torch.Tensor) *torch.Tensor { return g.Mul(5) })
	m.RegisterFullBackwardPreHook(func(nn.Forwarder, *torch.Tensor) *torch.Tensor { return nil })
	x := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	m.Forward(x).Sum().Backward()
	torchtest.Equal(t, []float32{10, 10}, x.Grad())
	hook.Remove()
	m.Forward(x).Sum().Backward()
	torchtest.Equal(t, []float32{12, 12}, x.Grad())
	m.RegisterFullBackwardHook(func(_ nn.Forwarder, _, g *torch.Tensor) *torch.Tensor { return g })
	torchtest.Panics(t, "Backward hook for Modules where no input requires gradient", func() { m.Forward(x.Detach()).Sum().Backward() })
}

func TestHooked_IsTheModuleItself(t *testing.T) {
	torchtest.NoLeaks(t)
	plain, hooked := nn.NewLinear(2, 3), nn.NewLinear(2, 3)
	want := nn.NewSequential(nn.Named("first", plain), nn.NewReLU())
	got := nn.NewSequential(nn.Named("first", nn.Hook(hooked)), nn.Hook(nn.NewReLU()))
	assert.Equal(t, nn.String(want), nn.String(got))
	var names []string
	for name := range nn.NamedParameters(got) {
		names = append(names, name)
	}
	assert.Equal(t, []string{"first.weight", "first.bias"}, names)
	field := &struct{ Layer *nn.Hooked }{nn.Hook(hooked)}
	assert.Equal(t, []*torch.Tensor{hooked.Weight, hooked.Bias}, nn.Parameters(field))
}
