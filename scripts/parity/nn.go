package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

func nnName(c cases.Case) string { return "nn/" + c.Name() }

// nnCases compares every layer, its initial weights, printed form, two training passes
// with gradients, state and evaluation, and every function of package functional.
func nnCases() []testCase {
	var out []testCase
	for _, c := range cases.All {
		out = append(out, testCase{nnName(c), func(r *recorder) {
			if !r.has(c) {
				return
			}
			torch.ManualSeed(0)
			if c.IsLayer() {
				r.layer(c)
			} else {
				r.must(r.turn("", c, nil, nil))
			}
			r.draws()
		}})
	}
	for _, c := range cases.Refusals {
		out = append(out, testCase{refusalName(c), func(r *recorder) { r.refusal(c) }})
	}
	return out
}

func refusalName(c cases.Case) string { return "nn/refusal/" + c.Name() }

// has tells whether the opened libtorch has what the case is of, and leaves it out otherwise.
func (r *recorder) has(c cases.Case) bool {
	available, err := c.IsAvailable()
	r.must(err)
	if !available {
		r.must(leftOut{"this libtorch has no operator " + c.Operator})
	}
	return available
}

// refusal records what is said of a mistake.
func (r *recorder) refusal(c cases.Case) {
	if !r.has(c) {
		return
	}
	inputs, err := c.NewInputs()
	if err != nil {
		r.must(err)
		return
	}
	r.refused(torch.Try(func() error { c.Call(nil, inputs); return nil }))
}

// refused records the kind of an error and the first line of what it says.
func (r *recorder) refused(err error) {
	var refused *torch.Error
	if !errors.As(err, &refused) {
		r.must(fmt.Errorf("nothing is refused: %v", err))
		return
	}
	first, _, _ := strings.Cut(refused.Msg, "\n")
	r.text("refusal", refused.Kind+": "+first)
}

func (r *recorder) layer(c cases.Case) {
	m := c.Make()
	r.text("print", nn.String(m))
	r.state("initial ", m)
	inputs, err := c.NewInputs()
	if err != nil {
		r.must(err)
		return
	}
	r.must(r.turn("first ", c, m, inputs))
	r.must(r.turn("second ", c, m, inputs))
	nn.Eval(m)
	r.tensors("eval output ", c.Run(m, inputs))
}

// turn runs a layer or a function forward and backward. No inputs are new ones.
func (r *recorder) turn(prefix string, c cases.Case, m any, inputs []*torch.Tensor) (err error) {
	if inputs == nil {
		if inputs, err = c.NewInputs(); err != nil {
			return err
		}
	}
	r.differentiated(prefix, c.Run(m, inputs), m, inputs)
	return nil
}

// differentiated records outputs, gradients and, of a layer, the state after them.
func (r *recorder) differentiated(prefix string, outputs []*torch.Tensor, m any, inputs []*torch.Tensor) {
	r.tensors(prefix+"output ", outputs)
	if loss := weighted(outputs); loss != nil {
		loss.Backward()
	}
	for i, x := range inputs {
		if grad := x.Grad(); grad != nil {
			r.tensor(prefix+"input grad "+strconv.Itoa(i), grad)
		}
	}
	if m == nil {
		return
	}
	for name, p := range nn.NamedParameters(m) {
		if grad := p.Grad(); grad != nil {
			r.tensor(prefix+"grad "+name, grad)
		}
	}
	r.state(prefix+"state ", m)
}

// weighted sums up what can be differentiated, each element by a factor of its own.
func weighted(outputs []*torch.Tensor) *torch.Tensor {
	var loss *torch.Tensor
	for _, y := range outputs {
		if !y.RequiresGrad() {
			continue
		}
		part := y.Mul(torch.Rand(y.Shape())).Sum()
		if loss == nil {
			loss = part
		} else {
			loss = loss.Add(part)
		}
	}
	return loss
}

func (r *recorder) tensors(prefix string, ts []*torch.Tensor) {
	for i, t := range ts {
		r.tensor(prefix+strconv.Itoa(i), t)
	}
}

func (r *recorder) state(prefix string, m any) {
	for name, t := range nn.StateDict(m).All() {
		r.tensor(prefix+name, t)
	}
}
