package main

import (
	"iter"
	"math"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/nn/utils/parametrizations"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/nn/utils/prune"
	"github.com/e0112027/gotorch/torch"
)

// utilsCases compares torch.nn.utils and what nn does with any module.
func utilsCases() []testCase {
	out := []testCase{
		{"utils/clip value", func(r *recorder) {
			for _, foreach := range []bool{true, false} {
				m := trainedNet()
				utils.ClipGradValue_(nn.Parameters(m), 0.05, utils.Foreach(foreach))
				r.grads("", m)
			}
		}},
		{"utils/vector", func(r *recorder) {
			m := trainedNet()
			vector := utils.ParametersToVector(nn.Parameters(m))
			r.tensor("vector", vector)
			utils.VectorToParameters(vector.Mul(2), nn.Parameters(m))
			r.state("", m)
		}},
		{"utils/containers", recordContainers},
		{"utils/several hooks", recordSeveralHooks},
		{"utils/fuse", recordFuse},
		{"utils/prune", recordPrune},
		{"utils/prune structured", recordPruneStructured},
		{"utils/prune global", recordPruneGlobal},
		{"utils/load errors", recordLoadErrors},
		{"utils/state hooks", recordStateHooks},
		{"utils/assign", recordAssign},
		{"utils/cached parametrizations", recordCached},
		{"utils/functional call", recordFunctionalCall},
		{"utils/clone", recordClone},
	}
	for _, c := range clips {
		out = append(out, testCase{"utils/clip " + c.name, func(r *recorder) {
			m := trainedNet()
			r.tensor("total", utils.ClipGradNorm_(nn.Parameters(m), c.max, c.options...))
			r.grads("", m)
		}})
	}
	for _, c := range parametrized {
		out = append(out, testCase{"utils/" + c.name, func(r *recorder) { r.parametrized(c.make, c.register) }})
	}
	return out
}

var clips = []struct {
	name    string
	max     float64
	options []utils.ClipOption
}{
	{"norm", 0.5, nil},
	{"norm above", 1e3, nil},
	{"norm loop", 0.5, []utils.ClipOption{utils.Foreach(false)}},
	{"norm 1", 0.5, []utils.ClipOption{utils.NormType(1)}},
	{"norm 3 loop", 0.5, []utils.ClipOption{utils.NormType(3), utils.Foreach(false)}},
	{"norm inf", 0.05, []utils.ClipOption{utils.NormType(math.Inf(1))}},
}

func newNet() *nn.Sequential {
	torch.ManualSeed(0)
	return nn.NewSequential(nn.NewLinear(7, 5), nn.NewTanh(), nn.NewLinear(5, 6))
}

func trainedNet() *nn.Sequential {
	m := newNet()
	m.Forward(torch.Randn(4, 7)).Pow(2).Sum().Backward()
	return m
}

func (r *recorder) grads(prefix string, m any) {
	for name, p := range nn.NamedParameters(m) {
		r.tensor(prefix+"grad "+name, p.Grad())
	}
}

// containers has lists of each kind, and one layer in three places.
type containers struct {
	Dict   nn.ModuleDict[nn.Forwarder]
	List   []*nn.Linear
	Params []*torch.Tensor
	Named  nn.ParameterDict
	Again  *nn.Linear
	Last   *nn.Sequential
}

