package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

// NoGrad runs f without recording graphs. Like every mode it holds for the
// calling goroutine alone, not for those that f starts, and ends on every way
// out of f, panics included.
//
// A function with a result, the error of a loader's loop say, belongs in
// [NoGradResult]; every function of this package that runs another in a mode has
// such a twin.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html
func NoGrad(f func()) { WithGrad(false, f) }

// EnableGrad runs f with recording, inside of [NoGrad] too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.enable_grad.html
func EnableGrad(f func()) { WithGrad(true, f) }

// WithGrad runs f with recording on or off.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.set_grad_enabled.html
func WithGrad(on bool, f func()) {
	ready()
	// The mode belongs to the OS thread, so the goroutine must stay on it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	former := cgotorch.SetGradMode(on)
	defer cgotorch.SetGradMode(former)
	f()
}

// IsGradEnabled tells whether the calling goroutine records graphs.
func IsGradEnabled() bool {
	ready()
	return cgotorch.GradMode()
}

// InferenceMode runs f without recording graphs and without what tensors need
// to be recorded later: faster than [NoGrad], and the tensors made in it can't
// take part in a graph outside.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html
func InferenceMode(f func()) { WithInferenceMode(true, f) }

// WithInferenceMode runs f in inference mode, or out of it inside of
// [InferenceMode].
func WithInferenceMode(on bool, f func()) {
	ready()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer cgotorch.EnterInferenceMode(on).Leave()
	f()
}
