package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// steppable returns what stands for input i while its elements are changed in place,
// and the inputs with it: of layout Mkldnn, which can't be changed, a dense copy.
func steppable(inputs []*torch.Tensor, i int) (content *torch.Tensor, given func() []*torch.Tensor) {
	if !inputs[i].IsMkldnn() {
		return inputs[i], func() []*torch.Tensor { return inputs }
	}
	content = inputs[i].ToDense()
	return content, func() []*torch.Tensor {
		with := slices.Clone(inputs)
		with[i] = content.ToMkldnn()
		return with
	}
}

// elementsRoot is a dense input's memory with a version of its own, so that graphs
// of the input do not mind its change.
func elementsRoot(t *torch.Tensor) *torch.Tensor { return aten.Data(t) }

// element is one element of an input, sharing its memory.
type element struct {
	entry *torch.Tensor
	index []int
	row   int // of the Jacobian
}

// elementsOf lists the elements of an input; of a sparse one those it specifies.
func elementsOf(t *torch.Tensor) (all []element) {
	if !isSparse(t) {
		data := elementsRoot(t)
		for row := range t.Numel() {
			index := position(t.Shape(), row)
			all = append(all, element{at(data, index), index, row})
		}
		return all
	}
	for _, p := range placesOf(t, elementsRoot(valuesOf(t))) {
		for e := range p.value.Numel() {
			inner := position(p.value.Shape(), e)
			all = append(all, element{at(p.value, inner), inner, number(t.Shape(), slices.Concat(p.index, inner))})
		}
	}
	return all
}

// position turns the number of an element into its indices, number back.
func position(shape []int, element int) []int {
	at := make([]int, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		at[d] = element % shape[d]
		element /= shape[d]
	}
	return at
}

func number(shape, position []int) (element int) {
	for d, size := range shape {
		element = element*size + position[d]
	}
	return element
}

func at(t *torch.Tensor, index []int) *torch.Tensor {
	for _, i := range index {
		t = t.Select(0, i)
	}
	return t
}
