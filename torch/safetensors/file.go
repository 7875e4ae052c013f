package safetensors

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// File is an open file, or the files of a model in shards: headers are read and checked,
// tensors are read when they are asked for. Several goroutines may use it at once.
type File struct {
	parts    []*part
	places   map[string]place
	names    []string
	metadata map[string]string

	mu     sync.RWMutex // write-held to close
	closed bool
}

// part is one file.
type part struct {
	head    *header
	begin   int64 // of the data
	source  *source
	mapping *torch.Tensor // of the whole file, with Mmap
}

// place is where a tensor lies.
type place struct {
	part *part
	entry
}

// Info describes a tensor of a file.
type Info struct {
	Name  string
	DType torch.DType
	Shape []int
}

// OpenOption is an option of [Open] and [LoadFile].
type OpenOption func(*openOptions)

type openOptions struct{ mmap bool }

// Mmap has tensors lie in a mapping of the file, which is read as they are used, and
// copied page by page where they are written to; the file keeps its content. It must stay
// as it is as long as a tensor is used, which may be longer than the [File] is open. A tensor
// that does not lie at a multiple of its elements' size is copied, and so are booleans, whose
// bytes are looked at. False by default.
func Mmap(on bool) OpenOption { return func(o *openOptions) { o.mmap = on } }

// Open reads a file's header. Of a model in several files it takes the index, a file
// such as model.safetensors.index.json, and opens them all. Its errors wrap [ErrFormat]
// where the content is at fault, and are those of the file system otherwise.
func Open(path string, options ...OpenOption) (*File, error) {
	var o openOptions
	for _, option := range options {
		option(&o)
	}
	f := &File{places: map[string]place{}}
	var err error
	if filepath.Ext(path) == indexExtension {
		err = f.openShards(path, &o)
	} else {
		err = f.openPart(path, &o)
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// openPart opens the only file.
func (f *File) openPart(path string, o *openOptions) error {
	s, err := openSource(path)
	if err != nil {
		return err
	}
	p, err := f.only(s)
	if err != nil {
		return err
	}
	return p.mapped(path, o)
}

// only takes the only file.
func (f *File) only(s *source) (*part, error) {
	p, err := f.add(s)
	if err == nil {
		f.metadata = p.head.metadata
	}
	return p, err
}

// Decode reads a file that is in memory, such as an embedded one. The tensors
// are copies; data must not change until they are read.
func Decode(data []byte) (*File, error) {
	f := &File{places: map[string]place{}}
	if _, err := f.only(memorySource(data)); err != nil {
		return nil, err
	}
	return f, nil
}

// add reads a file's header and takes its tensors.
func (f *File) add(s *source) (*part, error) {
	head, begin, err := s.header()
	if err != nil {
		_ = s.close()
		return nil, err
	}
	p := &part{head: head, begin: begin, source: s}
	f.parts = append(f.parts, p)
	for _, e := range head.entries {
		f.places[e.name] = place{p, e}
		f.names = append(f.names, e.name)
	}
	return p, nil
}

// mapped maps the whole file where it is asked for.
func (p *part) mapped(path string, o *openOptions) (err error) {
	if o.mmap {
		p.mapping, err = torch.FromFile(path, false, int(p.source.size), torch.UInt8)
	}
	return err
}

// Names returns the names of the tensors, in the order of the file.
func (f *File) Names() []string { return slices.Clone(f.names) }

// Metadata returns a copy of the file's metadata, nil where it has none. That of a model
// in several files is the index's, whose numbers are texts here.
func (f *File) Metadata() map[string]string { return maps.Clone(f.metadata) }

// Info describes a tensor without reading it. The error wraps [fs.ErrNotExist]
// for an unknown name, and tells a dtype that libtorch lacks.
func (f *File) Info(name string) (Info, error) {
	p, err := f.place(name)
	if err != nil {
		return Info{}, err
	}
	dtype, err := torchDType(p.entry)
	return Info{Name: name, DType: dtype, Shape: slices.Clone(p.shape)}, err
}

func (f *File) place(name string) (place, error) {
	p, ok := f.places[name]
	if !ok {
		return place{}, fmt.Errorf("safetensors: tensor %.100q: %w", name, fs.ErrNotExist)
	}
	return p, nil
}

// Tensor reads a tensor into libtorch's memory, on the CPU, or with [Mmap] finds it in the
// mapping. It belongs to the collector and outlives the file. The errors are those of
// [File.Info], of reading, [fs.ErrClosed] after Close, and a [*torch.Error] where memory is
// short.
func (f *File) Tensor(name string) (t *torch.Tensor, err error) {
	p, err := f.place(name)
	if err != nil {
		return nil, err
	}
	dtype, err := torchDType(p.entry)
	if err != nil {
		return nil, err
	}
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.closed {
		return nil, fmt.Errorf("safetensors: tensor %.100q: %w", name, fs.ErrClosed)
	}
	if at := p.part.begin + p.begin; p.part.mapping != nil && at%int64(dtype.Size()) == 0 && dtype != torch.Bool {
		err = torch.Try(func() error {
			t = p.part.mapping.Narrow(0, int(at), int(p.end-p.begin)).ViewDType(dtype).View(p.shape...)
			return nil
		})
		return t, err
	}
	err = torch.Try(func() error {
		var err error
		t, err = p.read(dtype)
		return err
	})
	return t, err
}

// read reads a tensor into memory of its own.
func (p place) read(dtype torch.DType) (*torch.Tensor, error) {
	t := torch.Empty(p.shape, dtype)
	if t.Numel() == 0 {
		return t, nil
	}
	memory := torch.UnsafeData[uint8](t.View(-1).ViewDType(torch.UInt8))
	if err := p.part.source.read(memory, p.part.begin+p.begin); err != nil {
		return nil, err
	}
	if dtype == torch.Bool && slices.ContainsFunc(memory, func(b byte) bool { return b > 1 }) {
		return nil, formatError("tensor %.100q has booleans that are neither 0 nor 1", p.name)
	}
	runtime.KeepAlive(t)
	return t, nil
}

// Tensors reads all tensors.
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

// Close closes the files, once reads in progress are done. Closing twice does
// nothing.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil
	}
	f.closed = true
	var err error
	for _, p := range f.parts {
		if closeErr := p.source.close(); err == nil {
			err = closeErr
		}
		p.source, p.mapping = nil, nil
	}
	return err
}

// LoadFile reads all tensors of a file, or of a model in several by its index, by name.
//
// See https://huggingface.co/docs/safetensors/api/torch#safetensors.torch.load_file
func LoadFile(path string, options ...OpenOption) (map[string]*torch.Tensor, error) {
	f, err := Open(path, options...)
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
