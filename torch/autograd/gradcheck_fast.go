package autograd

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// probe is a random direction of an input, in two parts where that is complex.
type probe struct {
	real, imaginary *torch.Tensor // like the input, the second nil for a real one
}

// flat returns a part as a dense vector.
func flat(t *torch.Tensor) *torch.Tensor {
	if t == nil {
		return nil
	}
	return dense(t).Reshape(-1)
}

// sum adds up both parts.
func (p probe) sum() float64 {
	s := flat(p.real).Sum().Item()
	if p.imaginary != nil {
		s += flat(p.imaginary).Sum().Item()
	}
	return s
}

// drawnLike returns a random vector of length 1 for t, sparse where t is. Vectors are
// of t's dtype, or for the parts of a complex one of a real one.
func drawnLike(t *torch.Tensor, g *torch.Generator, realPart bool) *torch.Tensor {
	dtype := t.DType()
	if realPart {
		dtype = realDType(dtype)
	}
	if isSparse(t) {
		values := valuesOf(t)
		drawn := torch.Rand(values.Numel(), torch.WithGenerator(g)).To(dtype, t.Device()).View(values.Shape()...)
		return withValues(t, drawn.Div_(drawn.Norm()))
	}
	drawn := torch.Rand(t.Numel(), torch.WithGenerator(g)).To(dtype, t.Device())
	return drawn.Div_(drawn.Norm())
}

func realDType(d torch.DType) torch.DType {
	switch d {
	case torch.Complex128:
		return torch.Float64
	case torch.Complex64:
		return torch.Float32
	}
	return d
}

// compareFast compares v·J·u of finite differences and of derivatives, for random u
// and v, or J·u in forward mode.
func (r round) compareFast() {
	g := torch.NewGenerator(torch.CPU) // the user's is left alone
	diff := differentiable(r.outputs)
	in := differentiable(r.inputs)
	probes := make([]probe, len(in))
	for i, t := range in {
		probes[i].real = drawnLike(t, g, true)
		if t.DType().IsComplex() {
			probes[i].imaginary = drawnLike(t, g, true)
		}
	}
	var vs []*torch.Tensor
	if !r.forwardMode {
		for _, o := range diff {
			vs = append(vs, drawnLike(o, g, false))
		}
	}
	numerical := r.numericalProducts(probes)
	if !r.forwardMode && len(diff) == 0 {
		r.checkZeroProducts(numerical)
		return
	}
	r.compareProducts(probes, vs, numerical)
}

// numericalProducts returns J·u for each input and each output.
func (r round) numericalProducts(probes []probe) (all [][]*torch.Tensor) {
	inputs := r.inputs
	if !r.masked {
		inputs = densified(inputs)
	}
	which := 0
	for i, t := range inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		p := probes[which]
		which++
		content, given := steppable(inputs, i)
		var entry *torch.Tensor
		if isSparse(t) {
			changed := slices.Clone(inputs)
			changed[i] = t.Clone() // its copy_ resizes, which .data can't be
			given = func() []*torch.Tensor { return changed }
			if !r.masked {
				p = p.each(densify)
			}
			if entry = changed[i]; isCompressed(t) {
				entry, p = entry.Values().Detach(), p.each((*torch.Tensor).Values)
			}
		} else {
			entry = elementsRoot(content)
			p = p.each(func(u *torch.Tensor) *torch.Tensor { return u.Reshape(t.Shape()...) })
		}
		p = p.each(func(u *torch.Tensor) *torch.Tensor { return u.Mul(r.eps) })
		run := func() []*torch.Tensor { return cloned(r.f(given()...)) }
		all = append(all, r.stepped(run, entry, p.real, p.imaginary, r.eps, p.imaginary != nil, nil))
	}
	return all
}

// each returns the probe with f of its parts.
func (p probe) each(f func(*torch.Tensor) *torch.Tensor) probe {
	q := probe{real: f(p.real)}
	if p.imaginary != nil {
		q.imaginary = f(p.imaginary)
	}
	return q
}

func (r round) checkZeroProducts(numerical [][]*torch.Tensor) {
	for _, products := range numerical {
		for _, product := range products {
			if product != nil && product.Numel() > 0 && product.Abs().Max().Item() > r.nondetTol {
				differs("Numerical gradient for function expected to be zero")
			}
		}
	}
}

func (r round) compareProducts(probes []probe, vs []*torch.Tensor, numerical [][]*torch.Tensor) {
	diff, in := differentiable(r.outputs), differentiable(r.inputs)
	var forward [][]*torch.Tensor
	backward := make([][]*torch.Tensor, len(diff))
	if r.forwardMode {
		us := make([]*torch.Tensor, len(probes))
		for i, p := range probes {
			us[i] = p.real
		}
		forward = r.forwardJacobians(us)
	} else {
		for k, o := range diff {
			backward[k] = r.backwardJacobians(o, vs[k])
		}
	}
	for i := range in {
		for k, o := range r.diffOutputs() {
			n, sumV := numerical[i][o], 1.0
			var a *torch.Tensor
			if r.forwardMode {
				a = forward[i][o].Squeeze(torch.Dim(0))
			} else {
				n = vs[k].Mul(n).Sum()
				sumV = real(sumOf(vs[k]))
				a = probes[i].dot(backward[k][i].T().Squeeze(torch.Dim(0)))
			}
			if !near(a, n, r.rtol, r.atol*probes[i].sum()*sumV) {
				differs("%s", r.mismatch(a, n, k, i)+r.slowMode(k, i))
			}
		}
	}
}

func sumOf(t *torch.Tensor) complex128 {
	s := t.Sum()
	if !t.DType().IsComplex() {
		return complex(s.Item(), 0)
	}
	return complex(s.Real().Item(), s.Imag().Item())
}

// dot is the product of a row of the Jacobian with the probe.
func (p probe) dot(row *torch.Tensor) *torch.Tensor {
	if p.imaginary == nil {
		return row.Dot(flat(p.real))
	}
	row = row.ResolveConj()
	return row.Real().Dot(flat(p.real)).Add(row.Imag().Dot(flat(p.imaginary)).Mul(1i))
}

// slowMode computes the Jacobians that differ, for the message.
func (r round) slowMode(output, input int) string {
	o := r.diffOutputs()[output]
	var analytical *torch.Tensor
	if r.forwardMode {
		analytical = r.forwardJacobians(nil)[input][o]
	} else {
		loose := r
		loose.nondetTol, loose.gradDTypes = math.Inf(1), false
		analytical = loose.backwardJacobians(r.outputs[o], nil)[input]
	}
	numerical := r.numerical(r.inputs)[input][o]
	text := "\nThe above quantities relating the numerical and analytical jacobians are computed \n" +
		"in fast mode. See: https://github.com/pytorch/pytorch/issues/53876 for more background \n" +
		"about fast mode. Below, we recompute numerical and analytical jacobians in slow mode:\n\n" +
		"Numerical:\n " + numerical.String() + "\nAnalytical:\n" + analytical.String() + "\n\n" +
		"The max per-element difference (slow mode) is: " + tensorText(numerical.Sub(analytical).Abs().Max()) + ".\n"
	if near(analytical, numerical, r.rtol, r.atol) {
		text += fastFailedSlowOK
	}
	return text
}
