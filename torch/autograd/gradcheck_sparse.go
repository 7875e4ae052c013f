package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

func isSparse(t *torch.Tensor) bool { return t.Layout() == torch.SparseCOO || isCompressed(t) }

func isCompressed(t *torch.Tensor) bool {
	return slices.Contains([]torch.Layout{torch.SparseCSR, torch.SparseCSC, torch.SparseBSR, torch.SparseBSC}, t.Layout())
}

// valuesOf are those of a sparse tensor, coalesced or not.
func valuesOf(t *torch.Tensor) *torch.Tensor {
	if isCompressed(t) {
		return t.Values()
	}
	return part("_values", t)
}

func part(op string, t *torch.Tensor) *torch.Tensor {
	results, err := torch.Call("aten::"+op, t)
	if err != nil {
		panic(err)
	}
	return results[0].(*torch.Tensor)
}

// compressedIndices returns where rows or columns begin, and what they hold.
func compressedIndices(t *torch.Tensor) (outer, inner *torch.Tensor, byRow bool) {
	if t.Layout() == torch.SparseCSR || t.Layout() == torch.SparseBSR {
		return t.CRowIndices(), t.ColIndices(), true
	}
	return t.CColIndices(), t.RowIndices(), false
}

// withValues returns a sparse tensor with other values at t's places.
func withValues(t, values *torch.Tensor) *torch.Tensor {
	if !isCompressed(t) {
		return torch.SparseCOOTensor(part("_indices", t), values, t.Shape())
	}
	outer, inner, _ := compressedIndices(t)
	return torch.SparseCompressedTensor(outer, inner, values, t.Shape(), t.Layout())
}

// place is where a sparse tensor has a value, and the value itself.
type place struct {
	value *torch.Tensor
	index []int // in the sparse dimensions
}

// placesOf lists the places of a sparse tensor in the order of its values.
func placesOf(t, values *torch.Tensor) (all []place) {
	if isCompressed(t) {
		return compressedPlaces(t, values)
	}
	for i, index := range rowsOf(part("_indices", t).T()) {
		all = append(all, place{values.Select(0, i), index})
	}
	return all
}

func compressedPlaces(t, values *torch.Tensor) (all []place) {
	outer, inner, byRow := compressedIndices(t)
	if outer.NDim() != 1 {
		refuse("NotImplementedError", "gradcheck of inputs of layout %v that are batches of matrices", t.Layout())
	}
	begins, others := torch.Data[int64](outer.To(torch.Int64)), torch.Data[int64](inner.To(torch.Int64))
	block := blockOf(t, values)
	for at := range len(begins) - 1 {
		for n := begins[at]; n < begins[at+1]; n++ {
			row, column := at, int(others[n])
			if !byRow {
				row, column = column, row
			}
			value := values.Select(0, int(n))
			if block == nil {
				all = append(all, place{value, []int{row, column}})
				continue
			}
			for i := range block[0] {
				for j := range block[1] {
					all = append(all, place{value.Select(0, i).Select(0, j), []int{row*block[0] + i, column*block[1] + j}})
				}
			}
		}
	}
	return all
}

// blockOf returns the size of the blocks, nil for a layout without.
func blockOf(t, values *torch.Tensor) []int {
	if t.Layout() == torch.SparseBSR || t.Layout() == torch.SparseBSC {
		return values.Shape()[1:3]
	}
	return nil
}

// rowsOf reads a matrix of indices.
func rowsOf(indices *torch.Tensor) [][]int {
	columns := indices.Size(1)
	flat := torch.Data[int64](indices.Contiguous())
	rows := make([][]int, indices.Size(0))
	for i := range rows {
		for _, index := range flat[i*columns : (i+1)*columns] {
			rows[i] = append(rows[i], int(index))
		}
	}
	return rows
}

// densified returns the inputs, the sparse ones with every element specified.
func densified(inputs []*torch.Tensor) []*torch.Tensor {
	all := make([]*torch.Tensor, len(inputs))
	for i, t := range inputs {
		if all[i] = t; t != nil && isSparse(t) {
			all[i] = densify(t)
		}
	}
	return all
}

func densify(t *torch.Tensor) *torch.Tensor {
	if isCompressed(t) {
		return densifyCompressed(t)
	}
	shape, sparseDims := t.Shape(), t.SparseDim()
	indices := torch.Ones(shape[:sparseDims], torch.Int8, t.Device()).Nonzero().T()
	values := t.Detach().ToDense().Reshape(append([]int{-1}, shape[sparseDims:]...)...)
	full := torch.SparseCOOTensor(indices, values, shape)
	if _, err := torch.Call("aten::_coalesced_", full, true); err != nil {
		panic(err)
	}
	return full.SetRequiresGrad(t.RequiresGrad())
}

// densifyCompressed goes through layout COO, from which every element is taken over,
// zeros too.
func densifyCompressed(t *torch.Tensor) *torch.Tensor {
	options := []torch.ToSparseOption{t.Layout()}
	if block := blockOf(t, t.Values()); block != nil {
		options = append(options, torch.BlockSize(block[0], block[1]))
	}
	full := densify(t.Detach().ToSparse(torch.SparseCOO)).ToSparse(options...)
	return full.Detach().SetRequiresGrad(t.RequiresGrad())
}
