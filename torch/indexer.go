package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
)

var (
	opAlias = newOp("alias")
	opIndex = newOp("index.Tensor")
)

// indexer walks over the parts of one index, in the steps of Python's own
// (ATen/TensorIndexing.h): each part but tensors makes a view of the one before;
// tensors are gathered and used in one call at the end.
type indexer struct {
	call
	self *Tensor

	meta  cgotorch.Meta // of self, once described
	known bool          // described
	view  derived
	dim   int // of view, that the next part is for
	from  int // of self, the same
	spare int // dimensions that an ellipsis stands for

	tensors []*Tensor // by dimension of view, nil where there is none
}

// derived is a tensor on the way to a result: somebody else's at first, then
// one of its own that is given back when the next one takes its place.
type derived struct {
	handle cgotorch.Handle
	info   cgotorch.Info
	owned  bool
}

// become runs the call made ready and takes its result.
func (d *derived) become(c *call) {
	if err := d.tryBecome(c); err != nil {
		c.finish(err)
	}
}

func (d *derived) tryBecome(c *call) error {
	h, info, err := c.op.Call1(&c.Args)
	if err != nil {
		return err
	}
	d.drop()
	d.handle, d.info, d.owned = h, info, true
	return nil
}

// drop gives the tensor back. It runs on every way out.
func (d *derived) drop() {
	if d.owned {
		cgotorch.Release(d.handle)
		d.owned = false
	}
}

// on makes the call ready for op of a tensor and ints.
func (c *call) on(op *Op, h cgotorch.Handle, ints ...int) {
	c.op, c.Args = op, cgotorch.Args{}
	c.Args.Tensor(h)
	for _, v := range ints {
		c.Int(int64(v))
	}
}

// start holds self and describes it where more than ints index it.
func (x *indexer) start(name string, parts []part) {
	// The name stands in errors found before any call; each step sets its own.
	x.op = opIndex
	if x.self == nil {
		x.misuse("TypeError", name+": the tensor is nil")
	}
	x.view.handle = x.hold(x.self)
	if x.scope == nil {
		pace()
	}
	for i := range parts {
		if parts[i].kind != partSelect {
			x.describe(parts)
			return
		}
	}
}

// describe reads self's sizes and checks the number of indices.
func (x *indexer) describe(parts []part) {
	x.known = true
	x.readMeta(x.self.handle, &x.meta)
	ndim, n := x.meta.NDim(), specified(parts)
	if n > ndim {
		x.misuse("IndexError", fmt.Sprintf("too many indices for tensor of dimension %d", ndim))
	}
	x.spare = ndim - n
}

// step replaces the view by op of it and ints.
func (x *indexer) step(op *Op, ints ...int) {
	x.on(op, x.view.handle, ints...)
	x.view.become(&x.call)
}

// walk takes parts as an argument, not a field, so that they stay on the stack.
func (x *indexer) walk(parts []part) {
	for i := range parts {
		switch p := &parts[i]; p.kind {
		case partSelect:
			x.selectOne(p.index, i, parts)
		case partSlice:
			if !p.slice.whole(sizeOr0(&x.meta, x.from)) {
				x.step(opSlice, x.dim, p.slice.start, p.slice.stop, p.slice.step)
			}
			x.pass(1)
			x.from++
		case partEllipsis:
			x.pass(x.spare)
			x.from += x.spare
		case partNewAxis:
			x.step(opUnsqueeze, x.dim)
			x.pass(1)
		case partBool:
			x.step(opUnsqueeze, x.dim)
			x.record(p.tensor, 1)
		case partTensor:
			x.record(p.tensor, p.dims)
			x.from += p.dims
		}
	}
	for n := len(x.tensors); n > 0 && x.tensors[n-1] == nil; n-- {
		x.tensors = x.tensors[:n-1]
	}
}

// selectOne is the step of an int, the one at position. Where there are only
// ints, what is wrong is looked at only once libtorch refused one.
func (x *indexer) selectOne(index, position int, parts []part) {
	x.on(opSelect, x.view.handle, x.dim, index)
	if x.known {
		x.checkBounds(index, position)
		x.view.become(&x.call)
	} else if err := x.view.tryBecome(&x.call); err != nil {
		x.describe(parts)
		x.checkBounds(index, position)
		x.finish(err)
	}
	x.from++
}

func (x *indexer) checkBounds(index, position int) {
	if problem := boundsProblem(index, x.from, position, &x.meta); problem != "" {
		x.misuse("IndexError", problem)
	}
}

// pass goes over n dimensions without a tensor.
func (x *indexer) pass(n int) {
	x.dim += n
	if len(x.tensors) > 0 {
		x.skip(n)
	}
}

func (x *indexer) skip(n int) {
	for range n {
		x.tensors = append(x.tensors, nil)
	}
}

// record notes a tensor for the next n dimensions; a mask is noted once for all
// of its own.
func (x *indexer) record(t *Tensor, n int) {
	if x.tensors == nil {
		x.skip(x.dim)
	}
	x.tensors = append(x.tensors, t)
	x.dim += n
}

// boundsProblem tells why self, described by m, has no such index at dimension
// dim, "" where it has. position is that of the index among all.
func boundsProblem(index, dim, position int, m *cgotorch.Meta) string {
	if m.NDim() == 0 {
		return "invalid index of a 0-dim tensor; Item and ItemAs return its number"
	}
	if size := sizeOr0(m, dim); index >= size || index < -size {
		return fmt.Sprintf("index %d is out of bounds for dimension %d with size %d", index, position, size)
	}
	return ""
}

// sizeOr0 is 0 beyond the last dimension, where a second ellipsis may lead.
func sizeOr0(m *cgotorch.Meta, dim int) int {
	if dim >= m.NDim() {
		return 0
	}
	return m.Size(dim)
}

// read returns the view, or what the tensors take out of it.
func (x *indexer) read() *Tensor {
	switch {
	case len(x.tensors) > 0:
		x.on(opIndex, x.view.handle)
		x.optionals(x.tensors)
		x.view.become(&x.call)
	case !x.view.owned:
		x.step(opAlias)
	}
	view := x.wrap(x.view.handle, x.view.info)
	x.view.owned = false
	x.finish(nil)
	return view
}
