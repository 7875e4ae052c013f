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

// counting is symmetric, and counts how often it is asked.
type counting struct{ n *int }

func (c *counting) Forward(x *torch.Tensor) *torch.Tensor {
	*c.n++
	return x.Triu(0).Add(x.Triu(1).T())
}

func TestCached_ComputesOnce(t *testing.T) {
	torchtest.NoLeaks(t)
	n := 0
	net := &struct{ A, B *nn.Linear }{positive(), positive()}
	parametrize.RegisterParametrization(net.A, "weight", &counting{&n})
	parametrize.RegisterParametrization(net.B, "weight", &counting{&n})
	x := torch.Ones(1, 2)
	run := func() *torch.Tensor {
		return net.A.Forward(x).Add(net.A.Forward(x)).Add(net.B.Forward(x)).Add(net.A.Forward(x)).Sum()
	}
	n = 0
	want := run()
	require.Equal(t, 4, n)
	want.Backward()
	grad := nn.GetParameter(net, "a.parametrizations.weight.original").Grad()
	nn.ZeroGrad(net)
	n = 0
	loss := parametrize.CachedResult(net, func() *torch.Tensor {
		parametrize.Cached(net.A, func() { net.A.Forward(x) })
		return run()
	})
	require.Equal(t, 2, n, "once each, though a cache inside has ended")
	torchtest.Equal(t, want.Detach(), loss.Detach())
	loss.Backward()
	torchtest.Equal(t, grad, nn.GetParameter(net, "a.parametrizations.weight.original").Grad())
	n = 0
	run()
	require.Equal(t, 4, n, "afterwards each Forward computes")
	n = 0
	func() {
		defer func() { recover() }()
		parametrize.Cached(net, func() { panic("lost") })
	}()
	run()
	require.Equal(t, 4, n, "after a panic too")
}

func TestTransferParametrizationsAndParams_SharesOriginals(t *testing.T) {
	torchtest.NoLeaks(t)
	n := 0
	from, to := positive(), nn.NewLinear(2, 2)
	parametrize.RegisterParametrization(from, "weight", &counting{&n})
	parametrize.RegisterParametrization(from, "weight", exponential{})
	parametrize.TransferParametrizationsAndParams(from, to)
	original := nn.GetParameter(from, "parametrizations.weight.original")
	assert.Same(t, original, nn.GetParameter(to, "parametrizations.weight.original"))
	torchtest.Equal(t, from.Weight.Detach(), to.Weight.Detach())
	assert.Equal(t, []string{"bias", "parametrizations.weight.original"}, nn.StateDict(to).Names())
	bare := &nn.Linear{InFeatures: 2, OutFeatures: 2}
	parametrize.TransferParametrizationsAndParams(from, bare, "weight")
	torchtest.Equal(t, from.Weight.Detach(), bare.Weight.Detach())

	plain := nn.NewLinear(2, 2)
	parametrize.TransferParametrizationsAndParams(plain, to)
	torchtest.Panics(t, "does not have a parametrization on bias", func() { parametrize.TransferParametrizationsAndParams(from, to, "bias") })
	torchtest.Panics(t, "*nn.ReLU has no field for the parameter weight, which *nn.Linear has", func() { parametrize.TransferParametrizationsAndParams(from, nn.NewReLU()) })
}

func TestForward_WarnsOfAnAssignmentThatIsLost(t *testing.T) {
	var told []string
	torch.SetWarningHandler(func(w torch.Warning) { told = append(told, w.Message) })
	defer torch.SetWarningHandler(nil)
	l := nn.NewLinear(2, 2)
	parametrize.RegisterParametrization(l, "weight", exponential{})
	x := torch.Ones(1, 2)
	l.Forward(x)
	nn.Clone(l).Forward(x)
	parametrize.Assign(l, "weight", torch.Ones(2, 2))
	l.Forward(x)
	assert.Empty(t, told)
	l.Weight = nn.Parameter(torch.Ones(2, 2))
	l.Forward(x)
	l.Forward(x)
	require.Len(t, told, 1)
	assert.Contains(t, told[0], "*nn.Linear: what was assigned to weight is lost")
	assert.Contains(t, told[0], `parametrize.Assign(m, "weight", value)`)
}