func recordContainers(r *recorder) {
	torch.ManualSeed(0)
	shared := nn.NewLinear(2, 2)
	m := &containers{List: []*nn.Linear{shared, nn.NewLinear(2, 2), shared}, Again: shared}
	m.Dict.Set("z", nn.NewLinear(2, 1))
	m.Dict.Set("a", nn.NewTanh())
	m.Params = []*torch.Tensor{nn.Parameter(torch.Ones(2)), nn.Parameter(torch.Ones(1, 3, torch.Float64))}
	m.Named.Set("w", nn.Parameter(torch.Ones(2)))
	m.Named.Set("b", nn.Parameter(torch.Ones([]int{})))
	m.Last = nn.NewSequential(nn.Named("x", nn.NewLinear(2, 3)), nn.NewReLU(), nn.NewLinear(3, 1))
	r.text("print", nn.String(m))
	r.text("slice", nn.String(m.Last.Slice(1, 3)))
	tensors := func(key string, named iter.Seq2[string, *torch.Tensor]) { r.text(key, spelled(named)) }
	tensors("parameters", nn.NamedParameters(m))
	tensors("duplicates", nn.NamedParameters(m, nn.RemoveDuplicate(false), nn.Prefix("p")))
	tensors("own", nn.NamedParameters(m, nn.Recurse(false)))
	r.text("modules", spelled(nn.NamedModules(m)))
	r.text("all modules", spelled(nn.NamedModules(m, nn.RemoveDuplicate(false))))
	r.text("children", spelled(nn.NamedChildren(m)))
	r.text("state", strings.Join(nn.StateDict(m).Names(), " "))
	var visited []string
	nn.Apply(m, func(inner any) {
		name, _, _ := strings.Cut(nn.String(inner), "(")
		visited = append(visited, name)
	})
	r.text("apply", strings.Join(visited, " "))
	m.Last.Insert(2, nn.NewTanh())
	m.Last.Delete(0)
	r.text("changed", nn.String(m.Last))
}

