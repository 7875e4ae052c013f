package cgotorch

/*
#cgo noescape gt_op_call
#cgo nocallback gt_op_call
#include "loader.h"
#include <stdlib.h>
*/
import "C"

import (
	"math"
	"strings"
	"sync/atomic"
	"unsafe"
)

// Handle is the address of a libtorch tensor. The holder of a new handle gives
// it back with [Release], once.
type Handle uint64

// Info describes a result tensor; see ct_info in cgotorch.h.
type Info uint64

// DType returns libtorch's number of the result's dtype.
func (i Info) DType() uint8 { return uint8(i) }

// HasGradFn tells whether the result was recorded in an autograd graph.
func (i Info) HasGradFn() bool { return i&C.CT_INFO_GRAD_FN != 0 }

// Plain tells whether the result is a dense CPU tensor.
func (i Info) Plain() bool { return i&C.CT_INFO_NOT_PLAIN == 0 }

// StorageBytes returns the size of the result's storage in bytes.
func (i Info) StorageBytes() int { return int(i >> C.CT_INFO_BYTES_SHIFT) }

// Op is one operator overload, looked up in the dispatcher at its first call.
type Op struct {
	name     string
	returns  atomic.Int32   // how many values it returns, once resolved
	resolved atomic.Uintptr // address of the shim's Op, never freed; 0 before
}

// NewOp names an operator as its schema does: "aten::add.Tensor", or
// "aten::mm" where it has a single overload. It needs no libtorch yet.
func NewOp(name string) *Op { return &Op{name: name} }

// Name returns the name given to [NewOp].
func (op *Op) Name() string { return op.name }

// Resolve looks the operator up. The error names it when libtorch has none.
func (op *Op) Resolve() error {
	if op.resolved.Load() != 0 {
		return nil
	}
	if err := Open(); err != nil {
		return err
	}
	name, overload := op.name, ""
	// A dot before the namespace separator's end would belong to the name.
	if dot := strings.LastIndexByte(name, '.'); dot > strings.Index(name, "::") {
		name, overload = name[:dot], name[dot+1:]
	}
	cname, coverload := C.CString(name), C.CString(overload)
	defer C.free(unsafe.Pointer(cname))
	defer C.free(unsafe.Pointer(coverload))
	var found C.uintptr_t
	var returns C.int64_t
	if err := asError(C.gt_op_find(cname, coverload, &found, &returns)); err != nil {
		return err
	}
	op.returns.Store(int32(returns))
	op.resolved.Store(uintptr(found))
	return nil
}

// Schema returns the operator's schema as libtorch prints it.
func (op *Op) Schema() (string, error) {
	if err := op.Resolve(); err != nil {
		return "", err
	}
	var text *C.char
	if err := asError(C.gt_op_schema(C.uintptr_t(op.resolved.Load()), &text)); err != nil {
		return "", err
	}
	return takeText(text), nil
}

// call runs op and fills out; an empty out drops the results.
func (op *Op) call(a *Args, out []uint64) error {
	resolved := op.resolved.Load()
	if resolved == 0 {
		if err := op.Resolve(); err != nil {
			return err
		}
		resolved = op.resolved.Load()
	}
	args, n := &a.words[0], a.n
	if a.heap != nil {
		args, n = &a.heap[0], len(a.heap)
	}
	if callbacks.Load() != 0 {
		return op.callReentrant(unsafe.Slice(args, n), out)
	}
	var e *C.ct_error
	if len(out) == 0 {
		e = C.gt_op_call(C.uintptr_t(resolved), (*C.uint64_t)(args), C.int64_t(n), nil, 0)
	} else {
		e = C.gt_op_call(C.uintptr_t(resolved), (*C.uint64_t)(args), C.int64_t(n),
			(*C.uint64_t)(&out[0]), C.int64_t(len(out)))
	}
	if e != nil && !yielded(e) {
		return op.settle(e, out)
	}
	return nil
}

// settle takes e over, and frees the results where it is an error in spite of them.
func (op *Op) settle(e *C.ct_error, out []uint64) error {
	written, err := outcome(e)
	if err != nil && written && len(out) > 0 {
		op.release(out)
	}
	return err
}

func (op *Op) release(words []uint64) {
	for _, r := range op.results(words) {
		Release(append(r.Handles, r.Handle)...)
	}
}

// callReentrant passes copies on the heap: the goroutine's stack may move while
// C++ calls Go.
func (op *Op) callReentrant(args, out []uint64) error {
	ForgetDropped()
	heapArgs := append(make([]uint64, 0, len(args)+1), args...)
	heapOut := make([]uint64, len(out)+1)
	e := C.gt_op_call_reentrant(C.uintptr_t(op.resolved.Load()),
		(*C.uint64_t)(unsafe.SliceData(heapArgs)), C.int64_t(len(args)),
		(*C.uint64_t)(&heapOut[0]), C.int64_t(len(out)))
	if e != nil && !yielded(e) {
		if err := op.settle(e, heapOut[:len(out)]); err != nil {
			return err
		}
	}
	copy(out, heapOut)
	return nil
}

