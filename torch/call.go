package torch

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
)

// newOp names an operator for the functions of this package.
func newOp(name string) *Op { return cgotorch.NewOp("aten::" + name) }

// call is one operator call while its arguments are gathered: it pins the
// inputs' scopes, keeps the inputs reachable, and knows which scope the result
// joins. It lives on the stack; arguments are appended in the schema's order,
// and those left out at the end take the schema's defaults.
//
//	c := call{op: opAdd}
//	c.tensor(t)
//	c.operand(other)
//	return c.one()
type call struct {
	cgotorch.Args
	op     *Op
	scope  *Scope // the result joins it; nil: the collector's
	chosen bool   // scope was named with In

	pinned     [2]*Scope // distinct from each other
	morePinned []*Scope
	inputs     [8]*Tensor // lstm has 7: the sequence, two of state, four weights
	ninputs    int
	held       *Generator
	moreInputs []*Tensor
}

// tensor appends a tensor, which must not be nil.
func (c *call) tensor(t *Tensor) {
	if t == nil {
		c.misuse("TypeError", "an input tensor is nil")
	}
	c.Args.Tensor(c.hold(t))
}

// optional appends a tensor, or None for nil.
func (c *call) optional(t *Tensor) {
	if t == nil {
		c.None()
		return
	}
	c.Args.Tensor(c.hold(t))
}

// tensors appends a list of tensors, none of them nil.
func (c *call) tensors(ts []*Tensor) {
	for i, t := range ts {
		if t == nil {
			c.misuse("TypeError", fmt.Sprintf("input tensor %d is nil", i))
		}
	}
	c.optionals(ts)
}

// optionals appends a list of tensors, None where one is nil.
func (c *call) optionals(ts []*Tensor) {
	c.List(cgotorch.TagTensors, len(ts))
	for _, t := range ts {
		if t == nil {
			c.Element(0)
			continue
		}
		c.Element(c.hold(t))
	}
}

// hold keeps t alive until the call ends.
func (c *call) hold(t *Tensor) cgotorch.Handle {
	held := hidden(t)
	if held.handle == 0 {
		c.misuse("TypeError", noTensor)
	}
	if c.ninputs < len(c.inputs) {
		c.inputs[c.ninputs] = held
		c.ninputs++
	} else {
		c.moreInputs = append(c.moreInputs, held)
	}
	if s := held.scope.Load(); s != nil {
		c.pin(s)
	}
	runtime.KeepAlive(t)
	return held.handle
}

// hidden returns p such that the compiler does not see where it goes. Tensors and
// generators are on the heap, but the compiler knows no fields: were one of an options
// struct seen to go there, the lists and numbers beside it would be allocated for each
// call. p must be kept alive.
func hidden[T any](p *T) *T {
	address := uintptr(unsafe.Pointer(p))
	return *(**T)(unsafe.Pointer(&address))
}

// pin holds s open and makes it the result's scope if it was opened last.
func (c *call) pin(s *Scope) {
	if s == c.pinned[0] || s == c.pinned[1] {
		return
	}
	if !s.pin() {
		c.misuse("RuntimeError", s.closedMessage())
	}
	switch {
	case c.pinned[0] == nil:
		c.pinned[0] = s
	case c.pinned[1] == nil:
		c.pinned[1] = s
	default:
		c.morePinned = append(c.morePinned, s)
	}
	if !c.chosen && (c.scope == nil || s.id > c.scope.id) {
		c.scope = s
	}
}

// in makes s the result's scope, whatever the inputs' are.
func (c *call) in(s *Scope) {
	if s == nil {
		return
	}
	c.pin(s)
	c.scope, c.chosen = s, true
}

// number appends a Go number and reports false where v is none.
func (c *call) number(v any) bool {
	switch v := v.(type) {
	case int:
		c.Int(int64(v))
	case float64:
		c.Double(v)
	case bool:
		c.Bool(v)
	case float32:
		c.Double(float64(v))
	case int64:
		c.Int(v)
	case int32:
		c.Int(int64(v))
	case int16:
		c.Int(int64(v))
	case int8:
		c.Int(int64(v))
	case uint8:
		c.Int(int64(v))
	case uint16:
		c.Int(int64(v))
	case uint32:
		c.Int(int64(v))
	case uint64:
		c.unsigned(v)
	case uint:
		c.unsigned(uint64(v))
	case complex128:
		c.Complex(v)
	case complex64:
		c.Complex(complex128(v))
	default:
		return false
	}
	return true
}

// unsigned appends an integer that int64 may not hold, which libtorch's numbers
// do not either.
func (c *call) unsigned(v uint64) {
	if v > math.MaxInt64 {
		c.misuse("RuntimeError", fmt.Sprintf("the number %d cannot be converted to type int64_t without overflow", v))
	}
	c.Int(int64(v))
}

// scalar appends a Go number for an argument of type Scalar.
func (c *call) scalar(v any) {
	if !c.number(v) {
		// Not by %T, for which every number would go on the heap.
		c.misuse("TypeError", fmt.Sprintf("expected a number, got %v", reflect.TypeOf(v)))
	}
}

