//go:build cgo

package cgotorch

import "math"

// Tag opens each value among the words of a call; see ct_tag in cgotorch.h.
type Tag uint64

// The tags, as in cgotorch.h.
const (
	TagNone Tag = iota
	TagTensor
	TagInt
	TagDouble
	TagBool
	TagComplex
	TagInts
	TagDoubles
	TagBools
	TagTensors
	TagString
	TagDevice
	TagGenerator
	TagScalars
	TagStrings
	TagDefault
	TagSpill
)

// argWords hold the arguments of nearly every call; longer ones go to the heap.
const argWords = 28

// Args are the encoded arguments of one call, in the schema's order. The zero
// value is empty and ready. Arguments left out at the end take the schema's
// defaults.
type Args struct {
	words [argWords]uint64
	n     int
	heap  []uint64
}

func (a *Args) put(w uint64) {
	if a.heap == nil {
		if a.n < argWords {
			a.words[a.n] = w
			a.n++
			return
		}
		a.heap = append(make([]uint64, 0, 4*argWords), a.words[:]...)
	}
	a.heap = append(a.heap, w)
}

func (a *Args) put2(tag Tag, w uint64) {
	if a.heap == nil && a.n+1 < argWords {
		a.words[a.n], a.words[a.n+1] = uint64(tag), w
		a.n += 2
		return
	}
	a.put(uint64(tag))
	a.put(w)
}

// None appends Python's None.
func (a *Args) None() { a.put(uint64(TagNone)) }

// Default appends the schema's default.
func (a *Args) Default() { a.put(uint64(TagDefault)) }

// Tensor appends a tensor by its handle.
func (a *Args) Tensor(h Handle) { a.put2(TagTensor, uint64(h)) }

// Int appends an integer, a dtype, a layout or a memory format.
func (a *Args) Int(v int64) { a.put2(TagInt, uint64(v)) }

// Double appends a float.
func (a *Args) Double(v float64) { a.put2(TagDouble, math.Float64bits(v)) }

// Bool appends a bool.
func (a *Args) Bool(v bool) {
	w := uint64(0)
	if v {
		w = 1
	}
	a.put2(TagBool, w)
}

// Complex appends a complex number.
func (a *Args) Complex(v complex128) {
	a.put2(TagComplex, math.Float64bits(real(v)))
	a.put(math.Float64bits(imag(v)))
}

// Ints appends a list of integers.
func (a *Args) Ints(vs []int) {
	a.put2(TagInts, uint64(len(vs)))
	for _, v := range vs {
		a.put(uint64(v))
	}
}

// Doubles appends a list of floats.
func (a *Args) Doubles(vs []float64) {
	a.put2(TagDoubles, uint64(len(vs)))
	for _, v := range vs {
		a.put(math.Float64bits(v))
	}
}

// Bools appends a list of bools.
func (a *Args) Bools(vs []bool) {
	a.put2(TagBools, uint64(len(vs)))
	for _, v := range vs {
		w := uint64(0)
		if v {
			w = 1
		}
		a.put(w)
	}
}

// List opens a list of tensors or of scalars: n values follow, handles for
// [TagTensors] (see [Args.Element]), tagged numbers for [TagScalars].
func (a *Args) List(tag Tag, n int) { a.put2(tag, uint64(n)) }

// Element appends one handle of a list of tensors; 0 is None.
func (a *Args) Element(h Handle) { a.put(uint64(h)) }

// String appends a string.
func (a *Args) String(s string) {
	a.put(uint64(TagString))
	a.text(s)
}

// Strings appends a list of strings.
func (a *Args) Strings(ss []string) {
	a.put2(TagStrings, uint64(len(ss)))
	for _, s := range ss {
		a.text(s)
	}
}

func (a *Args) text(s string) {
	a.put(uint64(len(s)))
	for i := 0; i < len(s); i += 8 {
		w := uint64(0)
		for j := 0; j < 8 && i+j < len(s); j++ {
			w |= uint64(s[i+j]) << (8 * j) // every supported machine is little-endian
		}
		a.put(w)
	}
}

// Device appends a device: libtorch's device type and index (-1: the current one).
func (a *Args) Device(deviceType, index int) {
	a.put2(TagDevice, uint64(deviceType))
	a.put(uint64(index))
}

// Generator appends a generator.
func (a *Args) Generator(g GeneratorHandle) { a.put2(TagGenerator, uint64(g)) }
