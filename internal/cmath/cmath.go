// Package cmath offers the C library's functions to packages that must get
// Python's last bits and may not import cgotorch: Go's own math.Pow(0.999, t)
// differs from C's for almost every t, math.Cos for a quarter of all arguments.
package cmath

import "github.com/e0112027/gotorch/cgotorch"

// Pow is C's pow, which Python's ** calls for floats.
func Pow(x, y float64) float64 { return cgotorch.Pow(x, y) }

// Cos is C's cos, which Python's math.cos calls.
func Cos(x float64) float64 { return cgotorch.Cos(x) }

// Exp is C's exp, which Python's math.exp calls.
func Exp(x float64) float64 { return cgotorch.Exp(x) }

// Log is C's log, which Python's math.log calls.
func Log(x float64) float64 { return cgotorch.Log(x) }

// Sin is C's sin, which Python's math.sin calls.
func Sin(x float64) float64 { return cgotorch.Sin(x) }

// Tan is C's tan, which Python's math.tan calls.
func Tan(x float64) float64 { return cgotorch.Tan(x) }
