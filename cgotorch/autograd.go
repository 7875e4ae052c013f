package cgotorch

/*
#cgo noescape gt_tensor_grad
#cgo nocallback gt_tensor_grad
#include "loader.h"
*/
import "C"

import "unsafe"

// BackwardFlags are the switches of [Backward] and [Grad].
type BackwardFlags int64

// The flags, named after torch.autograd.backward's and grad's arguments.
const (
	RetainGraph BackwardFlags = C.CT_BACKWARD_RETAIN_GRAPH
	CreateGraph BackwardFlags = C.CT_BACKWARD_CREATE_GRAPH
	AllowUnused BackwardFlags = C.CT_BACKWARD_ALLOW_UNUSED
)

func first(handles []Handle) *C.uint64_t {
	return (*C.uint64_t)(unsafe.Pointer(unsafe.SliceData(handles)))
}

// Backward runs autograd from roots. grads may be nil, or holds one handle a
// root (0: implicitly ones). Gradients accumulate in inputs, or in every leaf
// where there are none.
func Backward(roots, grads []Handle, flags BackwardFlags, inputs []Handle) error {
	return asError(C.gt_backward(first(roots), C.int64_t(len(roots)), first(grads), C.int64_t(flags),
		first(inputs), C.int64_t(len(inputs))))
}

// Grad returns the gradients of roots with respect to inputs, as new handles; 0
// for an input that was not used.
func Grad(roots, grads []Handle, flags BackwardFlags, inputs []Handle) ([]Handle, error) {
	out := make([]Handle, len(inputs))
	err := asError(C.gt_grad(first(roots), C.int64_t(len(roots)), first(grads), C.int64_t(flags),
		first(inputs), C.int64_t(len(inputs)), first(out)))
	return ownedIf(err, out)
}

// ownedIf gives new handles back where a handler of the call's warnings panicked.
func ownedIf(err error, handles []Handle) ([]Handle, error) {
	if err != nil {
		Release(handles...)
		return nil, err
	}
	return handles, nil
}

// TensorGrad returns a new handle of a tensor's .grad, 0 where it has none.
func TensorGrad(h Handle) (Handle, error) {
	var out C.uint64_t
	if err := asError(C.gt_tensor_grad(C.uint64_t(h), &out)); err != nil {
		Release(Handle(out)) // a warning's handler panicked
		return 0, err
	}
	return Handle(out), nil
}

// SetTensorGrad sets a tensor's .grad; 0 clears it.
func SetTensorGrad(h, grad Handle) error {
	return asError(C.gt_tensor_set_grad(C.uint64_t(h), C.uint64_t(grad)))
}

// GradFnName returns the name of the graph node that made a tensor, such as
// "AddBackward0"; "" for a leaf.
func GradFnName(h Handle) (string, error) {
	var text *C.char
	if err := asError(C.gt_tensor_grad_fn_name(C.uint64_t(h), &text)); err != nil {
		return "", err
	}
	return takeText(text), nil
}
