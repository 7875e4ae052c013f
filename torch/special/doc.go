// Package special holds the special functions of PyTorch's torch.special,
// element by element: Bessel functions, orthogonal polynomials, and what
// statistics needs.
//
//	z := special.Ndtri(torch.FromSlice([]float64{0.025, 0.975})) // -1.96, 1.96
//
// Those that PyTorch's tensors have as methods are methods here too and found
// there: [torch.Tensor.Erf], [torch.Tensor.Digamma], [torch.Tensor.Igamma],
// [torch.Tensor.Polygamma], [torch.Tensor.XLogY] and so on.
//
// Inputs are float32 or float64; integers and bools give [torch.DefaultDType].
// [I0e], [I1], [I1e], [Entr], [Ndtr] and [Xlog1py] take float16 and bfloat16 too.
// Where a function has two inputs, shapes broadcast and dtypes promote, and one of
// them may be a Go number. Other dtypes, shapes that do not broadcast and two
// numbers panic with [*torch.Error].
//
// The polynomials, [AiryAi], [SphericalBesselJ0] and the scaled modified Bessel
// functions have no gradients in libtorch: their results do not require one. The
// other Bessel functions have them in torch 2.15 and not in 2.11.
//
// A polynomial's degree n is cut to an integer; below 0 the polynomial is 0.
//
// See https://docs.pytorch.org/docs/stable/special.html
package special
