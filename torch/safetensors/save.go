package safetensors

import (
	"fmt"
	"io"
	"slices"

	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/torch"
)

// SaveOption is an option of [SaveFile] and [SaveEach].
type SaveOption func(*saveOptions)

type saveOptions struct{ shard int64 }

// ShardSize cuts a model into files of at most so many bytes of elements, but for a tensor
// that is larger alone. The path is then that of the index and ends in
// .safetensors.index.json. Its shards lie beside it, under names of their own with each
// save: a save that fails or is killed leaves the former model whole, and one that succeeds
// takes its shards away. It panics unless bytes is positive.
//
// See https://huggingface.co/docs/huggingface_hub/package_reference/serialization
func ShardSize(bytes int64) SaveOption {
	if bytes <= 0 {
		panic(&torch.Error{Op: "safetensors.ShardSize", Kind: "ValueError", Msg: fmt.Sprintf("a shard of %d bytes holds nothing", bytes)})
	}
	return func(o *saveOptions) { o.shard = bytes }
}

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
func SaveFile(path string, tensors map[string]*torch.Tensor, metadata map[string]string, options ...SaveOption) error {
	entries, err := describeAll(tensors)
	if err == nil {
		err = save(path, entries, metadata, fromMap(tensors), options)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// SaveEach is [SaveFile] for a model that does not fit into memory: load is called for
// each tensor in turn, in the order of the file, and what it returns is written before it
// is called again, and not kept. It must be of the dtype and the shape that infos say.
func SaveEach(path string, infos []Info, metadata map[string]string, load func(Info) (*torch.Tensor, error), options ...SaveOption) error {
	entries := make([]entry, len(infos))
	byName := make(map[string]Info, len(infos))
	for i, info := range infos {
		dtype, err := elementTypeOf(info.Name, info.DType)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if _, twice := byName[info.Name]; twice {
			return fmt.Errorf("%s: safetensors: tensor %.100q is there twice", path, info.Name)
		}
		byName[info.Name] = info
		entries[i] = entry{name: info.Name, dtype: dtype, shape: slices.Clone(info.Shape)}
	}
	err := save(path, entries, metadata, func(e entry) (*torch.Tensor, error) { return loadAs(e, byName[e.name], load) }, options)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// loadAs calls load and compares what it returns with what was promised.
func loadAs(e entry, info Info, load func(Info) (*torch.Tensor, error)) (*torch.Tensor, error) {
	t, err := load(info)
	if err != nil {
		return nil, err
	}
	now, err := describe(e.name, t)
	if err != nil {
		return nil, err
	}
	if now.dtype != e.dtype || !slices.Equal(now.shape, e.shape) {
		return nil, fmt.Errorf("safetensors: tensor %.100q is %v of shape %v, and was said to be %v of %v", e.name, t.DType(), now.shape, info.DType, e.shape)
	}
	return t, nil
}

// loadFunc returns the tensor of an entry.
type loadFunc func(e entry) (*torch.Tensor, error)

func fromMap(tensors map[string]*torch.Tensor) loadFunc {
	return func(e entry) (*torch.Tensor, error) { return tensors[e.name], nil }
}

func save(path string, entries []entry, metadata map[string]string, load loadFunc, options []SaveOption) error {
	var o saveOptions
	for _, option := range options {
		option(&o)
	}
	if o.shard == 0 {
		return atomicfile.Write(path, func(w io.Writer) error { return encode(w, entries, metadata, load) })
	}
	plan, err := planShards(path, entries, o.shard)
	if err != nil {
		return err
	}
	return plan.write(path, metadata, load)
}

// Encode writes a file's bytes to w; see [SaveFile].
func Encode(w io.Writer, tensors map[string]*torch.Tensor, metadata map[string]string) error {
	entries, err := describeAll(tensors)
	if err != nil {
		return err
	}
	return encode(w, entries, metadata, fromMap(tensors))
}

func encode(w io.Writer, entries []entry, metadata map[string]string, load loadFunc) error {
	head, err := buildHeader(entries, metadata)
	if err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, e := range entries {
		t, err := load(e)
		if err == nil {
			err = writeTensor(w, e, t)
		}
		if err != nil {
			return fmt.Errorf("safetensors: tensor %.100q: %w", e.name, err)
		}
	}
	return nil
}

func describeAll(tensors map[string]*torch.Tensor) ([]entry, error) {
	entries := make([]entry, 0, len(tensors))
	for name, t := range tensors {
		e, err := describe(name, t)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
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
		if n := int64(t.NBytes()); n != e.end-e.begin {
			return fmt.Errorf("%d bytes instead of %d: it changed while it was saved", n, e.end-e.begin)
		}
		return t.WriteRawBytes(w)
	})
}
