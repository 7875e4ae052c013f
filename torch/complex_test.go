package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestComplex_Values(t *testing.T) {
	z := func() *torch.Tensor { return vec[complex64](1+2i, -3-4i) }
	runResults(t, []resultCase{
		{"complex", func() *torch.Tensor { return torch.Complex(f32(1, 2), f32(3)) }, []complex64{1 + 3i, 2 + 3i}},
		{"complex of float64", func() *torch.Tensor { return torch.Complex(f64(1), f64(3)) }, []complex128{1 + 3i}},
		{"polar", func() *torch.Tensor { return torch.Polar(f64(2, 3), f64(0)) }, []complex128{2, 3}},
		{"conj", func() *torch.Tensor { return z().Conj() }, []complex64{1 - 2i, -3 + 4i}},
		{"conj of real", func() *torch.Tensor { return i64(1, 2).Conj() }, []int64{1, 2}},
		{"conj twice", func() *torch.Tensor { return z().Conj().Conj() }, []complex64{1 + 2i, -3 - 4i}},
		{"conj_physical", func() *torch.Tensor { return z().ConjPhysical() }, []complex64{1 - 2i, -3 + 4i}},
		{"conj_physical_", func() *torch.Tensor { return z().ConjPhysical_() }, []complex64{1 - 2i, -3 + 4i}},
		{"resolve_conj", func() *torch.Tensor { return z().Conj().ResolveConj() }, []complex64{1 - 2i, -3 + 4i}},
		{"real", func() *torch.Tensor { return z().Real() }, []float32{1, -3}},
		{"imag", func() *torch.Tensor { return z().Imag() }, []float32{2, -4}},
		{"imag of conj", func() *torch.Tensor { return z().Conj().Imag() }, []float32{-2, 4}},
		{"resolve_neg", func() *torch.Tensor { return z().Conj().Imag().ResolveNeg() }, []float32{-2, 4}},
		{"view_as_real", func() *torch.Tensor { return z().ViewAsReal() }, [][]float32{{1, 2}, {-3, -4}}},
		{"view_as_complex", func() *torch.Tensor { return f64(1, 2, 3, 4).View(2, 2).ViewAsComplex() }, []complex128{1 + 2i, 3 + 4i}},
		{"of a transposed matrix", func() *torch.Tensor { return z().Unsqueeze(0).T().ViewAsReal() }, [][][]float32{{{1, 2}}, {{-3, -4}}}},
		{"of no element", func() *torch.Tensor { return z().Narrow(0, 0, 0).Conj().Real() }, []float32{}},
		{"cfloat", func() *torch.Tensor { return i64(3).CFloat() }, []complex64{3}},
		{"cdouble", func() *torch.Tensor { return z().CDouble() }, []complex128{1 + 2i, -3 - 4i}},
		{"sgn", func() *torch.Tensor { return vec(-2i, 0).Sgn() }, []complex128{-1i, 0}},
	})
	assert.Equal(t, torch.Complex32, f32(1).CHalf().DType())
}

func TestComplex_PartsAreViews(t *testing.T) {
	torchtest.NoLeaks(t)
	z := vec[complex64](1+2i, 3+4i)
	z.Real().Fill_(5)
	z.Imag().Select(0, 1).Fill_(6)
	torchtest.Equal(t, []complex64{5 + 2i, 5 + 6i}, z)
	z.ViewAsReal().Zero_()
	torchtest.Equal(t, []complex64{0, 0}, z)
	z.Conj().Add_(1i)
	torchtest.Equal(t, []complex64{-1i, -1i}, z)
	pairs := f32(1, 2).View(1, 2)
	pairs.ViewAsComplex().Mul_(1i)
	torchtest.Equal(t, [][]float32{{-2, 1}}, pairs)
}

