package torch

import (
	"bufio"
	endian "encoding/binary"
	"fmt"
	"io"
	"math/big"

	"github.com/e0112027/gotorch/internal/pickle"
)

// Files from before PyTorch 1.6 are pickles behind each other, then the storages: a
// magic number, a version, facts about the machine, the value, the keys of the
// storages, and for each its number of elements and its bytes. Numbers come with the
// lowest byte first, whatever machine wrote them.
const (
	legacyMagic   = "1950a86a20f9469cfc6c"
	legacyVersion = 1001
)

type legacyFile struct {
	file   io.ReaderAt
	size   int64
	left   int64 // bytes that storages may still take
	places map[string]int64
}

func loadLegacy(r io.ReaderAt, size int64, o *loadOptions) (any, error) {
	l := &legacyFile{file: r, size: size, left: size, places: map[string]int64{}}
	section := io.NewSectionReader(r, 0, size)
	in := bufio.NewReader(section)
	u := newUnpickler(o, size)
	u.storage = l.storage
	if err := l.header(u, in); err != nil {
		return nil, err
	}
	value, err := u.read(in)
	if err != nil {
		return nil, err
	}
	keys, err := u.read(in)
	if err != nil {
		return nil, err
	}
	at, err := section.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, err
	}
	if err := l.locate(u, keys, at-int64(in.Buffered())); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return value, nil
}

func (l *legacyFile) header(u *unpickler, in *bufio.Reader) error {
	magic, err := u.read(in)
	if n, ok := magic.(*big.Int); err != nil || !ok || n.Text(16) != legacyMagic {
		return fmt.Errorf("%w: it begins with neither a zip archive nor the magic number of the older format", ErrFormat)
	}
	version, err := u.read(in)
	if err != nil || version != int64(legacyVersion) {
		return fmt.Errorf("%w: version %s of the older format, expected %d", ErrFormat, pickle.Describe(version), legacyVersion)
	}
	_, err = u.read(in) // facts about the machine, which nothing depends on
	return err
}

// storage makes room for a storage, whose place is known when the values are read.
func (l *legacyFile) storage(key, location string, bytes int) (*savedMemory, error) {
	if l.left -= int64(bytes); l.left < 0 {
		return nil, fmt.Errorf("its storages are larger than the file")
	}
	return &savedMemory{bytes: bytes, location: location, read: func(memory []byte) error {
		if _, err := io.ReadFull(io.NewSectionReader(l.file, l.places[key], int64(bytes)), memory); err != nil {
			return fmt.Errorf("storage %.100q: %w", key, err)
		}
		return nil
	}}, nil
}

// locate goes through the storages, which begin at a byte.
func (l *legacyFile) locate(u *unpickler, value any, at int64) error {
	keys, err := savedItems(value)
	if err != nil {
		return err
	}
	for _, item := range keys {
		key := text(item)
		s := u.storages[key]
		if _, twice := l.places[key]; s == nil || twice {
			return fmt.Errorf("it has a storage %.100q that no tensor uses, or twice", key)
		}
		if err := l.sized(s, at); err != nil {
			return fmt.Errorf("storage %.100q: %w", key, err)
		}
		l.places[key] = at + 8
		at += 8 + int64(s.bytes)
	}
	if len(l.places) < len(u.storages) {
		return fmt.Errorf("the bytes of %d storages are missing", len(u.storages)-len(l.places))
	}
	return nil
}

// sized checks the number of elements that stands before a storage's bytes.
func (l *legacyFile) sized(s *savedStorage, at int64) error {
	length := make([]byte, 8)
	if _, err := io.ReadFull(io.NewSectionReader(l.file, at, 8), length); err != nil {
		return err
	}
	switch n := endian.LittleEndian.Uint64(length); {
	case n != uint64(s.numel):
		return fmt.Errorf("it has %d elements, its tensors say %d", n, s.numel)
	case int64(s.bytes) > l.size-at-8:
		return io.ErrUnexpectedEOF
	}
	return nil
}
