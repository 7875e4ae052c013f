package torch

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

	"github.com/e0112027/gotorch/cgotorch"
)

// Tensor is an n-dimensional array of one dtype on one device. It belongs to a
// [Scope] or to the garbage collector, which frees its memory.
//
// A Tensor may be used by several goroutines at once, as long as none of them
// writes to it (in-place operators, Backward into the same leaves) or moves it
// to another owner (Keep, MoveTo, Adopt).
type Tensor struct {
	handle cgotorch.Handle
	scope  atomic.Pointer[Scope] // nil: the collector's
	list   *handleList           // where the owner keeps handle, at slot
	slot   int32
	dtype  DType
	told   bool // see ToldRequiresGrad
}

// meta reads t's description, for op.
func (t *Tensor) meta(op string, m *cgotorch.Meta) {
	s := t.enter(op)
	err := cgotorch.ReadMeta(t.handle, m)
	t.leave(s)
	check(op, err, t)
}

// noTensor says what is wrong with a zero Tensor.
const noTensor = "the tensor is the zero torch.Tensor, which only a declaration makes"

// enter holds t for one call that goes past the operator table.
func (t *Tensor) enter(op string) *Scope {
	if t == nil {
		misuse(op, "TypeError", "the tensor is nil")
	}
	if t.handle == 0 {
		misuse(op, "TypeError", "%s", noTensor)
	}
	s := t.scope.Load()
	if s != nil && !s.pin() {
		misuse(op, "RuntimeError", "%s", s.closedMessage())
	}
	return s
}

// problem says why t can't be used, "" where it can.
func (t *Tensor) problem() string {
	var e *Error
	if errors.As(Try(func() error { t.leave(t.enter("")); return nil }), &e) {
		return e.Msg
	}
	return ""
}

func (t *Tensor) leave(s *Scope) {
	if s != nil {
		s.unpin()
	}
	runtime.KeepAlive(t)
}

// DType returns the dtype of t's elements.
func (t *Tensor) DType() DType {
	if t == nil {
		t.enter("dtype") // panics
	}
	if dtypesChange.Load() {
		var m cgotorch.Meta
		t.meta("dtype", &m)
		return DType(m.DType())
	}
	return t.dtype
}

// dtypesChange tells that a tensor was given another dtype than it was made with. Of
// one tensor there may be several *Tensor, such as Grad returns anew each time, that do
// not know.
var dtypesChange atomic.Bool

// readDType reads the dtype anew, which was known since t was made.
func (t *Tensor) readDType() {
	var m cgotorch.Meta
	t.meta("dtype", &m)
	if now := DType(m.DType()); now != t.dtype {
		dtypesChange.Store(true)
		t.dtype = now
	}
}

// Device returns where t's memory lies.
func (t *Tensor) Device() Device {
	var m cgotorch.Meta
	t.meta("device", &m)
	deviceType, index := m.Device()
	return Device{DeviceType(deviceType), index}
}

// Layout returns how t's elements are stored.
func (t *Tensor) Layout() Layout {
	var m cgotorch.Meta
	t.meta("layout", &m)
	return Layout(m.Layout())
}

// Shape returns the sizes of t's dimensions, in a new slice. A dimension along
// which the parts of a nested tensor differ has size -1.
func (t *Tensor) Shape() []int {
	var m cgotorch.Meta
	t.meta("shape", &m)
	return m.Sizes()
}

// Size returns the size of one dimension, counted from the end when negative.
// It panics where there is no such dimension.
func (t *Tensor) Size(dim int) int {
	var m cgotorch.Meta
	t.meta("size", &m)
	return m.Size(t.wrapDim("size", dim, m.NDim()))
}

// Strides returns the distance between neighbours along each dimension, in
// elements.
func (t *Tensor) Strides() []int {
	var m cgotorch.Meta
	t.meta("stride", &m)
	return m.Strides()
}

// StorageOffset returns the place of t's first element in its storage, in
// elements.
func (t *Tensor) StorageOffset() int {
	var m cgotorch.Meta
	t.meta("storage_offset", &m)
	return m.StorageOffset()
}

// NDim returns the number of dimensions, Python's dim() and ndim. [Dim] is the option.
func (t *Tensor) NDim() int {
	var m cgotorch.Meta
	t.meta("ndim", &m)
	return m.NDim()
}

// Numel returns the number of elements.
func (t *Tensor) Numel() int {
	var m cgotorch.Meta
	t.meta("numel", &m)
	return m.Numel()
}

