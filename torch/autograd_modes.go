package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

// WithMultithreading runs f, in which backward passes use the engine's threads for
// other devices, as they do unless on is false, or the calling one alone. Like
// every mode it holds for the calling goroutine.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.set_multithreading_enabled.html
func WithMultithreading(on bool, f func()) { withMode(cgotorch.Multithreading, on, f) }

// IsMultithreadingEnabled tells whether backward passes of the calling goroutine use
// the engine's threads.
func IsMultithreadingEnabled() bool { return modeOn(cgotorch.Multithreading) }

// WithForwardGrad runs f with or without tangents of dual tensors; see
// [WithDualLevel].
func WithForwardGrad(on bool, f func()) { withMode(cgotorch.ForwardGrad, on, f) }

// IsForwardGradEnabled tells whether dual tensors carry tangents.
func IsForwardGradEnabled() bool { return modeOn(cgotorch.ForwardGrad) }

// IsViewReplayEnabled tells whether a view of a tensor that was changed in place is
// computed anew rather than by its strides.
func IsViewReplayEnabled() bool { return modeOn(cgotorch.ViewReplay) }

func withMode(mode cgotorch.AutogradMode, on bool, f func()) {
	ready()
	// The mode belongs to the OS thread, so the goroutine must stay on it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	former := mode.Set(on)
	defer mode.Set(former)
	f()
}

func modeOn(mode cgotorch.AutogradMode) bool {
	ready()
	return mode.On()
}
