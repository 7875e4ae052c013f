package swa

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SWAAvgFn counts all models alike.
func SWAAvgFn() Avg {
	return func(average, current, n *torch.Tensor) *torch.Tensor {
		return average.Add(current.Sub(average).Div(n.Add(1)))
	}
}

// SWAMultiAvgFn is [SWAAvgFn] for lists, which rounds otherwise.
func SWAMultiAvgFn() Avgs {
	return func(averages, currents []*torch.Tensor, n *torch.Tensor) {
		if continuous(averages[0]) {
			aten.InternalForeachLerpScalar_(averages, currents, n.Add(1).Reciprocal().Item())
			return
		}
		for i, t := range averages {
			t.Copy_(SWAAvgFn()(t, currents[i], n))
		}
	}
}

// EMAMultiAvgFn is an exponential moving average for lists. It
// panics where decay is not from 0 to 1.
func EMAMultiAvgFn(decay float64) Avgs {
	checkDecay(decay)
	return func(averages, currents []*torch.Tensor, _ *torch.Tensor) {
		if continuous(averages[0]) {
			aten.InternalForeachLerpScalar_(averages, currents, 1-decay)
			return
		}
		for i, t := range averages {
			t.Copy_(t.Mul(decay).Add(currents[i].Mul(1 - decay)))
		}
	}
}

// EMAAvgFn is [EMAMultiAvgFn] for one tensor, which rounds otherwise.
func EMAAvgFn(decay float64) Avg {
	checkDecay(decay)
	return func(average, current, _ *torch.Tensor) *torch.Tensor {
		return average.Mul(decay).Add(current.Mul(1 - decay))
	}
}

func checkDecay(decay float64) {
	if !(decay >= 0 && decay <= 1) {
		panic(&torch.Error{Op: "EMA", Kind: "ValueError", Msg: fmt.Sprintf("Invalid decay value %v provided. Please provide a value in [0,1] range.", decay)})
	}
}

func continuous(t *torch.Tensor) bool { return t.DType().IsFloatingPoint() || t.DType().IsComplex() }
