package amp_test

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

func Example() {
	weight := torch.Ones(1, torch.RequiresGrad(true))
	optimizer := optim.NewSGD([]*torch.Tensor{weight}, 0.1)
	scaler := amp.NewGradScaler(torch.DeviceCPU)
	for _, x := range []float64{1, math.Inf(1), 2} {
		optimizer.ZeroGrad()
		scaler.Scale(weight.Mul(x).Sum()).Backward()
		stepped := scaler.Step(optimizer)
		scaler.Update()
		fmt.Println(stepped, scaler.GetScale())
	}
	// Output:
	// true 65536
	// false 32768
	// true 32768
}
