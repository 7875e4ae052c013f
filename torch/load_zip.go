package torch

import (
	"bufio"
	"fmt"
	"io"

	"github.com/e0112027/gotorch/internal/torchzip"
)

// maxPickle is how long the description of a file's values may be: that of a million
// tensors takes 200 MB.
const maxPickle = 512 << 20

// zipFile is an open archive of torch.save's.
type zipFile struct {
	*torchzip.Archive
	options *loadOptions
	size    int64
	mapping *Tensor // of the whole file
}

func loadZip(r io.ReaderAt, size int64, o *loadOptions) (any, error) {
	archive, err := torchzip.Open(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	z := &zipFile{Archive: archive, options: o, size: size}
	length, _ := archive.Size(torchzip.Pickle)
	if length > maxPickle {
		return nil, fmt.Errorf("%w: the description of its values takes %d bytes, more than %d", ErrFormat, length, maxPickle)
	}
	in, err := archive.Open(torchzip.Pickle)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	defer in.Close()
	u := newUnpickler(o, length)
	u.storage, u.bigEndian = z.storage, archive.BigEndian
	value, err := u.read(bufio.NewReader(in))
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(io.Discard, in); err != nil { // the sum is checked at the end
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return value, nil
}

// storage finds the entry of a storage.
func (z *zipFile) storage(key, location string, bytes int) (*savedMemory, error) {
	name := torchzip.Data + key
	switch have, ok := z.Size(name); {
	case !ok:
		return nil, fmt.Errorf("there is no entry %.200q", name)
	case have != int64(bytes):
		return nil, fmt.Errorf("entry %.200q has %d bytes, its tensors say %d", name, have, bytes)
	}
	m := &savedMemory{bytes: bytes, location: location}
	m.read = func(memory []byte) error {
		if err := z.Read(name, memory); err != nil {
			return fmt.Errorf("entry %.200q: %w", name, err)
		}
		return nil
	}
	const aligned = 16 // as much as any element asks for
	if at, ok := z.Place(name); ok && z.options.mmap && at%aligned == 0 {
		m.mapped = func() (*Tensor, error) { return z.part(int(at), bytes) }
	}
	return m, nil
}

// part returns bytes of the file in its mapping.
func (z *zipFile) part(at, bytes int) (*Tensor, error) {
	if z.mapping == nil {
		var err error
		if z.mapping, err = FromFile(z.options.path, false, int(z.size), UInt8); err != nil {
			return nil, err
		}
	}
	return z.mapping.aliasBytes(at, bytes), nil
}
