package torch

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
)

// Checkpoint runs f(inputs...) and keeps none of the tensors that the backward
// pass needs: the pass runs f a second time to get them. It trades time for
// memory. f must do the same both times; the default generators are set back for
// it. Inputs may be nil, and must not be changed in place until the pass is done.
//
// See https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint
func Checkpoint(f func(inputs ...*Tensor) []*Tensor, inputs ...*Tensor) []*Tensor {
	return Checkpointed(f)(inputs...)
}

// Checkpointed returns f as [Checkpoint] runs it, with options.
//
// See https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint
func Checkpointed(f func(inputs ...*Tensor) []*Tensor, options ...CheckpointOption) func(inputs ...*Tensor) []*Tensor {
	o := checkpointOptionsOf(options)
	return func(inputs ...*Tensor) []*Tensor {
		if o.reentrant {
			return Apply(&CheckpointFunction{f: f, checkpointOptions: o, rng: o.saveRNG()}, inputs...)
		}
		return o.checkpoint(f, inputs)
	}
}

// CheckpointSequential runs functions one after the other, checkpointed in as many
// segments of like length; the last one is not checkpointed.
//
// See https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint_sequential
func CheckpointSequential(functions []func(*Tensor) *Tensor, segments int, input *Tensor, options ...CheckpointOption) *Tensor {
	if segments < 1 || segments > max(1, len(functions)) {
		misuse("checkpoint_sequential", "ValueError", "%d segments of %d functions", segments, len(functions))
	}
	segment := func(functions []func(*Tensor) *Tensor) func(in ...*Tensor) []*Tensor {
		return func(in ...*Tensor) []*Tensor {
			x := in[0]
			for _, f := range functions {
				x = f(x)
			}
			return []*Tensor{x}
		}
	}
	size := len(functions) / segments
	for range segments - 1 {
		input = Checkpointed(segment(functions[:size]), options...)(input)[0]
		functions = functions[size:]
	}
	return segment(functions)(input)[0]
}

func (o checkpointOptions) saveRNG() rngStates {
	if !o.preserveRNG {
		return nil
	}
	return saveRNG(nil)
}

// withRNG runs f with the generators of the first run.
func (s rngStates) with(f func()) {
	if s == nil {
		f()
		return
	}
	ForkRNG(func() {
		s.restore()
		f()
	})
}

func (o checkpointOptions) checkpoint(f func(inputs ...*Tensor) []*Tensor, inputs []*Tensor) (outputs []*Tensor) {
	if !IsGradEnabled() {
		o.run(false, func() { outputs = f(inputs...) })
		return outputs
	}
	c := &checkpoint{checkpointOptions: o, f: f, rng: o.saveRNG(), recomputed: &handleList{}}
	runtime.AddCleanup(c, (*handleList).release, c.recomputed)
	for _, t := range inputs {
		c.inputs = append(c.inputs, newSavedInput(t))
	}
	withSavedHooks(cgotorch.SavedHooks{Pack: c.forget, Unpack: c.remember}, func() {
		o.run(false, func() { outputs = f(inputs...) })
	})
	c.mu.Lock()
	c.forwardDone = true
	c.mu.Unlock()
	return outputs
}

type checkpoint struct {
	checkpointOptions
	f      func(inputs ...*Tensor) []*Tensor
	inputs []*savedInput
	rng    rngStates

	mu          sync.Mutex
	saved       []savedFacts // of the first run
	forwardDone bool
	recomputed  *handleList // one handle a saved tensor, until it is asked for
	mismatch    bool        // f ran backward itself, and saved more than was known
}

// savedFacts are what the second run must repeat.
type savedFacts struct {
	shape  string
	dtype  DType
	device Device
}

func factsOf(h cgotorch.Handle) savedFacts {
	var m cgotorch.Meta
	check("checkpoint", cgotorch.ReadMeta(h, &m))
	deviceType, index := m.Device()
	return savedFacts{sizeText(m.Sizes()), DType(m.DType()), Device{DeviceType(deviceType), index}}
}

