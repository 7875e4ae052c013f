package torch

// UnravelIndex turns t's indices, integers counted over all dimensions of a
// tensor of the given sizes, into one tensor of t's shape, int64, for each
// dimension, ready for [Tensor.Index]. Indices out of range come back wrapped
// around, as in Python.
//
//	where := x.Argmax().UnravelIndex(x.Shape()...)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
func (t *Tensor) UnravelIndex(sizes ...int) []*Tensor {
	if t.IsFloatingPoint() || t.IsComplex() || t.dtype == Bool {
		t.misuse("unravel_index", "TypeError", "expected 'indices' to be integer dtype, but got %v", t.dtype)
	}
	steps := make([]int, len(sizes))
	step := 1
	for i := len(sizes) - 1; i >= 0; i-- {
		steps[i] = step
		step *= sizes[i]
		if sizes[i] < 0 || sizes[i] == 0 && t.Numel() > 0 {
			t.misuse("unravel_index", "ValueError", "no index lies in a tensor of sizes %v", sizes)
		}
	}
	device := t.Device()
	indices := t.Unsqueeze(-1).FloorDivide(FromSlice(steps).To(device))
	return indices.Remainder(FromSlice(sizes).To(device)).Unbind(-1)
}
