package autograd

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// CheckOption is a keyword argument of [Gradcheck] and [Gradgradcheck]: [Perturbation],
// [torch.ATol] (1e-5 unless given), [torch.RTol] (1e-3 unless given), [NondetTol],
// [FastMode], [Masked], one whose name begins with Check, or
// [GenNonContigGradOutputs].
type CheckOption interface{ CheckOption(option.Seal) }

type checkFunc func(*checkOptions)

// CheckOption makes it one.
func (checkFunc) CheckOption(option.Seal) {}

type checkOptions struct {
	option.Given

	eps, atol, rtol, nondetTol               float64
	undefinedGrad, gradDTypes, fwd, backward bool
	batched, batchedForward, fast, masked    bool
	nonContiguous                            bool
}

func readCheckOptions(opts []CheckOption) checkOptions {
	o := checkOptions{eps: 1e-6, atol: 1e-5, rtol: 1e-3, undefinedGrad: true, backward: true}
	option.Once(opts)
	for _, opt := range opts {
		switch opt := opt.(type) {
		case checkFunc:
			opt(&o)
		case torch.ATolOption:
			o.atol = float64(opt)
		case torch.RTolOption:
			o.rtol = float64(opt)
		}
	}
	return o
}

func checkOptionsOf(opts []CheckOption) checkOptions {
	o := readCheckOptions(opts)
	switch {
	case !o.fwd && !o.backward:
		refuse("AssertionError", "Expected at least one of check_forward_ad or check_backward_ad to be True")
	case o.batched && !o.backward:
		refuse("AssertionError", "Setting check_batched_grad=True requires check_backward_ad to be True")
	case o.batchedForward && !o.fwd:
		refuse("AssertionError", "Setting check_batched_forward_grad=True requires check_forward_ad to be True")
	}
	return o
}

// secondOptionsOf is checkOptionsOf for Gradgradcheck.
func secondOptionsOf(opts []CheckOption) checkOptions {
	o := readCheckOptions(opts)
	switch {
	case !o.fwd && !o.backward:
		refuse("AssertionError", "Expected at least one of check_fwd_over_rev or check_rev_over_rev to be True")
	case o.undefinedGrad && !o.backward:
		refuse("AssertionError", "Setting check_undefined_grad=True requires check_rev_over_rev to be True")
	case o.batched && !o.backward:
		refuse("AssertionError", "Setting check_batched_grad=True requires check_rev_over_rev to be True")
	}
	return o
}

// Perturbation is Python's eps=, the step of the finite differences; 1e-6 unless given.
func Perturbation(eps float64) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("Perturbation"); o.eps = eps })
}

// NondetTol is how far two backward passes may lie apart, 0 unless given.
func NondetTol(tol float64) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("NondetTol"); o.nondetTol = tol })
}

// CheckUndefinedGrad tells whether the function must take undefined gradients of
// its outputs for zeros, as it must unless this is false.
func CheckUndefinedGrad(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckUndefinedGrad"); o.undefinedGrad = on })
}

// CheckGradDTypes has gradients checked for the dtypes of their inputs.
func CheckGradDTypes(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckGradDTypes"); o.gradDTypes = on })
}

// CheckForwardAD has the derivatives of forward mode checked too; of
// [Gradgradcheck] forward mode over backward passes: Python's check_fwd_over_rev.
func CheckForwardAD(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckForwardAD"); o.fwd = on })
}

// CheckBackwardAD tells whether backward passes are checked, as they are unless
// this is false; of [Gradgradcheck] those through backward passes: Python's
// check_rev_over_rev.
func CheckBackwardAD(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckBackwardAD"); o.backward = on })
}

// CheckBatchedGrad has passes with batched gradients compared with single ones; see
// [torch.IsGradsBatched].
func CheckBatchedGrad(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckBatchedGrad"); o.batched = on })
}

// CheckBatchedForwardGrad has batches of tangents compared with single ones.
func CheckBatchedForwardGrad(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("CheckBatchedForwardGrad"); o.batchedForward = on })
}

// FastMode compares products of the Jacobians with random vectors rather than whole
// Jacobians. It is much faster, and may miss an error.
func FastMode(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("FastMode"); o.fast = on })
}

// Masked passes over the gradients of unspecified elements of sparse inputs: what a
// function like [torch.Tensor.ToDense] leaves out with [torch.MaskedGrad]. Without it
// such an element is an element that is zero.
func Masked(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("Masked"); o.masked = on })
}

// GenNonContigGradOutputs has [Gradgradcheck] draw gradients of the outputs that are
// not contiguous.
func GenNonContigGradOutputs(on bool) CheckOption {
	return checkFunc(func(o *checkOptions) { o.Once("GenNonContigGradOutputs"); o.nonContiguous = on })
}
