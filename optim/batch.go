package optim

import "github.com/e0112027/gotorch/torch"

// Batch is what a rule changes at once: parameters of one device and dtype that have a
// gradient, the gradients, and what is kept of each, by its name in Python's state.
type Batch struct {
	Params, Grads List

	group    *Group
	settings any
	at       []int // the places in the group
	run      run
	real     bool // complex tensors are seen as pairs of real ones
	steps    []float64
	parts    map[string][]*torch.Tensor
}

func newBatch(g *Group, settings any) *Batch {
	b := &Batch{group: g, settings: settings, parts: map[string][]*torch.Tensor{}}
	b.Params.run, b.Grads.run = &b.run, &b.run
	return b
}

// begin empties the batch.
func (b *Batch) begin() {
	b.at, b.real = b.at[:0], false
	b.Params.tensors, b.Grads.tensors = b.Params.tensors[:0], b.Grads.tensors[:0]
}

func (b *Batch) add(at int, param, grad *torch.Tensor) {
	b.at = append(b.at, at)
	b.Params.tensors, b.Grads.tensors = append(b.Params.tensors, param), append(b.Grads.tensors, grad)
}

// Len returns the number of parameters.
func (b *Batch) Len() int { return len(b.at) }

// Foreach tells whether Python would run its rule for whole lists of tensors, which
// for some optimizers rounds otherwise than the rule for one.
func (b *Batch) Foreach() bool { return b.run.foreach }

// Real has complex parameters, gradients and what Zeros and its kin return from now on
// be seen as real tensors with a last dimension of 2, as rules do that take squares.
func (b *Batch) Real() {
	if b.real || !b.Params.complex() {
		return
	}
	b.real = true
	b.Params, b.Grads = b.Params.Real(), b.Grads.Real()
}

// Zeros returns what is kept of each parameter under a name, zeros like the parameter
// at first.
func (b *Batch) Zeros(name string) List { return b.Full(name, 0) }

// Full is [Batch.Zeros] with another number at first; for complex parameters it is
// both the real and the imaginary part.
func (b *Batch) Full(name string, first float64) List {
	return b.kept(name, func(i int) *torch.Tensor { return full(b.group.Params[b.at[i]], first) })
}

// full is a tensor like p, filled with x; with x in both parts where p is complex.
func full(p *torch.Tensor, x float64) *torch.Tensor {
	t := torch.ZerosLike(p, torch.PreserveFormat)
	switch {
	case x == 0:
	case p.DType().IsComplex():
		t.Fill_(complex(x, x))
	default:
		t.Fill_(x)
	}
	return t
}

// Clones returns what is kept of each parameter under a name, and whether one of them
// was made now, as a copy of what it is in of.
func (b *Batch) Clones(name string, of List) (l List, fresh []bool) {
	l = b.kept(name, func(i int) *torch.Tensor {
		if fresh == nil {
			fresh = make([]bool, b.Len())
		}
		fresh[i] = true
		return of.tensors[i].Detach().Clone()
	})
	return l, fresh
}

// kept returns the batch's part of what the group keeps under a name.
func (b *Batch) kept(name string, first func(i int) *torch.Tensor) List {
	all := b.group.tensors(name)
	for i, at := range b.at {
		if all[at] == nil {
			all[at] = first(i).Keep()
		}
	}
	l := List{b.part(name, all), &b.run}
	if b.real {
		return l.Real()
	}
	return l
}

// part returns one tensor for each parameter of the batch, in place where they lie
// together.
func (b *Batch) part(name string, all []*torch.Tensor) []*torch.Tensor {
	n := len(b.at)
	if first := b.at[0]; b.at[n-1]-first == n-1 {
		return all[first : first+n]
	}
	part := b.parts[name][:0]
	for _, at := range b.at {
		part = append(part, all[at])
	}
	b.parts[name] = part
	return part
}

// Steps counts a step of each parameter and returns the numbers, from 1. Python keeps
// them in float32 tensors, which stop counting at 2^24.
func (b *Batch) Steps() []float64 {
	counts := b.group.numbers("step")
	b.steps = b.steps[:0]
	for _, at := range b.at {
		c := &counts[at]
		c.begin(0)
		c.set(c.value + 1)
		b.steps = append(b.steps, c.value)
	}
	return b.steps
}

