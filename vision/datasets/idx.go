package datasets

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"os"
	"slices"
)

// IDX is the content of a file in the IDX format, in which MNIST and its
// relatives are published: a magic number that names the element type and the
// rank, one big-endian uint32 for each dimension, then the elements.
// See http://yann.lecun.com/exdb/mnist/
type IDX struct {
	// Type is the element type's code: 0x08 uint8, 0x09 int8, 0x0B int16,
	// 0x0C int32, 0x0D float32, 0x0E float64.
	Type byte
	// Dims are the dimensions, outermost first; at least one.
	Dims []int
	// Data holds the elements in row-major order, big-endian as in the file.
	Data []byte
}

// FormatError tells what is wrong with a dataset's file, and where.
type FormatError struct {
	// File is the path of the file.
	File string
	// Offset is the number of good bytes before the fault, counted after
	// decompression.
	Offset int64
	// Msg says what is wrong.
	Msg string
	// Err is the cause, or nil.
	Err error
}

// Error names the file, the offset and the fault.
func (e *FormatError) Error() string {
	msg := fmt.Sprintf("%s: byte %d: %s", e.File, e.Offset, e.Msg)
	if e.Err != nil {
		msg += ": " + e.Err.Error()
	}
	return msg
}

// Unwrap returns the cause.
func (e *FormatError) Unwrap() error { return e.Err }

// ReadIDX reads the IDX file at path, which may be gzip-compressed whatever
// its name says. Memory is taken as bytes arrive, so a header that claims more
// than the file holds costs nothing.
//
// The error is a [*FormatError] where the content is at fault: truncated,
// another magic number, dimensions that no memory could hold, bytes after the
// last element, a broken gzip stream.
func ReadIDX(path string) (*IDX, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return decodeIDX(path, f)
}

var gzipMagic = []byte{0x1f, 0x8b}

// decodeIDX reads IDX content, compressed or not, that errors call name.
func decodeIDX(name string, r io.Reader) (*IDX, error) {
	p, err := newIDXParser(name, r)
	if err != nil {
		return nil, err
	}
	return p.parse()
}

// idxParser reads forward and counts, so that each fault can be located. Of a gzip
// stream it takes what the header says and no more: a small one can be a bomb.
type idxParser struct {
	name   string
	r      io.Reader
	offset int64
}

func newIDXParser(name string, r io.Reader) (*idxParser, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	p := &idxParser{name: name, r: buffered}
	if head, _ := buffered.Peek(len(gzipMagic)); bytes.Equal(head, gzipMagic) {
		unzipped, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, p.fault("corrupt gzip header", err)
		}
		p.r = unzipped
	}
	return p, nil
}

func (p *idxParser) parse() (*IDX, error) {
	h, err := p.header()
	if err != nil {
		return nil, err
	}
	data, err := p.read(h.length, h.elements())
	if err != nil {
		return nil, err
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return &IDX{Type: h.code, Dims: h.dims, Data: data}, nil
}

// copy writes the content, unpacked, to w.
func (p *idxParser) copy(w io.Writer) error {
	h, err := p.header()
	if err != nil {
		return err
	}
	if _, err := w.Write(h.raw); err != nil {
		return err
	}
	n, err := io.CopyN(w, p.r, int64(h.length))
	p.offset += n
	if err != nil {
		return p.readFault(h.length-int(n), h.elements(), err)
	}
	return p.end()
}

// idxHeader is what stands in front of the elements.
type idxHeader struct {
	raw    []byte
	code   byte // of the element type
	dims   []int
	length int // bytes of the elements
}

func (h *idxHeader) elements() string { return fmt.Sprintf("elements of dimensions %v", h.dims) }

func (p *idxParser) header() (*idxHeader, error) {
	magic, err := p.read(4, "magic number")
	if err != nil {
		return nil, err
	}
	size := elementSize(magic[2])
	if magic[0] != 0 || magic[1] != 0 || size == 0 || magic[3] == 0 {
		p.offset = 0
		return nil, p.fault(fmt.Sprintf("magic number 0x%x is not an IDX file's", magic), nil)
	}
	sizes, err := p.read(4*int(magic[3]), "dimensions")
	if err != nil {
		return nil, err
	}
	dims, length, ok := parseDims(sizes, size)
	if !ok {
		p.offset = 4
		return nil, p.fault(fmt.Sprintf("impossible dimensions %v", dims), nil)
	}
	return &idxHeader{raw: append(magic, sizes...), code: magic[2], dims: dims, length: length}, nil
}

// elementSize returns the bytes of an element of the type, 0 for no type.
func elementSize(code byte) int {
	switch code {
	case 0x08, 0x09:
		return 1
	case 0x0B:
		return 2
	case 0x0C, 0x0D:
		return 4
	case 0x0E:
		return 8
	}
	return 0
}

// parseDims returns the dimensions and the bytes that they and the element
// size make; ok is false where those don't fit an int.
func parseDims(header []byte, size int) (dims []int, length int, ok bool) {
	product, ok := uint64(size), true
	for b := range slices.Chunk(header, 4) {
		dim := binary.BigEndian.Uint32(b)
		dims = append(dims, int(dim))
		high, low := bits.Mul64(product, uint64(dim))
		ok = ok && high == 0 && low <= math.MaxInt
		product = low
	}
	return dims, int(product), ok
}

// read returns the next n bytes, taking memory as they arrive.
func (p *idxParser) read(n int, what string) ([]byte, error) {
	const firstChunk = 1 << 20
	buf := make([]byte, 0, min(n, firstChunk))
	for len(buf) < n {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, min(n-len(buf), len(buf)))
		}
		got, err := p.r.Read(buf[len(buf):min(cap(buf), n)])
		buf = buf[:len(buf)+got]
		p.offset += int64(got)
		if err != nil && len(buf) < n {
			return nil, p.readFault(n-len(buf), what, err)
		}
	}
	return buf, nil
}

// end checks that nothing follows the last element, and with it a gzip
// stream's checksum.
func (p *idxParser) end() error {
	n, err := io.ReadFull(p.r, make([]byte, 1))
	switch {
	case n > 0:
		return p.fault("bytes after the last element", nil)
	case errors.Is(err, io.EOF):
		return nil
	}
	return p.readFault(0, "end", err)
}

func (p *idxParser) readFault(missing int, what string, err error) error {
	var pathErr *os.PathError
	switch {
	case errors.Is(err, io.EOF):
		return p.fault(fmt.Sprintf("truncated: %d more bytes expected for the %s", missing, what), io.ErrUnexpectedEOF)
	case errors.As(err, &pathErr):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return p.fault("truncated gzip stream", err)
	}
	return p.fault("corrupt gzip stream", err)
}

func (p *idxParser) fault(msg string, err error) error {
	return &FormatError{File: p.name, Offset: p.offset, Msg: msg, Err: err}
}
