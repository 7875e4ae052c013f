package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// ELU is x where x is positive, and α(exp(x)-1) elsewhere.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html
type ELU struct {
	Module
	Alpha   float64 `kw:"1"`
	Inplace bool    `kw:"false"`
}

// NewELU makes the layer.
func NewELU(options ...ELUOption) *ELU {
	e := eluOf(options)
	return &e
}

// Forward keeps x's shape.
func (e *ELU) Forward(x *torch.Tensor) *torch.Tensor { return e.Call(x, e.forward) }

func (e *ELU) forward(x *torch.Tensor) *torch.Tensor {
	if e.Inplace {
		return aten.Elu_(x, &aten.Elu_Options{Alpha: e.Alpha})
	}
	return aten.Elu(x, &aten.EluOptions{Alpha: e.Alpha})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (e *ELU) ExtraRepr() string { return extra(e, "alpha= inplace=?") }

// CELU is max(x, 0) + min(α(exp(x/α)-1), 0): [ELU] with a continuous derivative.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html
type CELU struct {
	Module
	Alpha   float64 `kw:"1"`
	Inplace bool    `kw:"false"`
}

// NewCELU makes the layer.
func NewCELU(options ...CELUOption) *CELU {
	c := celuOf(options)
	return &c
}

// Forward keeps x's shape.
func (c *CELU) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *CELU) forward(x *torch.Tensor) *torch.Tensor {
	if c.Inplace {
		return aten.Celu_(x, &aten.Celu_Options{Alpha: c.Alpha})
	}
	return aten.Celu(x, &aten.CeluOptions{Alpha: c.Alpha})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (c *CELU) ExtraRepr() string { return extra(c, "alpha= inplace=?") }

// GELU is x times the normal distribution's function of x.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html
type GELU struct {
	Module
	Approximate string `kw:"none"`
}

// NewGELU makes the layer.
func NewGELU(options ...GELUOption) *GELU {
	g := geluOf(options)
	return &g
}

// Forward keeps x's shape.
func (g *GELU) Forward(x *torch.Tensor) *torch.Tensor { return g.Call(x, g.forward) }

func (g *GELU) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Gelu(x, &aten.GeluOptions{Approximate: aten.Some(g.Approximate)})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (g *GELU) ExtraRepr() string { return extra(g, "approximate='") }

// GLU halves x along a dimension, and multiplies the first half by [Sigmoid] of the second.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html
type GLU struct {
	Module
	Dim int `kw:"-1"`
}

// NewGLU makes the layer.
func NewGLU(options ...GLUOption) *GLU {
	g := gluOf(options)
	return &g
}

// Forward halves one of x's sizes. It panics for an odd one.
func (g *GLU) Forward(x *torch.Tensor) *torch.Tensor { return g.Call(x, g.forward) }

func (g *GLU) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Glu(x, &aten.GluOptions{Dim: aten.Some(g.Dim)})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (g *GLU) ExtraRepr() string { return extra(g, "dim=") }

// Hardtanh cuts x off at two values.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html
type Hardtanh struct {
	Module
	MinVal  float64 `kw:"-1"`
	MaxVal  float64 `kw:"1"`
	Inplace bool    `kw:"false"`
}

// NewHardtanh makes the layer. It panics unless MaxVal is greater than MinVal.
func NewHardtanh(options ...HardtanhOption) *Hardtanh {
	h := hardtanhOf(options)
	if h.MaxVal <= h.MinVal {
		panic(&torch.Error{Op: "nn.Hardtanh", Kind: "AssertionError", Msg: fmt.Sprintf(
			"max_val (%s) must be greater than min_val (%s)", tensorstr.Number(h.MaxVal), tensorstr.Number(h.MinVal))})
	}
	return &h
}

// Forward keeps x's shape.
func (h *Hardtanh) Forward(x *torch.Tensor) *torch.Tensor { return h.Call(x, h.forward) }

func (h *Hardtanh) forward(x *torch.Tensor) *torch.Tensor {
	if h.MinVal > h.MaxVal {
		refuse("Hardtanh", "min_val cannot be greater than max_val")
	}
	if h.Inplace {
		return aten.Hardtanh_(x, &aten.Hardtanh_Options{MinVal: h.MinVal, MaxVal: h.MaxVal})
	}
	return aten.Hardtanh(x, &aten.HardtanhOptions{MinVal: h.MinVal, MaxVal: h.MaxVal})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (h *Hardtanh) ExtraRepr() string { return extra(h, "min_val= max_val= inplace=?") }

// Threshold is x where x is over a threshold, and a value elsewhere.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html
type Threshold struct {
	Module
	Threshold, Value float64
	Inplace          bool `kw:"false"`
}

// NewThreshold makes the layer.
func NewThreshold(threshold, value float64, options ...ThresholdOption) *Threshold {
	t := thresholdOf(options)
	t.Threshold, t.Value = threshold, value
	return &t
}

// Forward keeps x's shape.
func (t *Threshold) Forward(x *torch.Tensor) *torch.Tensor { return t.Call(x, t.forward) }

func (t *Threshold) forward(x *torch.Tensor) *torch.Tensor {
	if t.Inplace {
		return aten.Threshold_(x, t.Threshold, t.Value)
	}
	return aten.Threshold(x, t.Threshold, t.Value)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (t *Threshold) ExtraRepr() string { return extra(t, "threshold= value= inplace=?") }

// Softplus is log(1+exp(βx))/β, element by element, and x itself where βx is over a
// threshold.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html
type Softplus struct {
	Module
	Beta      float64 `kw:"1"`
	Threshold float64 `kw:"20,ThresholdAt"`
}

// NewSoftplus makes the layer.
func NewSoftplus(options ...SoftplusOption) *Softplus {
	s := softplusOf(options)
	return &s
}

// Forward keeps x's shape.
func (s *Softplus) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *Softplus) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Softplus(x, &aten.SoftplusOptions{Beta: s.Beta, Threshold: s.Threshold})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softplus) ExtraRepr() string { return extra(s, "beta= threshold=") }

// Softshrink moves x towards 0 by λ, and to 0 what is nearer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html
type Softshrink struct {
	Module
	Lambd float64 `kw:"0.5"`
}

// NewSoftshrink makes the layer.
func NewSoftshrink(options ...SoftshrinkOption) *Softshrink {
	s := softshrinkOf(options)
	return &s
}

// Forward keeps x's shape. It panics for a negative λ.
func (s *Softshrink) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *Softshrink) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Softshrink(x, &aten.SoftshrinkOptions{Lambd: s.Lambd})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softshrink) ExtraRepr() string { return extra(s, "lambd") }

