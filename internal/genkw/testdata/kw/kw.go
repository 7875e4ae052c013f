// Package kw has a keyword of each kind.
package kw

import "io"

// Eps is added.
type Eps float64

// Stride is a list.
type Stride []int

// Betas are an array.
type Betas [2]float64

// Inplace is a bool.
type Inplace bool

// Mode is a string.
type Mode string

// Out is a pointer or an interface in a struct.
type Out struct{ io.Writer }

// Size is an option as it is.
//
//kw:value
type Size []int

// Kind is an enum.
//
//kw:value
type Kind int

// The kinds.
const (
	One Kind = iota
	Two
)
