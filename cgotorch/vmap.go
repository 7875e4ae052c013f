package cgotorch

/*
#cgo nocallback gt_vmap_enter
#cgo nocallback gt_vmap_exit
#cgo nocallback gt_vmap_wrap
#cgo nocallback gt_vmap_unwrap
#cgo nocallback gt_vmap_is_batched
#cgo nocallback gt_vmap_active
#include "loader.h"
*/
import "C"

// VmapKind is one of libtorch's two ways to map over a hidden dimension.
type VmapKind int32

// The kinds: of torch.vmap, and of torch.autograd.grad's batched gradients.
const (
	VmapFunc     VmapKind = C.CT_VMAP_FUNC
	VmapAutograd VmapKind = C.CT_VMAP_AUTOGRAD
)

// Enter starts a level on this OS thread; leave it there with Exit.
func (k VmapKind) Enter(size, randomness int) (level int, err error) {
	var l C.int64_t
	err = asError(C.gt_vmap_enter(C.int32_t(k), C.int64_t(size), C.int64_t(randomness), &l))
	return int(l), err
}

// Exit ends the level entered last.
func (k VmapKind) Exit() error { return asError(C.gt_vmap_exit(C.int32_t(k))) }

// Wrap returns a new tensor of which dimension dim is hidden.
func (k VmapKind) Wrap(t Handle, dim, level int) (Handle, error) {
	var out C.uint64_t
	err := asError(C.gt_vmap_wrap(C.int32_t(k), C.uint64_t(t), C.int64_t(dim), C.int64_t(level), &out))
	return Handle(out), err
}

// Unwrap returns a new tensor of which the hidden dimension, of size, is dim.
func (k VmapKind) Unwrap(t Handle, level, size, dim int) (Handle, error) {
	var out C.uint64_t
	err := asError(C.gt_vmap_unwrap(C.int32_t(k), C.uint64_t(t), C.int64_t(level), C.int64_t(size), C.int64_t(dim), &out))
	return Handle(out), err
}

// IsBatched tells whether a dimension of a tensor is hidden by [VmapFunc].
func IsBatched(t Handle) bool { return C.gt_vmap_is_batched(C.uint64_t(t)) != 0 }

// InVmap tells whether the OS thread is in a level of [VmapFunc].
func InVmap() bool { return C.gt_vmap_active() != 0 }