// Hardshrink is x where |x| is over λ, and 0 elsewhere.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html
type Hardshrink struct {
	Module
	Lambd float64 `kw:"0.5"`
}

// NewHardshrink makes the layer.
func NewHardshrink(options ...HardshrinkOption) *Hardshrink {
	h := hardshrinkOf(options)
	return &h
}

// Forward keeps x's shape.
func (h *Hardshrink) Forward(x *torch.Tensor) *torch.Tensor { return h.Call(x, h.forward) }

func (h *Hardshrink) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Hardshrink(x, &aten.HardshrinkOptions{Lambd: h.Lambd})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (h *Hardshrink) ExtraRepr() string { return extra(h, "lambd") }

// PReLU is x where x is positive, and a learned share of x elsewhere: one share for all, or
// one for each channel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html
type PReLU struct {
	Module
	Weight *torch.Tensor // (NumParameters)

	NumParameters int     `kw:"1"`
	Init          float64 `kw:"0.25"`
}

type pReLUArgs struct{ factory }

// NewPReLU makes the layer.
func NewPReLU(options ...PReLUOption) *PReLU {
	p, a := pReLUOf(options)
	p.Weight = a.parameter(true, p.NumParameters)
	p.ResetParameters()
	return &p
}

// ResetParameters sets the weight to Init.
func (p *PReLU) ResetParameters() { fill(p.Weight, p.Init) }

// Forward keeps the shape of x (N, C, ...).
func (p *PReLU) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.forward) }

func (p *PReLU) forward(x *torch.Tensor) *torch.Tensor { return aten.Prelu(x, p.Weight) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *PReLU) ExtraRepr() string { return extra(p, "num_parameters=") }

// RReLU is x where x is positive, and a share of x elsewhere that is drawn for each element
// in training, and the mean of both bounds in evaluation.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html
type RReLU struct {
	Module
	Lower   float64 `kw:"1.0 / 8"`
	Upper   float64 `kw:"1.0 / 3"`
	Inplace bool    `kw:"false"`
}

// NewRReLU makes the layer.
func NewRReLU(options ...RReLUOption) *RReLU {
	r := rReLUOf(options)
	return &r
}

// Forward keeps x's shape. In training it draws from the default generator.
func (r *RReLU) Forward(x *torch.Tensor) *torch.Tensor { return r.Call(x, r.forward) }

func (r *RReLU) forward(x *torch.Tensor) *torch.Tensor {
	if r.Inplace {
		return aten.Rrelu_(x, &aten.Rrelu_Options{Lower: r.Lower, Upper: r.Upper, Training: r.Training()})
	}
	return aten.Rrelu(x, &aten.RreluOptions{Lower: r.Lower, Upper: r.Upper, Training: r.Training()})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *RReLU) ExtraRepr() string { return extra(r, "lower= upper= inplace=?") }
