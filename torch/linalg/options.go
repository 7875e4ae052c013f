package linalg

import (
	"github.com/e0112027/gotorch/torch/aten"

	"github.com/e0112027/gotorch/torch/internal/option"
)

// UpperOption is what [Upper] returns.
type UpperOption bool

// Upper has a function read, or return, the upper triangle rather than the lower
// one.
func Upper(on bool) UpperOption { return UpperOption(on) }

// HermitianOption is what [Hermitian] returns.
type HermitianOption bool

// Hermitian says that matrices are symmetric, or Hermitian where complex.
func Hermitian(on bool) HermitianOption { return HermitianOption(on) }

// PivotOption is what [Pivot] returns.
type PivotOption bool

// Pivot tells whether rows are exchanged, as they are unless it is false, which
// needs a GPU.
func Pivot(on bool) PivotOption { return PivotOption(on) }

// LeftOption is what [Left] returns.
type LeftOption bool

// Left tells whether to solve A X = B, the default, or X A = B; of [Ormqr], whether
// Q stands to the left of the product.
func Left(on bool) LeftOption { return LeftOption(on) }

// CheckErrorsOption is what [CheckErrors] returns.
type CheckErrorsOption bool

// CheckErrors has a function panic where it fails, rather than only return the
// info.
func CheckErrors(on bool) CheckErrorsOption { return CheckErrorsOption(on) }

// DriverOption is what [Driver] returns.
type DriverOption string

// Driver chooses the routine that does the work: of [SVD] on a GPU "gesvd",
// "gesvdj" or "gesvda", of [Lstsq] "gels", "gelsy", "gelsd" or "gelss".
func Driver(name string) DriverOption { return DriverOption(name) }

// chosen is the option, and unless where there is none.
func chosen[T any](options []T, unless T) T {
	if only, given := option.Only(options); given {
		return only
	}
	return unless
}

// applied fills the arguments of a function of torch/aten.
func applied[Option, Arguments any](options []Option, apply func(Option, *Arguments)) *Arguments {
	arguments := new(Arguments)
	option.Once(options)
	for _, option := range options {
		apply(option, arguments)
	}
	return arguments
}

// flag is a bool argument whose default is true.
func flag[T ~bool](on T) aten.Opt[bool] { return aten.Some(bool(on)) }
