package autograd

// CheckOption is a keyword argument of [Gradcheck] and [Gradgradcheck].
type CheckOption func(*checkOptions)

type checkOptions struct {
	eps, atol, rtol, nondetTol               float64
	undefinedGrad, gradDTypes, fwd, backward bool
}

func checkOptionsOf(opts []CheckOption) checkOptions {
	o := checkOptions{eps: 1e-6, atol: 1e-5, rtol: 1e-3, undefinedGrad: true, backward: true}
	for _, option := range opts {
		option(&o)
	}
	return o
}

// Eps is the step of the finite differences, 1e-6 unless given.
func Eps(eps float64) CheckOption { return func(o *checkOptions) { o.eps = eps } }

// Atol is the absolute tolerance, 1e-5 unless given.
func Atol(atol float64) CheckOption { return func(o *checkOptions) { o.atol = atol } }

// Rtol is the relative tolerance, 1e-3 unless given.
func Rtol(rtol float64) CheckOption { return func(o *checkOptions) { o.rtol = rtol } }

// NondetTol is how far two backward passes may lie apart, 0 unless given.
func NondetTol(tol float64) CheckOption { return func(o *checkOptions) { o.nondetTol = tol } }

// CheckUndefinedGrad tells whether the function must take undefined gradients of
// its outputs for zeros, as it must unless this is false.
func CheckUndefinedGrad(on bool) CheckOption { return func(o *checkOptions) { o.undefinedGrad = on } }

// CheckGradDTypes has gradients checked for the dtypes of their inputs.
func CheckGradDTypes(on bool) CheckOption { return func(o *checkOptions) { o.gradDTypes = on } }

// CheckForwardAD has the derivatives of forward mode checked too.
func CheckForwardAD(on bool) CheckOption { return func(o *checkOptions) { o.fwd = on } }

// CheckBackwardAD tells whether backward passes are checked, as they are unless
// this is false.
func CheckBackwardAD(on bool) CheckOption { return func(o *checkOptions) { o.backward = on } }
