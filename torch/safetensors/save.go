package safetensors

import (
	"fmt"
	"io"

	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/torch"
)

// SaveFile writes tensors, from any device and with any strides, and metadata,
// which may be nil. The file appears under its name when it is complete and on
// disk; until then a former file stays, whose mode the new one has. Links are
// followed; a device or pipe is written to as it is. The bytes are those of Python's
// save_file (of metadata with several keys Python's order varies; here they are
// sorted).
//
// Tensors that share memory, which Python refuses, are each written in full. The
// error names a dtype or layout that the format lacks (complex128, sparse), and
// those of the file system come as they are.
//
// See https://huggingface.co/docs/safetensors/api/torch#safetensors.torch.save_file
func SaveFile(path string, tensors map[string]*torch.Tensor, metadata map[string]string) error {
	err := atomicfile.Write(path, func(w io.Writer) error { return Encode(w, tensors, metadata) })
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Encode writes a file's bytes to w; see [SaveFile].
func Encode(w io.Writer, tensors map[string]*torch.Tensor, metadata map[string]string) error {
	entries := make([]entry, 0, len(tensors))
	for name, t := range tensors {
		e, err := describe(name, t)
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	head, err := buildHeader(entries, metadata)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, e := range entries {
		if err := writeTensor(w, e, tensors[e.name]); err != nil {
			return fmt.Errorf("safetensors: tensor %.100q: %w", e.name, err)
		}
	}
	return nil
}

func describe(name string, t *torch.Tensor) (entry, error) {
	if t == nil {
		return entry{}, fmt.Errorf("safetensors: tensor %.100q is nil", name)
	}
	var e entry
	err := torch.Try(func() error {
		dtype, err := elementTypeOf(name, t.DType())
		if err != nil {
			return err
		}
		if layout := t.Layout(); layout != torch.Strided || t.Device().Type == torch.DeviceMeta {
			return fmt.Errorf("safetensors: tensor %.100q (%v, %v) has no dense elements", name, layout, t.Device())
		}
		e = entry{name: name, dtype: dtype, shape: t.Shape()}
		return nil
	})
	return e, err
}

func writeTensor(w io.Writer, e entry, t *torch.Tensor) error {
	return torch.Try(func() error {
		raw := t.RawBytes()
		if int64(len(raw)) != e.end-e.begin {
			return fmt.Errorf("%d bytes instead of %d: it changed while it was saved", len(raw), e.end-e.begin)
		}
		_, err := w.Write(raw)
		return err
	})
}
