package main

import (
	"github.com/e0112027/gotorch/torch"
)

// complexExpressions are what there is for complex tensors, their printing included.
var complexExpressions = []expression{
	{"torch.complex(a[0], a[1])", "float32 3 1; float32 4", func(a []*torch.Tensor) any { return torch.Complex(a[0], a[1]) }},
	{"torch.complex(a[0], a[1])", "float64 3; float64", func(a []*torch.Tensor) any { return torch.Complex(a[0], a[1]) }},
	{"torch.polar(a[0], a[1])", "positive 3; unit 3", func(a []*torch.Tensor) any { return torch.Polar(a[0], a[1]) }},
	{"torch.polar(a[0], a[1])", "float64 3 4 t; float64 4", func(a []*torch.Tensor) any { return torch.Polar(a[0], a[1]) }},
	{"a[0].conj()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Conj() }},
	{"a[0].conj().is_conj()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Conj().IsConj() }},
	{"a[0].conj_physical()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].ConjPhysical() }},
	{"a[0].conj_physical_()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].ConjPhysical_() }},
	{"a[0].conj().resolve_conj()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Conj().ResolveConj() }},
	{"a[0].real", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Real() }},
	{"a[0].angle()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Angle() }},
	{"a[0].sgn()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Sgn() }},
	{"a[0].sgn_()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Sgn_() }},
	{"a[0].abs()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].Abs() }},
	{"a[0].is_complex()", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].DType().IsComplex() }},
	{"str(a[0])", "complex64 3 4 t", func(a []*torch.Tensor) any { return a[0].String() }},
	{"a[0].conj()", "float32 3", func(a []*torch.Tensor) any { return a[0].Conj() }},
	{"a[0].conj().is_conj()", "float32 3", func(a []*torch.Tensor) any { return a[0].Conj().IsConj() }},
	{"a[0].conj_physical()", "float32 3", func(a []*torch.Tensor) any { return a[0].ConjPhysical() }},
	{"a[0].conj_physical_()", "float32 3", func(a []*torch.Tensor) any { return a[0].ConjPhysical_() }},
	{"a[0].conj().resolve_conj()", "float32 3", func(a []*torch.Tensor) any { return a[0].Conj().ResolveConj() }},
	{"a[0].real", "float32 3", func(a []*torch.Tensor) any { return a[0].Real() }},
	{"a[0].angle()", "float32 3", func(a []*torch.Tensor) any { return a[0].Angle() }},
	{"a[0].sgn()", "float32 3", func(a []*torch.Tensor) any { return a[0].Sgn() }},
	{"a[0].sgn_()", "float32 3", func(a []*torch.Tensor) any { return a[0].Sgn_() }},
	{"a[0].abs()", "float32 3", func(a []*torch.Tensor) any { return a[0].Abs() }},
	{"a[0].is_complex()", "float32 3", func(a []*torch.Tensor) any { return a[0].DType().IsComplex() }},
	{"str(a[0])", "float32 3", func(a []*torch.Tensor) any { return a[0].String() }},
	{"a[0].imag", "complex128 3", func(a []*torch.Tensor) any { return a[0].Imag() }},
	{"a[0].conj().imag.is_neg()", "complex128 3", func(a []*torch.Tensor) any { return a[0].Conj().Imag().IsNeg() }},
	{"a[0].conj().imag.resolve_neg()", "complex128 3", func(a []*torch.Tensor) any { return a[0].Conj().Imag().ResolveNeg() }},
	{"a[0].adjoint()", "float32 3 4 t", func(a []*torch.Tensor) any { return a[0].MH() }},
	{"torch.view_as_real(a[0])", "complex64 2 3 t", func(a []*torch.Tensor) any { return a[0].ViewAsReal() }},
	{"torch.view_as_complex(a[0])", "float64 3 2", func(a []*torch.Tensor) any { return a[0].ViewAsComplex() }},
	{"torch.view_as_complex(a[0])", "float16 3 2", func(a []*torch.Tensor) any { return a[0].ViewAsComplex() }},
	{"(a[0], a[0].real.copy_(a[1]))", "complex64 3; float32 3", func(a []*torch.Tensor) any { return written(a[0], a[0].Real(), a[1]) }},
	{"(a[0], a[0].imag.copy_(a[1]))", "complex64 3; float32 3", func(a []*torch.Tensor) any { return written(a[0], a[0].Imag(), a[1]) }},
	{"a[0].chalf()", "float32 3", func(a []*torch.Tensor) any { return a[0].CHalf() }},
	{"a[0].cfloat()", "complex128 3", func(a []*torch.Tensor) any { return a[0].CFloat() }},
	{"a[0].cdouble()", "int64 3", func(a []*torch.Tensor) any { return a[0].CDouble() }},
	{"a[0].item().real", "complex64 1", func(a []*torch.Tensor) any { return real(torch.ItemAs[complex128](a[0])) }},
	{"a[0].item().imag", "complex128", func(a []*torch.Tensor) any { return imag(torch.ItemAs[complex128](a[0])) }},
	{"a[0].conj().item().imag", "complex64", func(a []*torch.Tensor) any { return imag(torch.ItemAs[complex128](a[0].Conj())) }},
	{"str(a[0].conj())", "complex128 2 3", func(a []*torch.Tensor) any { return a[0].Conj().String() }},
	{"str(a[0].conj().imag)", "complex64 3", func(a []*torch.Tensor) any { return a[0].Conj().Imag().String() }},
	{"str(a[0] * 1e6)", "complex64 4", func(a []*torch.Tensor) any { return a[0].Mul(1e6).String() }},
	{"str(a[0].to(torch.complex32))", "complex64 4", func(a []*torch.Tensor) any { return a[0].CHalf().String() }},
	{"str(a[0])", "complex64", func(a []*torch.Tensor) any { return a[0].String() }},
	{"str(a[0])", "complex64 0", func(a []*torch.Tensor) any { return a[0].String() }},
	{"str(a[0])", "complex64 30 40", func(a []*torch.Tensor) any { return a[0].String() }},
	{"str(torch.complex(a[0].log(), a[0].reciprocal().neg()))", "float32 6", func(a []*torch.Tensor) any { return torch.Complex(a[0].Log(), a[0].Reciprocal().Neg()).String() }},
	{"str(torch.complex(a[0].floor(), a[0].ceil()))", "float32 4", func(a []*torch.Tensor) any { return torch.Complex(a[0].Floor(), a[0].Ceil()).String() }},
}

// written copies values into a view of t, and returns both.
func written(t, view, values *torch.Tensor) []*torch.Tensor { return list(t, view.Copy_(values)) }
