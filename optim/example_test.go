package optim_test

import (
	"fmt"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	w := torch.Full([]int{2}, 4.0, torch.RequiresGrad(true))
	optimizer := optim.NewSGD([]*torch.Tensor{w}, 0.25)
	for range 2 {
		optimizer.ZeroGrad()
		w.Pow(2).Sum().Backward()
		optimizer.Step()
	}
	fmt.Println(w.ToSlice())
	// Output: [1 1]
}

func ExampleSGD_AddParamGroup() {
	body := []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true))}
	head := []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true))}
	optimizer := optim.NewSGD(body, 0.01, optim.Momentum(0.9))
	optimizer.AddParamGroup(head, optim.LR(0.1), optim.WeightDecay(0.001))
	for _, g := range optimizer.Groups() {
		fmt.Println(g.LR, g.Momentum, g.WeightDecay)
	}
	// Output:
	// 0.01 0.9 0
	// 0.1 0.9 0.001
}
