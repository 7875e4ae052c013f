package npz

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/e0112027/gotorch/internal/safezip"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
)

// extension is what an array's entry is named by behind the array's name.
const extension = ".npy"

// File is an open archive: its directory is read and checked, its arrays are read when
// they are asked for. Several goroutines may use it at once.
type File struct {
	entries map[string]*zip.File
	names   []string
	close   func() error
}

// Open opens an archive. Its errors wrap [npy.ErrFormat] where the content is at fault,
// and are those of the file system otherwise.
func Open(path string) (*File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f, err := open(file)
	if err != nil {
		_ = file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f.close = file.Close
	return f, nil
}

func open(file *os.File) (*File, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return OpenReader(file, info.Size())
}

// OpenReader is [Open] for an archive of so many bytes that lies elsewhere than in a
// file. Close does nothing then.
func OpenReader(r io.ReaderAt, size int64) (*File, error) {
	z, err := safezip.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", npy.ErrFormat, err)
	}
	f := &File{entries: map[string]*zip.File{}, close: func() error { return nil }}
	for _, entry := range z.File {
		name := strings.TrimSuffix(entry.Name, extension)
		if f.entries[name] != nil {
			return nil, fmt.Errorf("%w: entry %.200q is there twice", npy.ErrFormat, name)
		}
		f.entries[name] = entry
		f.names = append(f.names, name)
	}
	return f, nil
}

// Names returns the names of the arrays, in the order of the file.
func (f *File) Names() []string { return append([]string(nil), f.names...) }

// Info describes an array without reading it. The error wraps [fs.ErrNotExist] for an
// unknown name.
func (f *File) Info(name string) (npy.Info, error) {
	var info npy.Info
	err := f.read(name, func(r io.Reader, _ int64) (err error) {
		info, err = npy.ReadInfo(r)
		return err
	})
	return info, err
}

// Tensor reads an array into libtorch's memory, on the CPU. The errors are those of
// [File.Info] and of [npy.Decode].
func (f *File) Tensor(name string) (*torch.Tensor, error) {
	var t *torch.Tensor
	err := f.read(name, func(r io.Reader, size int64) (err error) {
		if t, err = npy.Decode(r, size); err != nil {
			return err
		}
		// The zip reader compares the checksum when it comes to the end.
		if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF {
			return fmt.Errorf("%w: what follows the array: %d bytes, %w", npy.ErrFormat, n, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

func (f *File) read(name string, read func(r io.Reader, size int64) error) error {
	entry := f.entries[name]
	if entry == nil {
		return fmt.Errorf("npz: array %.100q: %w; there are %.1000q", name, fs.ErrNotExist, f.names)
	}
	r, err := entry.Open()
	if err == nil {
		err = read(r, int64(entry.UncompressedSize64))
		_ = r.Close()
	}
	if err != nil {
		return fmt.Errorf("npz: array %.100q: %w", name, err)
	}
	return nil
}

// Tensors reads all arrays.
func (f *File) Tensors() (map[string]*torch.Tensor, error) {
	tensors := make(map[string]*torch.Tensor, len(f.names))
	for _, name := range f.names {
		t, err := f.Tensor(name)
		if err != nil {
			return nil, err
		}
		tensors[name] = t
	}
	return tensors, nil
}

// Close closes the file. No array can be read afterwards.
func (f *File) Close() error { return f.close() }

// LoadFile reads all arrays of an archive, by name.
//
// See https://numpy.org/doc/stable/reference/generated/numpy.load.html
func LoadFile(path string) (map[string]*torch.Tensor, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	tensors, err := f.Tensors()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return tensors, nil
}
