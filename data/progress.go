package data

import (
	"fmt"
	"maps"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// Names in a loader's state.
const (
	stateBatches   = "batches"
	stateLength    = "length"
	stateDefault   = "default_generator"
	stateLoader    = "generator"
	stateOfSampler = "sampler_generator"
)

// position is a place in an epoch.
type position struct {
	batches int // taken of it
	// generators are the states in which the epoch found what it draws from. They are
	// bytes and no tensors, which every epoch would leave to the collector.
	generators map[string][]byte
}

// progress is where a loader's epochs are.
type progress struct {
	generators map[string]*torch.Generator // that belong to the loader

	mu      sync.Mutex
	current *position // the epoch that was begun last, nil where it came to its end
	resumes *position // the place that the next epoch begins at, nil for its beginning
}

func newProgress(c *config) *progress {
	p := &progress{generators: map[string]*torch.Generator{}}
	p.add(stateLoader, c.generator)
	p.add(stateOfSampler, generatorOf(c.sampler))
	if b, ok := c.batchSampler.(*batchSampler); ok {
		p.add(stateOfSampler, generatorOf(b.sampler))
	}
	return p
}

func (p *progress) add(name string, g *torch.Generator) {
	if g != nil {
		p.generators[name] = g
	}
}

// generatorOf returns what a sampler draws from, nil where it is the default generator
// or not known.
func generatorOf(s Sampler) *torch.Generator {
	if own, ok := s.(interface{ drawsFrom() *torch.Generator }); ok {
		return own.drawsFrom()
	}
	return nil
}

// states returns the generators' states.
func (p *progress) states() map[string][]byte {
	states := map[string][]byte{}
	for name, g := range p.generators {
		states[name] = stateOf(g)
	}
	return states
}

func stateOf(g *torch.Generator) []byte {
	return torch.ScopedResult(func(s *torch.Scope) []byte { return g.State().MoveTo(s).RawBytes() })
}

func setState(g *torch.Generator, state []byte) {
	torch.Scoped(func(s *torch.Scope) { g.SetState(torch.FromSliceIn(s, state, len(state))) })
}

// begin starts an epoch by draws and skips, at the place that was loaded or at its
// beginning. Then the loader's generators are where the epoch left them at that place,
// since the draws are made again, and the default one, from which others draw too, is
// as it was before.
func (p *progress) begin(start func(skip int) error) (*position, error) {
	p.mu.Lock()
	at := p.resumes
	p.resumes = nil
	p.mu.Unlock()
	shared := torch.DefaultGenerator(torch.CPU)
	if at == nil {
		at = &position{generators: p.states()}
		at.generators[stateDefault] = stateOf(shared)
	} else {
		defer setState(shared, stateOf(shared))
		setState(shared, at.generators[stateDefault])
		for name, g := range p.generators {
			setState(g, at.generators[name])
		}
	}
	p.mu.Lock()
	p.current = at
	p.mu.Unlock()
	return at, start(at.batches)
}

func (p *progress) took(at *position) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at.batches++
}

func (p *progress) ended(at *position) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.current == at {
		p.current = nil
	}
}

func (p *progress) position() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := p.place(); at != nil {
		return at.batches
	}
	return 0
}

// place returns the place in an epoch, nil between epochs.
func (p *progress) place() *position {
	if p.resumes != nil {
		return p.resumes
	}
	return p.current
}

func (p *progress) pack(length int) map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	packed := map[string]any{stateBatches: 0, stateLength: length}
	states := p.states()
	if at := p.place(); at != nil {
		packed[stateBatches] = at.batches
		states = at.generators
	}
	for name, state := range states {
		packed[name] = torch.FromSlice(state, len(state))
	}
	return packed
}

func (p *progress) load(state map[string]any, length int) error {
	at, err := p.read(state, length)
	if err != nil {
		return fmt.Errorf("data: the loader's state: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current, p.resumes = nil, nil
	if at.generators[stateDefault] != nil {
		p.resumes = at
		return nil
	}
	for name, g := range p.generators {
		setState(g, at.generators[name])
	}
	return nil
}

// read checks a state whole, before anything of it is taken.
func (p *progress) read(state map[string]any, length int) (*position, error) {
	at := &position{generators: map[string][]byte{}}
	for _, name := range []string{stateBatches, stateLength} {
		if n, ok := state[name].(int); !ok || n < 0 && name != stateLength {
			return nil, fmt.Errorf("%q must be a number of batches, not %v (%T)", name, state[name], state[name])
		}
	}
	at.batches = state[stateBatches].(int)
	if saved := state[stateLength].(int); saved != length {
		return nil, fmt.Errorf("it was saved by a loader of %d batches, this one has %d: the dataset, the size of a batch or what is dropped differs", saved, length)
	}
	if length >= 0 && at.batches > length {
		return nil, fmt.Errorf("%d batches were taken of %d", at.batches, length)
	}
	for name, value := range state {
		if name == stateBatches || name == stateLength {
			continue
		}
		if _, known := p.generators[name]; !known && name != stateDefault {
			return nil, fmt.Errorf("it has %q, which this loader has no use for: it was saved by one that draws from another generator", name)
		}
		t, ok := value.(*torch.Tensor)
		if !ok {
			return nil, fmt.Errorf("%q must be a generator's state, not a %T", name, value)
		}
		if err := torch.Try(func() error { torch.NewGenerator(torch.CPU).SetState(t); return nil }); err != nil {
			return nil, fmt.Errorf("%q is no generator's state: %w", name, err)
		}
		at.generators[name] = t.RawBytes()
	}
	for name := range maps.Keys(p.generators) {
		if at.generators[name] == nil {
			return nil, fmt.Errorf("it lacks %q, a generator's state: this loader draws from one that the saved one had not", name)
		}
	}
	if at.batches > 0 && at.generators[stateDefault] == nil {
		return nil, fmt.Errorf("it lacks %q, the default generator's state as the epoch began", stateDefault)
	}
	return at, nil
}

// skip passes over batches of an epoch.
func skip[T any](n int, next func() (T, bool, error)) error {
	for i := range n {
		_, ok, err := next()
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("data: the loader's state is of %d batches of an epoch, and there are only %d", n, i)
		}
	}
	return nil
}
