// Package suite is what holds for every module: a test runs one through it with one line.
package suite

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// Finite differences of step 1e-6 in float64 lose about half of the digits.
var byDifferences = torchtest.Tolerance{Rel: 1e-6, Abs: 1e-7, Why: "central differences of step 1e-6 in float64"}

// Conform runs a layer or a function through everything that holds for all of them.
func Conform(t *testing.T, c cases.Case) {
	t.Helper()
	available, err := c.IsAvailable()
	require.NoError(t, err)
	if !available {
		t.Skipf("libtorch %s has no operator %s", torch.Version(), c.Operator)
	}
	torchtest.NoLeaks(t)
	checks := []struct {
		name  string
		layer bool // for layers alone
		run   func(t *testing.T, c cases.Case)
	}{
		{"state round trip", true, stateRoundTrip},
		{"train and eval", true, trainAndEval},
		{"print", true, printsItself},
		{"move", true, movesInPlace},
		{"gradient", false, gradientIsDerivative},
		{"scope", false, resultJoinsScope},
	}
	for _, check := range checks {
		if check.layer && !c.IsLayer() {
			continue
		}
		t.Run(check.name, func(t *testing.T) {
			torch.ManualSeed(1)
			check.run(t, c)
		})
	}
}

func inputs(t *testing.T, c cases.Case) []*torch.Tensor {
	t.Helper()
	in, err := c.NewInputs()
	require.NoError(t, err)
	return in
}

// made is what the case makes, nil for a function.
func made(c cases.Case) any {
	if !c.IsLayer() {
		return nil
	}
	return c.Make()
}

func requireEqual(t *testing.T, want, got []*torch.Tensor, message string) {
	t.Helper()
	require.Equal(t, len(want), len(got), message)
	for i := range want {
		torchtest.Equal(t, want[i].Detach(), got[i].Detach(), message)
	}
}

func stateRoundTrip(t *testing.T, c cases.Case) {
	a, b := c.Make(), c.Make()
	in := inputs(t, c)
	c.Run(a, in)
	require.NoError(t, nn.LoadStateDict(b, nn.StateDict(a)))
	nn.Eval(a)
	nn.Eval(b)
	torch.ManualSeed(2)
	want := c.Run(a, in)
	torch.ManualSeed(2)
	requireEqual(t, want, c.Run(b, in), "outputs")
	require.Equal(t, nn.StateDict(a).Names(), nn.StateDict(b).Names())
	for name, v := range nn.StateDict(a).All() {
		torchtest.Equal(t, v, nn.StateDict(b).Get(name), name)
	}
}

func trainAndEval(t *testing.T, c cases.Case) {
	m := c.Make()
	nn.Eval(m)
	before := map[string]*torch.Tensor{}
	for name, v := range nn.StateDict(m).All() {
		before[name] = v.Clone()
	}
	c.Run(m, inputs(t, c))
	for name, v := range nn.StateDict(m).All() {
		if !c.Renorms {
			torchtest.Equal(t, before[name], v, "evaluation changes "+name)
		}
	}
	for _, on := range []bool{true, false, true} {
		setMode(m, on)
		for name, inner := range nn.NamedModules(m) {
			if mode, ok := inner.(interface{ Training() bool }); ok {
				require.Equal(t, on, mode.Training(), name)
			}
		}
	}
}

func setMode(m any, training bool) {
	if training {
		nn.Train(m)
	} else {
		nn.Eval(m)
	}
}

func printsItself(t *testing.T, c cases.Case) {
	m := c.Make()
	before := nn.String(m)
	name := fmt.Sprintf("%T", m)
	class := strings.TrimPrefix(name[strings.LastIndex(name, ".")+1:], "Lazy") // which it isn't any more
	require.True(t, strings.HasPrefix(before, class+"("), before)
	c.Run(m, inputs(t, c))
	nn.Eval(m)
	require.Equal(t, before, nn.String(m))
}

