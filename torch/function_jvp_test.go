package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// cubeBothWays is cube with its forward-mode derivative.
type cubeBothWays struct{ cube }

func (cubeBothWays) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) tensors {
	ctx.SaveForForward(x[0], nil)
	ctx.SaveForBackward(x[0])
	return tensors{x[0].Pow(3)}
}

func (cubeBothWays) JVP(ctx *torch.FunctionContext, tangents ...*torch.Tensor) tensors {
	x := ctx.SavedTensors()[0]
	return tensors{tangents[0].Mul(x.Mul(x).Mul(3))}
}

func TestFunction_ForwardMode(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	for _, x := range []*torch.Tensor{variable(1, 2), variable(1, 2).Detach()} {
		torch.WithDualLevel(func(level torch.DualLevel) {
			y, tangent := level.Unpack(torch.Apply(cubeBothWays{}, level.Make(x, torch.Ones(2, torch.Float64)))[0])
			torchtest.Equal(t, []float64{1, 8}, y.Detach())
			torchtest.Equal(t, []float64{3, 12}, tangent.Detach())
			assert.Equal(t, x.RequiresGrad(), y.RequiresGrad())
		})
	}
	// Outside of a level JVP is not called.
	torchtest.Equal(t, []float64{8}, torch.Apply(cubeBothWays{}, variable(2))[0].Detach())
}

// jvpOf is a function of which only the JVP matters.
type jvpOf struct {
	materialize bool
	jvp         func(tangents []*torch.Tensor) []*torch.Tensor
}

func (f jvpOf) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) tensors {
	ctx.SetMaterializeGrads(f.materialize)
	return tensors{x[0].Clone()}
}

func (jvpOf) Backward(*torch.FunctionContext, ...*torch.Tensor) tensors { panic("not called") }

func (f jvpOf) JVP(_ *torch.FunctionContext, tangents ...*torch.Tensor) tensors {
	return f.jvp(tangents)
}

func TestFunction_JVPTakesZerosOrNothing(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2).Detach()
	torch.WithDualLevel(func(level torch.DualLevel) {
		dual := level.Make(x, torch.Ones(2, torch.Float64))
		torch.Apply(jvpOf{true, func(tangents []*torch.Tensor) []*torch.Tensor {
			assert.Nil(t, tangents[1], "of an input that is nil")
			torchtest.Equal(t, []float64{0, 0}, tangents[2])
			return tangents[:1]
		}}, dual, nil, x)
		torch.Apply(jvpOf{false, func(tangents []*torch.Tensor) []*torch.Tensor {
			assert.Nil(t, tangents[1])
			return tangents[:1]
		}}, dual, x)
		assert.Equal(t, "Function's jvp returned an invalid number of forward gradients (expected 1 but got 2)",
			panicOf(t, func() {
				torch.Apply(jvpOf{true, func(in []*torch.Tensor) []*torch.Tensor { return append(in, nil) }}, dual)
			}).Msg)
		assert.PanicsWithValue(t, "in JVP", func() {
			torch.Apply(jvpOf{true, func([]*torch.Tensor) []*torch.Tensor { panic("in JVP") }}, dual)
		})
	})
}

func TestOnceDifferentiable(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2)
	y := torch.Apply(torch.OnceDifferentiable(cube{}), x)[0]
	assert.Equal(t, "cubeBackward", y.GradFnName())
	torchtest.Equal(t, []float64{12}, torch.Grad(tensors{y}, tensors{x}, torch.RetainGraph(true))[0])
	first := torch.Grad(tensors{y}, tensors{x}, torch.CreateGraph(true), torch.GradOutputs(variable(1)))[0]
	torchtest.Equal(t, []float64{12}, first.Detach())
	assert.Equal(t, "trying to differentiate twice a function that was marked with @once_differentiable",
		panicOf(t, func() { first.Backward() }).Msg)
	torch.WithDualLevel(func(level torch.DualLevel) {
		dual := level.Make(x.Detach(), torch.Ones(1, torch.Float64))
		_, tangent := level.Unpack(torch.Apply(torch.OnceDifferentiable(cubeBothWays{}), dual)[0])
		torchtest.Equal(t, []float64{12}, tangent)
	})
}
