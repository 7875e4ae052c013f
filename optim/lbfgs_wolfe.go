package optim

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// The constants of the strong Wolfe conditions.
const (
	wolfeDecrease  = 1e-4
	wolfeCurvature = 0.9
	wolfeTolerance = 1e-9
)

// wolfe looks along a direction for a point that fulfils the strong Wolfe conditions, as
// https://github.com/torch/optim/blob/master/polyinterp.lua does.
type wolfe struct {
	step      *lbfgsStep
	start     []*torch.Tensor // the parameters
	direction *torch.Tensor
	slope     scalar // at the start
	loss      float64
	evals     int
	turns     int
	limit     int
}

// point is one place on the line.
type point struct {
	at       scalar
	loss     float64
	gradient *torch.Tensor
	slope    scalar
}

// search returns how far to go and how often the closure was called. It leaves the loss
// and the gradient of that place in the step.
func (w *wolfe) search(length scalar, slope *torch.Tensor, limit int) (scalar, int) {
	w.slope, w.loss, w.limit = tensorScalar(slope), w.step.loss, limit
	begin := point{num(0), w.loss, w.step.gradient.Clone(torch.ContiguousFormat), w.slope}
	bracket, done := w.bracket(begin, length)
	best := w.zoom(bracket, done)
	w.step.loss, w.step.gradient = best.loss, best.gradient
	return best.at, w.evals
}

// try evaluates the closure at a place and goes back.
func (w *wolfe) try(at scalar) point {
	r := w.step
	r.move(at, w.direction)
	r.evaluate()
	for i, p := range r.groups[0].Params {
		p.Copy_(w.start[i])
	}
	w.evals++
	return point{at, r.loss, r.gradient, tensorScalar(r.gradient.Dot(w.direction))}
}

// tooHigh tells whether the loss did not fall as far as the slope promised.
func (w *wolfe) tooHigh(p point) bool {
	promised := num(w.loss).add(num(wolfeDecrease).mul(p.at).mul(w.slope))
	return w.step.rounded(p.loss) > promised.item()
}

// flat tells whether the slope is small enough.
func (w *wolfe) flat(p point) bool { return p.slope.abs() <= num(-wolfeCurvature).mul(w.slope).item() }

// bracket finds two places with a good one between them, or a good one.
func (w *wolfe) bracket(former point, length scalar) (bracket []point, done bool) {
	begin := former
	now := w.try(length)
	for w.turns < w.limit {
		switch {
		case w.tooHigh(now) || w.turns > 1 && now.loss >= former.loss:
			return []point{former, now.kept()}, false
		case w.flat(now):
			return []point{now}, true
		case now.slope.item() >= 0:
			return []point{former, now.kept()}, false
		}
		low := now.at.add(num(0.01).mul(now.at.sub(former.at)))
		next := interpolate(former, now, low, now.at.mul(num(10)))
		former = now.kept()
		now = w.try(next)
		w.turns++
	}
	return []point{begin, now}, false
}

// kept is the point with a gradient of its own.
func (p point) kept() point {
	p.gradient = p.gradient.Clone(torch.ContiguousFormat)
	return p
}

// zoom narrows the bracket down.
func (w *wolfe) zoom(bracket []point, done bool) point {
	reach := tensorScalar(w.direction.Abs().Max())
	stuck := false
	low, high := lower(bracket)
	for !done && w.turns < w.limit {
		width := num(bracket[1].at.sub(bracket[0].at).abs())
		if first := bracket[1].at.sub(bracket[0].at); first.tensor != nil {
			width = tensorScalar(first.tensor.Abs())
		}
		if width.mul(reach).item() < w.step.rounded(wolfeTolerance) {
			break
		}
		at := interpolate(bracket[0], bracket[1], minOf(bracket[0].at, bracket[1].at), maxOf(bracket[0].at, bracket[1].at))
		at, stuck = inside(bracket, at, stuck)
		now := w.try(at)
		w.turns++
		if w.tooHigh(now) || now.loss >= bracket[low].loss {
			bracket[high] = now.kept()
			low, high = lower(bracket)
			continue
		}
		if w.flat(now) {
			done = true
		} else if now.slope.mul(bracket[high].at.sub(bracket[low].at)).item() >= 0 {
			bracket[high] = bracket[low]
		}
		bracket[low] = now.kept()
	}
	return bracket[low]
}

// lower returns which end has the lower loss, and which the higher.
func lower(bracket []point) (low, high int) {
	if bracket[0].loss <= bracket[len(bracket)-1].loss {
		return 0, 1
	}
	return 1, 0
}

// inside keeps a place from the bracket's ends where it comes too near twice, or lies
// outside.
func inside(bracket []point, at scalar, stuck bool) (moved scalar, nowStuck bool) {
	low, high := minOf(bracket[0].at, bracket[1].at), maxOf(bracket[0].at, bracket[1].at)
	eps := num(0.1).mul(high.sub(low))
	if minOf(high.sub(at), at.sub(low)).item() >= eps.item() {
		return at, false
	}
	if !stuck && at.item() < high.item() && at.item() > low.item() {
		return at, true
	}
	if at.sub(high).abs() < at.sub(low).abs() {
		return high.sub(eps), false
	}
	return low.add(eps), false
}

// interpolate returns the lowest place between two bounds of the cubic polynomial
// through two points.
func interpolate(a, b point, low, high scalar) scalar {
	d1 := a.slope.add(b.slope).sub(div(num(3*(a.loss-b.loss)), a.at.sub(b.at)))
	square := d1.mul(d1).sub(a.slope.mul(b.slope))
	if !(square.item() >= 0) {
		return div(low.add(high), num(2))
	}
	d2 := square.sqrt()
	place := func(a, b point) scalar {
		share := div(b.slope.add(d2).sub(d1), b.slope.sub(a.slope).add(num(2).mul(d2)))
		return b.at.sub(b.at.sub(a.at).mul(share))
	}
	best := place(a, b)
	if a.at.item() > b.at.item() {
		best = place(b, a)
	}
	return minOf(maxOf(best, low), high)
}

func (a scalar) sqrt() scalar {
	if a.tensor != nil {
		return tensorScalar(a.tensor.Sqrt())
	}
	return num(math.Sqrt(a.float))
}
