package safetensors

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// File is an open file: its header is read and checked, its tensors are read
// when they are asked for. Several goroutines may use it at once.
type File struct {
	head  *header
	index map[string]int // into head.entries
	begin int64          // of the data

	mu     sync.RWMutex // write-held to close
	source *source      // nil once closed
}

// Info describes a tensor of a file.
type Info struct {
	Name  string
	DType torch.DType
	Shape []int
}

// Open maps a file into memory. Its errors wrap [ErrFormat] where the file's
// content is at fault, and are those of the file system otherwise.
//
// The file must not be cut short by others while it is open: reading what is
// gone from a mapping ends the process on most systems.
func Open(path string) (*File, error) {
	s, err := openSource(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f, err := newFile(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// Decode reads a file that is in memory, such as an embedded one. The tensors
// are copies; data must not change until they are read.
func Decode(data []byte) (*File, error) { return newFile(memorySource(data)) }

func newFile(s *source) (*File, error) {
	head, begin, err := s.header()
	if err != nil {
		_ = s.close()
		return nil, err
	}
	f := &File{head: head, begin: begin, source: s, index: make(map[string]int, len(head.entries))}
	for i, e := range head.entries {
		f.index[e.name] = i
	}
	return f, nil
}

// Names returns the names of the tensors, in the order of the file.
func (f *File) Names() []string {
	names := make([]string, len(f.head.entries))
	for i, e := range f.head.entries {
		names[i] = e.name
	}
	return names
}

// Metadata returns a copy of the file's metadata, nil where it has none.
func (f *File) Metadata() map[string]string { return maps.Clone(f.head.metadata) }

// Info describes a tensor without reading it. The error wraps [fs.ErrNotExist]
// for an unknown name, and tells a dtype that libtorch lacks.
func (f *File) Info(name string) (Info, error) {
	e, err := f.entry(name)
	if err != nil {
		return Info{}, err
	}
	dtype, err := torchDType(e)
	return Info{Name: name, DType: dtype, Shape: slices.Clone(e.shape)}, err
}

func (f *File) entry(name string) (entry, error) {
	i, ok := f.index[name]
	if !ok {
		return entry{}, fmt.Errorf("safetensors: tensor %.100q: %w", name, fs.ErrNotExist)
	}
	return f.head.entries[i], nil
}

// Tensor reads a tensor into libtorch's memory, on the CPU. It belongs to the
// collector and outlives the file. The errors are those of [File.Info], of
// reading, [fs.ErrClosed] after Close, and a [*torch.Error] where memory is short.
func (f *File) Tensor(name string) (t *torch.Tensor, err error) {
	e, err := f.entry(name)
	if err != nil {
		return nil, err
	}
	dtype, err := torchDType(e)
	if err != nil {
		return nil, err
	}
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.source == nil {
		return nil, fmt.Errorf("safetensors: tensor %.100q: %w", name, fs.ErrClosed)
	}
	raw, err := f.source.slice(f.begin+e.begin, e.end-e.begin)
	if err != nil {
		return nil, err
	}
	if dtype == torch.Bool && bytes.ContainsFunc(raw, func(r rune) bool { return r > 1 }) {
		return nil, formatError("tensor %.100q has booleans that are neither 0 nor 1", name)
	}
	err = torch.Try(func() error {
		t = torch.FromRawBytes(raw, dtype, e.shape...)
		return nil
	})
	return t, err
}

// Tensors reads all tensors.
func (f *File) Tensors() (map[string]*torch.Tensor, error) {
	tensors := make(map[string]*torch.Tensor, len(f.head.entries))
	for _, e := range f.head.entries {
		t, err := f.Tensor(e.name)
		if err != nil {
			return nil, err
		}
		tensors[e.name] = t
	}
	return tensors, nil
}

// Close unmaps the file, once reads in progress are done. Closing twice does
// nothing.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.source == nil {
		return nil
	}
	err := f.source.close()
	f.source = nil
	return err
}

// LoadFile reads all tensors of a file, by name.
//
// See https://huggingface.co/docs/safetensors/api/torch#safetensors.torch.load_file
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
