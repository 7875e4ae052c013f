package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

func TestOnStateDict_RenamesBothWays(t *testing.T) {
	torchtest.NoLeaks(t)
	net := &struct{ A, B *doubling }{newDoubling(), newDoubling()}
	rename := func(from, to string) func(s *torch.StateDict, prefix string) {
		return func(s *torch.StateDict, prefix string) {
			if x := s.Get(prefix + from); x != nil {
				s.Delete(prefix + from)
				s.Set(prefix+to, x)
			}
		}
	}
	save, load := rename("weight", "gain"), rename("gain", "weight")
	saved := nn.OnStateDict(net.B, func(m any, s *torch.StateDict, prefix string) {
		assert.Same(t, net.B, m)
		save(s, prefix)
	})
	loaded := nn.OnLoadStateDictPre(net.B, func(_ any, s *torch.StateDict, prefix string, _ *nn.LoadError) { load(s, prefix) })
	state := nn.StateDict(net)
	require.Equal(t, []string{"a.weight", "b.gain"}, state.Names())
	require.NoError(t, nn.LoadStateDict(net, state))
	require.Equal(t, []string{"a.weight", "b.gain"}, state.Names(), "hooks change a copy")
	require.False(t, net.B.Hooked(), "Forward has none")
	saved.Remove()
	loaded.Remove()
	require.Equal(t, []string{"a.weight", "b.weight"}, nn.StateDict(net).Names())
	require.ErrorContains(t, nn.LoadStateDict(net, state), "Missing key(s) in state_dict: \"b.weight\". \n\tUnexpected key(s) in state_dict: \"b.gain\". ")
}

func TestOnLoadStateDict_ReportsAndForgives(t *testing.T) {
	torchtest.NoLeaks(t)
	net := &struct{ A *doubling }{newDoubling()}
	nn.OnLoadStateDict(net.A, func(_ any, e *nn.LoadError) { e.Missing = nil })
	require.NoError(t, nn.LoadStateDict(net, torch.NewStateDict(nil)))
	copied := nn.Clone(net)
	nn.OnLoadStateDictPre(copied.A, func(m any, _ *torch.StateDict, _ string, e *nn.LoadError) {
		assert.Same(t, copied.A, m)
		e.Problems = append(e.Problems, "too old")
	})
	require.ErrorContains(t, nn.LoadStateDict(copied, torch.NewStateDict(nil)), "too old")
	require.NoError(t, nn.LoadStateDict(net, torch.NewStateDict(nil)))
	torchtest.Panics(t, "has no hooks; embed nn.Module in its struct", func() { nn.OnStateDict(net, func(any, *torch.StateDict, string) {}) })
}

func TestLoadStateDict_AssignTakesTheTensors(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewLinear(2, 1)
	former := m.Weight
	state := torch.NewStateDict(map[string]*torch.Tensor{"weight": torch.Ones(1, 2, torch.Float64), "bias": torch.Zeros(1, torch.Int64)})
	var e *nn.LoadError
	require.ErrorAs(t, nn.LoadStateDict(m, state, nn.Assign(true)), &e)
	require.Len(t, e.Problems, 1)
	require.Contains(t, e.Problems[0], `While copying the parameter named "bias"`)
	require.NotSame(t, former, m.Weight)
	require.Equal(t, torch.Float64, m.Weight.DType())
	require.True(t, m.Weight.RequiresGrad())
	require.Equal(t, state.Get("weight").DataPtr(), m.Weight.DataPtr())

	list := &struct {
		Gains []*torch.Tensor
		By    map[string]*torch.Tensor
		Dict  nn.ParameterDict
	}{[]*torch.Tensor{one()}, map[string]*torch.Tensor{"x": one()}, nn.ParameterDict{}}
	list.Dict.Set("y", one())
	other := torch.NewStateDict(nil)
	for name := range nn.StateDict(list).All() {
		other.Set(name, torch.Full([]int{1}, 7.0))
	}
	require.NoError(t, nn.LoadStateDict(list, other, nn.Assign(true)))
	for name, x := range nn.StateDict(list).All() {
		require.Equal(t, other.Get(name).DataPtr(), x.DataPtr(), name)
	}
}

func TestLoadStateDict_WarnsOfACopyToMeta(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []string
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w.Message) })
	defer torch.SetWarningHandler(nil)
	m := nn.NewLinear(2, 1, nn.Device(torch.Meta), nn.Bias(false))
	state := torch.NewStateDict(map[string]*torch.Tensor{"weight": torch.Ones(1, 2)})
	require.NoError(t, nn.LoadStateDict(m, state))
	require.Len(t, got, 1)
	require.Contains(t, got[0], "for weight: copying from a non-meta parameter in the checkpoint to a meta parameter in the current model, which is a no-op.")
	require.NoError(t, nn.LoadStateDict(m, state, nn.Assign(true)))
	require.Len(t, got, 1)
	torchtest.Equal(t, [][]float32{{1, 1}}, m.Weight.Detach())
}

func TestStateDict_KeepVarsAndPrefix(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	s := nn.StateDict(m, nn.KeepVars(true), nn.Prefix("net"))
	require.Equal(t, []string{"net.weight"}, s.Names())
	require.Same(t, m.Weight, s.Get("net.weight"))
	require.False(t, nn.StateDict(m).Get("weight").RequiresGrad())
}

func TestZeroGrad_KeepsTheMemoryWhereTold(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	nn.ZeroGrad(m, nn.SetToNone(false))
	require.Nil(t, m.Weight.Grad())
	m.Forward(torch.Ones(1)).Sum().Backward(torch.CreateGraph(true))
	at := m.Weight.Grad().DataPtr()
	nn.ZeroGrad(m, nn.SetToNone(false))
	torchtest.Equal(t, []float32{0}, m.Weight.Grad())
	require.Equal(t, at, m.Weight.Grad().DataPtr())
	nn.ZeroGrad(m)
	require.Nil(t, m.Weight.Grad())
}
