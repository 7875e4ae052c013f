package safetensors

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// source is a file's bytes, which are read where they are asked for.
type source struct {
	reader io.ReaderAt
	size   int64
	close  func() error
}

func openSource(path string) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", path)
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return &source{reader: file, size: info.Size(), close: file.Close}, nil
}

func memorySource(data []byte) *source {
	return &source{reader: bytes.NewReader(data), size: int64(len(data)), close: func() error { return nil }}
}

// read fills memory with the bytes from at on, which the caller has checked to lie within
// the size.
func (s *source) read(memory []byte, at int64) error {
	if _, err := io.ReadFull(io.NewSectionReader(s.reader, at, int64(len(memory))), memory); err != nil {
		return fmt.Errorf("safetensors: %d bytes at %d: %w", len(memory), at, err)
	}
	return nil
}

// header reads and checks the header; the second result is where the data begin.
func (s *source) header() (*header, int64, error) {
	if s.size < lengthSize {
		return nil, 0, tooShort(s.size)
	}
	prefix := make([]byte, lengthSize)
	if err := s.read(prefix, 0); err != nil {
		return nil, 0, err
	}
	length := binary.LittleEndian.Uint64(prefix)
	switch {
	case length > maxHeader:
		return nil, 0, formatError("a header of %d bytes, more than the format's %d", length, maxHeader)
	case int64(length) > s.size-lengthSize:
		return nil, 0, formatError("a header of %d bytes in a file of %d", length, s.size)
	}
	raw := make([]byte, length)
	if err := s.read(raw, lengthSize); err != nil {
		return nil, 0, err
	}
	begin := lengthSize + int64(length)
	head, err := parseHeader(raw, s.size-begin)
	return head, begin, err
}

func tooShort(size int64) error {
	return formatError("%d bytes, fewer than the length of a header takes", size)
}
