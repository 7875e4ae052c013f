package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

// autogradCases compare derivatives, functions with derivatives of their own, hooks,
// graphs and checkpoints, and what is said of their misuse.
func autogradCases() []testCase {
	return slices.Concat(derivativeCases(), ownFunctionCases(), gradCases(), graphCases(), checkpointCases(), gradcheckCases())
}

// said returns the error that f panics with or returns, as Python prints it.
func said(f func() error) string {
	err := torch.Try(f)
	var e *torch.Error
	var wrong *autograd.GradcheckError
	switch {
	case err == nil:
		return "nothing"
	case errors.As(err, &wrong):
		return "GradcheckError: " + strings.TrimRight(wrong.Msg, "\n ")
	case errors.As(err, &e):
		return e.Kind + ": " + strings.TrimRight(e.Msg, "\n ")
	}
	return err.Error()
}

func saidBy(f func()) string { return said(func() error { f(); return nil }) }

// normals draws from the seed.
func normals(grad bool, shapes ...[]int) []*torch.Tensor {
	torch.ManualSeed(0)
	var all []*torch.Tensor
	for _, shape := range shapes {
		all = append(all, torch.Randn(shape, torch.Float64).SetRequiresGrad(grad))
	}
	return all
}

func (r *recorder) all(key string, tensors ...*torch.Tensor) {
	for i, t := range tensors {
		r.tensor(key+" "+strconv.Itoa(i), t)
	}
}

func total(tensors []*torch.Tensor, f func(*torch.Tensor) *torch.Tensor) *torch.Tensor {
	var sum any = 0
	for _, t := range tensors {
		if s, ok := sum.(*torch.Tensor); ok {
			sum = s.Add(f(t).Sum())
		} else {
			sum = f(t).Sum().Add(0)
		}
	}
	return sum.(*torch.Tensor)
}

func same(t *torch.Tensor) *torch.Tensor { return t }
