package optim

import "github.com/e0112027/gotorch/torch"

// Step implements [Optimizer].
func (o *Base[S]) Step(closure ...Closure) *torch.Tensor {
	runHooks(o.hooks.before)
	loss := evaluate(closure)
	o.steps++
	torch.NoGrad(func() {
		for _, g := range o.groups {
			o.stepGroup(g)
		}
	})
	runHooks(o.hooks.after)
	return loss
}

// evaluate runs the closure there may be.
func evaluate(closure []Closure) (loss *torch.Tensor) {
	for _, c := range closure {
		torch.EnableGrad(func() { loss = c() })
	}
	return loss
}

// way is how Python would run a group.
type way int

const (
	oneByOne way = iota
	foreach
	fused
)

func (o *Base[S]) stepGroup(g *Group) {
	w := g.way(o.fused != nil, o.single)
	rule := o.rule
	if w == fused {
		rule = o.fused
		g.checkFused()
	}
	b := g.batch
	s := b.settings.(*S)
	b.run.foreach = w == foreach
	run := func() {
		b.refuseSparse(o.sparse)
		rule(s, b)
	}
	if w == oneByOne && g.onCPU() {
		b.eachPart(run)
		return
	}
	b.eachKind(w != oneByOne, run)
}

// way follows Python's rule: lists where all parameters are on an accelerator, unless
// foreach or fused are given.
func (g *Group) way(hasFused, single bool) way {
	asked, given := g.flag("foreach")
	askedFused, givenFused := g.flag("fused")
	switch {
	case hasFused && askedFused:
		return fused
	case asked:
		return foreach
	case single, given, hasFused && givenFused:
		return oneByOne
	}
	for _, p := range g.Params {
		switch p.Device().Type {
		case torch.DeviceCUDA, torch.DeviceXPU:
		default:
			return oneByOne
		}
	}
	return foreach
}

func (g *Group) onCPU() bool {
	for _, p := range g.Params {
		if p.Device().Type != torch.DeviceCPU {
			return false
		}
	}
	return true
}

// partBytes is how large the parameters of a batch may be together on the CPU, where a
// rule for one tensor runs on several in turn. What the rule makes is then still in
// the processor's cache when it is used, and each operator is one call.
const partBytes = 256 << 10

// eachPart runs f on parameters that lie together, few enough to stay in the cache.
func (b *Batch) eachPart(f func()) {
	params := b.group.Params
	for i := 0; i < len(params); {
		torch.Scoped(func(s *torch.Scope) {
			b.begin()
			b.run.scope = s
			in := torch.In(s)
			for bytes := 0; i < len(params); i++ {
				p := params[i]
				size := p.Numel() * p.DType().Size()
				if len(b.at) > 0 && (bytes+size > partBytes || !together(p.DType(), b.Params.tensors[0].DType())) {
					break
				}
				if grad := p.Grad(in); grad != nil {
					b.add(i, p, grad)
					bytes += size
				}
			}
			if len(b.at) > 0 {
				f()
			}
		})
	}
}

// together tells whether parameters of two dtypes may be in one part. Those of 16 bits
// may not: _foreach_mul_ rounds the number to the dtype, which mul_ does not.
func together(a, b torch.DType) bool { return a == b && a != torch.BFloat16 && a != torch.Float16 }

// eachKind runs f on all parameters of one device and dtype together, or on each of
// them alone.
func (b *Batch) eachKind(lists bool, f func()) {
	type key struct {
		device torch.Device
		dtype  torch.DType
		at     int
	}
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		var order []key
		grads, known := make([]*torch.Tensor, len(b.group.Params)), map[key][]int{}
		for i, p := range b.group.Params {
			if grads[i] = p.Grad(in); grads[i] == nil {
				continue
			}
			k := key{device: p.Device(), dtype: p.DType()}
			if !lists {
				k.at = i
			}
			if known[k] == nil {
				order = append(order, k)
			}
			known[k] = append(known[k], i)
		}
		for _, k := range order {
			b.begin()
			b.run.scope = s
			for _, at := range known[k] {
				b.add(at, b.group.Params[at], grads[at])
			}
			f()
		}
	})
}
