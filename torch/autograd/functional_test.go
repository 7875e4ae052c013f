package autograd_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

type tensors = []*torch.Tensor

func vector(values ...float64) *torch.Tensor { return torch.NewTensor(values) }

// polynomials of two vectors: x²y and 3x + sum(y).
func polynomials(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return tensors{x.Mul(x).Mul(y), x.Mul(3).Add(y.Sum())}
}

func TestVJP(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := vector(1, 2), vector(3, 4)
	outputs, vjp := autograd.VJP(polynomials, tensors{x, y}, tensors{vector(1, 10), vector(100, 1000)})
	torchtest.Equal(t, []float64{3, 16}, outputs[0])
	torchtest.Equal(t, []float64{10, 13}, outputs[1])
	// 2xy*v0 + 3*v1; x²*v0 + sum(v1).
	torchtest.Equal(t, []float64{6 + 300, 160 + 3000}, vjp[0])
	torchtest.Equal(t, []float64{1 + 1100, 40 + 1100}, vjp[1])
	assert.False(t, outputs[0].RequiresGrad())
	assert.False(t, vjp[0].RequiresGrad())
	assert.False(t, x.RequiresGrad())
}

func TestJVP(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, product := range map[string]func(autograd.Func, []*torch.Tensor, []*torch.Tensor, ...autograd.ProductOption) ([]*torch.Tensor, []*torch.Tensor){
		"backward twice": autograd.JVP, "forward": autograd.ForwardJVP,
	} {
		outputs, jvp := product(polynomials, tensors{vector(1, 2), vector(3, 4)}, tensors{vector(1, 10), vector(100, 1000)})
		torchtest.Equal(t, []float64{3, 16}, outputs[0], name)
		// 2xy*vx + x²*vy; 3*vx + sum(vy).
		torchtest.Equal(t, []float64{6 + 100, 160 + 4000}, jvp[0], name)
		torchtest.Equal(t, []float64{3 + 1100, 30 + 1100}, jvp[1], name)
		constant := func(...*torch.Tensor) []*torch.Tensor { return tensors{vector(7)} }
		_, jvp = product(constant, tensors{vector(1)}, tensors{vector(1)})
		torchtest.Equal(t, []float64{0}, jvp[0], name)
	}
	_, jvp := autograd.JVP(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(3)} }, tensors{vector(2)}, nil)
	torchtest.Equal(t, []float64{12}, jvp[0])
}

func TestJacobian(t *testing.T) {
	torchtest.NoLeaks(t)
	jacobian := autograd.Jacobian(polynomials, tensors{vector(1, 2), vector(3, 4)})
	torchtest.Equal(t, [][]float64{{6, 0}, {0, 16}}, jacobian[0][0])
	torchtest.Equal(t, [][]float64{{1, 0}, {0, 4}}, jacobian[0][1])
	torchtest.Equal(t, [][]float64{{3, 0}, {0, 3}}, jacobian[1][0])
	torchtest.Equal(t, [][]float64{{1, 1}, {1, 1}}, jacobian[1][1])

	shapes := autograd.Jacobian(func(in ...*torch.Tensor) []*torch.Tensor {
		return tensors{in[0].Sum(), in[0].MM(torch.Ones(3, 4)), torch.Zeros(0, 2), torch.Ones(5)}
	}, tensors{torch.Ones(2, 3)})
	for i, want := range [][]int{{2, 3}, {2, 4, 2, 3}, {0, 2, 2, 3}, {5, 2, 3}} {
		assert.Equal(t, want, shapes[i][0].Shape())
	}
	torchtest.Equal(t, torch.Zeros(5, 2, 3), shapes[3][0])
}

func cubes(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return tensors{x.Pow(3).Sum().Add(x.Mul(y).Sum())}
}

func TestHessian(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, options := range [][]autograd.JacobianOption{
		nil,
		{autograd.Vectorize(true)},
		{autograd.Vectorize(true), autograd.Strategy(autograd.ForwardMode)},
	} {
		hessian := autograd.Hessian(cubes, tensors{vector(1, 2), vector(3, 4)}, options...)
		torchtest.Equal(t, [][]float64{{6, 0}, {0, 12}}, hessian[0][0])
		torchtest.Equal(t, [][]float64{{1, 0}, {0, 1}}, hessian[0][1])
		torchtest.Equal(t, [][]float64{{1, 0}, {0, 1}}, hessian[1][0])
		torchtest.Equal(t, [][]float64{{0, 0}, {0, 0}}, hessian[1][1])
	}
}

func TestJacobian_Vectorized(t *testing.T) {
	torchtest.NoLeaks(t)
	f := func(in ...*torch.Tensor) []*torch.Tensor {
		return tensors{in[0].MM(in[1].Sin()), in[0].Exp().Sum(), torch.Ones(3, torch.Float64)}
	}
	in := tensors{torch.NewTensor([][]float64{{1, 2, 3}, {4, 5, 6}}), torch.NewTensor([][]float64{{1, 0}, {2, 1}, {3, 3}})}
	want := autograd.Jacobian(f, in)
	for _, options := range [][]autograd.JacobianOption{
		{autograd.Vectorize(true)},
		{autograd.Vectorize(true), autograd.Strategy(autograd.ForwardMode)},
	} {
		got := autograd.Jacobian(f, in, options...)
		for i := range want {
			for j := range want[i] {
				torchtest.Equal(t, want[i][j].Add(0), got[i][j].Add(0)) // -0 is 0
			}
		}
	}
}

