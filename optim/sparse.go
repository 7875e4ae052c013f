package optim

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

func isSparse(t *torch.Tensor) bool { return t.Layout() == torch.SparseCOO }

// anySparse tells whether a gradient of the batch is sparse.
func (b *Batch) anySparse() bool { return slices.ContainsFunc(b.Grads.tensors, isSparse) }

// one is the batch of the i-th parameter alone.
func (b *Batch) one(i int) *Batch {
	one := newBatch(b.group, b.settings)
	one.run, one.real = b.run, b.real
	one.at = b.at[i : i+1]
	one.Params.tensors, one.Grads.tensors = b.Params.tensors[i:i+1], b.Grads.tensors[i:i+1]
	return one
}

// refuseSparse panics with Python's message where a gradient is sparse.
func (b *Batch) refuseSparse(message string) {
	if message != "" && b.anySparse() {
		panic(&torch.Error{Op: b.group.name, Kind: "RuntimeError", Msg: message})
	}
}
