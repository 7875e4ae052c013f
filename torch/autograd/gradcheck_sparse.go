package autograd

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// valuesOf and indicesOf are those of a sparse tensor, coalesced or not.
func valuesOf(t *torch.Tensor) *torch.Tensor  { return part("_values", t) }
func indicesOf(t *torch.Tensor) *torch.Tensor { return part("_indices", t) }

func part(op string, t *torch.Tensor) *torch.Tensor {
	results, err := torch.Call("aten::"+op, t)
	if err != nil {
		panic(err)
	}
	return results[0].(*torch.Tensor)
}

// elementsRoot is a dense input's memory with a version of its own.
func elementsRoot(t *torch.Tensor) *torch.Tensor { return aten.Data(t) }

// densified returns the inputs, the sparse ones with every element specified.
func densified(inputs []*torch.Tensor) []*torch.Tensor {
	all := make([]*torch.Tensor, len(inputs))
	for i, t := range inputs {
		if all[i] = t; t != nil && t.Layout() == torch.SparseCOO {
			all[i] = densify(t)
		}
	}
	return all
}

func densify(t *torch.Tensor) *torch.Tensor {
	shape, sparseDims := t.Shape(), t.SparseDim()
	indices := torch.Ones(shape[:sparseDims], torch.Int8, t.Device()).Nonzero().T()
	values := t.Detach().ToDense().Reshape(append([]int{-1}, shape[sparseDims:]...)...)
	full := torch.SparseCOOTensor(indices, values, shape)
	if _, err := torch.Call("aten::_coalesced_", full, true); err != nil {
		panic(err)
	}
	return full.SetRequiresGrad(t.RequiresGrad())
}
