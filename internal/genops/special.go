package main

// specials are the functions of torch.special that package torch has no method
// for.
var specials = []function{
	{Name: "AiryAi", Page: special + "airy_ai", Text: "the Airy function Ai of each element."},
	{Name: "BesselJ0", Page: special + "bessel_j0", Text: "the Bessel function of the first kind, order 0, of each element."},
	{Name: "BesselJ1", Page: special + "bessel_j1", Text: "the Bessel function of the first kind, order 1, of each element."},
	{Name: "BesselY0", Page: "special.html", Text: "the Bessel function of the second kind, order 0, of each element; -Inf at 0, NaN below."},
	{Name: "BesselY1", Page: "special.html", Text: "the Bessel function of the second kind, order 1, of each element; -Inf at 0, NaN below."},
	{Name: "SphericalBesselJ0", Page: special + "spherical_bessel_j0", Text: "the spherical Bessel function of the first kind, order 0, of each element: sin(x)/x."},

	{Name: "ModifiedBesselI0", Page: "special.html", Text: "the modified Bessel function of the first kind, order 0, of each element."},
	{Name: "ModifiedBesselI1", Page: "special.html", Text: "the modified Bessel function of the first kind, order 1, of each element."},
	{Name: "ModifiedBesselK0", Page: "special.html", Text: "the modified Bessel function of the second kind, order 0, of each element; Inf at 0, NaN below."},
	{Name: "ModifiedBesselK1", Page: "special.html", Text: "the modified Bessel function of the second kind, order 1, of each element; Inf at 0, NaN below."},
	{Name: "ScaledModifiedBesselK0", Page: special + "scaled_modified_bessel_k0", Text: "exp(x) * [ModifiedBesselK0](x) for each element x, without underflow on the way."},
	{Name: "ScaledModifiedBesselK1", Page: special + "scaled_modified_bessel_k1", Text: "exp(x) * [ModifiedBesselK1](x) for each element x, without underflow on the way."},
	{Name: "I0e", Page: special + "i0e", Text: "exp(-|x|) times the modified Bessel function of the first kind, order 0, of each element x, without overflow on the way."},
	{Name: "I1", Page: special + "i1", Text: "the modified Bessel function of the first kind, order 1, of each element. That of order 0 is [torch.Tensor.I0]."},
	{Name: "I1e", Page: special + "i1e", Text: "exp(-|x|) * [I1](x) for each element x, without overflow on the way."},

	{Name: "Entr", Page: special + "entr", Text: "the entropy of each element x: -x*ln(x) where x is positive, 0 where it is 0, -Inf where it is negative."},
	{Name: "Erfcx", Page: special + "erfcx", Text: "exp(x²) * erfc(x) for each element x, without underflow on the way."},
	{Name: "Ndtr", Page: special + "ndtr", Text: "the probability that a standard normal variable is at most x, for each element x."},
	{Name: "LogNdtr", Page: special + "log_ndtr", Text: "the logarithm of [Ndtr], exact far below 0."},
	{Name: "Ndtri", Page: special + "ndtri", Text: "the inverse of [Ndtr]: Inf at 1, -Inf at 0, NaN outside."},

	ofOrder("ChebyshevPolynomialT", "the Chebyshev polynomial of the first kind, T_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("ChebyshevPolynomialU", "the Chebyshev polynomial of the second kind, U_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("ChebyshevPolynomialV", "the Chebyshev polynomial of the third kind, V_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("ChebyshevPolynomialW", "the Chebyshev polynomial of the fourth kind, W_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("ShiftedChebyshevPolynomialT", "[ChebyshevPolynomialT] of 2x-1, orthogonal on [0, 1], broadcast; one of x and n may be a Go number."),
	ofOrder("ShiftedChebyshevPolynomialU", "[ChebyshevPolynomialU] of 2x-1, orthogonal on [0, 1], broadcast; one of x and n may be a Go number."),
	ofOrder("ShiftedChebyshevPolynomialV", "[ChebyshevPolynomialV] of 2x-1, orthogonal on [0, 1], broadcast; one of x and n may be a Go number."),
	ofOrder("ShiftedChebyshevPolynomialW", "[ChebyshevPolynomialW] of 2x-1, orthogonal on [0, 1], broadcast; one of x and n may be a Go number."),
	ofOrder("HermitePolynomialH", "the physicist's Hermite polynomial H_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("HermitePolynomialHe", "the probabilist's Hermite polynomial He_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("LaguerrePolynomialL", "the Laguerre polynomial L_n(x), broadcast; one of x and n may be a Go number."),
	ofOrder("LegendrePolynomialP", "the Legendre polynomial P_n(x), broadcast; one of x and n may be a Go number."),

	ofTwo("Xlog1py", "y", "x * log(1 + y), 0 where x is 0 and y is not NaN, broadcast; one of x and y may be a Go number.", "xlog1py"),
	ofTwo("Zeta", "q", "the Hurwitz zeta function of x and q, the sum of 1/(k+q)^x over k = 0, 1, ..., broadcast; one of x and q may be a Go number. It is differentiable in q alone.", "zeta"),
}
