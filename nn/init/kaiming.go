package ninit

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// KaimingOption is a keyword argument of [KaimingUniform_] and [KaimingNormal_]:
// [Slope], a [FanMode] ([FanIn] unless given), [Nonlinearity] or [WithGenerator].
type KaimingOption interface{ applyKaiming(*kaiming) }

type kaiming struct {
	slope        float64
	mode         FanMode
	nonlinearity string
	generator    GeneratorOption
}

type kaimingFunc func(*kaiming)

func (f kaimingFunc) applyKaiming(k *kaiming) { f(k) }

func (g GeneratorOption) applyKaiming(k *kaiming) { k.generator = g }

// Slope is the negative slope of the leaky ReLU that follows, Python's a; 0
// unless given.
func Slope(a float64) KaimingOption { return kaimingFunc(func(k *kaiming) { k.slope = a }) }

func (m FanMode) applyKaiming(k *kaiming) { k.mode = m }

// Nonlinearity names what follows the layer, as for [Gain]; "leaky_relu" unless
// given.
func Nonlinearity(name string) KaimingOption {
	return kaimingFunc(func(k *kaiming) { k.nonlinearity = name })
}

// kaimingStd returns the deviation and the generator; false where there is
// nothing to fill.
func kaimingStd(t *torch.Tensor, options []KaimingOption) (std float64, g GeneratorOption, ok bool) {
	k := kaiming{nonlinearity: "leaky_relu"}
	for _, option := range options {
		option.applyKaiming(&k)
	}
	if slices.Contains(t.Shape(), 0) {
		return 0, k.generator, false
	}
	fan := k.mode.of(t)
	return Gain(k.nonlinearity, k.slope) / math.Sqrt(float64(fan)), k.generator, true
}

// KaimingUniform_ draws a weight (out, in, ...) from the uniform distribution
// over [-bound, bound), bound = gain·√(3/fan). A tensor without elements is left
// alone. After He et al., Delving deep into rectifiers (2015).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_
func KaimingUniform_(t *torch.Tensor, options ...KaimingOption) *torch.Tensor {
	std, generator, ok := kaimingStd(t, options)
	if !ok {
		return t
	}
	bound := math.Sqrt(3) * std
	return Uniform_(t, -bound, bound, generator)
}

// KaimingNormal_ draws a weight (out, in, ...) from the normal distribution of
// deviation gain/√fan. A tensor without elements is left alone. After He et al.,
// Delving deep into rectifiers (2015).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_
func KaimingNormal_(t *torch.Tensor, options ...KaimingOption) *torch.Tensor {
	std, generator, ok := kaimingStd(t, options)
	if !ok {
		return t
	}
	return Normal_(t, 0, std, generator)
}
