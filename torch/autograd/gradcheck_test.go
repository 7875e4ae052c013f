package autograd_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

func point(values ...float64) *torch.Tensor { return vector(values...).SetRequiresGrad(true) }

// custom is a function of one tensor with a gradient of its own.
type custom struct {
	forward  func(x *torch.Tensor) *torch.Tensor
	backward func(x, g *torch.Tensor) *torch.Tensor
}

func (f *custom) Forward(ctx *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(in[0])
	return tensors{f.forward(in[0])}
}

func (f *custom) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return tensors{f.backward(ctx.SavedTensors()[0], grads[0])}
}

func (f *custom) call(in ...*torch.Tensor) []*torch.Tensor { return torch.Apply(f, in...) }

func square(backward func(x, g *torch.Tensor) *torch.Tensor) *custom {
	return &custom{func(x *torch.Tensor) *torch.Tensor { return x.Mul(x) }, backward}
}

func TestGradcheck_PassesRightGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	matrix := torch.NewTensor([][]float64{{1, 2, 3}, {4, 5, 6}}).T().SetRequiresGrad(true)
	for name, f := range map[string]autograd.Func{
		"pointwise":   func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Sin().Mul(in[1])} },
		"two outputs": func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Exp(), in[1].Mul(in[0].Sum())} },
		"one unused":  func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(2)} },
		"one constant": func(in ...*torch.Tensor) []*torch.Tensor {
			return tensors{torch.Ones(2, torch.Float64), in[0].Mul(2)}
		},
		"the input itself": func(in ...*torch.Tensor) []*torch.Tensor { return in },
		"a matrix": func(in ...*torch.Tensor) []*torch.Tensor {
			return tensors{matrix.MM(torch.Stack(tensors{in[0], in[1]}))}
		},
		"no gradient": func(in ...*torch.Tensor) []*torch.Tensor { return tensors{torch.Ones(1)} },
	} {
		t.Run(name, func(t *testing.T) {
			in := tensors{point(0.5, -1, 2), point(3, 0.25, 1)}
			assert.NoError(t, autograd.Gradcheck(f, in, autograd.CheckForwardAD(true), autograd.CheckGradDTypes(true)))
			if name != "no gradient" {
				assert.NoError(t, autograd.Gradgradcheck(f, in, nil))
			}
		})
	}
	first := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Index(0).Tanh()} }
	assert.NoError(t, autograd.Gradcheck(first, tensors{matrix, nil, torch.Ones(1)}))
}

func TestGradcheck_SaysWhatPythonSays(t *testing.T) {
	torchtest.NoLeaks(t)
	var golden map[string]string
	torchtest.Golden(t, "gradcheck.json", &golden)
	in := tensors{point(1, 2, -3)}
	for name, f := range map[string]*custom{
		"wrong factor":                   square(func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x).Mul(3) }),
		"not multiplied by the gradient": square(func(x, g *torch.Tensor) *torch.Tensor { return x.Mul(2) }),
		"right":                          square(func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x).Mul(2) }),
		"sum with a wrong factor": {
			func(x *torch.Tensor) *torch.Tensor { return x.Sum() },
			func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(torch.OnesLike(x)).Mul(2) },
		},
	} {
		err := autograd.Gradcheck(f.call, in)
		if golden[name] == "" {
			assert.NoError(t, err, name)
			continue
		}
		var wrong *autograd.GradcheckError
		require.ErrorAs(t, err, &wrong, name)
		assert.Equal(t, golden[name], wrong.Msg, name)
	}
	half := square(func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x.Add(x.Detach())) })
	assert.NoError(t, autograd.Gradcheck(half.call, in))
	assert.EqualError(t, autograd.Gradgradcheck(half.call, in, tensors{point(1, 1, 1)}), golden["wrong second derivative"])
}