func (f savedFacts) String() string {
	kind, index, numbered := strings.Cut(f.device.String(), ":")
	device := "type='" + kind + "'"
	if numbered {
		device += ", index=" + index
	}
	return fmt.Sprintf("{'shape': %s, 'dtype': %v, 'device': device(%s)}", f.shape, f.dtype, device)
}

// savedInput is an input, saved as nodes save theirs: an outer checkpoint forgets it.
type savedInput struct{ saved cgotorch.SavedVariable }

func newSavedInput(t *Tensor) *savedInput {
	if t == nil {
		return nil
	}
	s := t.enter("checkpoint")
	saved, err := cgotorch.SaveVariable(t.handle)
	t.leave(s)
	check("checkpoint", err, t)
	input := &savedInput{saved}
	runtime.AddCleanup(input, cgotorch.SavedVariable.Release, saved)
	return input
}

// in returns the input as a tensor in a scope.
func (i *savedInput) in(s *Scope) *Tensor {
	if i == nil {
		return nil
	}
	h, err := i.saved.Unpack()
	check("checkpoint", err)
	runtime.KeepAlive(i)
	return adopt(h, s)
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

// stopRecompute is what ends the second run of this checkpoint.
type stopRecompute struct{ of *checkpoint }

func (c *checkpoint) recompute() {
	c.recomputed.release()
	c.mismatch = false
	func() {
		defer func() {
			if r := recover(); r != nil && r != any(stopRecompute{c}) {
				panic(r)
			}
		}()
		Scoped(c.runAgain)
	}()
	c.check()
}

func (c *checkpoint) runAgain(s *Scope) {
	s.pin()
	defer s.unpin()
	inputs := make([]*Tensor, len(c.inputs))
	for i, input := range c.inputs {
		inputs[i] = input.in(s)
	}
	hooks := cgotorch.SavedHooks{
		Pack: c.keep,
		// For a backward pass within f.
		Unpack: func(kept any) cgotorch.Handle { return retain(kept.(*Tensor))[0] },
	}
	c.rng.with(func() {
		EnableGrad(func() {
			withSavedHooks(hooks, func() { c.run(true, func() { c.f(inputs...) }) })
		})
	})
}

// keep notes what the second run saves.
func (c *checkpoint) keep(h cgotorch.Handle) any {
	t := adopt(h, nil)
	if n := c.recomputed.count(); n < len(c.saved) {
		c.recomputed.add(retain(t)[0])
		if c.earlyStop && n+1 == len(c.saved) {
			panic(stopRecompute{c})
		}
		return t
	}
	if c.forwardDone {
		misuse("checkpoint", "CheckpointError", "torch.utils.checkpoint: trying to save more tensors during "+
			"recomputation than during the original forward pass.")
	}
	c.mismatch = true
	return t
}

// check compares what the second run saved with the first.
func (c *checkpoint) check() {
	if c.mismatch {
		return
	}
	handles := c.recomputed.handles
	if len(handles) != len(c.saved) {
		misuse("checkpoint", "CheckpointError", "torch.utils.checkpoint: A different number of tensors was saved during the original forward and recomputation.\n"+
			"Number of tensors saved during forward: %d\nNumber of tensors saved during recomputation: %d.", len(c.saved), len(handles))
	}
	different := ""
	for i, h := range handles {
		if was, is := c.saved[i], factsOf(h); c.determinism && was != is {
			different += fmt.Sprintf("tensor at position %d:\nsaved metadata: %v\nrecomputed metadata: %v\n", i, was, is)
		}
	}
	if different != "" {
		misuse("checkpoint", "CheckpointError", "torch.utils.checkpoint: Recomputed values for the following tensors "+
			"have different metadata than during the forward pass.\n%s.", different)
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

// count tells how many handles were added, those taken out since included.
func (l *handleList) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.handles)
}