// numbers returns what is kept of each parameter under a name as numbers, first at
// first. The pointers are good until the next step.
func (b *Batch) numbers(name string, first float64) []*number {
	all := b.group.numbers(name)
	part := make([]*number, len(b.at))
	for i, at := range b.at {
		part[i] = &all[at]
		part[i].begin(first)
	}
	return part
}

// decay is a weight decay that takes its share off the weights themselves.
type decay struct {
	lr        float64
	decoupled bool
}

// gradients returns the gradients as nearly all rules begin with: negated to
// maximize, and with the weights' share in them, which a decoupled decay takes off the
// weights instead. From then on the batch is real.
//
// Python's rule for one tensor adds the share to complex gradients before it sees them
// as real, the one for lists after: the sums round otherwise.
func (b *Batch) gradients(maximize bool, weight float64, d decay) List {
	if b.Foreach() {
		b.Real()
	}
	grads := b.Grads
	if maximize {
		grads = grads.Neg()
	}
	switch {
	case weight == 0:
	case d.decoupled:
		b.Params.MulNumber_(1 - float64(d.lr*weight)) // the conversion forbids a fused multiply-add
	default:
		grads = grads.Add(b.Params, weight)
	}
	b.Real()
	return grads.Real()
}

// perStep counts a step of each parameter and returns a number that depends on the
// step alone: one for all where they have made as many steps.
func (b *Batch) perStep(f func(step float64) float64) []float64 {
	xs, _ := b.perStep2(func(step float64) (float64, float64) { return f(step), 0 })
	return xs
}

// perStep2 is perStep for two numbers.
func (b *Batch) perStep2(f func(step float64) (x, y float64)) (xs, ys []float64) {
	steps := b.Steps()
	xs, ys = make([]float64, len(steps)), make([]float64, len(steps))
	all := true
	for i, step := range steps {
		if i > 0 && step == steps[i-1] {
			xs[i], ys[i] = xs[i-1], ys[i-1]
			continue
		}
		all = all && i == 0
		xs[i], ys[i] = f(step)
	}
	if all && !b.Foreach() { // Python's calls for lists get a number for each
		return xs[:1], ys[:1]
	}
	return xs, ys
}

// slot is what a group keeps under a name: a tensor or a number of each parameter.
type slot struct {
	tensors []*torch.Tensor
	numbers []number
}

// slot returns the group's slot of a name, made where it is missing.
func (g *Group) slot(name string) *slot {
	s := g.state[name]
	if s == nil {
		s = &slot{}
		g.state[name] = s
	}
	return s
}

func (g *Group) tensors(name string) []*torch.Tensor {
	s := g.slot(name)
	if s.tensors == nil {
		s.tensors = make([]*torch.Tensor, len(g.Params))
	}
	return s.tensors
}

func (g *Group) numbers(name string) []number {
	s := g.slot(name)
	if s.numbers == nil {
		s.numbers = make([]number, len(g.Params))
	}
	return s.numbers
}

// number is a number that Python keeps in a tensor without dimensions, of float32, or
// of float64 where that is the default dtype, or as an int (Int64).
type number struct {
	value  float64
	beside float64 // what the tensor for fused kernels holds
	dtype  torch.DType
	began  bool
}

func (n *number) begin(first float64) {
	if n.began {
		return
	}
	n.began, n.dtype = true, torch.Float32
	if torch.DefaultDType() == torch.Float64 {
		n.dtype = torch.Float64
	}
	n.set(first)
}

// mul multiplies as the tensor does.
func (n *number) mul(x float64) {
	if n.dtype == torch.Float32 {
		n.value = float64(float32(n.value) * float32(x))
		return
	}
	n.value *= x
}

// set rounds x as the tensor does.
func (n *number) set(x float64) {
	if n.dtype == torch.Float32 {
		x = float64(float32(x))
	}
	n.value = x
}
