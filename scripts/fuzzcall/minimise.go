package main

import (
	"context"
	"slices"
	"time"
)

// prober makes calls in processes of their own, to see whether they still fail.
type prober struct {
	ctx    context.Context
	o      options
	kind   string // what counts as failing still
	tries  int
	until  time.Time // when to be content with what there is
	parked *process  // survived its last calls
}

const maxTries = 100

// fails tells whether the calls, made one after another, end a process.
func (p *prober) fails(calls []call) bool {
	if p.tries++; p.tries > maxTries || p.tries > 2 && time.Now().After(p.until) || p.ctx.Err() != nil {
		return false
	}
	c := p.parked
	p.parked = nil
	if c == nil {
		var err error
		if c, err = start(p.ctx, p.o); err != nil {
			return false
		}
	}
	limit := p.o.limit
	if p.kind == hang {
		limit *= 3 // what is only slow, or has a busy machine, ends by then
	}
	for _, one := range calls {
		r, d := c.do(one, limit)
		if d != nil {
			return d.kind == p.kind
		}
		if r.Outcome == wrong {
			c.stop()
			return p.kind == string(wrong)
		}
	}
	if len(calls) > 1 { // the next calls must not follow these
		c.stop()
		return false
	}
	p.parked = c
	return false
}

func (p *prober) close() {
	if p.parked != nil {
		p.parked.stop()
	}
}

// fewer drops calls as long as the rest fails.
func (p *prober) fewer(calls []call) []call {
	for size := len(calls) / 2; size > 0; size /= 2 {
		for i := 0; i+size <= len(calls); {
			if less := slices.Delete(slices.Clone(calls), i, i+size); len(less) > 0 && p.fails(less) {
				calls = less
			} else {
				i += size
			}
		}
	}
	return calls
}

// smaller makes the arguments of a call plainer as long as it fails.
func (p *prober) smaller(c call) call {
	for changed := true; changed; {
		changed = false
		for _, next := range plainerCalls(c) {
			if p.fails([]call{next}) {
				c, changed = next, true
				break
			}
		}
	}
	return c
}

// plainerCalls are the calls one step plainer than c.
func plainerCalls(c call) []call {
	var out []call
	if c.Backward {
		out = append(out, call{Op: c.Op, Args: c.Args})
	}
	if n := len(c.Args); n > 0 {
		out = append(out, c.with(c.Args[:n-1]))
	}
	for i, v := range c.Args {
		if v.Name != "" && i < len(c.Args)-1 && !refers(c.Args[i+1:]) {
			out = append(out, c.with(slices.Delete(slices.Clone(c.Args), i, i+1)))
		}
		for _, w := range plainer(v) {
			args := slices.Clone(c.Args)
			w.Name = v.Name
			args[i] = w
			out = append(out, c.with(args))
		}
	}
	return out
}

func (c call) with(args []value) call { return call{c.Op, args, c.Backward} }

// refers tells whether an argument is another one's repetition, whose index a
// deletion would change.
func refers(args []value) bool {
	return slices.ContainsFunc(args, func(v value) bool { return v.Kind == kindSame })
}

// plainer are the values one step plainer than v.
func plainer(v value) []value {
	var out []value
	switch v.Kind {
	case kindInt:
		for _, n := range []int64{0, 1, -1, 2} {
			if n == v.Int {
				break
			}
			out = append(out, ofInt(n))
		}
	case kindFloat:
		for _, x := range []float64{0, 1} {
			if w := ofFloat(x); w.Text == v.Text {
				break
			} else {
				out = append(out, w)
			}
		}
	case kindString:
		if v.Text != "" {
			out = append(out, value{Kind: kindString})
		}
	case kindGenerator:
		out = append(out, value{Kind: kindNone})
	case kindVector:
		return plainerVector(v)
	case kindCall:
		if len(v.List) > 0 && isTensor(v.List[0]) {
			out = append(out, v.List[0]) // without the last step
		}
		out = append(out, plainerElements(v)...)
	case kindList:
		for i := range v.List {
			w := v
			w.List = slices.Delete(slices.Clone(v.List), i, i+1)
			out = append(out, w)
		}
		out = append(out, plainerElements(v)...)
	}
	return out
}

func plainerElements(v value) []value {
	var out []value
	for i, e := range v.List {
		for _, w := range plainer(e) {
			w.Name = e.Name
			next := v
			next.List = slices.Clone(v.List)
			next.List[i] = w
			out = append(out, next)
		}
	}
	return out
}

// plainerVector makes all numbers one, or takes half of them.
func plainerVector(v value) []value {
	n := len(v.List)
	if n == 0 {
		return nil
	}
	var out []value
	for _, x := range []int64{0, 1} {
		number := ofInt(x)
		if v.List[0].Kind == kindFloat {
			number = ofFloat(float64(x))
		}
		w := value{Kind: kindVector, List: slices.Repeat([]value{number}, n)}
		if slices.EqualFunc(w.List, v.List, func(a, b value) bool { return a.Text == b.Text && a.Int == b.Int }) {
			return nil
		}
		out = append(out, w)
	}
	return append(out, value{Kind: kindVector, List: v.List[:n/2]}, value{Kind: kindVector, List: v.List[n/2:]})
}
