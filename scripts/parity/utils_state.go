package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/parametrizations"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/torch"
)

func recordStateHooks(r *recorder) {
	torch.ManualSeed(0)
	m := nn.NewSequential(nn.NewSequential(nn.NewLinear(2, 3), nn.NewBatchNorm1d(3)), nn.NewLinear(3, 2))
	var lines []string
	note := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, where := range []string{"", "0", "0.1"} {
		noteStateHooks(nn.GetSubmodule(m, where), where, note)
	}
	norm := nn.GetSubmodule(m, "0.1")
	nn.OnStateDict(norm, func(_ any, s *torch.StateDict, prefix string) {
		weight := s.Get(prefix + "weight")
		s.Delete(prefix + "weight")
		s.Set(prefix+"gamma", weight.Mul(2))
	})
	handle := nn.OnLoadStateDictPre(norm, func(_ any, s *torch.StateDict, prefix string, _ *nn.LoadError) {
		if gamma := s.Get(prefix + "gamma"); gamma != nil {
			s.Delete(prefix + "gamma")
			s.Set(prefix+"weight", gamma.Div(2))
		}
	})
	for name, t := range nn.StateDict(m, nn.Prefix("net")).All() {
		r.tensor("saved "+name, t)
	}
	saved := nn.StateDict(m)
	saved.Delete("1.bias")
	saved.Set("0.more", torch.Ones(1))
	for _, label := range []string{"hooked", "removed", "forgiven"} {
		torch.NoGrad(func() {
			for _, p := range nn.Parameters(m) {
				p.Fill_(7)
			}
		})
		if err := nn.LoadStateDict(m, saved); err != nil {
			r.text(label, err.Error())
		} else {
			r.text(label, "fits")
		}
		for name, p := range nn.NamedParameters(m) {
			r.tensor(label+" "+name, p.Detach())
		}
		handle.Remove()
		if label == "removed" {
			nn.OnLoadStateDict(m, func(_ any, e *nn.LoadError) { e.Missing, e.Unexpected = nil, nil })
		}
	}
	r.text("calls", strings.Join(lines, "\n"))
}

func noteStateHooks(m any, where string, note func(string, ...any)) {
	names := func(s *torch.StateDict) string { return strings.Join(s.Names(), " ") }
	nn.OnStateDictPre(m, func(_ any, prefix string) { note("save %s before %s", where, prefix) })
	nn.OnStateDict(m, func(_ any, s *torch.StateDict, prefix string) { note("save %s after %s: %s", where, prefix, names(s)) })
	nn.OnLoadStateDictPre(m, func(_ any, s *torch.StateDict, prefix string, e *nn.LoadError) {
		note("load %s before %s: %s; %s; %s", where, prefix, names(s), strings.Join(e.Missing, " "), strings.Join(e.Unexpected, " "))
	})
	nn.OnLoadStateDict(m, func(_ any, e *nn.LoadError) {
		note("load %s after: %s; %s", where, strings.Join(e.Missing, " "), strings.Join(e.Unexpected, " "))
	})
}

func recordAssign(r *recorder) {
	torch.ManualSeed(0)
	m := nn.NewSequential(nn.NewLinear(2, 3), nn.NewBatchNorm1d(3), nn.NewLinear(3, 2))
	m.At(2).(*nn.Linear).Weight.SetRequiresGrad(false)
	s := nn.StateDict(m)
	for name, t := range s.All() {
		if t.DType().IsFloatingPoint() {
			t = t.Double()
		}
		s.Set(name, t.Add(1))
	}
	s.Set("2.bias", torch.Ones(5))
	s.Set("0.bias", torch.Ones(3, torch.Int64))
	before := map[string]*torch.Tensor{}
	for name, p := range nn.NamedParameters(m) {
		before[name] = p
	}
	r.text("problems", strconv.Itoa(len(strings.Split(nn.LoadStateDict(m, s, nn.Assign(true)).Error(), "\n"))))
	for name, p := range nn.NamedParameters(m) {
		shared := p.DataPtr() == s.Get(name).DataPtr()
		r.text(name, strings.Join([]string{pythonBool[p.RequiresGrad()], pythonBool[p == before[name]], pythonBool[shared]}, " "))
	}
	r.state("", m)
	meta := nn.NewLinear(2, 3, nn.Device(torch.Meta))
	state := torch.NewStateDict(map[string]*torch.Tensor{"weight": torch.Ones(3, 2), "bias": torch.Zeros(3)})
	r.must(nn.LoadStateDict(meta, state, nn.Assign(true)))
	meta.Forward(torch.Ones(1, 2)).Sum().Backward()
	r.state("meta ", meta)
	r.tensor("meta gradient", meta.Weight.Grad())
}

func recordCached(r *recorder) {
	torch.ManualSeed(0)
	m, other := nn.NewLinear(5, 5), nn.NewLinear(5, 5)
	parametrizations.SpectralNorm(m, "weight")
	x := torch.Randn(4, 5)
	y := parametrize.CachedResult(m, func() *torch.Tensor { return m.Forward(m.Forward(m.Forward(x))) })
	y.Pow(2).Sum().Backward()
	r.tensor("output", y)
	r.grads("", m)
	r.state("", m)
	parametrize.TransferParametrizationsAndParams(m, other)
	r.text("print", nn.String(other))
	r.tensor("other", other.Forward(x))
	r.state("other ", other)
	r.draws()
}
