package cgotorch

// #include "loader.h"
import "C"

import "unsafe"

// C++ calls the functions below, in a backward pass or while it saves tensors:
// on the thread of the Go call that led there, or on one of the engine's own. Neither
// a panic nor runtime.Goexit may unwind C++ frames, so each returns the id of a
// [Panic], and C++ throws it on. Handles that C++ passes are new, and so must be those
// that it gets.

// Hook returns what to use in place of a gradient, 0 to keep it. The gradient is
// 0 where it is undefined.
type Hook func(grad Handle) Handle

// PostAccumulateHook is called after a leaf's gradient was accumulated.
type PostAccumulateHook func(tensor Handle)

// NodeBackward returns one gradient for each of needs, 0 where it is undefined.
type NodeBackward func(node Node, grads []Handle, needs []bool) []Handle

// NodeHook may replace the gradients before or after a node runs. grads has one
// handle each, 0 where undefined; others are the gradients of the node's outputs
// after it has run. nil keeps grads.
type NodeHook func(grads, others []Handle) []Handle

// NodeJVP returns m tangents of the outputs for those of the inputs, 0 where
// undefined.
type NodeJVP func(tangents []Handle, m int) []Handle

// SavedHooks keep the tensors that graphs save, in a form of their own.
type SavedHooks struct {
	Pack   func(tensor Handle) any
	Unpack func(packed any) Handle
}

type packed struct {
	value  any
	unpack func(packed any) Handle
}

func takePanic(id uint64) error {
	p := registered[*Panic](id)
	Unregister(id)
	return p
}

// hookRemoved is what a removed hook returns, for C++ to forget it: kRemoved in
// hook_ids.h.
const hookRemoved C.uint64_t = 1<<64 - 1

// contained runs a callback and returns the id of what ended it, 0 where it returned.
func contained(f func()) (panicID C.uint64_t) {
	if p := Contain(f); p != nil {
		panicID = C.uint64_t(Register(p))
	}
	return panicID
}

//export gotorchHook
func gotorchHook(id, grad C.uint64_t, out *C.uint64_t) C.uint64_t {
	hook := registered[Hook](uint64(id))
	if hook == nil {
		Release(Handle(grad))
		return hookRemoved
	}
	return contained(func() { *out = C.uint64_t(hook(Handle(grad))) })
}

//export gotorchPostAccumulate
func gotorchPostAccumulate(id, tensor C.uint64_t) C.uint64_t {
	hook := registered[PostAccumulateHook](uint64(id))
	if hook == nil {
		Release(Handle(tensor))
		return hookRemoved
	}
	return contained(func() { hook(Handle(tensor)) })
}

//export gotorchBackward
func gotorchBackward(id, node C.uint64_t, grads *C.uint64_t, n C.int64_t, needs, out *C.uint64_t, m C.int64_t) C.uint64_t {
	given := handlesAt(grads, n)
	needed := make([]bool, int(m))
	for i, need := range unsafe.Slice(needs, int(m)) {
		needed[i] = need != 0
	}
	backward := registered[NodeBackward](uint64(id))
	return contained(func() {
		copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(m)), backward(Node(node), given, needed))
	})
}

// handlesAt copies n handles that C++ passes.
func handlesAt(p *C.uint64_t, n C.int64_t) []Handle {
	return append([]Handle(nil), unsafe.Slice((*Handle)(unsafe.Pointer(p)), int(n))...)
}

//export gotorchNodeHook
func gotorchNodeHook(id C.uint64_t, grads *C.uint64_t, n C.int64_t, others *C.uint64_t, m C.int64_t, out *C.uint64_t, replaced *C.int32_t) C.uint64_t {
	given, more := handlesAt(grads, n), handlesAt(others, m)
	hook := registered[NodeHook](uint64(id))
	if hook == nil {
		Release(given...)
		Release(more...)
		return hookRemoved
	}
	return contained(func() {
		if results := hook(given, more); results != nil {
			copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(n)), results)
			*replaced = 1
		}
	})
}

//export gotorchJvp
func gotorchJvp(id C.uint64_t, tangents *C.uint64_t, n C.int64_t, out *C.uint64_t, m C.int64_t) C.uint64_t {
	jvp, given := registered[NodeJVP](uint64(id)), handlesAt(tangents, n)
	return contained(func() {
		copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(m)), jvp(given, int(m)))
	})
}

//export gotorchRun
func gotorchRun(id C.uint64_t) C.uint64_t {
	return contained(registered[func()](uint64(id)))
}

//export gotorchPack
func gotorchPack(id, tensor C.uint64_t, out *C.uint64_t) C.uint64_t {
	hooks := registered[*SavedHooks](uint64(id))
	return contained(func() {
		value := hooks.Pack(Handle(tensor))
		*out = C.uint64_t(Register(&packed{value, hooks.Unpack}))
	})
}

//export gotorchUnpack
func gotorchUnpack(id C.uint64_t, out *C.uint64_t) C.uint64_t {
	p := registered[*packed](uint64(id))
	return contained(func() { *out = C.uint64_t(p.unpack(p.value)) })
}

//export gotorchStack
func gotorchStack() *C.char {
	if stack := describeStack.Load(); stack != nil {
		return C.CString((*stack)())
	}
	return nil
}