// gradientIsDerivative compares the gradients of the inputs and of every parameter with
// differences, in training, with the same draws each time.
func gradientIsDerivative(t *testing.T, c cases.Case) {
	if c.NoSlope != "" {
		t.Skip(c.NoSlope)
	}
	m, leaves := made(c), map[string]*torch.Tensor{}
	in := inputs(t, c)
	for i, x := range in {
		if x.DType().IsFloatingPoint() {
			in[i] = x.Detach().To(torch.Float64).SetRequiresGrad(x.RequiresGrad())
			leaves[fmt.Sprint("input ", i)] = in[i]
		}
	}
	if m != nil {
		nn.To(m, torch.Float64)
		for name, p := range nn.NamedParameters(m) {
			leaves[name] = p
		}
	}
	loss := func() *torch.Tensor {
		torch.ManualSeed(2)
		return weighted(c.Run(m, in))
	}
	if y := loss(); y == nil || !y.RequiresGrad() {
		return // nothing that could be differentiated
	}
	loss().Backward()
	for name, leaf := range leaves {
		if leaf.RequiresGrad() && leaf.Grad() != nil {
			requireSlopes(t, name, leaf, loss)
		}
	}
}

// weighted sums up what can be differentiated, each element by a factor of its own; nil
// where there is nothing.
func weighted(outputs []*torch.Tensor) *torch.Tensor {
	var sum *torch.Tensor
	for _, y := range outputs {
		if !y.DType().IsFloatingPoint() {
			continue
		}
		factors := torch.Arange(1, float64(y.Numel()+1), 1, torch.Float64).Sin().Add(1.5).View(y.Shape()...)
		part := y.Mul(factors).Sum()
		if sum == nil {
			sum = part
		} else {
			sum = sum.Add(part)
		}
	}
	return sum
}

// requireSlopes compares a leaf's gradient with differences, of large ones at every k-th
// element.
func requireSlopes(t *testing.T, name string, leaf *torch.Tensor, loss func() *torch.Tensor) {
	t.Helper()
	const step, most = 1e-6, 20
	flat, grad := leaf.Detach().View(-1), leaf.Grad().ToDense().Reshape(-1)
	var slopes, got []float64
	torch.NoGrad(func() {
		at := func(i int, by float64) float64 {
			element := flat.Select(0, i)
			former := element.Item()
			element.Fill_(former + by)
			defer element.Fill_(former)
			return loss().Item()
		}
		for i := 0; i < flat.Numel(); i += 1 + flat.Numel()/most {
			slopes = append(slopes, (at(i, step)-at(i, -step))/(2*step))
			got = append(got, grad.Select(0, i).Item())
		}
	})
	torchtest.AllClose(t, torch.FromSlice(slopes), torch.FromSlice(got), byDifferences, name)
}

func movesInPlace(t *testing.T, c cases.Case) {
	m := c.Make()
	parameters := nn.Parameters(m)
	var trained []bool
	for _, p := range parameters {
		trained = append(trained, p.RequiresGrad())
	}
	nn.To(m, torch.Float64)
	require.Equal(t, parameters, nn.Parameters(m))
	for i, p := range parameters {
		require.Equal(t, torch.Float64, p.DType())
		require.Equal(t, trained[i], p.RequiresGrad())
	}
	in := inputs(t, c)
	for i, x := range in {
		if x.DType().IsFloatingPoint() {
			in[i] = x.Detach().To(torch.Float64)
		}
	}
	for _, y := range c.Run(m, in) {
		if y.DType().IsFloatingPoint() {
			require.Equal(t, torch.Float64, y.DType())
		}
	}
}

func resultJoinsScope(t *testing.T, c cases.Case) {
	m := made(c)
	torch.Scoped(func(s *torch.Scope) {
		in := inputs(t, c)
		for i, x := range in {
			in[i] = x.Detach().MoveTo(s)
		}
		for _, y := range c.Run(m, in) {
			require.Same(t, s, y.Scope())
		}
	})
	if m == nil {
		return
	}
	for name, p := range nn.StateDict(m).All() {
		require.Nil(t, p.Scope(), name)
	}
	c.Run(m, inputs(t, c))
}
