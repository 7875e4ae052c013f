package safetensors

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// ErrFormat is wrapped by every error about the content of a file.
var ErrFormat = errors.New("safetensors: not a valid file")

const (
	lengthSize = 8 // bytes of the number in front of the header
	// maxHeader is the format's own limit on the header's length.
	maxHeader   = 100_000_000
	metadataKey = "__metadata__"
)

// header is the content of a file but for the elements.
type header struct {
	metadata map[string]string
	entries  []entry // by place in the file
}

// parseHeader reads the JSON of a header. dataLen is the number of bytes that
// follow it in the file; the tensors must cover them without hole or overlap.
func parseHeader(raw []byte, dataLen int64) (*header, error) {
	if !utf8.Valid(raw) {
		return nil, formatError("the header is not UTF-8")
	}
	p := headerParser{dec: json.NewDecoder(bytes.NewReader(raw)), seen: map[string]bool{}}
	p.dec.UseNumber()
	if err := p.parse(); err != nil {
		return nil, formatError("header: %w", err)
	}
	// Stable, so that empty tensors at one place keep the header's order.
	slices.SortStableFunc(p.head.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end))
	})
	if err := checkCover(p.head.entries, dataLen); err != nil {
		return nil, formatError("%w", err)
	}
	return &p.head, nil
}

// checkCover reports whether the entries, sorted, fill dataLen bytes one after
// the other, each with what its dtype and shape need.
func checkCover(entries []entry, dataLen int64) error {
	var at int64
	for _, e := range entries {
		size, err := byteSize(e.dtype, e.shape)
		switch {
		case err != nil:
			return fmt.Errorf("tensor %.100q: %w", e.name, err)
		case e.begin != at:
			return fmt.Errorf("tensor %.100q begins at byte %d, where %d is expected", e.name, e.begin, at)
		case e.end < e.begin, e.end-e.begin != size:
			return fmt.Errorf("tensor %.100q has the bytes %d to %d, but needs %d", e.name, e.begin, e.end, size)
		}
		at = e.end
	}
	if at != dataLen {
		return fmt.Errorf("the tensors take %d bytes, the file has %d", at, dataLen)
	}
	return nil
}

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrFormat, fmt.Errorf(format, args...))
}

// headerParser reads token by token: encoding/json's maps would hide a key that
// occurs twice.
type headerParser struct {
	dec  *json.Decoder
	seen map[string]bool // names of tensors
	head header
}

func (p *headerParser) parse() error {
	err := p.object(func(key string) error {
		if p.seen[key] {
			return fmt.Errorf("key %.100q occurs twice", key)
		}
		p.seen[key] = true
		if key == metadataKey {
			return p.metadata()
		}
		return p.tensor(key)
	})
	if err != nil {
		return err
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the JSON object")
	}
	return nil
}

func (p *headerParser) metadata() error {
	p.head.metadata = map[string]string{}
	return p.object(func(key string) error {
		if _, dup := p.head.metadata[key]; dup {
			return fmt.Errorf("metadata key %.100q occurs twice", key)
		}
		value, err := token[string](p.dec, "a string")
		p.head.metadata[key] = value
		return err
	})
}

func (p *headerParser) tensor(name string) error {
	e := entry{name: name}
	var offsets []int
	fields := map[string]bool{}
	err := p.object(func(key string) (err error) {
		if fields[key] {
			return fmt.Errorf("%.100q occurs twice", key)
		}
		fields[key] = true
		switch key {
		case "dtype":
			var s string
			s, err = token[string](p.dec, "a dtype's name")
			e.dtype = elementType(s)
		case "shape":
			e.shape, err = p.ints()
		case "data_offsets":
			offsets, err = p.ints()
		default: // Python's reader passes over other fields too
			err = p.skip()
		}
		return err
	})
	switch {
	case err != nil:
	case !fields["dtype"] || !fields["shape"] || !fields["data_offsets"]:
		err = errors.New("dtype, shape or data_offsets is missing")
	case len(offsets) != 2:
		err = fmt.Errorf("%d data_offsets instead of 2", len(offsets))
	}
	if err != nil {
		return fmt.Errorf("tensor %.100q: %w", name, err)
	}
	e.begin, e.end = int64(offsets[0]), int64(offsets[1])
	p.head.entries = append(p.head.entries, e)
	return nil
}

// object reads an object and calls value for each key, to read its value.
func (p *headerParser) object(value func(key string) error) error {
	if err := p.delim('{'); err != nil {
		return err
	}
	for p.dec.More() {
		key, err := token[string](p.dec, "a key")
		if err != nil {
			return err
		}
		if err := value(key); err != nil {
			return err
		}
	}
	return p.delim('}')
}

// ints reads a list of integers that are not negative.
func (p *headerParser) ints() ([]int, error) {
	if err := p.delim('['); err != nil {
		return nil, err
	}
	list := []int{}
	for p.dec.More() {
		text, err := token[json.Number](p.dec, "a number")
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseUint(text.String(), 10, strconv.IntSize-1)
		if err != nil {
			return nil, fmt.Errorf("%.40q is not a size", text.String())
		}
		if list = append(list, int(n)); len(list) > maxRank {
			return nil, fmt.Errorf("more than %d numbers in a list", maxRank)
		}
	}
	return list, p.delim(']')
}

func (p *headerParser) delim(want json.Delim) error {
	got, err := token[json.Delim](p.dec, want.String())
	if err == nil && got != want {
		err = fmt.Errorf("%s where %s is expected", got, want)
	}
	return err
}

func (p *headerParser) skip() error {
	var ignored json.RawMessage
	return p.dec.Decode(&ignored)
}

// token reads the next token, which must be a T.
func token[T any](dec *json.Decoder, want string) (T, error) {
	tok, err := dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		var none T
		return none, err
	}
	v, ok := tok.(T)
	if !ok {
		return v, fmt.Errorf("%s is expected at byte %d", want, dec.InputOffset())
	}
	return v, nil
}
