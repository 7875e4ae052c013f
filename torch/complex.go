package torch

var (
	opComplex       = newOp("complex")
	opPolar         = newOp("polar")
	opViewAsReal    = newOp("view_as_real")
	opViewAsComplex = newOp("view_as_complex")
)

// Complex returns the complex tensor with the given parts, both of float16,
// float32 or float64, broadcast: complex64 of float32.
//
//	torch.Complex(x, torch.ZerosLike(x))
//
// See https://docs.pytorch.org/docs/stable/generated/torch.complex.html
func Complex(real, imag *Tensor) *Tensor { return binary(opComplex, real, imag) }

// Polar returns abs * (cos(angle) + i*sin(angle)), angle in radians, both of
// float16, float32 or float64, broadcast: complex64 of float32.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.polar.html
func Polar(abs, angle *Tensor) *Tensor { return binary(opPolar, abs, angle) }

// ViewAsReal returns a view of a complex tensor (...) as a real one (..., 2), real
// part first. Lazily conjugated views are refused, see [Tensor.ResolveConj].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.view_as_real.html
func (t *Tensor) ViewAsReal() *Tensor { return unary(opViewAsReal, t) }

// ViewAsComplex returns a view of a tensor (..., 2) of float16, float32 or float64
// as a complex one (...). The last dimension must have stride 1, the others even
// strides.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.view_as_complex.html
func (t *Tensor) ViewAsComplex() *Tensor { return unary(opViewAsComplex, t) }

// CHalf returns t as complex32.
func (t *Tensor) CHalf() *Tensor { return t.To(Complex32) }

// CFloat returns t as complex64.
func (t *Tensor) CFloat() *Tensor { return t.To(Complex64) }

// CDouble returns t as complex128.
func (t *Tensor) CDouble() *Tensor { return t.To(Complex128) }
