package main

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// anyLayout records a tensor's bits; of one that isn't dense numbers, its text and
// the bits of what it holds.
func (r *recorder) anyLayout(key string, t *torch.Tensor) {
	layout := t.Layout()
	if layout == torch.Strided && !t.IsQuantized() && !t.IsNested() {
		r.tensor(key, t)
		return
	}
	r.text(key, t.String())
	switch {
	case t.IsQuantized():
		r.tensor(key+" int_repr", t.IntRepr())
		r.tensor(key+" dequantized", t.Dequantize())
	case t.IsNested():
		for i, part := range t.Unbind() {
			r.anyLayout(fmt.Sprintf("%s part %d", key, i), part)
		}
	case layout == torch.SparseCOO:
		r.tensor(key+" values", aten.InternalValues(t))
	case layout == torch.Mkldnn:
		r.tensor(key+" dense", t.ToDense())
	default:
		r.tensor(key+" values", t.Values())
	}
}
