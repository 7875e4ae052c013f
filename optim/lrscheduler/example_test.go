package lrscheduler_test

import (
	"fmt"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

func ExampleStepLR() {
	w := torch.Ones(2, torch.RequiresGrad(true))
	optimizer := optim.NewSGD([]*torch.Tensor{w}, 1)
	scheduler := lrscheduler.NewStepLR(optimizer, 2, lrscheduler.Gamma(0.5))
	for range 5 {
		fmt.Print(scheduler.LastLR(), " ")
		optimizer.Step()
		scheduler.Step()
	}
	// Output: [1] [1] [0.5] [0.5] [0.25]
}

func ExampleReduceLROnPlateau() {
	w := torch.Ones(2, torch.RequiresGrad(true))
	optimizer := optim.NewSGD([]*torch.Tensor{w}, 1)
	scheduler := lrscheduler.NewReduceLROnPlateau(optimizer, lrscheduler.Patience(1), lrscheduler.Factor(0.5))
	for _, loss := range []float64{0.9, 0.8, 0.8, 0.8} {
		scheduler.Step(loss)
		fmt.Print(scheduler.LastLR(), " ")
	}
	// Output: [1] [1] [1] [0.5]
}
