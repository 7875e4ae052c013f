package data

import (
	"context"
	"runtime"

	"github.com/e0112027/gotorch/torch"
)

var (
	opAlias       = torch.NewOp("aten::alias")
	opSelect      = torch.NewOp("aten::select.int")
	opIndexSelect = torch.NewOp("aten::index_select")
)

// TensorDataset is a dataset of tensors that are at hand: sample i is row i of
// each. It shares the tensors' memory, and keeps it when their scope is closed.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset
type TensorDataset struct {
	rows []rows
	n    int
}

// Tensors is a sample of a [TensorDataset], one row of each tensor, and a batch
// of it, with one dimension more in front.
type Tensors []*torch.Tensor

// Collate stacks the samples' first tensors, their second ones, and so on.
func (Tensors) Collate(samples []Tensors, into *torch.Scope) (Tensors, error) {
	return DefaultCollate[Tensors](samples, into)
}

// NewTensorDataset returns the rows of tensors (N, …). It panics where they
// differ in N. For an input and a target see [FromTensors].
func NewTensorDataset(tensors ...*torch.Tensor) *TensorDataset {
	require(len(tensors) > 0, "expected at least one tensor")
	d := &TensorDataset{n: tensors[0].Len()}
	own := torch.NewScope() // left to the collector, with the dataset
	for _, t := range tensors {
		require(t.Len() == d.n, "Size mismatch between tensors")
		d.rows = append(d.rows, rowsOf(t, own))
	}
	return d
}

// Len returns N.
func (d *TensorDataset) Len() int { return d.n }

// Get returns views of row index.
func (d *TensorDataset) Get(index int) (Tensors, error) { return d.views(index, nil), nil }

// GetWith is Get for a loader.
func (d *TensorDataset) GetWith(_ context.Context, w *Worker, index int) (Tensors, error) {
	return d.views(index, w.Scope()), nil
}

func (d *TensorDataset) views(index int, into *torch.Scope) Tensors {
	requireIndex(index, d.n)
	views := make(Tensors, len(d.rows))
	for i := range views {
		v := torch.Invocation{Op: opSelect}
		v.Tensor(d.rows[i].tensor)
		v.Int(0)
		v.Int(index)
		v.In(into)
		if views[i] = v.One(); into == nil {
			views[i].Keep()
		}
	}
	return views
}

// GetBatch returns the rows at indices, as many tensors as the dataset has.
func (d *TensorDataset) GetBatch(indices []int, into *torch.Scope) (Tensors, error) {
	batch := make(Tensors, len(d.rows))
	for i := range d.rows {
		batch[i] = d.rows[i].take(indices, into)
	}
	return batch, nil
}

// PairDataset is a dataset of inputs and targets that are at hand.
type PairDataset struct{ all *TensorDataset }

// FromTensors returns the rows of an input (N, …) and a target (N, …). It panics
// where they differ in N.
func FromTensors(input, target *torch.Tensor) *PairDataset {
	return &PairDataset{NewTensorDataset(input, target)}
}

// Len returns N.
func (d *PairDataset) Len() int { return d.all.n }

// Get returns views of row index.
func (d *PairDataset) Get(index int) (Example, error) { return example(d.all.views(index, nil)), nil }

// GetWith is Get for a loader.
func (d *PairDataset) GetWith(_ context.Context, w *Worker, index int) (Example, error) {
	return example(d.all.views(index, w.Scope())), nil
}

func example(row Tensors) Example { return Example{row[0], row[1]} }

// GetBatch returns the rows at indices.
func (d *PairDataset) GetBatch(indices []int, into *torch.Scope) (Batch, error) {
	return Batch{d.all.rows[0].take(indices, into), d.all.rows[1].take(indices, into)}, nil
}

// rows takes rows out of a tensor.
type rows struct {
	tensor *torch.Tensor
	n      int
	shape  []int // of a row
	plain  bool  // rows may be copied as they lie
}

func rowsOf(t *torch.Tensor, own *torch.Scope) rows {
	v := torch.Invocation{Op: opAlias}
	v.Tensor(t)
	v.In(own)
	var m torch.Memory
	plain := t.UnsafeMemory(&m) && m.Contiguous
	return rows{v.One(), t.Len(), t.Shape()[1:], plain}
}

// take copies the rows at indices into a new tensor of the scope.
func (r *rows) take(indices []int, into *torch.Scope) *torch.Tensor {
	if !r.plain {
		v := torch.Invocation{Op: opIndexSelect}
		v.Tensor(r.tensor)
		v.Int(0)
		v.Tensor(torch.FromSliceIn(into, indices).To(r.tensor.Device()))
		v.In(into)
		return v.One()
	}
	out := torch.Empty(append([]int{len(indices)}, r.shape...), r.tensor.DType(), torch.In(into))
	if len(indices) == 0 {
		return out
	}
	var src, dst torch.Memory
	r.tensor.UnsafeMemory(&src)
	out.UnsafeMemory(&dst)
	size := len(dst.Bytes) / len(indices)
	for i, index := range indices {
		requireIndex(index, r.n)
		copy(dst.Bytes[i*size:(i+1)*size], src.Bytes[index*size:])
	}
	runtime.KeepAlive(r.tensor)
	return out
}
