package transforms

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
)

// RandomApply applies all of several transforms with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomApply.html
type RandomApply struct {
	Chance
	Transforms []Transform
}

// NewRandomApply makes the transform.
func NewRandomApply(transforms []Transform, options ...ChanceOption) *RandomApply {
	return &RandomApply{chance("RandomApply", options), some("RandomApply", transforms)}
}

// some refuses to have no transforms.
func some(op string, transforms []Transform) []Transform {
	if len(transforms) == 0 {
		reject(op, "Pass at least one transform")
	}
	return slices.Clone(given(op, transforms))
}

func (r *RandomApply) sample(s Sample, g *torch.Generator) Sample {
	if !happens(r.P, g) {
		return s
	}
	return Compose(r.Transforms).sample(s, g)
}

// Draw implements [Transform]; of what it does see [Compose.Draw].
func (r *RandomApply) Draw(x *torch.Tensor, g *torch.Generator) Op {
	if !happens(r.P, g) {
		return stay
	}
	return drawEach(r.Transforms, x, g)
}

// String prints the transforms, as Python's does, without the probability.
func (r *RandomApply) String() string { return lines("RandomApply", r.Transforms) }

// RandomChoice applies one of several transforms.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomChoice.html
type RandomChoice struct {
	Transforms []Transform
	P          []float64 `kw:",Weights"` // alike unless given; kept with the sum 1
}

// NewRandomChoice makes the transform.
func NewRandomChoice(transforms []Transform, options ...RandomChoiceOption) *RandomChoice {
	r := randomChoiceOf(options)
	r.Transforms = some("RandomChoice", transforms)
	if r.P == nil {
		r.P = slices.Repeat([]float64{1}, len(transforms))
	}
	if len(r.P) != len(transforms) {
		reject("RandomChoice", "Length of p doesn't match the number of transforms: %d != %d", len(r.P), len(transforms))
	}
	r.P = slices.Clone(r.P)
	total := 0.0
	for _, p := range r.P {
		total += p
	}
	for i := range r.P {
		r.P[i] /= total
	}
	return &r
}

func (r *RandomChoice) choose(g *torch.Generator) Transform {
	return r.Transforms[torch.ScopedResult(func(s *torch.Scope) int {
		weights := torch.FromSliceIn(s, r.P).To(torch.Float32)
		return int(torch.Multinomial(weights, 1, false, torch.WithGenerator(g)).Item())
	})]
}

func (r *RandomChoice) sample(s Sample, g *torch.Generator) Sample { return s.through(r.choose(g), g) }

// Draw implements [Transform].
func (r *RandomChoice) Draw(x *torch.Tensor, g *torch.Generator) Op { return r.choose(g).Draw(x, g) }

func (r *RandomChoice) String() string {
	p := make([]string, len(r.P))
	for i, x := range r.P {
		p[i] = tensorstr.Number(x)
	}
	return fmt.Sprintf("RandomChoice(transforms=%s, p=[%s])", inline(r.Transforms), strings.Join(p, ", "))
}

// inline prints transforms as a list of Python's.
func inline(transforms []Transform) string {
	texts := make([]string, len(transforms))
	for i, t := range transforms {
		texts[i] = t.String()
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// RandomOrder applies several transforms in an order that it draws.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomOrder.html
type RandomOrder struct {
	Transforms []Transform
}

// NewRandomOrder makes the transform.
func NewRandomOrder(transforms []Transform) *RandomOrder {
	return &RandomOrder{some("RandomOrder", transforms)}
}

func (r *RandomOrder) order(g *torch.Generator) []Transform {
	order := make([]Transform, len(r.Transforms))
	for i, index := range randperm(len(order), g) {
		order[i] = r.Transforms[index]
	}
	return order
}

func (r *RandomOrder) sample(s Sample, g *torch.Generator) Sample {
	return Compose(r.order(g)).sample(s, g)
}

// Draw implements [Transform]; of what it does see [Compose.Draw].
func (r *RandomOrder) Draw(x *torch.Tensor, g *torch.Generator) Op {
	return drawEach(r.order(g), x, g)
}

func (r *RandomOrder) String() string {
	return "RandomOrder(transforms=" + inline(r.Transforms) + ")"
}
