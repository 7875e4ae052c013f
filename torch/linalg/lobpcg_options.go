package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// LOBPCGOption is an argument of [LOBPCG]: [K], [B], [X], [N], [IK], [NIter] (1000
// unless given, without limit where not positive), [Tol], [torch.Largest] (true unless
// given), [Method], [Tracker] or an
// [OrthoParams].
type LOBPCGOption interface{ LOBPCGOption(option.Seal) }

type lobpcgOptions struct {
	option.Given

	k, n, niter int // k and n: 0 where not given
	b, x, iK    *torch.Tensor
	tol         aten.Opt[float64]
	smallest    bool
	method      string
	tracker     func(*LOBPCGState)
	ortho       OrthoParams
}

type lobpcgFunc func(*lobpcgOptions)

// LOBPCGOption makes it one.
func (lobpcgFunc) LOBPCGOption(option.Seal) {}

// K is how many eigenpairs to look for; as many as [X] has columns, or 1, unless
// given.
func K(k int) LOBPCGOption { return lobpcgFunc(func(o *lobpcgOptions) { o.Once("K"); o.k = k }) }

// B is the B (*, M, M) of A x = λ B x, symmetric and positive-definite; the identity
// unless given.
func B(b *torch.Tensor) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("B"); o.b = b })
}

// X is the first guess (*, M, N) of eigenvectors; drawn unless given. The method
// "basic" writes to it.
func X(x *torch.Tensor) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("X"); o.x = x })
}

// N is how many columns a drawn [X] has; [K] unless given.
func N(n int) LOBPCGOption { return lobpcgFunc(func(o *lobpcgOptions) { o.Once("N"); o.n = n }) }

// IK is a preconditioner (M, M), which the method "basic" alone reads.
func IK(iK *torch.Tensor) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("IK"); o.iK = iK })
}

// Tol is the relative residual to stop at; the root of the dtype's precision unless
// given.
func Tol(tolerance float64) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("Tol"); o.tol = aten.Some(tolerance) })
}

// Method is "ortho", which is robust, unless it is "basic", which may fail.
func Method(name string) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("Method"); o.method = name })
}

// Tracker is called after each iteration.
func Tracker(f func(*LOBPCGState)) LOBPCGOption {
	return lobpcgFunc(func(o *lobpcgOptions) { o.Once("Tracker"); o.tracker = f })
}

// OrthoParams are Python's ortho_iparams, ortho_fparams and ortho_bparams: how the
// method "ortho" makes columns orthonormal. They are an option of [LOBPCG].
type OrthoParams struct {
	IMax, JMax               int     // most turns of its loops, 3 where 0
	Tol, TolDrop, TolReplace float64 // what [Tol] says where 0
	UseDrop                  bool    // drop columns that add little
}

// LOBPCGOption makes it one.
func (OrthoParams) LOBPCGOption(option.Seal) {}

func lobpcgOptionsOf(options []LOBPCGOption) *lobpcgOptions {
	o := &lobpcgOptions{niter: 1000, method: "ortho"}
	option.Once(options)
	for _, opt := range options {
		switch opt := opt.(type) {
		case lobpcgFunc:
			opt(o)
		case NIterOption:
			o.niter = int(opt)
		case torch.LargestOption:
			o.smallest = !bool(opt)
		case OrthoParams:
			o.ortho = opt
		}
	}
	return o
}
