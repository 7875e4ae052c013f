package parametrize_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/torch"
)

// exponential keeps a parameter above 0.
type exponential struct{}

func (exponential) Forward(x *torch.Tensor) *torch.Tensor      { return x.Exp() }
func (exponential) RightInverse(x *torch.Tensor) *torch.Tensor { return x.Log() }

// scaled has a parameter of its own.
type scaled struct{ Factor *torch.Tensor }

func (s *scaled) Forward(x *torch.Tensor) *torch.Tensor { return x.Mul(s.Factor) }

// halved changes the shape.
type halved struct{}

func (halved) Forward(x *torch.Tensor) *torch.Tensor { return x.Narrow(0, 0, 1) }

func positive() *nn.Linear {
	m := nn.NewLinear(2, 2, nn.Bias(false))
	torch.NoGrad(func() { m.Weight.Fill_(1) })
	return m
}

func TestRegisterParametrization_TrainsTheOriginal(t *testing.T) {
	torchtest.NoLeaks(t)
	m := positive()
	original := m.Weight
	parametrize.RegisterParametrization(m, "weight", exponential{})
	assert.Equal(t, []string{"parametrizations.weight.original"}, nn.StateDict(m).Names())
	assert.Equal(t, []*torch.Tensor{original}, nn.Parameters(m))
	torchtest.Equal(t, [][]float32{{0, 0}, {0, 0}}, original.Detach())
	m.Forward(torch.Ones(1, 2)).Sum().Backward()
	torchtest.Equal(t, [][]float32{{1, 1}, {1, 1}}, original.Grad())
	parametrize.Assign(m, "weight", torch.Ones(2, 2))
	torchtest.Equal(t, [][]float32{{1, 1}, {1, 1}}, m.Weight.Detach())
	parametrize.RemoveParametrizations(m, "weight", parametrize.LeaveParametrized(false))
	assert.Same(t, original, m.Weight)
	torchtest.Equal(t, [][]float32{{0, 0}, {0, 0}}, m.Weight.Detach())
	assert.Equal(t, "Linear(in_features=2, out_features=2, bias=False)", nn.String(m))
	assert.False(t, parametrize.IsParametrized(m) || m.Hooked())
}

func TestRegisterParametrization_IsLoadedAndCloned(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := positive(), positive()
	for _, m := range []*nn.Linear{a, b} {
		parametrize.RegisterParametrization(m, "weight", &scaled{nn.Parameter(torch.Full([]int{1}, 2.0))})
	}
	assert.Equal(t, []string{"parametrizations.weight.original", "parametrizations.weight.0.factor"}, nn.StateDict(a).Names())
	torch.NoGrad(func() { nn.GetParameter(a, "parametrizations.weight.0.factor").Fill_(3) })
	require.NoError(t, nn.LoadStateDict(b, nn.StateDict(a)))
	torchtest.Equal(t, [][]float32{{3, 3}, {3, 3}}, b.Weight.Detach())
	c := nn.Clone(a)
	torchtest.Equal(t, [][]float32{{3, 3}, {3, 3}}, c.Weight.Detach())
	torch.NoGrad(func() { nn.GetParameter(a, "parametrizations.weight.0.factor").Fill_(5) })
	torchtest.Equal(t, [][]float32{{6, 6}}, c.Forward(torch.Ones(1, 2)).Detach())
	torchtest.Equal(t, [][]float32{{10, 10}}, a.Forward(torch.Ones(1, 2)).Detach())
	require.Len(t, parametrize.Of(a, "weight").Originals(), 1)
}

func TestRegisterParametrization_Refusals(t *testing.T) {
	torchtest.NoLeaks(t)
	type plain struct{ Weight *torch.Tensor }
	for message, f := range map[string]func(){
		"does not have a parameter, a buffer, or a parametrized element with name 'gain'": func() {
			parametrize.RegisterParametrization(positive(), "gain", exponential{})
		},
		"*parametrize_test.plain can't be parametrized; embed nn.Module": func() {
			parametrize.RegisterParametrization(&plain{}, "weight", exponential{})
		},
		"may not change the shape or the dtype of the tensor, unless parametrize.Unsafe(true) is given": func() {
			parametrize.RegisterParametrization(positive(), "weight", halved{})
		},
		"does not have a parametrization on weight": func() { parametrize.RemoveParametrizations(positive(), "weight") },
		"parametrize_test.plain has neither Forward of one tensor nor Join": func() {
			parametrize.RegisterParametrization(positive(), "weight", plain{})
		},
	} {
		torchtest.Panics(t, message, f)
	}
}

func Example() {
	m := nn.NewLinear(2, 2)
	parametrize.RegisterParametrization(m, "weight", exponential{}, parametrize.Unsafe(true))
	nn.Print(m)
	fmt.Println(nn.StateDict(m).Names())
	// Output:
	// ParametrizedLinear(
	//   in_features=2, out_features=2, bias=True
	//   (parametrizations): ModuleDict(
	//     (weight): ParametrizationList(
	//       (0): exponential()
	//     )
	//   )
	// )
	// [bias parametrizations.weight.original]
}
