package nn

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// lazy is embedded by a layer that takes a size from its first input, beside the layer that
// it becomes then and prints as. Until then its parameters are placeholders without
// elements, which an optimizer may hold already: the same tensors get their sizes and values
// later. A state that is loaded before gives them theirs.
type lazy struct{}

func (lazy) isLazy() {}

// lazyLayer is what embeds lazy and a layer that can be lazy.
type lazyLayer interface {
	isLazy()
	// inferred is where the size is kept that the first input tells, 0 until then.
	inferred() *int
	// sizeIn is that size of an input, 0 for one that Forward refuses.
	sizeIn(x *torch.Tensor) int
	// materialize gives the placeholders the sizes that follow from the inferred one.
	materialize()
	ResetParameters()
}

// meet takes a layer's size from its first input. What was loaded before stays.
func meet(l lazyLayer, x *torch.Tensor) {
	if *l.inferred() != 0 {
		return
	}
	size := l.sizeIn(x)
	if size == 0 {
		return
	}
	fresh := waits(l)
	*l.inferred() = size
	l.materialize()
	if fresh {
		l.ResetParameters()
	}
}

// waits tells whether a layer has placeholders. It panics where it has them beside
// parameters that were loaded, which new values would overwrite.
func waits(l lazyLayer) bool {
	var placeholder, loaded string
	for name, t := range placesOf(l) {
		switch {
		case isPlaceholder(t):
			placeholder = name
		case t.NDim() > 0: // a counter waits for nothing
			loaded = name
		}
	}
	if placeholder != "" && loaded != "" {
		refuseAs("RuntimeError", "lazy", "%s was loaded before the first input and %s was not; load both or none", loaded, placeholder)
	}
	return placeholder != ""
}

// placesOf yields a layer's parameters and buffers by name.
func placesOf(m any) iter.Seq2[string, *torch.Tensor] {
	return func(yield func(string, *torch.Tensor) bool) {
		for name, t := range NamedParameters(m) {
			if !yield(name, t) {
				return
			}
		}
		NamedBuffers(m)(yield)
	}
}

// isPlaceholder tells whether a parameter has no sizes yet.
func isPlaceholder(t *torch.Tensor) bool { return t.NDim() == 1 && t.Size(0) == 0 }

// materialize gives a placeholder, which may be nil, its sizes.
func materialize(t *torch.Tensor, sizes ...int) {
	if t != nil && isPlaceholder(t) {
		t.SetData(torch.Empty(sizes, t.DType(), t.Device()))
	}
}

// LazyLinear is a [Linear] that takes InFeatures from its first input. It then prints as a
// Linear. Until then its parameters are without elements; an optimizer may hold them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html
type LazyLinear struct {
	lazy
	Linear
}

// NewLazyLinear makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyLinear(outFeatures int, options ...LinearOption) *LazyLinear {
	l, a := linearOf(options)
	l.OutFeatures = outFeatures
	l.Weight, l.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return &LazyLinear{Linear: l}
}

// Forward maps x (*, InFeatures) to (*, OutFeatures).
func (l *LazyLinear) Forward(x *torch.Tensor) *torch.Tensor {
	meet(l, x)
	return l.Linear.Forward(x)
}

func (l *Linear) inferred() *int { return &l.InFeatures }

func (l *Linear) sizeIn(x *torch.Tensor) int {
	inFeatures := x.Size(-1)
	if loaded := l.Weight.Size(-1); loaded != inFeatures && !isPlaceholder(l.Weight) {
		refuseAs("AssertionError", "LazyLinear",
			"The in_features inferred from input: %d is not equal to in_features from self.weight: %d", inFeatures, loaded)
	}
	return inFeatures
}

func (l *Linear) materialize() {
	materialize(l.Weight, l.OutFeatures, l.InFeatures)
	materialize(l.Bias, l.OutFeatures)
}
