package npy

import (
	"errors"
	"fmt"
	"io"

	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/torch"
)

// SaveFile writes a tensor, from any device, with the bytes of np.save(path, t.numpy()).
// The file appears under its name when it is complete and on disk; until then a former
// file stays. The error names a dtype that NumPy lacks (bfloat16, float8, quantized) or a
// layout without dense elements.
//
// See https://numpy.org/doc/stable/reference/generated/numpy.save.html
func SaveFile(path string, t *torch.Tensor) error {
	err := atomicfile.Write(path, func(w io.Writer) error { return Encode(w, t) })
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Encode writes a file's bytes to w; see [SaveFile].
func Encode(w io.Writer, t *torch.Tensor) error {
	if t == nil {
		return errors.New("npy: the tensor is nil")
	}
	return torch.Try(func() error { return encode(w, t) })
}

func encode(w io.Writer, t *torch.Tensor) error {
	if t.Layout() != torch.Strided || t.Device().Type == torch.DeviceMeta {
		return fmt.Errorf("npy: the tensor (%v, %v) has no dense elements", t.Layout(), t.Device())
	}
	info := Info{DType: t.DType(), Shape: t.Shape()}
	t = t.Detach()
	if !t.IsContiguous() {
		if back := reversed(t); back.IsContiguous() {
			info.FortranOrder, t = true, back
		}
	}
	head, err := buildHeader(info)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	return t.WriteRawBytes(w)
}
