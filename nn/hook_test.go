package nn_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// doubling is a module of one number that may be hooked.
type doubling struct {
	nn.Module
	Weight *torch.Tensor
}

func newDoubling() *doubling { return &doubling{Weight: nn.Parameter(torch.Full([]int{1}, 2.0))} }

func (d *doubling) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *doubling) forward(x *torch.Tensor) *torch.Tensor { return x.Mul(d.Weight) }

// pair is a module of two inputs, of which one may be nil, and two outputs.
type pair struct{ nn.Module }

func (p *pair) Forward(x, y *torch.Tensor) (sum, product *torch.Tensor) {
	if !p.Hooked() {
		return p.forward(x, y)
	}
	out := p.CallMany([]*torch.Tensor{x, y, nil}, func(in []*torch.Tensor) []*torch.Tensor {
		a, b := p.forward(in[0], in[1])
		return []*torch.Tensor{a, b}
	})
	return out[0], out[1]
}

func (p *pair) forward(x, y *torch.Tensor) (sum, product *torch.Tensor) { return x.Add(y), x.Mul(y) }

type (
	tensorFunc  = func(m any, x *torch.Tensor) *torch.Tensor
	tensorsFunc = func(m any, x []*torch.Tensor) []*torch.Tensor
)

func TestOnForward_ReplacesInputAndOutput(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	net := &struct{ Inner *doubling }{m}
	x := torch.NewTensor([]float32{1, 2})
	first := nn.OnForwardPre(net.Inner, func(_ any, x *torch.Tensor) *torch.Tensor { return x.Add(1) })
	second := nn.OnForwardPre(m, func(inner any, x *torch.Tensor) *torch.Tensor {
		assert.Same(t, m, inner)
		return nil
	})
	nn.OnForward(m, func(_ any, x, y *torch.Tensor) *torch.Tensor { return x.Add(y.Mul(100)) })
	torchtest.Equal(t, []float32{402, 603}, m.Forward(x).Detach())
	first.Remove()
	first.Remove()
	torchtest.Equal(t, []float32{201, 402}, m.Forward(x).Detach())
	second.Remove()
	torchtest.Equal(t, []float32{201, 402}, m.Forward(x).Detach())
	assert.True(t, m.Hooked())
}

func TestOnForward_InOrderOfPython(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	var order []string
	note := func(what string) func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor {
		return func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor {
			order = append(order, what)
			return nil
		}
	}
	nn.OnForward(m, note("first"))
	nn.OnForward(m, note("second"), nn.AlwaysCall(true))
	nn.OnForward(m, note("before"), nn.Prepend(true))
	m.Forward(torch.Ones(1))
	assert.Equal(t, []string{"before", "first", "second"}, order)
	order = nil
	require.Panics(t, func() { m.Forward(nil) })
	assert.Equal(t, []string{"second"}, order)
}

func TestOnForward_OfSeveralTensors(t *testing.T) {
	torchtest.NoLeaks(t)
	m := &pair{}
	x, y := torch.Full([]int{1}, 2.0, torch.RequiresGrad(true)), torch.Full([]int{1}, 5.0)
	nn.OnForwardPre(m, func(_ any, in []*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0], in[1].Add(1), nil} })
	nn.OnForward(m, func(_ any, in, out []*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{out[1], out[0]} })
	nn.OnBackward(m, func(_ any, gradInputs, gradOutputs []*torch.Tensor) []*torch.Tensor {
		torchtest.Equal(t, []float32{1}, gradOutputs[0])
		torchtest.Equal(t, []float32{0}, gradInputs[1], "zeros, as in Python, for one that requires no gradient")
		assert.Nil(t, gradInputs[2])
		return []*torch.Tensor{gradInputs[0].Mul(10), nil, nil}
	})
	product, sum := m.Forward(x, y)
	torchtest.Equal(t, []float32{8}, sum.Detach())
	torchtest.Equal(t, []float32{12}, product.Detach())
	product.Add(sum).Backward()
	torchtest.Equal(t, []float32{70}, x.Grad())

	nn.OnForward(m, func(_ any, x, y *torch.Tensor) *torch.Tensor { return nil })
	torchtest.Panics(t, "*nn_test.pair takes or returns 3 tensors: give its hook slices", func() { m.Forward(x, y) })
}

