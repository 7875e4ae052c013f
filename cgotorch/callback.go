package cgotorch

// #include "loader.h"
import "C"

import "unsafe"

// C++ calls the functions below, in a backward pass or while it saves tensors:
// on the thread of the Go call that led there, or on one of the engine's own. A
// panic must not unwind C++ frames, so each returns its id, and C++ throws it on.
// Handles that C++ passes are new, and so must be those that it gets.

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

// Panic is a panic of a callback that arrived as an error behind libtorch.
type Panic struct{ Value any }

// Error says that a callback panicked; Value tells why.
func (p *Panic) Error() string { return "a Go callback panicked" }

func takePanic(id uint64) error {
	p := registered[*Panic](id)
	Unregister(id)
	return p
}

// hookRemoved is what a removed hook returns, for C++ to forget it: kRemoved in
// hook_ids.h.
const hookRemoved C.uint64_t = 1<<64 - 1

// rescue is deferred by each callback.
func rescue(panicID *C.uint64_t) {
	if value := recover(); value != nil {
		*panicID = C.uint64_t(Register(&Panic{value}))
	}
}

//export gotorchHook
func gotorchHook(id, grad C.uint64_t, out *C.uint64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	hook := registered[Hook](uint64(id))
	if hook == nil {
		Release(Handle(grad))
		return hookRemoved
	}
	*out = C.uint64_t(hook(Handle(grad)))
	return 0
}

//export gotorchPostAccumulate
func gotorchPostAccumulate(id, tensor C.uint64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	hook := registered[PostAccumulateHook](uint64(id))
	if hook == nil {
		Release(Handle(tensor))
		return hookRemoved
	}
	hook(Handle(tensor))
	return 0
}

//export gotorchBackward
func gotorchBackward(id, node C.uint64_t, grads *C.uint64_t, n C.int64_t, needs, out *C.uint64_t, m C.int64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	given := handlesAt(grads, n)
	needed := make([]bool, int(m))
	for i, need := range unsafe.Slice(needs, int(m)) {
		needed[i] = need != 0
	}
	results := registered[NodeBackward](uint64(id))(Node(node), given, needed)
	copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(m)), results)
	return 0
}

// handlesAt copies n handles that C++ passes.
func handlesAt(p *C.uint64_t, n C.int64_t) []Handle {
	return append([]Handle(nil), unsafe.Slice((*Handle)(unsafe.Pointer(p)), int(n))...)
}

//export gotorchNodeHook
func gotorchNodeHook(id C.uint64_t, grads *C.uint64_t, n C.int64_t, others *C.uint64_t, m C.int64_t, out *C.uint64_t, replaced *C.int32_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	given, more := handlesAt(grads, n), handlesAt(others, m)
	hook := registered[NodeHook](uint64(id))
	if hook == nil {
		Release(given...)
		Release(more...)
		return hookRemoved
	}
	if results := hook(given, more); results != nil {
		copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(n)), results)
		*replaced = 1
	}
	return 0
}

//export gotorchJvp
func gotorchJvp(id C.uint64_t, tangents *C.uint64_t, n C.int64_t, out *C.uint64_t, m C.int64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	results := registered[NodeJVP](uint64(id))(handlesAt(tangents, n), int(m))
	copy(unsafe.Slice((*Handle)(unsafe.Pointer(out)), int(m)), results)
	return 0
}

//export gotorchRun
func gotorchRun(id C.uint64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	registered[func()](uint64(id))()
	return 0
}

//export gotorchPack
func gotorchPack(id, tensor C.uint64_t, out *C.uint64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	hooks := registered[*SavedHooks](uint64(id))
	value := hooks.Pack(Handle(tensor))
	*out = C.uint64_t(Register(&packed{value, hooks.Unpack}))
	return 0
}

//export gotorchUnpack
func gotorchUnpack(id C.uint64_t, out *C.uint64_t) (panicID C.uint64_t) {
	defer rescue(&panicID)
	p := registered[*packed](uint64(id))
	*out = C.uint64_t(p.unpack(p.value))
	return 0
}

//export gotorchStack
func gotorchStack() *C.char {
	if stack := describeStack.Load(); stack != nil {
		return C.CString((*stack)())
	}
	return nil
}
