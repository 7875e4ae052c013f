// Package ninit fills tensors with initial weights, with Python's draws and
// formulas: from one seed, the same bits. Go lets no package be called
// init, which is the name of its folder:
//
//	import "github.com/e0112027/gotorch/nn/init"
//
//	ninit.KaimingNormal_(conv.Weight, ninit.Mode(ninit.FanOut), ninit.Nonlinearity("relu"))
//
// Every function writes to its tensor in place, outside of the graph, and
// returns it.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html
package ninit

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// drawing runs a function that fills t, where autograd may record t.
func drawing(t *torch.Tensor, fill func()) *torch.Tensor {
	torch.NoGrad(fill)
	return t
}

// Uniform_ draws from the uniform distribution over [a, b).
func Uniform_(t *torch.Tensor, a, b float64, generator ...torch.GeneratorOption) *torch.Tensor {
	return drawing(t, func() { t.Uniform_(a, b, generator...) })
}

// Normal_ draws from the normal distribution.
func Normal_(t *torch.Tensor, mean, std float64, generator ...torch.GeneratorOption) *torch.Tensor {
	return drawing(t, func() { t.Normal_(mean, std, generator...) })
}

// Constant_ sets every element to a number.
func Constant_(t *torch.Tensor, value float64) *torch.Tensor {
	return drawing(t, func() { t.Fill_(value) })
}

// Ones_ sets every element to 1.
func Ones_(t *torch.Tensor) *torch.Tensor { return Constant_(t, 1) }

// Zeros_ sets every element to 0.
func Zeros_(t *torch.Tensor) *torch.Tensor { return drawing(t, func() { t.Zero_() }) }

// KaimingOption is a keyword argument of [KaimingUniform_] and [KaimingNormal_]:
// [Slope], [Mode], [Nonlinearity] or what torch.WithGenerator returns.
type KaimingOption interface{}

type slopeOption float64

// Slope is the negative slope of the leaky ReLU that follows, Python's a.
func Slope(a float64) KaimingOption { return slopeOption(a) }

// Mode is Python's mode: [FanIn] unless given.
func Mode(m FanMode) KaimingOption { return m }

type nonlinearityOption string

// Nonlinearity names what follows the layer, as for [Gain]: "leaky_relu" unless
// given.
func Nonlinearity(name string) KaimingOption { return nonlinearityOption(name) }

type kaiming struct {
	slope        float64
	mode         FanMode
	nonlinearity string
	generator    []torch.GeneratorOption
}

func kaimingOf(options []KaimingOption) kaiming {
	k := kaiming{nonlinearity: "leaky_relu"}
	for _, option := range options {
		switch o := option.(type) {
		case slopeOption:
			k.slope = float64(o)
		case FanMode:
			k.mode = o
		case nonlinearityOption:
			k.nonlinearity = string(o)
		case torch.GeneratorOption:
			k.generator = []torch.GeneratorOption{o}
		default:
			refuse("%T is no option of the kaiming functions", option)
		}
	}
	return k
}

func (k *kaiming) std(t *torch.Tensor) float64 {
	return Gain(k.nonlinearity, k.slope) / math.Sqrt(float64(k.mode.of(t)))
}

// KaimingUniform_ draws a weight (out, in, ...) from the uniform distribution
// over [-bound, bound), bound = gain·√(3/fan), after He et al. (2015). A tensor
// without elements is left alone.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_
func KaimingUniform_(t *torch.Tensor, options ...KaimingOption) *torch.Tensor {
	if slices.Contains(t.Shape(), 0) {
		return t
	}
	k := kaimingOf(options)
	bound := math.Sqrt(3) * k.std(t)
	return Uniform_(t, -bound, bound, k.generator...)
}

// KaimingNormal_ draws a weight (out, in, ...) from the normal distribution of
// deviation gain/√fan, after He et al. (2015). A tensor without elements is left
// alone.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_
func KaimingNormal_(t *torch.Tensor, options ...KaimingOption) *torch.Tensor {
	if slices.Contains(t.Shape(), 0) {
		return t
	}
	k := kaimingOf(options)
	return Normal_(t, 0, k.std(t), k.generator...)
}
