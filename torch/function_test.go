package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// function is a torch.Function of two closures.
type function struct {
	forward  func(ctx *torch.FunctionContext, x []*torch.Tensor) []*torch.Tensor
	backward func(ctx *torch.FunctionContext, grads []*torch.Tensor) []*torch.Tensor
}

func (f *function) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) tensors {
	return f.forward(ctx, x)
}

func (f *function) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) tensors {
	return f.backward(ctx, grads)
}

// cube is x^3, with a derivative that can be derived.
type cube struct{}

func (cube) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) tensors {
	ctx.SaveForBackward(x[0])
	return tensors{x[0].Pow(3)}
}

func (cube) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) tensors {
	x := ctx.SavedTensors()[0]
	return tensors{grads[0].Mul(x.Mul(x).Mul(3))}
}

func TestFunction_Backward(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2, 3)
	y := torch.Apply(cube{}, x)[0]
	assert.Equal(t, "cubeBackward", y.GradFnName())
	torchtest.Equal(t, []float64{1, 8, 27}, y.Detach())
	y.Sum().Backward()
	torchtest.Equal(t, []float64{3, 12, 27}, x.Grad())
}

func TestFunction_DoubleBackward(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2, 3)
	y := torch.Apply(cube{}, x)[0].Sum()
	first := torch.Grad(tensors{y}, tensors{x}, torch.CreateGraph(true))[0]
	second := torch.Grad(tensors{first.Sum()}, tensors{x}, torch.CreateGraph(true))[0]
	torchtest.Equal(t, []float64{6, 12, 18}, second.Detach())
	third := torch.Grad(tensors{second.Sum()}, tensors{x})[0]
	torchtest.Equal(t, []float64{6, 6, 6}, third)
}

func TestFunction_SavesOutputs(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	exp := &function{
		func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
			y := x[0].Exp()
			ctx.SaveForBackward(y, nil)
			ctx.SetState("state")
			return tensors{y}
		},
		func(ctx *torch.FunctionContext, grads []*torch.Tensor) tensors {
			assert.Equal(t, "state", ctx.State())
			saved := ctx.SavedTensors()
			assert.Nil(t, saved[1])
			return tensors{grads[0].Mul(saved[0])}
		},
	}
	x := variable(0)
	y := torch.Apply(exp, x)[0]
	first := torch.Grad(tensors{y.Sum()}, tensors{x}, torch.CreateGraph(true))[0]
	torchtest.Equal(t, []float64{1}, first.Detach())
	torchtest.Equal(t, []float64{1}, torch.Grad(tensors{first.Sum()}, tensors{x})[0])
}

func TestFunction_NothingIsRecordedWithoutNeed(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	assert.False(t, torch.Apply(cube{}, torch.Ones(2))[0].RequiresGrad())
	x := variable(2)
	torch.NoGrad(func() { assert.False(t, torch.Apply(cube{}, x)[0].RequiresGrad()) })
	torch.Scoped(func(s *torch.Scope) {
		y := torch.Apply(cube{}, x.Mul(torch.Ones(1, torch.Float64, torch.In(s))))[0]
		assert.Same(t, s, y.Scope())
	})
}

// mulAdd is a*b + c for inputs of which some may be nil.
func mulAdd(t *testing.T, needs *[]bool) *function {
	return &function{
		func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
			require.Nil(t, x[3])
			assert.False(t, ctx.NeedsInputGrad(3))
			ctx.SaveForBackward(x[0], x[1])
			return tensors{x[0].Mul(x[1]).Add(x[2])}
		},
		func(ctx *torch.FunctionContext, grads []*torch.Tensor) tensors {
			*needs = nil
			grad, saved, results := grads[0], ctx.SavedTensors(), make([]*torch.Tensor, 4)
			for i := range 4 {
				*needs = append(*needs, ctx.NeedsInputGrad(i))
			}
			results[0], results[1], results[2] = grad.Mul(saved[1]), grad.Mul(saved[0]), grad
			return results
		},
	}
}

func TestFunction_NeedsInputGrad(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	var needs []bool
	a, b, c := variable(2), torch.NewTensor([]float64{3}), variable(4)
	y := torch.Apply(mulAdd(t, &needs), a, b, c, nil)[0]
	y.Backward(torch.RetainGraph(true))
	assert.Equal(t, []bool{true, false, true, false}, needs)
	torchtest.Equal(t, []float64{3}, a.Grad())
	torchtest.Equal(t, []float64{1}, c.Grad())
	assert.Nil(t, b.Grad())
	torch.Grad(tensors{y}, tensors{c})
	assert.Equal(t, []bool{false, false, true, false}, needs)
}

func TestFunction_MarkDirty(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	double := &function{
		func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
			ctx.MarkDirty(x[0])
			return tensors{x[0].Mul_(2)}
		},
		func(_ *torch.FunctionContext, grads []*torch.Tensor) tensors {
			return tensors{grads[0].Mul(2)}
		},
	}
	x := variable(1, 2)
	y := x.Mul(1)
	result := torch.Apply(double, y)[0]
	assert.Same(t, y, result)
	assert.Equal(t, "functionBackward", y.GradFnName())
	y.Sum().Backward()
	torchtest.Equal(t, []float64{2, 2}, x.Grad())
	torchtest.Panics(t, "a leaf Variable that requires grad has been used in an in-place operation", func() {
		torch.Apply(double, x)
	})
}

func TestFunction_ReturnsItsInput(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	same := &function{
		func(_ *torch.FunctionContext, x []*torch.Tensor) tensors { return x },
		func(_ *torch.FunctionContext, grads []*torch.Tensor) tensors {
			return tensors{grads[0].Mul(7)}
		},
	}
	x := variable(1)
	y := torch.Apply(same, x)[0]
	assert.NotSame(t, x, y)
	y.Backward()
	torchtest.Equal(t, []float64{7}, x.Grad())
}