func TestHVPAndVHP(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, product := range map[string]func(autograd.Func, []*torch.Tensor, []*torch.Tensor, ...autograd.ProductOption) (*torch.Tensor, []*torch.Tensor){
		"hvp": autograd.HVP, "vhp": autograd.VHP,
	} {
		output, hvp := product(cubes, tensors{vector(1, 2), vector(3, 4)}, tensors{vector(1, 10), vector(100, 1000)})
		torchtest.Equal(t, 1.0+8+3+8, output, name)
		torchtest.Equal(t, []float64{6 + 100, 120 + 1000}, hvp[0], name)
		torchtest.Equal(t, []float64{1, 10}, hvp[1], name)
		x := vector(2).SetRequiresGrad(true)
		_, hvp = product(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(3)} }, tensors{x}, nil, torch.CreateGraph(true))
		torchtest.Equal(t, []float64{12}, hvp[0].Detach(), name)
		torchtest.Equal(t, []float64{6}, torch.Grad(hvp, tensors{x})[0], name)
	}
}

func TestCreateGraph(t *testing.T) {
	torchtest.NoLeaks(t)
	x := vector(2).SetRequiresGrad(true)
	cube := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(3)} }
	_, vjp := autograd.VJP(cube, tensors{x}, nil, torch.CreateGraph(true))
	torchtest.Equal(t, []float64{12}, torch.Grad(vjp, tensors{x})[0])
	_, jvp := autograd.JVP(cube, tensors{x}, tensors{vector(1)}, torch.CreateGraph(true))
	torchtest.Equal(t, []float64{12}, torch.Grad(jvp, tensors{x})[0])
	hessian := autograd.Hessian(cube, tensors{x}, torch.CreateGraph(true))[0][0]
	torchtest.Equal(t, []float64{6}, torch.Grad(tensors{hessian.Sum()}, tensors{x})[0])
}

func TestStrict(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := vector(1), vector(2)
	strict, graph := autograd.Strict(true), torch.CreateGraph(true)
	first := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(2)} }
	linear := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(2)} }
	detached := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Detach()} }
	cube := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Pow(3)} }
	for message, f := range map[string]func(){
		"Output 0 of the user-provided function does not require gradients.": func() { autograd.VJP(detached, tensors{x}, nil, strict) },
		"The output of the user-provided function is independent of input 1. This is not allowed in strict mode.": func() {
			autograd.VJP(first, tensors{x, y}, nil, strict)
		},
		"The jacobian of the user-provided function is independent of input 0. This is not allowed in strict mode when create_graph=True.": func() {
			autograd.VJP(linear, tensors{x}, nil, strict, graph)
		},
		"The output of the user-provided function is independent of input 1.": func() {
			autograd.JVP(first, tensors{x, y}, tensors{x, y}, strict)
		},
		"Output 0 of the user-provided function is independent of input 1. This is not allowed in strict mode.": func() {
			autograd.Jacobian(first, tensors{x, y}, strict)
		},
		"While computing the hessian, found that the jacobian of the user-provided function with respect to input 0 is independent": func() {
			autograd.Hessian(linear, tensors{x}, strict)
		},
		"that the jacobian depends on the inputs": func() { autograd.VHP(linear, tensors{x}, nil, strict) },
		"`strict=True` and `vectorized=True`":     func() { autograd.Jacobian(first, tensors{x}, strict, autograd.Vectorize(true)) },
		"`strict=True` and `strategy=\"forward-mode\"`": func() {
			autograd.Jacobian(first, tensors{x}, strict, autograd.Strategy(autograd.ForwardMode))
		},
		"`create_graph=True` and `strategy=\"forward-mode\"`": func() {
			autograd.Jacobian(first, tensors{x}, graph, autograd.Strategy(autograd.ForwardMode))
		},
		"only implemented for `vectorize=True`": func() { autograd.Jacobian(first, tensors{x}, autograd.Strategy(autograd.ForwardMode)) },
	} {
		torchtest.Panics(t, message, f)
	}
	x.SetRequiresGrad(true)
	_, hvp := autograd.HVP(cube, tensors{x}, nil, strict, graph)
	torchtest.Equal(t, []float64{6}, hvp[0].Detach())
	torchtest.Equal(t, []float64{6}, autograd.Hessian(cube, tensors{x}, strict)[0][0].View(1))
}

func TestFunctional_Misuse(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := vector(1, 2), vector(3, 4)
	for message, f := range map[string]func(){
		"v is a tuple of invalid length: should be 2 but got 1.": func() {
			autograd.VJP(polynomials, tensors{x, y}, tensors{x})
		},
		"Entry 1 in v has invalid size: should be torch.Size([2]) but got torch.Size([1]).": func() {
			autograd.JVP(polynomials, tensors{x, y}, tensors{x, vector(1)})
		},
		"The vector v can only be None": func() { autograd.VJP(polynomials, tensors{x, y}, nil) },
		"The function given to hessian should return a single Tensor": func() {
			autograd.Hessian(polynomials, tensors{x, y})
		},
		"The Tensor returned by the function given to hvp should contain a single element": func() {
			autograd.HVP(func(in ...*torch.Tensor) []*torch.Tensor { return in }, tensors{x}, tensors{x})
		},
	} {
		torchtest.Panics(t, message, f)
	}
}