func TestOnForward_RefusesWhatHasNoHooks(t *testing.T) {
	torchtest.NoLeaks(t)
	hook := func(_ any, x, y *torch.Tensor) *torch.Tensor { return nil }
	torchtest.Panics(t, "*nn_test.leaf has no hooks; embed nn.Module in its struct", func() { nn.OnForward(&leaf{}, hook) })
	m := newDoubling()
	nn.OnForwardPre(m, tensorsFunc(func(any, []*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{nil, nil} }))
	torchtest.Panics(t, "a hook of *nn_test.doubling returned 2 inputs, expected 1", func() { m.Forward(torch.Ones(1)) })
}

func TestOnBackward_MeetsTheGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	var inputs, outputs []*torch.Tensor
	hook := nn.OnBackward(m, func(_ any, gradInput, gradOutput *torch.Tensor) *torch.Tensor {
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
	torch.NoGrad(func() { m.Forward(x) })
	hook.Remove()
	m.Forward(x).Sum().Backward()
	assert.Len(t, inputs, 2)
}

func TestOnBackwardPre_ComesFirst(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	hook := nn.OnBackwardPre(m, tensorFunc(func(_ any, g *torch.Tensor) *torch.Tensor { return g.Mul(5) }))
	nn.OnBackwardPre(m, func(_ any, g *torch.Tensor) *torch.Tensor { return g.Add(1) }, nn.Prepend(true))
	x := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	m.Forward(x).Sum().Backward()
	torchtest.Equal(t, []float32{20, 20}, x.Grad())
	x.SetGrad(nil)
	hook.Remove()
	m.Forward(x).Sum().Backward()
	torchtest.Equal(t, []float32{4, 4}, x.Grad())
	nn.OnBackward(m, func(_ any, _, g *torch.Tensor) *torch.Tensor { return g })
	torchtest.Panics(t, "Backward hook for Modules where no input requires gradient", func() { m.Forward(x.Detach()).Sum().Backward() })
}

func TestCall_AllocatesNothing(t *testing.T) {
	m := &doubling{}
	x := torch.Ones(1)
	call := func() { m.Call(x, m.same) }
	require.Zero(t, testing.AllocsPerRun(100, call))
	nn.OnForward(m, func(_ any, x, y *torch.Tensor) *torch.Tensor { return nil }).Remove()
	require.Zero(t, testing.AllocsPerRun(100, call), "after the last hook was removed")
}

func (d *doubling) same(x *torch.Tensor) *torch.Tensor { return x }

func BenchmarkCall(b *testing.B) {
	m, x := &doubling{}, torch.Ones(1)
	for b.Loop() {
		m.Call(x, m.same)
	}
}

func TestOnForward_WhileOthersRun(t *testing.T) {
	torchtest.NoLeaks(t)
	m, x := newDoubling(), torch.Ones(1)
	var calls atomic.Int64
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				m.Forward(x)
			}
		})
		group.Go(func() {
			for range 50 {
				nn.OnForward(m, func(_ any, x, y *torch.Tensor) *torch.Tensor {
					calls.Add(1)
					return nil
				}).Remove()
			}
		})
	}
	group.Wait()
	before := calls.Load()
	m.Forward(x)
	assert.Equal(t, before, calls.Load())
	assert.False(t, m.Hooked())
}

func TestHookable(t *testing.T) {
	assert.True(t, nn.Hookable(newDoubling()))
	for _, m := range []any{&leaf{}, []*doubling{}, nil} {
		assert.False(t, nn.Hookable(m))
	}
}
