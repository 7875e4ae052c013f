package parametrizations_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/parametrizations"
	"github.com/e0112027/gotorch/torch"
)

var rounding = torchtest.Tolerance{Rel: 1e-5, Abs: 1e-5, Why: "float32 sums of five products"}

func TestParametrizations_KeepPythonsKeys(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewSequential(nn.NewLinear(3, 2), nn.NewLinear(2, 3), nn.NewLinear(3, 3))
	parametrizations.WeightNorm(m.At(0), "weight")
	parametrizations.SpectralNorm(m.At(1), "weight")
	parametrizations.Orthogonal(m.At(2), "weight")
	assert.Equal(t, []string{
		"0.bias", "0.parametrizations.weight.original0", "0.parametrizations.weight.original1",
		"1.bias", "1.parametrizations.weight.original", "1.parametrizations.weight.0._u", "1.parametrizations.weight.0._v",
		"2.bias", "2.parametrizations.weight.original", "2.parametrizations.weight.0.base",
	}, nn.StateDict(m).Names())
}

func TestOrthogonal_StaysOrthogonal(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, how := range []string{"matrix_exp", "cayley", "householder"} {
		m := nn.NewLinear(5, 3, nn.Bias(false))
		parametrizations.Orthogonal(m, "weight", parametrizations.OrthogonalMap(how))
		m.Forward(torch.Randn(2, 5)).Pow(2).Sum().Backward()
		torch.NoGrad(func() {
			for _, p := range nn.Parameters(m) {
				p.Sub_(p.Grad())
			}
		})
		m.Forward(torch.Randn(2, 5))
		torchtest.AllClose(t, torch.Eye(3), m.Weight.MatMul(m.Weight.T()).Detach(), rounding, how)
	}
}

func TestSpectralNorm_ChangesOnlyInTraining(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewLinear(4, 3)
	parametrizations.SpectralNorm(m, "weight")
	u := nn.GetBuffer(m, "parametrizations.weight.0._u")
	nn.Eval(m)
	before := u.Clone()
	m.Forward(torch.Ones(1, 4))
	torchtest.Equal(t, before, u)
	nn.Train(m)
	nn.Clone(m)
	torchtest.Equal(t, before, u)
	// Of the weight it was made with u may be the fixed point already.
	original := nn.GetParameter(m, "parametrizations.weight.original")
	torch.NoGrad(func() { original.Copy_(torch.NewTensor([][]float32{{1, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 3, 0}})) })
	m.Forward(torch.Ones(1, 4))
	assert.NotEmpty(t, torchtest.Diff(before, u))
}

func TestParametrizations_Refusals(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewLinear(2, 2)
	for message, f := range map[string]func(){
		"has no parameter or buffer with name 'gain'":                           func() { parametrizations.SpectralNorm(m, "gain") },
		"Dimension out of range (expected to be in range of [-2, 1] but got 2)": func() { parametrizations.SpectralNorm(m, "weight", parametrizations.Dim(2)) },
		"Expected n_power_iterations to be positive": func() {
			parametrizations.SpectralNorm(m, "weight", parametrizations.NPowerIterations(0))
		},
		"Got a tensor of 1 dimensions": func() { parametrizations.Orthogonal(m, "bias") },
		`orthogonal_map has to be one of "matrix_exp"`: func() {
			parametrizations.Orthogonal(m, "weight", parametrizations.OrthogonalMap("qr"))
		},
	} {
		torchtest.Panics(t, message, f)
	}
}

func ExampleWeightNorm() {
	m := nn.NewLinear(4, 2)
	parametrizations.WeightNorm(m, "weight")
	fmt.Println(nn.StateDict(m).Names())
	// Output: [bias parametrizations.weight.original0 parametrizations.weight.original1]
}