func TestComplex_LazyBits(t *testing.T) {
	torchtest.NoLeaks(t)
	z := vec[complex64](1 + 2i)
	assert.True(t, z.Conj().IsConj())
	assert.False(t, z.Conj().Conj().IsConj())
	assert.False(t, z.Conj().ResolveConj().IsConj())
	assert.False(t, z.ConjPhysical().IsConj())
	assert.True(t, z.Conj().Imag().IsNeg())
	assert.False(t, z.Conj().Imag().ResolveNeg().IsNeg())
	assert.False(t, f32(1).Conj().IsConj())
}

func TestComplex_Items(t *testing.T) {
	z := vec[complex64](1 + 2i)
	assert.Equal(t, 1+2i, torch.ItemAs[complex128](z))
	assert.Equal(t, 1-2i, torch.ItemAs[complex128](z.Conj()))
	assert.Equal(t, complex(2, 0), torch.ItemAs[complex128](i64(2)))
	torchtest.Panics(t, "an element of torch.complex64 is no float64", func() { z.Item() })
}

func TestComplex_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	x := f64(3).SetRequiresGrad(true)
	y := f64(4).SetRequiresGrad(true)
	z := torch.Complex(x, y).Conj()
	z.Real().Add(z.ResolveConj().ViewAsReal().Select(1, 1).Mul(2)).Backward()
	assert.Equal(t, []float64{1}, x.Grad().ToSlice())
	assert.Equal(t, []float64{-2}, y.Grad().ToSlice())
}

func TestComplex_WrongArguments(t *testing.T) {
	runPanics(t, []panicCase{
		{"parts of two dtypes", "Expected object of scalar type Float but got scalar type Double", func() { torch.Complex(f32(1), f64(1)) }},
		{"integer parts", "Expected both inputs to be Half, Float or Double tensors", func() { torch.Complex(i64(1), i64(1)) }},
		{"parts that do not broadcast", "must match the size", func() { torch.Complex(f32(1, 2), f32(1, 2, 3)) }},
		{"imaginary part of a real tensor", "imag is not implemented for tensors with non-complex dtypes", func() { f32(1).Imag() }},
		{"a lazily conjugated tensor as a real one", "view_as_real doesn't work on unresolved conjugated tensors", func() { vec(1i).Conj().ViewAsReal() }},
		{"a real tensor as a real one", "view_as_real is only supported for complex tensors", func() { f32(1).ViewAsReal() }},
		{"not pairs", "Tensor must have a last dimension of size 2", func() { f32(1, 2, 3).ViewAsComplex() }},
		{"pairs apart", "Tensor must have a last dimension with stride 1", func() { f32(1, 2, 3, 4).View(2, 2).T().ViewAsComplex() }},
		{"nil", "an input tensor is nil", func() { torch.Polar(nil, f32(1)) }},
	})
}

func TestWindows_Values(t *testing.T) {
	runResults(t, []resultCase{
		{"bartlett", func() *torch.Tensor { return torch.BartlettWindow(5, false) }, []float32{0, 0.5, 1, 0.5, 0}},
		{"bartlett, periodic", func() *torch.Tensor { return torch.BartlettWindow(4, true, torch.Float64) }, []float64{0, 0.5, 1, 0.5}},
		{"hamming of one term", func() *torch.Tensor { return torch.HammingWindow(3, true, 0.5, 0) }, []float32{0.5, 0.5, 0.5}},
		{"kaiser with beta 0", func() *torch.Tensor { return torch.KaiserWindow(3, false, 0) }, []float32{1, 1, 1}},
		{"hann of one", func() *torch.Tensor { return torch.HannWindow(1, true) }, []float32{1}},
		{"blackman of none", func() *torch.Tensor { return torch.BlackmanWindow(0, true) }, []float32{}},
	})
	runPanics(t, []panicCase{
		{"negative length", "requires non-negative window_length", func() { torch.HannWindow(-1, true) }},
		{"integers", "expects floating point dtypes", func() { torch.HannWindow(4, true, torch.Int64) }},
	})
}
