package cgotorch

// #include <math.h>
import "C"

// The C library's functions, whose last bits Python's results depend on: Go's
// own differ for many arguments.

// Pow is C's pow.
func Pow(x, y float64) float64 { return float64(C.pow(C.double(x), C.double(y))) }

// Cos is C's cos.
func Cos(x float64) float64 { return float64(C.cos(C.double(x))) }

// Exp is C's exp.
func Exp(x float64) float64 { return float64(C.exp(C.double(x))) }

// Log is C's log.
func Log(x float64) float64 { return float64(C.log(C.double(x))) }

// Sin is C's sin.
func Sin(x float64) float64 { return float64(C.sin(C.double(x))) }

// Tan is C's tan.
func Tan(x float64) float64 { return float64(C.tan(C.double(x))) }
