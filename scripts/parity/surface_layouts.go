package main

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// anyLayout records a tensor's bits; of one that isn't dense numbers, its text and
// the bits of what it holds.
func (r *recorder) anyLayout(key string, t *torch.Tensor) {
	layout := t.Layout()
	if layout == torch.Strided {
		r.tensor(key, t)
		return
	}
	r.text(key, t.String())
	switch layout {
	case torch.SparseCOO:
		r.tensor(key+" values", aten.InternalValues(t))
	case torch.Mkldnn:
		r.tensor(key+" dense", t.ToDense())
	default:
		r.tensor(key+" values", t.Values())
	}
}
