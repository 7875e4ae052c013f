// Package ninit fills tensors with initial weights, with Python's draws and
// formulas: from one seed, the same bits. Go lets no package be called init,
// which is the name of its folder:
//
//	import ninit "github.com/e0112027/gotorch/nn/init"
//
//	ninit.KaimingNormal_(conv.Weight, ninit.FanOut, ninit.Nonlinearity("relu"))
//
// Every function writes to its tensor in place, outside of the graph, and
// returns it.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html
package ninit

import "github.com/e0112027/gotorch/torch"

// GeneratorOption is what [WithGenerator] returns, a keyword argument of every
// function that draws.
type GeneratorOption struct{ generator *torch.Generator }

// WithGenerator draws from g rather than from the default generator.
func WithGenerator(g *torch.Generator) GeneratorOption { return GeneratorOption{g} }

func from(options []GeneratorOption) torch.GeneratorOption {
	var g *torch.Generator
	for _, o := range options {
		g = o.generator
	}
	return torch.WithGenerator(g)
}

// fill runs f with t's memory outside of the graph; what f makes of it is freed
// at the end.
func fill(t *torch.Tensor, f func(t *torch.Tensor)) *torch.Tensor {
	torch.Scoped(func(s *torch.Scope) { f(s.Adopt(t.Detach())) })
	return t
}

// Uniform_ draws from the uniform distribution over [a, b).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.uniform_
func Uniform_(t *torch.Tensor, a, b float64, generator ...GeneratorOption) *torch.Tensor {
	return fill(t, func(t *torch.Tensor) { t.Uniform_(a, b, from(generator)) })
}

// Normal_ draws from the normal distribution.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.normal_
func Normal_(t *torch.Tensor, mean, std float64, generator ...GeneratorOption) *torch.Tensor {
	return fill(t, func(t *torch.Tensor) { t.Normal_(mean, std, from(generator)) })
}

// Constant_ sets every element to a number.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.constant_
func Constant_(t *torch.Tensor, value float64) *torch.Tensor {
	return fill(t, func(t *torch.Tensor) { t.Fill_(value) })
}

// Ones_ sets every element to 1.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.ones_
func Ones_(t *torch.Tensor) *torch.Tensor { return Constant_(t, 1) }

// Zeros_ sets every element to 0.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.zeros_
func Zeros_(t *torch.Tensor) *torch.Tensor {
	return fill(t, func(t *torch.Tensor) { t.Zero_() })
}