func TestFunction_OutputsWithoutGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	var got []*torch.Tensor
	f := func(materialize bool) *function {
		return &function{
			func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
				values, indices := x[0].Sort()
				ctx.MarkNonDifferentiable(indices)
				ctx.SetMaterializeGrads(materialize)
				return tensors{values, indices, x[0].Mul(2)}
			},
			func(_ *torch.FunctionContext, grads []*torch.Tensor) tensors {
				got = nil
				for _, g := range grads {
					if g != nil {
						g = g.Clone().Keep()
					}
					got = append(got, g)
				}
				return tensors{grads[0]}
			},
		}
	}
	x := variable(3, 1)
	outputs := torch.Apply(f(true), x)
	assert.False(t, outputs[1].RequiresGrad())
	outputs[0].Sum().Backward()
	torchtest.Equal(t, []float64{1, 1}, got[0])
	torchtest.Equal(t, []int64{0, 0}, got[1])
	torchtest.Equal(t, []float64{0, 0}, got[2])
	torch.Apply(f(false), x)[0].Sum().Backward()
	assert.Nil(t, got[1])
	assert.Nil(t, got[2])
}

func TestFunction_Errors(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	identity := func(_ *torch.FunctionContext, x []*torch.Tensor) tensors { return tensors{x[0].Mul(1)} }
	backward := func(grads ...*torch.Tensor) func(*torch.FunctionContext, []*torch.Tensor) tensors {
		return func(*torch.FunctionContext, []*torch.Tensor) tensors { return grads }
	}
	for _, tt := range []struct {
		name, message string
		f             *function
	}{
		{"too few gradients", "function functionBackward returned an incorrect number of gradients (expected 1, got 0)",
			&function{identity, backward()}},
		{"too many gradients", "returned an incorrect number of gradients (expected 1, got 2)",
			&function{identity, backward(x, x)}},
		{"wrong shape", "Function functionBackward returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]",
			&function{identity, backward(torch.Ones(3, torch.Float64))}},
		{"nil output", "Forward returned nil as output 0",
			&function{func(*torch.FunctionContext, []*torch.Tensor) tensors { return tensors{nil} }, nil}},
		{"dirty but not returned", "were not returned as output",
			&function{func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
				ctx.MarkDirty(x[0])
				return tensors{x[0].Mul(1)}
			}, nil}},
		{"saved tensors in Forward", "while Backward runs only",
			&function{func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
				return ctx.SavedTensors()
			}, nil}},
		{"saving in Backward", "must be called in Forward",
			&function{identity, func(ctx *torch.FunctionContext, grads []*torch.Tensor) tensors {
				ctx.SaveForBackward(grads...)
				return grads
			}}},
		{"an operator in Backward", "mat1 and mat2",
			&function{identity, func(*torch.FunctionContext, []*torch.Tensor) tensors {
				return tensors{torch.Ones(2, 3).MM(torch.Ones(2, 3))}
			}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			torchtest.Panics(t, tt.message, func() { torch.Apply(tt.f, x)[0].Sum().Backward() })
		})
	}
	t.Run("extra nil gradients", func(t *testing.T) {
		torch.Apply(&function{identity, backward(x, nil, nil)}, x)[0].Sum().Backward()
	})
	t.Run("a panic in Backward", func(t *testing.T) {
		y := torch.Apply(&function{identity, func(*torch.FunctionContext, []*torch.Tensor) tensors {
			panic(math.Pi)
		}}, x)[0].Sum()
		assert.PanicsWithValue(t, math.Pi, func() { y.Backward(torch.RetainGraph(true)) })
		assert.PanicsWithValue(t, math.Pi, func() { y.Backward() })
	})
	t.Run("a panic in Forward", func(t *testing.T) {
		f := &function{func(*torch.FunctionContext, []*torch.Tensor) tensors { panic("no") }, nil}
		assert.PanicsWithValue(t, "no", func() { torch.Apply(f, x) })
		assert.True(t, torch.IsGradEnabled())
	})
}

func TestFunction_SavedTensorsAreChecked(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	middle := x.Mul(1)
	y := torch.Apply(cube{}, middle)[0].Sum()
	middle.Add_(1)
	torchtest.Panics(t, "has been modified by an inplace operation", func() { y.Backward() })

	y = torch.Apply(cube{}, x)[0].Sum()
	y.Backward()
	torchtest.Panics(t, "Trying to backward through the graph a second time", func() { y.Backward() })
}

func TestFunction_BackwardInsideBackward(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	w := variable(5)
	inner := &function{
		func(ctx *torch.FunctionContext, x []*torch.Tensor) tensors {
			ctx.SaveForBackward(x[0])
			return tensors{x[0].Mul(w)}
		},
		func(ctx *torch.FunctionContext, grads []*torch.Tensor) tensors {
			var x *torch.Tensor
			torch.EnableGrad(func() {
				x = ctx.SavedTensors()[0].Detach().SetRequiresGrad(true)
				torch.Apply(cube{}, x.Mul(w))[0].Backward(torch.GradOutputs(grads[0]))
			})
			return tensors{x.Grad()}
		},
	}
	x := variable(2)
	torch.Apply(inner, x)[0].Backward()
	// The inner pass is (wx)^3: 3w^3x^2 by x, 3w^2x^3 by w.
	torchtest.Equal(t, []float64{3 * 125 * 4}, x.Grad())
	torchtest.Equal(t, []float64{3 * 25 * 8}, w.Grad())
}
