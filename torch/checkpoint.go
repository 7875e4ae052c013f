package torch

import (
	"runtime"
	"slices"
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
)

// Checkpoint runs f(inputs...) and keeps none of the tensors that the backward
// pass needs: the pass runs f a second time to get them. It trades time for
// memory. f must do the same both times; the default generators are set back for
// it. Inputs may be nil, and must not be changed in place until the pass is done.
//
// It is Python's checkpoint with use_reentrant=False.
//
// See https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint
func Checkpoint(f func(inputs ...*Tensor) []*Tensor, inputs ...*Tensor) []*Tensor {
	if !IsGradEnabled() {
		return f(inputs...)
	}
	c := &checkpoint{f: f, rng: saveRNG(nil), recomputed: &handleList{}}
	runtime.AddCleanup(c, (*handleList).release, c.recomputed)
	for _, t := range inputs {
		c.inputs = append(c.inputs, newCheckpointInput(t))
	}
	var outputs []*Tensor
	withSavedHooks(cgotorch.SavedHooks{Pack: c.forget, Unpack: c.remember}, func() { outputs = f(inputs...) })
	return outputs
}

type checkpoint struct {
	f      func(inputs ...*Tensor) []*Tensor
	inputs []checkpointInput
	rng    rngStates

	mu         sync.Mutex
	saved      []savedFacts // of the forward pass
	recomputed *handleList  // one handle a saved tensor, until it is asked for
}

// savedFacts are what the second pass must repeat.
type savedFacts struct {
	shape []int
	dtype DType
}

func factsOf(h cgotorch.Handle) savedFacts {
	var m cgotorch.Meta
	check("checkpoint", cgotorch.ReadMeta(h, &m))
	return savedFacts{m.Sizes(), DType(m.DType())}
}

// checkpointInput is an input outside of its graph, which would hold what holds it.
type checkpointInput struct {
	detached *Tensor
	version  int
}

func newCheckpointInput(t *Tensor) checkpointInput {
	if t == nil {
		return checkpointInput{}
	}
	detached := t.Detach().Keep()
	if t.RequiresGrad() {
		detached.SetRequiresGrad(true)
	}
	return checkpointInput{detached, detached.Version()}
}

// in returns the input as one in a scope.
func (i checkpointInput) in(s *Scope) *Tensor {
	if i.detached == nil {
		return nil
	}
	if i.detached.Version() != i.version {
		misuse("checkpoint", "RuntimeError", "an input of Checkpoint was changed in place before the backward pass")
	}
	return adopt(retain(i.detached)[0], s)
}

func (c *checkpoint) forget(h cgotorch.Handle) any {
	defer cgotorch.Release(h)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.saved = append(c.saved, factsOf(h))
	return len(c.saved) - 1
}

func (c *checkpoint) remember(index any) cgotorch.Handle {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := index.(int)
	if c.recomputed.at(i) == 0 {
		c.recompute()
	}
	h := c.recomputed.at(i)
	c.recomputed.take(int32(i))
	return h
}

func (c *checkpoint) recompute() {
	c.recomputed.release()
	keep := func(h cgotorch.Handle) any {
		c.recomputed.add(h)
		return nil
	}
	Scoped(func(s *Scope) {
		s.pin()
		defer s.unpin()
		inputs := make([]*Tensor, len(c.inputs))
		for i, input := range c.inputs {
			inputs[i] = input.in(s)
		}
		ForkRNG(func() {
			c.rng.restore()
			EnableGrad(func() {
				withSavedHooks(cgotorch.SavedHooks{Pack: keep}, func() { c.f(inputs...) })
			})
		})
	})
	c.check()
}

// check compares what the second pass saved with the first.
func (c *checkpoint) check() {
	handles := c.recomputed.handles
	if len(handles) != len(c.saved) {
		misuse("checkpoint", "CheckpointError", "torch.utils.checkpoint: A different number of tensors was saved during the original forward and recomputation.\n"+
			"Number of tensors saved during forward: %d\nNumber of tensors saved during recomputation: %d.", len(c.saved), len(handles))
	}
	for i, h := range handles {
		was, is := c.saved[i], factsOf(h)
		if was.dtype != is.dtype || !slices.Equal(was.shape, is.shape) {
			misuse("checkpoint", "CheckpointError", "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than during the forward pass.\n"+
				"tensor at position %d:\nsaved metadata: %v %v\nrecomputed metadata: %v %v", i, was.shape, was.dtype, is.shape, is.dtype)
		}
	}
}

func (l *handleList) at(i int) cgotorch.Handle {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i >= len(l.handles) {
		return 0
	}
	return l.handles[i]
}
