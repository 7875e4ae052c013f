package cgotorch

/*
#cgo nocallback gt_grad_mode
#cgo nocallback gt_grad_mode_set
#cgo nocallback gt_autograd_mode
#include "loader.h"
*/
import "C"

import "unsafe"

// GradMode tells whether this OS thread records graphs.
func GradMode() bool { return C.gt_grad_mode() != 0 }

// SetGradMode switches recording on this OS thread and returns the former mode.
func SetGradMode(on bool) (former bool) { return C.gt_grad_mode_set(cbool(on)) != 0 }

// InferenceGuard is an entered inference mode; leave it on the same OS thread.
type InferenceGuard struct{ guard unsafe.Pointer }

// EnterInferenceMode switches inference mode on this OS thread.
func EnterInferenceMode(on bool) InferenceGuard {
	return InferenceGuard{C.gt_inference_mode_enter(cbool(on))}
}

// Leave restores the mode before.
func (g InferenceGuard) Leave() { C.gt_inference_mode_leave(g.guard) }

// AutogradMode is a lesser switch of autograd on this OS thread.
type AutogradMode int32

// The switches.
const (
	Multithreading AutogradMode = C.CT_MULTITHREADING
	ForwardGrad    AutogradMode = C.CT_FORWARD_GRAD
	ViewReplay     AutogradMode = C.CT_VIEW_REPLAY
)

// Set turns the switch and returns what it was.
func (m AutogradMode) Set(on bool) (former bool) {
	return C.gt_autograd_mode(C.int32_t(m), cbool(on)) != 0
}

// On reads the switch.
func (m AutogradMode) On() bool { return C.gt_autograd_mode(C.int32_t(m), -1) != 0 }

func cbool(b bool) C.int32_t {
	if b {
		return 1
	}
	return 0
}
