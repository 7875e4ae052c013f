package safetensors

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"github.com/edsrzf/mmap-go"
)

// source is a file's bytes: mapped where the system can map the file, read piece
// by piece where it cannot.
type source struct {
	reader io.ReaderAt // nil where all is in bytes
	bytes  []byte
	size   int64
	close  func() error
}

func openSource(path string) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, closing(file, err)
	}
	if !info.Mode().IsRegular() {
		return nil, closing(file, fmt.Errorf("%s is not a regular file", path))
	}
	if info.Size() < lengthSize {
		return nil, closing(file, tooShort(info.Size()))
	}
	mapped, err := mmap.Map(file, mmap.RDONLY, 0)
	if err != nil {
		return &source{reader: file, size: info.Size(), close: file.Close}, nil
	}
	// The mapping may see another size where the file changed in between.
	size := min(info.Size(), int64(len(mapped)))
	unmap := func() error { return closing(file, mapped.Unmap()) }
	return &source{bytes: mapped[:size], size: size, close: unmap}, nil
}

// closing closes the file and returns the first error.
func closing(file *os.File, err error) error {
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

func memorySource(data []byte) *source {
	return &source{bytes: data, size: int64(len(data)), close: func() error { return nil }}
}

// slice returns the n bytes from at on, which the caller has checked to lie
// within the size. They may not be written to.
func (s *source) slice(at, n int64) ([]byte, error) {
	if s.reader == nil {
		return s.bytes[at : at+n : at+n], nil
	}
	buf := make([]byte, n)
	if _, err := io.ReadFull(io.NewSectionReader(s.reader, at, n), buf); err != nil {
		return nil, fmt.Errorf("safetensors: %d bytes at %d: %w", n, at, err)
	}
	return buf, nil
}

// header reads and checks the header; the second result is where the data begin.
func (s *source) header() (*header, int64, error) {
	if s.size < lengthSize {
		return nil, 0, tooShort(s.size)
	}
	prefix, err := s.slice(0, lengthSize)
	if err != nil {
		return nil, 0, err
	}
	length := binary.LittleEndian.Uint64(prefix)
	switch {
	case length > maxHeader:
		return nil, 0, formatError("a header of %d bytes, more than the format's %d", length, maxHeader)
	case int64(length) > s.size-lengthSize:
		return nil, 0, formatError("a header of %d bytes in a file of %d", length, s.size)
	}
	raw, err := s.slice(lengthSize, int64(length))
	if err != nil {
		return nil, 0, err
	}
	begin := lengthSize + int64(length)
	head, err := parseHeader(raw, s.size-begin)
	return head, begin, err
}

func tooShort(size int64) error {
	return formatError("%d bytes, fewer than the length of a header takes", size)
}
