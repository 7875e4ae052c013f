package tensorstr

import "math"

// Options are Python's torch.set_printoptions, process-wide there, a value here.
// The zero value is not useful: start from [Default].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html
type Options struct {
	// Precision is the number of digits after the decimal point.
	Precision int
	// Threshold is the number of elements above which a tensor is summarised.
	Threshold int
	// EdgeItems is how many elements a summary shows at each end of a dimension.
	EdgeItems int
	// LineWidth is the number of characters after which a row is broken.
	LineWidth int
	// SciMode says when scientific notation is used.
	SciMode SciMode
}

// SciMode says when floating-point elements are printed in scientific notation.
type SciMode int

const (
	// SciAuto uses it where the range of the elements asks for it (Python's None).
	SciAuto SciMode = iota
	// SciOn uses it for every tensor that has a finite non-zero element.
	SciOn
	// SciOff never uses it.
	SciOff
)

// Default returns the options Python starts with.
func Default() Options {
	return Options{Precision: 4, Threshold: 1000, EdgeItems: 3, LineWidth: 80}
}

// Short returns the options of Python's profile "short".
func Short() Options {
	return Options{Precision: 2, Threshold: 1000, EdgeItems: 2, LineWidth: 80}
}

// Full returns the options of Python's profile "full", which never summarises.
func Full() Options {
	return Options{Precision: 4, Threshold: math.MaxInt, EdgeItems: 3, LineWidth: 80}
}

// sane returns o with the negative counts, for which Python has no sensible
// output, taken as zero.
func (o Options) sane() Options {
	o.Precision = max(o.Precision, 0)
	o.EdgeItems = min(max(o.EdgeItems, 0), math.MaxInt/2)
	return o
}

// Summarizes reports whether a tensor of the given shape is printed without
// its middle.
func (o Options) Summarizes(shape []int) bool {
	return numel(shape) > o.Threshold
}

// ShownShape returns the shape of what is printed of a tensor: shape itself, or,
// of a tensor that is summarised, EdgeItems from each end of every dimension
// that is longer than both ends together. Only those elements need be read.
func (o Options) ShownShape(shape []int) []int {
	shown := append([]int{}, shape...)
	if !o.Summarizes(shape) {
		return shown
	}
	edges := 2 * o.sane().EdgeItems
	for i, n := range shown {
		shown[i] = min(n, edges)
	}
	return shown
}

// numel returns the number of elements of a shape, at most math.MaxInt.
func numel(shape []int) int {
	n := 1
	for _, d := range shape {
		if d <= 0 {
			return 0
		}
	}
	for _, d := range shape {
		if n > math.MaxInt/d {
			return math.MaxInt
		}
		n *= d
	}
	return n
}