// operand appends a tensor or a Go number, which promotes as Python's numbers do.
func (c *call) operand(v any) {
	if t, ok := v.(*Tensor); ok {
		c.tensor(t)
		return
	}
	if !c.number(v) {
		c.misuse("TypeError", fmt.Sprintf("expected a *torch.Tensor or a number, got %v", reflect.TypeOf(v))) // see scalar
	}
}

// finish ends the call: it gives the scopes free and panics where err is not nil.
func (c *call) finish(err error) {
	if err != nil {
		defer c.unpin()
		raise(c.op.Name(), err, c.allInputs())
	}
	c.unpin()
	runtime.KeepAlive(c)
}

func (c *call) unpin() {
	if c.pinned[0] == nil {
		return
	}
	c.pinned[0].unpin()
	if c.pinned[1] != nil {
		c.pinned[1].unpin()
	}
	for _, s := range c.morePinned {
		s.unpin()
	}
}

// readMeta describes one of the call's inputs.
func (c *call) readMeta(h cgotorch.Handle, m *cgotorch.Meta) {
	if err := cgotorch.ReadMeta(h, m); err != nil {
		c.finish(err)
	}
}

func (c *call) misuse(kind, message string) {
	e := &Error{Op: c.op.Name(), Kind: kind, Msg: message}
	e.describe(c.allInputs())
	c.unpin()
	panic(e)
}

// allInputs are the tensors gathered so far.
func (c *call) allInputs() []*Tensor {
	return append(c.inputs[:c.ninputs:c.ninputs], c.moreInputs...)
}

// wrap gives a new handle its owner. The undefined tensor is nil.
func (c *call) wrap(h cgotorch.Handle, info cgotorch.Info) *Tensor {
	if h == 0 {
		return nil
	}
	if c.scope != nil {
		return c.scope.add(h, info)
	}
	return collect(h, info)
}

// one runs an operator that returns one tensor.
func (c *call) one() *Tensor {
	if c.scope == nil {
		pace()
	}
	h, info, err := c.op.Call1(&c.Args)
	if err != nil {
		c.finish(err)
	}
	t := c.wrap(h, info)
	c.finish(nil)
	return t
}

// inPlace runs an operator that writes to t and returns t.
func (c *call) inPlace(t *Tensor) *Tensor {
	c.finish(c.op.Call0(&c.Args))
	return t
}

// effect runs an operator, any one, for what it writes to. It may be one that gives
// its first input the data of another, with the dtype, which no schema tells.
func (c *call) effect() {
	err := c.op.Call0(&c.Args)
	if err == nil && c.dtypesDiffer() {
		c.inputs[0].readDType()
	}
	c.finish(err)
}

// dtypesDiffer tells whether an input is of another dtype than the first.
func (c *call) dtypesDiffer() bool {
	for _, t := range c.inputs[:c.ninputs] {
		if t.DType() != c.inputs[0].DType() {
			return true
		}
	}
	return false
}

// results runs any operator.
func (c *call) results() []cgotorch.Result {
	if c.scope == nil {
		pace()
	}
	results, err := c.op.Call(&c.Args)
	if err != nil {
		c.finish(err)
	}
	return results
}

// expect runs an operator that returns values with the given tags. Others, of
// an operator that was named by mistake, are freed.
func (c *call) expect(tags ...cgotorch.Tag) []cgotorch.Result {
	results := c.results()
	ok := len(results) == len(tags)
	for i := 0; ok && i < len(tags); i++ {
		ok = results[i].Tag == tags[i]
	}
	if !ok {
		c.refuse(results)
	}
	return results
}

func (c *call) refuse(results []cgotorch.Result) {
	for _, r := range results {
		cgotorch.Release(append(r.Handles, r.Handle)...)
	}
	c.misuse("TypeError", "the operator's results are of another kind or number")
}

// two runs an operator that returns two tensors.
func (c *call) two() (*Tensor, *Tensor) {
	var r [2]cgotorch.TensorResult
	c.into(r[:])
	a, b := c.wrap(r[0].Handle, r[0].Info), c.wrap(r[1].Handle, r[1].Info)
	c.finish(nil)
	return a, b
}

// three runs an operator that returns three tensors.
func (c *call) three() (*Tensor, *Tensor, *Tensor) {
	var r [3]cgotorch.TensorResult
	c.into(r[:])
	a, b, d := c.wrap(r[0].Handle, r[0].Info), c.wrap(r[1].Handle, r[1].Info), c.wrap(r[2].Handle, r[2].Info)
	c.finish(nil)
	return a, b, d
}

// into runs an operator that returns tensors alone.
func (c *call) into(out []cgotorch.TensorResult) {
	if c.scope == nil {
		pace()
	}
	if err := c.op.CallTensors(&c.Args, out); err != nil {
		c.finish(err)
	}
}

// list runs an operator that returns a list of tensors.
func (c *call) list() []*Tensor {
	tensors := c.wrapAll(c.expect(cgotorch.TagTensors)[0])
	c.finish(nil)
	return tensors
}

// value runs an operator that returns something other than tensors.
func (c *call) value() cgotorch.Result {
	r := c.results()
	if len(r) != 1 || r[0].Tag == cgotorch.TagTensor || r[0].Tag == cgotorch.TagTensors {
		c.refuse(r)
	}
	c.finish(nil)
	return r[0]
}
