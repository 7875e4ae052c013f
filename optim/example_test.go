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

func ExampleWith_AddParamGroup() {
	body := []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true))}
	head := []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true))}
	optimizer := optim.NewSGD(body, 0.01, optim.Momentum(0.9))
	optimizer.AddParamGroup(head, optim.LR(0.1), optim.WeightDecay(0.001))
	for _, g := range optimizer.ParamGroups() {
		fmt.Println(g.LR(), g.Get("momentum"), g.Get("weight_decay"))
	}
	// Output:
	// 0.01 0.9 0
	// 0.1 0.9 0.001
}

func ExampleAdam() {
	w := torch.Ones(1, torch.RequiresGrad(true))
	optimizer := optim.NewAdam([]*torch.Tensor{w}, 0.125, optim.Betas(0.9, 0.99), optim.AMSGrad(true))
	w.Mul(5).Backward()
	optimizer.Step()
	fmt.Printf("%.3f\n", w.Item()) // the first step is as long as the learning rate
	// Output: 0.875
}

func ExampleAdamW() {
	w := torch.Ones(1, torch.RequiresGrad(true))
	optimizer := optim.NewAdamW([]*torch.Tensor{w}, 0.5, optim.WeightDecay(0.5))
	w.Mul(0).Backward()
	optimizer.Step()
	fmt.Println(w.Item()) // 1 - 0.5*0.5: no gradient, the decay alone
	// Output: 0.75
}

func ExampleRMSprop() {
	w := torch.Ones(1, torch.RequiresGrad(true))
	optimizer := optim.NewRMSprop([]*torch.Tensor{w}, 0.01, optim.Alpha(0.75), optim.Momentum(0.9))
	w.Mul(4).Backward()
	optimizer.Step()
	fmt.Printf("%.2f\n", w.Item()) // 1 - 0.01 * 4/sqrt(0.25 * 4*4)
	// Output: 0.98
}

func ExampleStateDict() {
	w := torch.Ones(2, torch.RequiresGrad(true))
	optimizer := optim.NewSGD([]*torch.Tensor{w}, 0.1, optim.Momentum(0.9))
	w.Sum().Backward()
	optimizer.Step()
	state := optimizer.StateDict()

	resumed := optim.NewSGD([]*torch.Tensor{w}, 1)
	fmt.Println(resumed.LoadStateDict(state))
	fmt.Println(resumed.Settings(0).LR, resumed.Settings(0).Momentum, state.State[0]["momentum_buffer"])
	// Output:
	// <nil>
	// 0.1 0.9 tensor([1., 1.])
}