// Call1 runs an operator whose result is one tensor. The handle is new; it is 0
// where libtorch returned an undefined tensor.
func (op *Op) Call1(a *Args) (Handle, Info, error) {
	var out [3]uint64
	if err := op.call(a, out[:]); err != nil {
		return 0, 0, err
	}
	if Tag(out[0]) != TagTensor || op.returns.Load() != 1 {
		return 0, 0, op.refuse(out[:], "the result is not one tensor")
	}
	return Handle(out[1]), Info(out[2]), nil
}

// TensorResult is a tensor that an operator returned. The handle is new; it is 0
// where libtorch returned an undefined tensor.
type TensorResult struct {
	Handle Handle
	Info   Info
}

// maxTensorResults is how many tensors [Op.CallTensors] takes at most.
const maxTensorResults = 3

// CallTensors runs an operator whose results are len(out) tensors, which it
// writes to out.
func (op *Op) CallTensors(a *Args, out []TensorResult) error {
	var words [3 * maxTensorResults]uint64
	if err := op.call(a, words[:3*len(out)]); err != nil {
		return err
	}
	tensors := int(op.returns.Load()) == len(out)
	for i := range out {
		tensors = tensors && Tag(words[3*i]) == TagTensor
	}
	if !tensors {
		return op.refuse(words[:3*len(out)], "the operator's results are of another kind or number")
	}
	for i := range out {
		out[i] = TensorResult{Handle(words[3*i+1]), Info(words[3*i+2])}
	}
	return nil
}

// refuse frees results of another kind than the caller's, who named the operator
// by mistake.
func (op *Op) refuse(words []uint64, reason string) error {
	op.release(words)
	return &Error{Op: op.name, Kind: "TypeError", Msg: reason}
}

// Call0 runs an operator for its effect and drops its results.
func (op *Op) Call0(a *Args) error { return op.call(a, nil) }

// Result is one value that an operator returned.
type Result struct {
	Tag     Tag
	Handle  Handle // TagTensor
	Info    Info
	Int     int64 // TagInt, TagBool
	Double  float64
	Complex complex128
	String  string
	Ints    []int
	Doubles []float64
	Bools   []bool
	Handles []Handle // TagTensors
	Infos   []Info
}

// Call runs any operator. The handles in the results are new.
func (op *Op) Call(a *Args) ([]Result, error) {
	var buffer [32]uint64
	if err := op.call(a, buffer[:]); err != nil {
		return nil, err
	}
	return op.results(buffer[:]), nil
}

// results decodes what [Op.call] wrote.
func (op *Op) results(words []uint64) []Result {
	if Tag(words[0]) == TagSpill {
		spill := C.gt_words(C.uint64_t(words[1]))
		words = append([]uint64(nil), unsafe.Slice((*uint64)(spill), int(words[2]))...)
		C.gt_words_free(unsafe.Pointer(spill))
	}
	r := resultReader{words: words}
	results := make([]Result, op.returns.Load())
	for i := range results {
		results[i] = r.next()
	}
	return results
}

type resultReader struct{ words []uint64 }

func (r *resultReader) word() uint64 {
	w := r.words[0]
	r.words = r.words[1:]
	return w
}

func (r *resultReader) double() float64 { return math.Float64frombits(r.word()) }

func (r *resultReader) next() Result {
	result := Result{Tag: Tag(r.word())}
	switch result.Tag {
	case TagTensor:
		result.Handle, result.Info = Handle(r.word()), Info(r.word())
	case TagInt, TagBool:
		result.Int = int64(r.word())
	case TagDouble:
		result.Double = r.double()
	case TagComplex:
		re := r.double()
		result.Complex = complex(re, r.double())
	case TagInts:
		for range r.word() {
			result.Ints = append(result.Ints, int(r.word()))
		}
	case TagDoubles:
		for range r.word() {
			result.Doubles = append(result.Doubles, r.double())
		}
	case TagBools:
		for range r.word() {
			result.Bools = append(result.Bools, r.word() != 0)
		}
	case TagTensors:
		for range r.word() {
			result.Handles = append(result.Handles, Handle(r.word()))
			result.Infos = append(result.Infos, Info(r.word()))
		}
	case TagString:
		bytes := int(r.word())
		packed := r.words[:(bytes+7)/8]
		r.words = r.words[len(packed):]
		if bytes > 0 {
			result.String = string(unsafe.Slice((*byte)(unsafe.Pointer(&packed[0])), bytes))
		}
	case TagDevice:
		result.Ints = []int{int(r.word()), int(int64(r.word()))}
	}
	return result
}

// OpNames lists every operator that the opened libtorch holds, overloads behind
// a dot.
func OpNames() ([]string, error) {
	var text *C.char
	if err := asError(C.gt_op_names(&text)); err != nil {
		return nil, err
	}
	return strings.Fields(takeText(text)), nil
}

// StorageInfo is the part of an [Info] that tells the bytes of a plain tensor's
// storage.
func StorageInfo(bytes int) Info { return Info(bytes) << C.CT_INFO_BYTES_SHIFT }
