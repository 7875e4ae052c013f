package torch

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

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

// The collector sees none of libtorch's memory, so a collection is started when
// that memory has doubled since the last one.

const (
	// Below this much native memory no collection is forced.
	paceFloor = 64 << 20
	// What a tensor costs outside of its data: TensorImpl, storage, our handle.
	handleBytes = 1024
	// How long a collection waits for the cleanups it found.
	cleanupWait = 20 * time.Millisecond
)

var pacer struct {
	limit      atomic.Int64 // 0 until the first collection
	collecting atomic.Bool
}

func nativeBytes() int64 { return cgotorch.CPUBytes() + handleBytes*cgotorch.LiveHandles() }

// pace starts a collection where native memory asks for one. Callers hold no
// lock and are in no callback.
func pace() {
	limit := pacer.limit.Load()
	if limit == 0 {
		limit = paceFloor
	}
	if nativeBytes() < limit || !pacer.collecting.CompareAndSwap(false, true) {
		return
	}
	defer pacer.collecting.Store(false)
	collectGarbage()
	pacer.limit.Store(max(paceFloor, 2*nativeBytes()))
}

// collectGarbage runs a collection and waits for its cleanups, which run in
// goroutines of their own, as far as one sentinel among them can tell.
func collectGarbage() {
	done := make(chan struct{})
	func() {
		sentinel := new([16]byte)
		runtime.AddCleanup(sentinel, func(done chan struct{}) { close(done) }, done)
	}()
	runtime.GC()
	select {
	case <-done:
	case <-time.After(cleanupWait):
	}
}

// LiveTensors returns how many tensors of this process are not yet freed.
func LiveTensors() int {
	cgotorch.ForgetDropped() // callbacks hold tensors
	return int(cgotorch.LiveHandles())
}

// LiveBytes returns how many bytes of CPU memory libtorch has alive.
func LiveBytes() int { return int(cgotorch.CPUBytes()) }
