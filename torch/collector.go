package torch

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/cgotorch"
)

// Tensors in no scope are freed after the garbage collector finds them
// unreachable. A cleanup and the collection it causes cost 1 to 2 µs, more than
// a small operator, so small tensors that hold no graph share one among
// groupSize; a group is freed when none of its tensors can be reached.

const (
	groupSize = 16
	// A tensor whose storage is larger is not held back by its neighbours.
	groupStorageBytes = 4096
)

type group struct {
	tensors [groupSize]Tensor
	used    int
	list    *handleList
}

var groups = sync.Pool{New: func() any {
	g := &group{list: &handleList{handles: make([]cgotorch.Handle, 0, groupSize)}}
	runtime.AddCleanup(g, (*handleList).release, g.list)
	return g
}}

// functionsRunning counts the forward passes of a [Function] that run. What they
// compute may become part of a graph, whose node holds Go values: were one of these
// in the tensor's group, neither could ever be freed.
var functionsRunning atomic.Int32

// collect makes the garbage collector the owner of a new handle.
func collect(h cgotorch.Handle, info cgotorch.Info) *Tensor {
	if info.Plain() && !info.HasGradFn() && info.StorageBytes() <= groupStorageBytes && functionsRunning.Load() == 0 {
		g := groups.Get().(*group)
		t := &g.tensors[g.used]
		t.own(h, info, g.list)
		if g.used++; g.used < groupSize {
			groups.Put(g)
		}
		return t
	}
	t := &Tensor{}
	t.collectAlone(h, info)
	return t
}

// collectAlone gives t a cleanup of its own.
func (t *Tensor) collectAlone(h cgotorch.Handle, info cgotorch.Info) {
	list := &handleList{handles: make([]cgotorch.Handle, 0, 1)}
	t.own(h, info, list)
	runtime.AddCleanup(t, (*handleList).release, list)
}

func (t *Tensor) own(h cgotorch.Handle, info cgotorch.Info, list *handleList) {
	t.handle, t.dtype, t.list = h, DType(info.DType()), list
	t.slot = list.add(h)
}

// LiveTensors returns how many tensors of this process are not yet freed.
func LiveTensors() int {
	cgotorch.ForgetDropped() // callbacks hold tensors
	return int(cgotorch.LiveHandles())
}

// LiveBytes returns how many bytes of CPU memory libtorch has alive.
func LiveBytes() int { return int(cgotorch.CPUBytes()) }
