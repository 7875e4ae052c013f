package npz

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
)

// SaveOption is an option of [SaveFile] and [Encode].
type SaveOption func(*saveOptions)

type saveOptions struct{ method uint16 }

// Compressed deflates the arrays, as np.savez_compressed does.
func Compressed(on bool) SaveOption {
	return func(o *saveOptions) {
		if o.method = zip.Store; on {
			o.method = zip.Deflate
		}
	}
}

// SaveFile writes tensors, from any device, as np.savez does, in the order of their
// names. The file appears under its name when it is complete and on disk; until then a
// former file stays. The errors are those of [npy.Encode] and those of the file system.
//
// See https://numpy.org/doc/stable/reference/generated/numpy.savez.html
func SaveFile(path string, tensors map[string]*torch.Tensor, options ...SaveOption) error {
	return SaveEach(path, slices.Collect(maps.Keys(tensors)), fromMap(tensors), options...)
}

// SaveEach is [SaveFile] for tensors that do not fit into memory together: load is called
// for each name in turn, in their order, and what it returns is written before it is called
// again, and not kept.
func SaveEach(path string, names []string, load func(name string) (*torch.Tensor, error), options ...SaveOption) error {
	err := atomicfile.Write(path, func(w io.Writer) error { return encode(w, names, load, options) })
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func fromMap(tensors map[string]*torch.Tensor) func(string) (*torch.Tensor, error) {
	return func(name string) (*torch.Tensor, error) { return tensors[name], nil }
}

// Encode writes an archive's bytes to w; see [SaveFile].
func Encode(w io.Writer, tensors map[string]*torch.Tensor, options ...SaveOption) error {
	return encode(w, slices.Collect(maps.Keys(tensors)), fromMap(tensors), options)
}

func encode(w io.Writer, names []string, load func(string) (*torch.Tensor, error), options []SaveOption) error {
	o := saveOptions{method: zip.Store}
	for _, option := range options {
		option(&o)
	}
	z := zip.NewWriter(w)
	last := ""
	for i, name := range slices.Sorted(slices.Values(names)) {
		if i > 0 && name == last {
			return fmt.Errorf("npz: array %.100q is there twice", name)
		}
		last = name
		if err := checkName(name); err != nil {
			return err
		}
		t, err := load(name)
		if err != nil {
			return err
		}
		entry, err := z.CreateHeader(&zip.FileHeader{Name: name + extension, Method: o.method})
		if err == nil {
			err = npy.Encode(entry, t)
		}
		if err != nil {
			return fmt.Errorf("npz: array %.100q: %w", name, err)
		}
	}
	return z.Close()
}

// checkName refuses what [Open] would.
func checkName(name string) error {
	clean := name != "" && !strings.ContainsRune(name, '\\') && !strings.HasPrefix(name, "/")
	for part := range strings.SplitSeq(name, "/") {
		clean = clean && part != "" && part != "." && part != ".."
	}
	if !clean {
		return fmt.Errorf("npz: an array can't be named %.100q, which is no name of a file in an archive", name)
	}
	return nil
}