func spelled[V any](named iter.Seq2[string, V]) string {
	var names []string
	for name := range named {
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// recordSeveralHooks has hooks that come before others, and that see a panic.
func recordSeveralHooks(r *recorder) {
	torch.ManualSeed(0)
	m := nn.NewSequential(nn.NewLinear(3, 2), nn.NewTanh())
	linear := m.At(0).(*nn.Linear)
	var log []string
	forward := func(what string, by float64) func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor {
		return func(_ any, _, y *torch.Tensor) *torch.Tensor {
			log = append(log, what)
			if y == nil || by == 0 {
				return nil
			}
			return y.Mul(by)
		}
	}
	backward := func(what string, by float64) func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor {
		return func(_ any, gi, _ *torch.Tensor) *torch.Tensor {
			log = append(log, what)
			return gi.Add(by)
		}
	}
	nn.OnForward(linear, forward("first", 2))
	nn.OnForward(linear, forward("always", 0), nn.AlwaysCall(true))
	nn.OnForward(linear, forward("before", 3), nn.Prepend(true))
	nn.OnForward(m, forward("outer", 0.5))
	nn.OnBackward(linear, backward("grad", 0.25))
	nn.OnBackward(linear, backward("grad before", 0.5), nn.Prepend(true))
	nn.OnBackwardPre(m, func(_ any, g *torch.Tensor) *torch.Tensor { return g.Mul(4) })
	x := torch.Randn(4, 3, torch.RequiresGrad(true))
	y := m.Forward(x)
	y.Pow(2).Sum().Backward()
	r.all("values", y, x.Grad(), linear.Weight.Grad())
	_ = torch.Try(func() error { m.Forward(torch.Randn(4, 9)); return nil })
	r.text("order", strings.Join(log, "; "))
}

func recordFuse(r *recorder) {
	torch.ManualSeed(0)
	conv, bn := nn.NewConv2d(3, 4, 3, nn.Bias(false)), nn.NewBatchNorm2d(4)
	linear, bn1 := nn.NewLinear(5, 4), nn.NewBatchNorm1d(4)
	x := torch.Randn(2, 3, 5, 5)
	bn.Forward(conv.Forward(x))
	bn1.Forward(linear.Forward(torch.Randn(6, 5)))
	for _, m := range []any{conv, bn, linear, bn1} {
		nn.Eval(m)
	}
	fused := utils.FuseConvBNEval(conv, bn)
	r.state("conv ", fused)
	r.tensor("output", fused.Forward(x))
	r.state("linear ", utils.FuseLinearBNEval(linear, bn1))
	w, b := utils.FuseConvBNWeights(torch.Randn(3, 4, 2, 2), torch.Randn(4), bn.RunningMean, bn.RunningVar, 1e-3, nil, nil, utils.Transpose(true))
	r.all("transposed", w, b)
}

func recordPrune(r *recorder) {
	m := newNet()
	first := m.At(0).(*nn.Linear)
	turn := func(prefix string) {
		nn.ZeroGrad(m)
		y := m.Forward(torch.Randn(4, 7))
		y.Pow(2).Sum().Backward()
		r.tensor(prefix+"output", y)
		r.grads(prefix, m)
		r.state(prefix, m)
		r.text(prefix+"names", strings.Join(nn.StateDict(m).Names(), " "))
	}
	prune.L1Unstructured(first, "weight", prune.Fraction(0.3))
	turn("l1 ")
	prune.RandomUnstructured(first, "weight", prune.Count(4))
	turn("random ")
	prune.LnStructured(first, "weight", prune.Count(1), 2, 0)
	turn("structured ")
	prune.L1Unstructured(first, "weight", prune.Fraction(0.5), prune.ImportanceScores(torch.Randn(5, 7)))
	turn("scored ")
	prune.Identity(first, "bias")
	prune.CustomFromMask(first, "bias", torch.NewTensor([]int{0, 1, 1, 0, 1}))
	turn("bias ")
	r.text("print", nn.String(m))
	prune.Remove(first, "weight")
	prune.Remove(first, "bias")
	r.tensor("removed weight", first.Weight)
	r.tensor("removed bias", first.Bias)
	r.draws()
}

func recordPruneStructured(r *recorder) {
	torch.ManualSeed(0)
	conv := nn.NewConv2d(4, 6, 3)
	prune.RandomStructured(conv, "weight", prune.Fraction(0.4), 1)
	r.state("random ", conv)
	prune.LnStructured(conv, "weight", prune.Fraction(0.34), math.Inf(1), -4)
	r.state("norm ", conv)
	prune.RandomStructured(conv, "weight", prune.Count(1), 0)
	r.state("again ", conv)
	r.draws()
}

func recordPruneGlobal(r *recorder) {
	m := newNet()
	targets := []prune.Target{{Module: m.At(0), Name: "weight"}, {Module: m.At(2), Name: "weight"}, {Module: m.At(2), Name: "bias"}}
	prune.GlobalUnstructured(targets, prune.ByL1(prune.Fraction(0.4)))
	r.state("first ", m)
	prune.GlobalUnstructured(targets, prune.ByRandom(prune.Count(7)))
	r.state("second ", m)
	r.draws()
}

func recordLoadErrors(r *recorder) {
	m := nn.NewSequential(nn.NewSequential(nn.NewLinear(2, 3), nn.NewBatchNorm1d(3)), nn.NewLinear(3, 2))
	state := nn.StateDict(m)
	for _, name := range []string{"1.bias", "0.1.running_mean", "0.0.weight"} {
		state.Delete(name)
	}
	state.Set("extra", torch.Ones(1))
	state.Set("1.bias.deep", torch.Ones(1))
	state.Set("0.1.more", torch.Ones(1))
	state.Set("0.more", torch.Ones(1))
	state.Set("5.more.most", torch.Ones(1))
	state.Set("1.weight", torch.Ones(2, 5))
	state.Set("0.1.weight", torch.Ones(1))
	r.text("strict", nn.LoadStateDict(m, state).Error())
	r.text("loose", nn.LoadStateDict(m, state, nn.Strict(false)).Error())
}

func recordFunctionalCall(r *recorder) {
	m := newNet()
	scale := torch.Ones(1, torch.RequiresGrad(true))
	state := map[string]*torch.Tensor{"0.weight": m.At(0).(*nn.Linear).Weight.Detach().Mul(scale), "2.bias": torch.Zeros(6)}
	y := nn.FunctionalCall(m, state, func() *torch.Tensor { return m.Forward(torch.Randn(4, 7)) })
	y.Pow(2).Sum().Backward()
	r.all("result", y, scale.Grad())
	r.state("", m)
}

func recordClone(r *recorder) {
	m := newNet()
	parametrizations.SpectralNorm(m.At(0), "weight")
	prune.L1Unstructured(m.At(2), "bias", prune.Count(2))
	m.Forward(torch.Ones(1, 7)).Sum().Backward()
	nn.ZeroGrad(m)
	prune.Remove(m.At(2), "bias") // Python can't copy what is pruned
	c := nn.Clone(m)
	for _, net := range []*nn.Sequential{c, m} {
		x := torch.Randn(4, 7)
		net.Forward(x).Sum().Backward()
		r.grads("", net)
		r.state("", net)
	}
	r.text("print", nn.String(c))
}

func linear(in, out int) func() nn.Forwarder {
	return func() nn.Forwarder { return nn.NewLinear(in, out) }
}

func conv() nn.Forwarder { return nn.NewConv2d(3, 4, 3) }

var parametrized = []struct {
	name     string
	make     func() nn.Forwarder
	register func(m any)
}{
	{"weight norm", linear(7, 5), func(m any) { parametrizations.WeightNorm(m, "weight") }},
	{"weight norm of conv", conv, func(m any) { parametrizations.WeightNorm(m, "weight", parametrizations.Dim(1)) }},
	{"weight norm of all", linear(7, 5), func(m any) { parametrizations.WeightNorm(m, "weight", parametrizations.Dim(-1)) }},
	{"spectral norm", linear(7, 5), func(m any) { parametrizations.SpectralNorm(m, "weight") }},
	{"spectral norm of conv", conv, func(m any) {
		parametrizations.SpectralNorm(m, "weight", parametrizations.NPowerIterations(3), parametrizations.Dim(1))
	}},
	{"spectral norm of bias", linear(7, 5), func(m any) { parametrizations.SpectralNorm(m, "bias") }},
	{"orthogonal square", linear(5, 5), func(m any) { parametrizations.Orthogonal(m, "weight") }},
	{"orthogonal wide", linear(7, 5), func(m any) { parametrizations.Orthogonal(m, "weight") }},
	{"orthogonal tall", linear(5, 7), func(m any) { parametrizations.Orthogonal(m, "weight") }},
	{"orthogonal cayley", linear(7, 5), func(m any) { parametrizations.Orthogonal(m, "weight", parametrizations.OrthogonalMap("cayley")) }},
	{"orthogonal matrix_exp", linear(5, 7), func(m any) {
		parametrizations.Orthogonal(m, "weight", parametrizations.OrthogonalMap("matrix_exp"), parametrizations.UseTrivialization(false))
	}},
	{"orthogonal householder", linear(7, 5), func(m any) {
		parametrizations.Orthogonal(m, "weight", parametrizations.UseTrivialization(false))
	}},
	{"parametrizations in turn", linear(5, 5), func(m any) {
		parametrize.RegisterParametrization(m, "weight", symmetric{})
		parametrize.RegisterParametrization(m, "weight", symmetric{})
		parametrizations.SpectralNorm(m, "bias")
	}},
}

// symmetric makes a symmetric matrix of any.
type symmetric struct{}

func (symmetric) Forward(x *torch.Tensor) *torch.Tensor { return x.Triu(0).Add(x.Triu(1).T()) }

// parametrized trains a parametrized layer for two steps, evaluates and assigns.
func (r *recorder) parametrized(newLayer func() nn.Forwarder, register func(m any)) {
	torch.ManualSeed(0)
	m := newLayer()
	register(m)
	r.text("print", nn.String(m))
	var x *torch.Tensor
	switch l := m.(type) {
	case *nn.Linear:
		x = torch.Randn(4, l.InFeatures)
	case *nn.Conv2d:
		x = torch.Randn(2, 3, 6, 6)
	}
	r.state("initial ", m)
	for _, turn := range []string{"first ", "second "} {
		nn.ZeroGrad(m)
		y := m.Forward(x)
		y.Pow(2).Sum().Backward()
		r.tensor(turn+"output", y)
		r.grads(turn, m)
		torch.NoGrad(func() {
			for _, p := range nn.Parameters(m) {
				p.Sub_(p.Grad().Mul(0.1))
			}
		})
		r.state(turn+"state ", m)
	}
	nn.Eval(m)
	r.tensor("eval output", m.Forward(x))
	for _, name := range []string{"weight", "bias"} {
		if parametrize.IsParametrized(m, name) {
			parametrize.RemoveParametrizations(m, name)
			r.tensor("removed "+name, nn.GetParameter(m, name))
		}
	}
	r.text("removed print", nn.String(m))
	r.draws()
}
