package main

import (
	"time"

	"github.com/e0112027/gotorch/torch"
)

const (
	batches       = 7      // samples per row
	calls         = 10_000 // calls per sample
	backwardCalls = 500    // a backward starts threads and takes longer
	callsPerScope = 100    // about what a training step has
)

// operator is one row: each turn calls it once on x, which belongs to a scope
// or to none, on y and zero, which belong to none, and on p, which requires a
// gradient.
type operator struct {
	name  string
	calls int
	run   func(n int, x *torch.Tensor)
}

func operators() []operator {
	y, zero := torch.Rand(2, 2), torch.Zeros(2, 2)
	p := torch.Rand(2, 2, torch.RequiresGrad(true))
	all := torch.All
	return []operator{
		{"add", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.Add(y)
			}
		}},
		{"add_grad", calls, func(n int, x *torch.Tensor) {
			for range n {
				p.Add(x)
			}
		}},
		{"add_", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.Add_(zero)
			}
		}},
		{"mm", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.MM(y)
			}
		}},
		{"view", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.View(4)
			}
		}},
		{"sum", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.Sum()
			}
		}},
		{"index", calls, func(n int, x *torch.Tensor) {
			for range n {
				x.Index(all, 1)
			}
		}},
		{"cat", calls, func(n int, x *torch.Tensor) {
			for range n {
				torch.Cat([]*torch.Tensor{x, y})
			}
		}},
		{"mul_sum_backward", backwardCalls, func(n int, x *torch.Tensor) {
			for range n {
				p.SetGrad(nil)
				p.Mul(x).Sum().Backward()
			}
		}},
	}
}

// operatorRows has two rows for each operator: within scopes, as in a training
// loop, and with every result left to the collector.
func operatorRows() map[string]row {
	rows := map[string]row{}
	for _, op := range operators() {
		rows[op.name] = row{"ns", func() ([]float64, error) { return timeCalls(op.calls, op.scoped), nil }}
		rows[op.name+"_unscoped"] = row{"ns", func() ([]float64, error) { return timeCalls(op.calls, op.unscoped), nil }}
	}
	return rows
}

func (op operator) scoped(n int) {
	for done := 0; done < n; done += callsPerScope {
		torch.Scoped(func(s *torch.Scope) {
			op.run(min(callsPerScope, n-done), torch.Rand(2, 2, torch.In(s)))
		})
	}
}

func (op operator) unscoped(n int) { op.run(n, torch.Rand(2, 2)) }

func timeCalls(calls int, run func(n int)) []float64 {
	run(calls / 5)
	samples := make([]float64, batches)
	for i := range samples {
		start := time.Now()
		run(calls)
		samples[i] = float64(time.Since(start).Nanoseconds()) / float64(calls)
	}
	return samples
}
