package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/scanner"
	"unicode/utf8"

	"github.com/e0112027/gotorch/torch"
)

// ErrFormat is what errors wrap where a file's content is at fault.
var ErrFormat = errors.New("npy: not an array that becomes a tensor")

func formatError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}

const (
	magic = "\x93NUMPY"
	// alignment is where the numbers begin.
	alignment = 64
	// maxHeader is NumPy's own limit (max_header_size), for headers that are not trusted.
	maxHeader = 10000
	// spare is how long a first size may grow without the header getting longer.
	spare = 21
)

// Info describes an array.
type Info struct {
	DType        torch.DType
	Shape        []int
	FortranOrder bool // the first index moves fastest
	bigEndian    bool
}

// numel returns how many numbers the array has.
func (i *Info) numel() int {
	n := 1
	for _, size := range i.Shape {
		n *= size
	}
	return n
}

// ReadInfo reads the header alone, up to where the numbers begin. Its error wraps
// [ErrFormat] where the content is at fault.
func ReadInfo(r io.Reader) (Info, error) {
	info, _, err := readHeader(r)
	return info, err
}

// readHeader reads a header and returns how many bytes it took.
func readHeader(r io.Reader) (info Info, size int, err error) {
	var start [len(magic) + 2]byte
	if _, err := io.ReadFull(r, start[:]); err != nil || string(start[:len(magic)]) != magic {
		return info, 0, headerError(err, "it does not begin with \\x93NUMPY")
	}
	length, width, err := readLength(r, start[len(magic)])
	if err != nil {
		return info, 0, err
	}
	if length > maxHeader {
		return info, 0, formatError("a header of %d bytes, more than %d", length, maxHeader)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(r, text); err != nil {
		return info, 0, headerError(err, "it ends in the header")
	}
	info, err = parseHeader(text)
	return info, len(start) + width + length, err
}

// readLength reads the length of the header, in 2 bytes or, from the format's version 2 on,
// in 4.
func readLength(r io.Reader, version byte) (length, width int, err error) {
	var bytes [4]byte
	switch version {
	case 1:
		width = 2
	case 2, 3:
		width = 4
	default:
		return 0, 0, formatError("version %d of the format is not known", version)
	}
	if _, err := io.ReadFull(r, bytes[:width]); err != nil {
		return 0, 0, headerError(err, "it ends in the header")
	}
	return int(min(binary.LittleEndian.Uint32(bytes[:]), math.MaxInt32)), width, nil
}

// headerError is the error of reading, or a word on the content.
func headerError(err error, word string) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return formatError("%s", word)
	}
	return err
}

// parseHeader reads the text of a header, which is a Python dict with three keys.
func parseHeader(text []byte) (Info, error) {
	if !utf8.Valid(text) {
		return Info{}, formatError("the header is no text")
	}
	p := parser{}
	p.scan.Init(bytes.NewReader(text))
	p.scan.Mode = scanner.ScanIdents | scanner.ScanInts
	p.scan.Error = func(*scanner.Scanner, string) {}
	p.next()
	info, err := p.header()
	if err != nil {
		return Info{}, formatError("the header %.200q: %v", text, err)
	}
	return info, checkSize(info)
}

// checkSize refuses shapes whose bytes can't be counted.
func checkSize(info Info) error {
	left := uint64(math.MaxInt) / uint64(info.DType.Size())
	for _, size := range info.Shape {
		if uint64(size) > left {
			return formatError("shape %v is larger than any memory", info.Shape)
		}
		if size > 0 {
			left /= uint64(size)
		}
	}
	return nil
}

// parser reads a header's dict.
type parser struct {
	scan  scanner.Scanner
	token rune
}

func (p *parser) next() { p.token = p.scan.Scan() }

func (p *parser) expect(token rune) error {
	if p.token != token {
		return fmt.Errorf("%q stands where %q should", p.scan.TokenText(), string(token))
	}
	p.next()
	return nil
}