// Len returns the size of the first dimension, as Python's len(t). It panics
// for a tensor of no dimension.
func (t *Tensor) Len() int {
	var m cgotorch.Meta
	t.meta("len", &m)
	if m.NDim() == 0 {
		t.misuse("len", "TypeError", "len() of a 0-d tensor")
	}
	return m.Size(0)
}

func (t *Tensor) has(op string, flag cgotorch.MetaFlags) bool {
	var m cgotorch.Meta
	t.meta(op, &m)
	return m.Has(flag)
}

// IsContiguous tells whether t's elements lie in memory in order, without gaps, or
// in the order of a memory format: [ChannelsLast], [ChannelsLast3d].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_contiguous.html
func (t *Tensor) IsContiguous(format ...MemoryFormat) bool {
	if len(format) == 0 {
		return t.has("is_contiguous", cgotorch.Contiguous)
	}
	return t.isInFormat(format)
}

// IsChannelsLast tells whether t (N, C, H, W) lies in memory as (N, H, W, C).
func (t *Tensor) IsChannelsLast() bool { return t.has("is_contiguous", cgotorch.ChannelsLast) }

// IsInference tells whether t was made in [InferenceMode].
func (t *Tensor) IsInference() bool { return t.has("is_inference", cgotorch.Inference) }

// IsConj tells whether t is a lazily conjugated view.
func (t *Tensor) IsConj() bool { return t.has("is_conj", cgotorch.Conj) }

// IsNeg tells whether t is a lazily negated view.
func (t *Tensor) IsNeg() bool { return t.has("is_neg", cgotorch.Neg) }

// Scope returns the scope that owns t; nil where the collector does.
func (t *Tensor) Scope() *Scope {
	if t == nil {
		t.enter("scope") // panics
	}
	return t.scope.Load()
}

// Keep moves t out of its scope, to the collector, and returns t. It must not
// run while another goroutine uses t.
//
// A scope makes its tensors 32 at a time, and the collector sees such a batch as
// one object: t is freed once no tensor of its batch can be reached. Tensors that
// are kept for very different times are better kept out of different scopes.
func (t *Tensor) Keep() *Tensor {
	s := t.enter("keep")
	if s != nil {
		t.list.take(t.slot)
		t.scope.Store(nil)
		t.collectAlone(t.handle, cgotorch.Info(t.dtype))
	}
	t.leave(s)
	return t
}

// MoveTo makes s the owner of t and returns t. It must not run while another
// goroutine uses t.
func (t *Tensor) MoveTo(s *Scope) *Tensor {
	if s == nil {
		t.misuse("move_to", "TypeError", "the scope is nil; Keep moves a tensor out of its scope")
	}
	former := t.enter("move_to")
	if former == s {
		t.leave(former)
		return t
	}
	if !s.pin() {
		t.leave(former)
		t.misuse("move_to", "RuntimeError", "the scope, opened at %s, is closed", s.place())
	}
	t.list.take(t.slot)
	t.list = s.list
	t.slot = s.list.add(t.handle)
	t.scope.Store(s)
	s.unpin()
	t.leave(former)
	return t
}

// free gives t back at once. Nobody else may have it.
func (t *Tensor) free() {
	t.list.take(t.slot)
	cgotorch.Release(t.handle)
	t.handle = 0
}

// wrapDim turns a dimension counted from the end into one from the start. It
// panics, with libtorch's message, where there is no such dimension.
func (t *Tensor) wrapDim(op string, dim, ndim int) int {
	limit := max(ndim, 1)
	if dim < -limit || dim >= limit {
		t.misuse(op, "IndexError", "Dimension out of range (expected to be in range of [%d, %d], but got %d)", -limit, limit-1, dim)
	}
	if ndim == 0 {
		t.misuse(op, "IndexError", "dimension specified as %d but tensor has no dimensions", dim)
	}
	if dim < 0 {
		dim += ndim
	}
	return dim
}

// GoString describes t without its data, for %#v.
func (t *Tensor) GoString() string {
	if t == nil {
		return "(*torch.Tensor)(nil)"
	}
	if s := t.scope.Load(); s != nil && s.Closed() {
		return "torch.Tensor(closed)"
	}
	return fmt.Sprintf("torch.Tensor(shape=%v, dtype=%v, device=%v)", t.Shape(), t.DType(), t.Device())
}
