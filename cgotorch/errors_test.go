package cgotorch

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestThrow_EveryExceptionArrivesAsAnError(t *testing.T) {
	for _, c := range []struct{ kind, python, message string }{
		{"bad_alloc", "OutOfMemoryError", "out of memory (std::bad_alloc)"},
		{"unknown", "RuntimeError", "unknown C++ exception"},
		{"std", "RuntimeError", "a standard exception"},
		{"index", "IndexError", "an index error"},
		{"value", "ValueError", "a value error"},
		{"type", "TypeError", "a type error"},
		{"notimplemented", "NotImplementedError", "not implemented"},
		{"other", "RuntimeError", "a c10 error of kind other"},
	} {
		t.Run(c.kind, func(t *testing.T) { requireError(t, Throw(c.kind), "test_throw", c.python, c.message) })
	}
}

func TestError_NamesOperatorAndKind(t *testing.T) {
	noLeaks(t)
	x := number(t, 2)
	for _, c := range []struct {
		name, op, kind, message string
		fill                    func(a *Args)
	}{
		{"more memory than there is", "aten::empty.memory_format", "RuntimeError", "can't allocate memory: you tried to allocate 1125899906842624 bytes",
			func(a *Args) { a.Ints([]int{1 << 50}); a.Int(0) }},
		{"more bytes than an int64 holds", "aten::zeros", "RuntimeError", "Storage size calculation overflowed",
			func(a *Args) { a.Ints([]int{1 << 62}) }},
		{"a negative size", "aten::zeros", "RuntimeError", "negative",
			func(a *Args) { a.Ints([]int{-1}) }},
		{"an index", "aten::select.int", "IndexError", "index 2 out of range for tensor of size [2] at dimension 0",
			func(a *Args) { a.Tensor(x); a.Int(0); a.Int(2) }},
		{"a dimension", "aten::unsqueeze", "IndexError", "Dimension out of range (expected to be in range of [-2, 1], but got 5)",
			func(a *Args) { a.Tensor(x); a.Int(5) }},
		{"no dtype", "aten::zeros", "ValueError", "has no dtype of number 200 (position 2)",
			func(a *Args) { a.Ints([]int{1}); a.Int(200) }},
		{"no dtype, unboxed", "aten::sum", "ValueError", "has no dtype of number -3 (position 2)",
			func(a *Args) { a.Tensor(x); a.Int(-3) }},
		{"no layout", "aten::zeros", "ValueError", "has no layout of number 77",
			func(a *Args) { a.Ints([]int{1}); a.None(); a.Int(77) }},
		{"no memory format", "aten::clone", "ValueError", "has no memory_format of number 9",
			func(a *Args) { a.Tensor(x); a.Int(9) }},
		{"no device", "aten::zeros", "ValueError", "99 is no device type",
			func(a *Args) { a.Ints([]int{1}); a.None(); a.None(); a.Device(99, 0) }},
		{"no device index", "aten::zeros", "ValueError", "a device index of 300 is out of range",
			func(a *Args) { a.Ints([]int{1}); a.None(); a.None(); a.Device(0, 300) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := call1(c.op, c.fill)
			requireError(t, err, c.op, c.kind, c.message)
		})
	}
}

func TestEntries_RefuseNumbersThatNameNothing(t *testing.T) {
	noLeaks(t)
	assert.Zero(t, DTypeSize(200))
	assert.Empty(t, DeviceTypeName(99))
	assert.Zero(t, DeviceCount(99))
	_, err := NewTensor(200, []int{1}, nil, 0)
	requireError(t, err, "tensor", "ValueError", "200 is no dtype")
	requireError(t, SetDefaultDType(60), "set_default_dtype", "ValueError", "60 is no dtype")
	requireError(t, SetDefaultDType(dtypeInt64), "set_default_dtype", "TypeError", "only floating-point types")
	requireError(t, Synchronize(99, 0), "synchronize", "ValueError", "99 is no device type")
	_, err = NewGenerator(99, 0)
	requireError(t, err, "Generator", "ValueError", "99 is no device type")
	requireError(t, SetNumThreads(1<<32+1), "set_num_threads", "RuntimeError", "expected at most 8192 threads")
	var m Meta
	requireError(t, ReadMeta(0, &m), "meta", "RuntimeError", "the tensor is undefined")
	_, _, err = Data(0)
	assert.Error(t, err)
}
