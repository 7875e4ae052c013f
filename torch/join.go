package torch

var (
	opCat    = newOp("cat")
	opStack  = newOp("stack")
	opHStack = newOp("hstack")
	opVStack = newOp("vstack")
	opDStack = newOp("dstack")

	opColumnStack = newOp("column_stack")

	opMeshgrid         = newOp("meshgrid.indexing")
	opBroadcastTensors = newOp("broadcast_tensors")
	opCartesianProd    = newOp("cartesian_prod")
	opCombinations     = newOp("combinations")
)

// Cat returns tensors one after another along one dimension, [Dim] (the first one
// unless given). Their other sizes agree; dtypes promote.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cat.html
func Cat(tensors []*Tensor, dim ...DimOption) *Tensor {
	c := call{op: opCat}
	c.join(tensors, dim)
	return c.one()
}

// Stack returns tensors of one shape along a new dimension, at [Dim] of the result
// (the first one unless given).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.stack.html
func Stack(tensors []*Tensor, dim ...DimOption) *Tensor {
	c := call{op: opStack}
	c.join(tensors, dim)
	return c.one()
}

func (c *call) join(tensors []*Tensor, dim []DimOption) {
	c.tensors(tensors)
	c.dim(dim, 0)
}

// HStack returns tensors side by side: [Cat] along dimension 1, or 0 for vectors.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hstack.html
func HStack(tensors ...*Tensor) *Tensor { return joined(opHStack, tensors) }

// VStack returns tensors on top of each other: [Cat] along dimension 0, vectors
// (N) taken as (1, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vstack.html
func VStack(tensors ...*Tensor) *Tensor { return joined(opVStack, tensors) }

// DStack returns tensors behind each other: [Cat] along dimension 2, with
// dimensions added where there are fewer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dstack.html
func DStack(tensors ...*Tensor) *Tensor { return joined(opDStack, tensors) }

// ColumnStack returns vectors (N) as the columns, and matrices (N, M) as groups
// of columns, of one matrix (N, …): [HStack] with vectors taken as (N, 1).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.column_stack.html
func ColumnStack(tensors ...*Tensor) *Tensor { return joined(opColumnStack, tensors) }

// joined runs an operator on tensors alone.
func joined(op *Op, tensors []*Tensor) *Tensor {
	c := call{op: op}
	c.tensors(tensors)
	return c.one()
}

// Meshgrid returns, for vectors of N1, N2, … elements, tensors (N1, N2, …), each
// with one vector's elements along its own dimension: indexing "ij". "xy" swaps
// the first two dimensions, as NumPy does.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.meshgrid.html
func Meshgrid(indexing string, vectors ...*Tensor) []*Tensor {
	c := call{op: opMeshgrid}
	c.tensors(vectors)
	c.String(indexing)
	return c.list()
}

// BroadcastTensors returns views of tensors, all expanded to their common shape.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.broadcast_tensors.html
func BroadcastTensors(tensors ...*Tensor) []*Tensor {
	c := call{op: opBroadcastTensors}
	c.tensors(tensors)
	return c.list()
}

// CartesianProd returns all combinations, (N1·N2·…, K), of the elements of K
// vectors.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cartesian_prod.html
func CartesianProd(vectors ...*Tensor) *Tensor { return joined(opCartesianProd, vectors) }

// Combinations returns all combinations (C, r) of r elements of a vector, in
// order, without an element twice unless withReplacement.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.combinations.html
func (t *Tensor) Combinations(r int, withReplacement bool) *Tensor {
	c := call{op: opCombinations}
	c.tensor(t)
	c.Int(int64(r))
	c.Bool(withReplacement)
	return c.one()
}

// BroadcastShapes returns the shape to which tensors of the given shapes are
// broadcast together. It panics where there is none.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.broadcast_shapes.html
func BroadcastShapes(shapes ...[]int) []int {
	dims := 0
	for _, shape := range shapes {
		dims = max(dims, len(shape))
	}
	common := make([]int, dims)
	for i := range common {
		common[i] = 1
	}
	for i, shape := range shapes {
		tail := common[dims-len(shape):]
		for d, size := range shape {
			if tail[d] == 1 && size >= 0 {
				tail[d] = size
			}
			if size != 1 && size != tail[d] {
				misuse("broadcast_shapes", "RuntimeError", "shape %d, %v, cannot be broadcast to %v", i, shape, common)
			}
		}
	}
	return common
}