func TestGradcheck_OtherFailures(t *testing.T) {
	torchtest.NoLeaks(t)
	in := tensors{point(1, 2)}
	right := func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x).Mul(2) }
	calls := 0
	for message, check := range map[string]func() error{
		"Jacobian computed with forward mode mismatch for output 0 with respect to input 0,\n": func() error {
			// Forward mode starts from tensors that require no gradient.
			return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
				if in[0].RequiresGrad() {
					return tensors{in[0].Mul(2)}
				}
				return tensors{in[0].Mul(3)}
			}, in, autograd.CheckForwardAD(true))
		},
		"Backward is not reentrant": func() error {
			return autograd.Gradcheck(square(func(x, g *torch.Tensor) *torch.Tensor {
				calls++
				return right(x, g).Mul(1 + 1e-9*float64(calls))
			}).call, in)
		},
		"Expected at least one of check_forward_ad or check_backward_ad": func() error {
			return autograd.Gradcheck(square(right).call, in, autograd.CheckBackwardAD(false))
		},
		"check_batched_forward_grad=True requires check_forward_ad": func() error {
			return autograd.Gradcheck(square(right).call, in, autograd.CheckBatchedForwardGrad(true))
		},
		"The 0th input has a dimension with stride 0": func() error {
			return autograd.Gradcheck(square(right).call, tensors{torch.Ones(1, torch.Float64).Expand(3).SetRequiresGrad(true)})
		},
		"gradcheck expects at least one input tensor to require gradient": func() error {
			return autograd.Gradcheck(square(right).call, tensors{torch.Ones(1)})
		},
		"Numerical gradient for function expected to be zero": func() error {
			return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Detach().Mul(2)} }, in)
		},
		"Expected `func` to return outputs with the same shape": func() error {
			calls := 0
			return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
				calls++
				return tensors{in[0].Sum().Expand(calls)}
			}, in)
		},
		"Expected backward function to handle undefined output grads": func() error {
			return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
				return torch.Apply(&strict{}, in...)
			}, in)
		},
	} {
		assert.ErrorContains(t, check(), message)
	}
	loose := autograd.NondetTol(1e-3)
	assert.NoError(t, autograd.Gradcheck(square(func(x, g *torch.Tensor) *torch.Tensor {
		calls++
		return right(x, g).Mul(1 + 1e-9*float64(calls))
	}).call, in, loose))
	near := square(func(x, g *torch.Tensor) *torch.Tensor { return right(x, g).Mul(1.05) })
	assert.Error(t, autograd.Gradcheck(near.call, in))
	assert.NoError(t, autograd.Gradcheck(near.call, in, torch.RTol(0.1)))
	assert.NoError(t, autograd.Gradcheck(near.call, in, torch.ATol(0.5)))
	assert.NoError(t, autograd.Gradcheck(near.call, in, autograd.FastMode(true), torch.RTol(0.1)))
}

// strict doubles, and can't do without a gradient.
type strict struct{}

func (strict) Forward(ctx *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	ctx.SetMaterializeGrads(false)
	return tensors{in[0].Mul(2)}
}

func (strict) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return tensors{grads[0].Mul(2)}
}

// The words are Python's.
func TestGradcheck_WarnsOfSinglePrecision(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []torch.Warning
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w) })
	defer torch.SetWarningHandler(nil)
	double := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[1].Mul(2)} }
	check := func(dtype torch.DType) error {
		in := tensors{torch.Ones(2), torch.Ones(2, dtype, torch.RequiresGrad(true))}
		return autograd.Gradcheck(double, in, autograd.Perturbation(1e-2), torch.ATol(1e-2))
	}
	assert.NoError(t, check(torch.Float64))
	assert.Empty(t, got)
	assert.NoError(t, check(torch.Float32))
	assert.Equal(t, []torch.Warning{{
		Category: torch.UserWarning,
		Message: "Input #1 requires gradient and is not a double precision floating point or complex. " +
			"This check will likely fail if all the inputs are not of double precision floating point or complex. ",
		Op: "gradcheck",
	}}, got)
}
