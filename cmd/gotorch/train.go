package main

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/torch"
)

// The self-test's problem: 64 samples of 10 numbers, whose 3 targets are a
// linear function that 50 steps of gradient descent find.
const (
	samples, inputs, outputs = 64, 10, 3
	steps, learningRate      = 50, 0.1
)

// train fits a linear layer and returns its first and last loss. It touches
// what training touches: random numbers, products, autograd and an update.
func train() (first, last float64, err error) {
	err = torch.Try(func() error {
		return torch.OnThread(func() error {
			first, last = fit()
			return nil
		})
	})
	// The loss of this problem shrinks by far more than the factor asked for.
	if err == nil && (math.IsNaN(last) || last > first/10) {
		err = fmt.Errorf("a network does not learn: its loss went from %g to %g", first, last)
	}
	return first, last, err
}

func fit() (first, last float64) {
	torch.ManualSeed(0)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Randn(samples, inputs, torch.In(s))
		y := x.MM(torch.Randn(inputs, outputs, torch.In(s)))
		w := torch.Zeros(inputs, outputs, torch.In(s)).SetRequiresGrad(true)
		for step := range steps {
			d := x.MM(w).Add(y, torch.Alpha(-1))
			loss := d.Mul(d).Sum().Mul(1.0 / samples)
			loss.Backward()
			torch.NoGrad(func() { w.Add_(w.Grad(), torch.Alpha(-learningRate)) })
			w.SetGrad(nil)
			if last = loss.Item(); step == 0 {
				first = last
			}
		}
	})
	return first, last
}
