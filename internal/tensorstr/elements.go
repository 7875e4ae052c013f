package tensorstr

import (
	"math"
	"strconv"
	"strings"
)

// Elements are the elements to be printed, row-major: one of [Bools], [Ints],
// [Uints], [Floats] and [Complexes].
type Elements interface {
	// Len returns the number of elements.
	Len() int
	// cells returns the printer of element i and the width that rows are
	// broken by.
	cells(o Options) (cell func(i int) string, width int)
}

type (
	// Bools are the elements of a bool tensor.
	Bools []bool
	// Ints are the elements of a tensor of signed integers.
	Ints []int64
	// Uints are the elements of a tensor of unsigned integers.
	Uints []uint64
	// Floats are the elements of a floating-point tensor. Every dtype up to
	// float64 is held exactly, which is what Python's Tensor.item gives too.
	Floats []float64
	// Complexes are the elements of a complex tensor.
	Complexes []complex128
)

// Len returns the number of elements.
func (e Bools) Len() int { return len(e) }

// Len returns the number of elements.
func (e Ints) Len() int { return len(e) }

// Len returns the number of elements.
func (e Uints) Len() int { return len(e) }

// Len returns the number of elements.
func (e Floats) Len() int { return len(e) }

// Len returns the number of elements.
func (e Complexes) Len() int { return len(e) }

func (e Bools) cells(Options) (func(int) string, int) {
	return exact(len(e), func(i int) string {
		if e[i] {
			return "True"
		}
		return "False"
	})
}

func (e Ints) cells(Options) (func(int) string, int) {
	return exact(len(e), func(i int) string { return strconv.FormatInt(e[i], 10) })
}

func (e Uints) cells(Options) (func(int) string, int) {
	return exact(len(e), func(i int) string { return strconv.FormatUint(e[i], 10) })
}

func (e Floats) cells(o Options) (func(int) string, int) {
	f := newFloatFormat(e, o)
	return func(i int) string { return f.format(e[i]) }, f.width
}

// cells formats the real and the imaginary parts each by their own range, as
// Python does.
func (e Complexes) cells(o Options) (func(int) string, int) {
	re, im := make(Floats, len(e)), make(Floats, len(e))
	for i, c := range e {
		re[i], im[i] = real(c), imag(c)
	}
	reFormat, imFormat := newFloatFormat(re, o), newFloatFormat(im, o)
	cell := func(i int) string {
		im := strings.TrimLeft(imFormat.format(im[i]), " ") + "j"
		if !strings.HasPrefix(im, "-") {
			im = "+" + im
		}
		return reFormat.format(re[i]) + im
	}
	return cell, reFormat.width + imFormat.width + len("j")
}

// exact pads the n texts to the width of the longest.
func exact(n int, text func(int) string) (func(int) string, int) {
	width := 1
	for i := range n {
		width = max(width, len(text(i)))
	}
	return func(i int) string { return pad(text(i), width) }, width
}

// floatFormat is Python's torch._tensor_str._Formatter for floating dtypes.
type floatFormat struct {
	integers  bool // all finite elements are whole: "3." instead of "3.0000"
	sci       bool
	precision int
	width     int
}

// newFloatFormat chooses the notation and the width from the finite non-zero
// elements. Zeros and non-finite elements take no part, so they may stick out.
func newFloatFormat(values Floats, o Options) floatFormat {
	f := floatFormat{integers: true, precision: o.Precision, width: 1}
	least, most := math.Inf(1), 0.0
	for _, v := range values {
		if !finiteNonzero(v) {
			continue
		}
		least, most = min(least, math.Abs(v)), max(most, math.Abs(v))
		f.integers = f.integers && v == math.Ceil(v)
	}
	if most == 0 {
		return f
	}
	f.sci = o.SciMode == SciOn
	if o.SciMode == SciAuto {
		f.sci = most/least > 1000 || most > 1e8 || least < 1e-4
	}
	for _, v := range values {
		if finiteNonzero(v) {
			f.width = max(f.width, len(f.text(v)))
		}
	}
	return f
}

func finiteNonzero(v float64) bool {
	return v != 0 && !math.IsInf(v, 0) && !math.IsNaN(v)
}

func (f floatFormat) format(v float64) string { return pad(f.text(v), f.width) }

func (f floatFormat) text(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 1):
		return "inf"
	case math.IsInf(v, -1):
		return "-inf"
	case f.sci:
		return strconv.FormatFloat(v, 'e', f.precision, 64)
	case f.integers:
		return strconv.FormatFloat(v, 'f', 0, 64) + "."
	default:
		return strconv.FormatFloat(v, 'f', f.precision, 64)
	}
}

func pad(s string, width int) string {
	return strings.Repeat(" ", max(0, width-len(s))) + s
}
