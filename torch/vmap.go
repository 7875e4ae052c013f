package torch

import (
	"fmt"
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// NotMapped is the dimension of an input or output of [Vmap] that is the same for
// every element.
const NotMapped = -1 << 31

// Randomness says what random operators do in [Vmap].
type Randomness int

// The kinds of randomness, in the order of libtorch's numbers.
const (
	RandomnessError     Randomness = iota // they panic
	RandomnessSame                        // every element draws the same
	RandomnessDifferent                   // every element draws its own
)

// VmapOption is a keyword argument of [Vmap].
type VmapOption func(*vmapOptions)

type vmapOptions struct {
	option.Given

	in, out    []int
	randomness Randomness
	chunk      int
	kind       cgotorch.VmapKind
}

// InDims gives the dimension of each input that is mapped over, or [NotMapped]. A
// single one counts for every input; without it, it is 0.
func InDims(dims ...int) VmapOption { return func(o *vmapOptions) { o.Once("InDims"); o.in = dims } }

// OutDims gives where the mapped dimension appears in each output, or [NotMapped]
// for an output that does not depend on mapped inputs; 0 for all without it.
func OutDims(dims ...int) VmapOption { return func(o *vmapOptions) { o.Once("OutDims"); o.out = dims } }

// VmapRandomness chooses what random operators do; [RandomnessError] without it.
func VmapRandomness(r Randomness) VmapOption {
	return func(o *vmapOptions) { o.Once("VmapRandomness"); o.randomness = r }
}

// ChunkSize has at most that many elements mapped at a time, to save memory.
func ChunkSize(n int) VmapOption { return func(o *vmapOptions) { o.Once("ChunkSize"); o.chunk = n } }

// LegacyVmap maps as torch.autograd's own functions do: it knows fewer operators,
// but [WithDualLevel] and [Grad] of graphs from outside work in it.
func LegacyVmap() VmapOption {
	return func(o *vmapOptions) { o.Once("LegacyVmap"); o.kind = cgotorch.VmapAutograd }
}

// Vmap returns f for inputs of one dimension more: f computes one element of a
// batch, in which its tensors do not show the batch's dimension, and every operator
// runs once for the whole batch. f must not look at elements (Item, Data) nor
// branch on them, nor differentiate what it computes, and a [Function] can't be used
// in it. The gradients of each element of a batch come from [Grad] with
// [IsGradsBatched].
//
//	dots := torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor {
//		return []*torch.Tensor{in[0].Dot(in[1])}
//	})(a, b)[0] // a, b (N, D), dots (N)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vmap.html
func Vmap(f func(inputs ...*Tensor) []*Tensor, options ...VmapOption) func(inputs ...*Tensor) []*Tensor {
	var o vmapOptions
	for _, option := range options {
		option(&o)
	}
	if o.chunk < 0 {
		misuse("vmap", "ValueError", "vmap: chunk_size should be None or greater than 0. (got %d)", o.chunk)
	}
	return func(inputs ...*Tensor) []*Tensor {
		dims, size := o.check(inputs)
		if o.chunk == 0 || o.chunk >= size {
			return o.run(f, inputs, dims, size)
		}
		return o.chunks(f, inputs, dims, size)
	}
}

// check returns the mapped dimension of each input and its size.
func (o *vmapOptions) check(inputs []*Tensor) (dims []int, size int) {
	if len(inputs) == 0 {
		misuse("vmap", "ValueError", "vmap(f)(<inputs>): got no inputs. Maybe you forgot to add inputs, "+
			"or you are trying to vmap over a function with no inputs. The latter is unsupported.")
	}
	if len(o.in) > 1 && len(o.in) != len(inputs) {
		misuse("vmap", "ValueError", "vmap(f, in_dims=%s, ...)(<inputs>): in_dims is not compatible with the %d inputs",
			listText(o.in), len(inputs))
	}
	var sizes []int
	for i, t := range inputs {
		d := 0
		if len(o.in) > 0 {
			d = o.in[min(i, len(o.in)-1)]
		}
		if t == nil {
			d = NotMapped
		}
		if d != NotMapped {
			if n := t.NDim(); d < -n || d >= n {
				misuse("vmap", "ValueError", "vmap(f, in_dims=%s, ...)(<inputs>): Got in_dim=%d for some input, but that input is a "+
					"Tensor of dimensionality %d so expected in_dim to satisfy -%d <= in_dim < %d.", listText(o.in), d, n, n, n)
			} else if d < 0 {
				d += n
			}
			sizes = append(sizes, t.Size(d))
		}
		dims = append(dims, d)
	}
	if len(sizes) == 0 {
		misuse("vmap", "ValueError", "vmap: Expected at least one Tensor to vmap over")
	}
	for _, s := range sizes {
		if s != sizes[0] {
			misuse("vmap", "ValueError", "vmap: Expected all tensors to have the same size in the mapped dimension, "+
				"got sizes %s for the mapped dimension", listText(sizes))
		}
	}
	return dims, sizes[0]
}

// outDim is where the mapped dimension of output i of n appears.
func (o *vmapOptions) outDim(i, n int) int {
	switch len(o.out) {
	case 0:
		return 0
	case 1:
		return o.out[0]
	case n:
		return o.out[i]
	}
	misuse("vmap", "ValueError", "vmap(f, ..., out_dims=%s): `out_dims` must have one dim per output (got %d outputs) of f.",
		listText(o.out), n)
	return 0
}

func (o *vmapOptions) run(f func(inputs ...*Tensor) []*Tensor, inputs []*Tensor, dims []int, size int) (results []*Tensor) {
	p := pass{call: call{op: cgotorch.NewOp("vmap")}}
	handles := p.holdAll(inputs)
	ended := false
	defer func() {
		if !ended { // a panic goes through
			p.unpin()
		}
	}()
	err := inVmap(o.kind, size, int(o.randomness), func(v vmapLevel) error {
		wrapped, err := v.wrapAll(handles, dims)
		if err != nil {
			return err
		}
		mapped := make([]*Tensor, len(inputs))
		for i, h := range wrapped {
			if mapped[i] = inputs[i]; dims[i] != NotMapped {
				mapped[i] = adopt(h, p.scope)
			}
		}
		outputs := f(mapped...)
		outDims := make([]int, len(outputs))
		for i, t := range outputs {
			if t == nil {
				misuse("vmap", "ValueError", "vmap(f, ...): `f` must only return Tensors, got type <class 'NoneType'> for return %d.", i)
			}
			outDims[i] = o.outDim(i, len(outputs))
		}
		results, err = v.show(outputs, outDims)
		return err
	})
	ended = true
	p.finish(err)
	return results
}

// chunks runs f over parts of the batch and joins what it returns.
func (o *vmapOptions) chunks(f func(inputs ...*Tensor) []*Tensor, inputs []*Tensor, dims []int, size int) []*Tensor {
	var parts [][]*Tensor
	for start := 0; start < size; start += o.chunk {
		part := make([]*Tensor, len(inputs))
		n := min(o.chunk, size-start)
		for i, t := range inputs {
			if part[i] = t; dims[i] != NotMapped {
				part[i] = t.Narrow(dims[i], start, n)
			}
		}
		parts = append(parts, o.run(f, part, dims, n))
	}
	joined := make([]*Tensor, len(parts[0]))
	for i := range joined {
		d := o.outDim(i, len(joined))
		if d == NotMapped {
			joined[i] = parts[0][i]
			continue
		}
		var pieces []*Tensor
		for _, part := range parts {
			pieces = append(pieces, part[i])
		}
		joined[i] = Cat(pieces, Dim(d))
	}
	return joined
}

// vmapLevel is a level of mapping that was entered.
type vmapLevel struct {
	kind        cgotorch.VmapKind
	level, size int
}

// inVmap runs f in a level of mapping, which belongs to the OS thread.
func inVmap(kind cgotorch.VmapKind, size, randomness int, f func(v vmapLevel) error) (err error) {
	ready()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	level, err := kind.Enter(size, randomness)
	if err != nil {
		return err
	}
	defer func() {
		if e := kind.Exit(); err == nil {
			err = e
		}
	}()
	return f(vmapLevel{kind, level, size})
}

// wrapAll returns new handles that hide dims; 0 where none is hidden.
func (v vmapLevel) wrapAll(handles []cgotorch.Handle, dims []int) ([]cgotorch.Handle, error) {
	return each(handles, dims, func(h cgotorch.Handle, dim int) (cgotorch.Handle, error) { return v.kind.Wrap(h, dim, v.level) })
}

// unwrapAll returns new handles that show dims; 0 stays 0.
func (v vmapLevel) unwrapAll(handles []cgotorch.Handle, dims []int) ([]cgotorch.Handle, error) {
	return each(handles, dims, func(h cgotorch.Handle, dim int) (cgotorch.Handle, error) {
		return v.kind.Unwrap(h, v.level, v.size, dim)
	})
}

func each(handles []cgotorch.Handle, dims []int, f func(cgotorch.Handle, int) (cgotorch.Handle, error)) ([]cgotorch.Handle, error) {
	results := make([]cgotorch.Handle, len(handles))
	for i, h := range handles {
		if h == 0 || dims[i] == NotMapped {
			continue
		}
		var err error
		if results[i], err = f(h, dims[i]); err != nil {
			cgotorch.Release(results[:i]...)
			return nil, err
		}
	}
	return results, nil
}

// show turns outputs of the mapped function into tensors with the dimension.
func (v vmapLevel) show(outputs []*Tensor, dims []int) ([]*Tensor, error) {
	p := pass{call: call{op: cgotorch.NewOp("vmap")}}
	defer p.unpin()
	handles := p.holdAll(outputs)
	shown, err := v.unwrapAll(handles, dims)
	if err != nil {
		return nil, err
	}
	results := make([]*Tensor, len(outputs))
	for i, t := range outputs {
		if dims[i] != NotMapped {
			results[i] = adopt(shown[i], p.scope)
			continue
		}
		if cgotorch.IsBatched(handles[i]) {
			cgotorch.Release(shown...)
			return nil, fmt.Errorf("vmap(f, ...): `f` can not return a BatchedTensor when out_dim is None")
		}
		results[i] = t
	}
	runtime.KeepAlive(outputs)
	return results, nil
}
