package cgotorch

/*
#cgo nocallback gt_function_saved_count
#include "loader.h"
*/
import "C"

import "unsafe"

// Node is a function's node in a graph, valid during its backward callback.
type Node uint64

// Application is the forward pass of a function written in Go, once it is done.
type Application struct {
	Name              string // of the node
	Inputs, Outputs   []Handle
	Dirty             []Handle // inputs that were changed in place
	NonDifferentiable []Handle // outputs
	Saved             []Handle // 0 for None
	MaterializeGrads  bool
	Backward          NodeBackward
	JVP               NodeJVP // nil: none
}

func (a *Application) words() []uint64 {
	var words []uint64
	for _, list := range [][]Handle{a.Inputs, a.Outputs, a.Dirty, a.NonDifferentiable, a.Saved} {
		words = append(words, uint64(len(list)))
		for _, h := range list {
			words = append(words, uint64(h))
		}
	}
	return words
}

// Record puts the pass in the graph where one is recorded. It returns, for each
// output, 0 where the output itself goes on, or a new handle.
func (a *Application) Record() ([]Handle, error) {
	id := Register(a.Backward)
	words := a.words()
	out := make([]Handle, len(a.Outputs)+1) // never empty
	var recorded C.int32_t
	var jvp uint64
	if a.JVP != nil {
		jvp = Register(a.JVP)
		defer Unregister(jvp)
	}
	err := asError(C.gt_function_apply(C.uint64_t(id), C.uint64_t(jvp),
		(*C.char)(unsafe.Pointer(unsafe.StringData(a.Name))), C.int64_t(len(a.Name)),
		(*C.uint64_t)(&words[0]), C.int64_t(len(words)), cbool(a.MaterializeGrads),
		(*C.uint64_t)(unsafe.Pointer(&out[0])), &recorded))
	if recorded == 0 {
		Unregister(id)
	}
	return ownedIf(err, out[:len(a.Outputs)])
}

// Saved returns the tensors that the node saved, as new handles. The error tells
// of one that was changed in place since.
func (n Node) Saved() ([]Handle, error) {
	handles := make([]Handle, int(C.gt_function_saved_count(C.uint64_t(n)))+1)
	err := asError(C.gt_function_saved(C.uint64_t(n), (*C.uint64_t)(unsafe.Pointer(&handles[0]))))
	return handles[:len(handles)-1], err
}