func (p *parser) header() (info Info, err error) {
	seen := map[string]bool{}
	if err := p.expect('{'); err != nil {
		return info, err
	}
	for p.token != '}' {
		key, err := p.text()
		if err != nil {
			return info, err
		}
		if seen[key] {
			return info, fmt.Errorf("%q is there twice", key)
		}
		seen[key] = true
		if err := p.expect(':'); err != nil {
			return info, err
		}
		if err := p.value(key, &info); err != nil {
			return info, err
		}
		if p.token != ',' {
			break
		}
		p.next()
	}
	if err := p.expect('}'); err != nil {
		return info, err
	}
	if p.token != scanner.EOF {
		return info, fmt.Errorf("%q follows its end", p.scan.TokenText())
	}
	if len(seen) != 3 {
		return info, fmt.Errorf("it must have the keys descr, fortran_order and shape")
	}
	return info, nil
}

func (p *parser) value(key string, info *Info) (err error) {
	switch key {
	case "descr":
		if p.token == '[' {
			return fmt.Errorf("it holds records of several fields")
		}
		var descr string
		if descr, err = p.text(); err == nil {
			info.DType, info.bigEndian, err = parseDescr(descr)
		}
	case "fortran_order":
		info.FortranOrder, err = p.boolean()
	case "shape":
		info.Shape, err = p.tuple()
	default:
		err = fmt.Errorf("the key %q is not known", key)
	}
	return err
}

// text reads a text in either of Python's quotes.
func (p *parser) text() (string, error) {
	quote := p.token
	if quote != '\'' && quote != '"' {
		return "", fmt.Errorf("%q stands where a text should", p.scan.TokenText())
	}
	var text strings.Builder
	for {
		c := p.scan.Next()
		if c == quote {
			p.next()
			return text.String(), nil
		}
		if c == scanner.EOF || c == '\\' || c == '\n' {
			return "", errors.New("a text has no end")
		}
		text.WriteRune(c)
	}
}

func (p *parser) boolean() (bool, error) {
	word := p.scan.TokenText()
	if p.token != scanner.Ident || word != "True" && word != "False" {
		return false, fmt.Errorf("%q stands where True or False should", word)
	}
	p.next()
	return word == "True", nil
}

// tuple reads sizes such as (2, 3), (2,) and (), also those of Python 2, (2L, 3L).
func (p *parser) tuple() ([]int, error) {
	if err := p.expect('('); err != nil {
		return nil, err
	}
	sizes := []int{}
	for p.token == scanner.Int {
		size, err := strconv.ParseInt(p.scan.TokenText(), 10, strconv.IntSize)
		if err != nil {
			return nil, err
		}
		if len(sizes) == maxDims {
			return nil, fmt.Errorf("it has more than %d dims", maxDims)
		}
		sizes = append(sizes, int(size))
		if p.next(); p.token == scanner.Ident && p.scan.TokenText() == "L" {
			p.next()
		}
		if p.token != ',' {
			break
		}
		p.next()
	}
	return sizes, p.expect(')')
}

// maxDims is NumPy's and libtorch's.
const maxDims = 64

// buildHeader returns what stands in front of the numbers, as np.save pads it.
func buildHeader(info Info) ([]byte, error) {
	descr, err := descrOf(info.DType)
	if err != nil {
		return nil, err
	}
	order := "False"
	if info.FortranOrder {
		order = "True"
	}
	sizes := make([]string, len(info.Shape))
	for i, size := range info.Shape {
		sizes[i] = strconv.Itoa(size)
	}
	shape := strings.Join(sizes, ", ")
	if len(sizes) == 1 {
		shape += ","
	}
	text := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }", descr, order, shape)
	if n := len(sizes); n > 0 {
		growing := sizes[0]
		if info.FortranOrder {
			growing = sizes[n-1]
		}
		text += strings.Repeat(" ", spare-len(growing))
	}
	head := len(magic) + 4
	text += strings.Repeat(" ", alignment-(head+len(text)+1)%alignment) + "\n"
	out := append([]byte(magic), 1, 0)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(text)))
	return append(out, text...), nil
}
