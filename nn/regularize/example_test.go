package regularize_test

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/regularize"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	net := nn.NewLinear(2, 1, nn.Bias(false))
	torch.NoGrad(func() { net.Weight.Copy_(torch.NewTensor([][]float32{{1, -2}})) })
	loss := net.Forward(torch.Ones(1, 2)).Sum().Add(regularize.L1(nn.Parameters(net), 0.5))
	loss.Backward()
	fmt.Println(loss.Item(), net.Weight.Grad())
	// Output: 0.5 tensor([[1.5000, 0.5000]])
}

func ExampleL1() {
	w := torch.NewTensor([]float32{1, -2}, torch.RequiresGrad(true))
	regularize.L1([]*torch.Tensor{w}, 0.5).Backward()
	fmt.Println(w.Grad()) // the same pull on all
	// Output: tensor([ 0.5000, -0.5000])
}

func ExampleL2() {
	w := torch.NewTensor([]float32{1, -2}, torch.RequiresGrad(true))
	regularize.L2([]*torch.Tensor{w}, 0.5).Backward()
	fmt.Println(w.Grad()) // the greater the weight, the stronger the pull
	// Output: tensor([ 1., -2.])
}

func ExampleElasticNet() {
	w := torch.NewTensor([]float32{1, -2}, torch.RequiresGrad(true))
	regularize.ElasticNet([]*torch.Tensor{w}, 0.5, 0.5).Backward()
	fmt.Println(w.Grad())
	// Output: tensor([ 1.5000, -2.5000])
}

func Example_gradNoise() {
	torch.ManualSeed(0)
	w := torch.Zeros(2, torch.RequiresGrad(true))
	w.Sum().Backward()
	for step := range 2 {
		regularize.AddGradNoise_([]*torch.Tensor{w}, regularize.AnnealedStd(0.01, step))
	}
	fmt.Println(w.Grad())
	// Output: tensor([0.9740, 1.0176])
}

func ExampleAnnealedStd() {
	fmt.Printf("%.4f %.4f\n", regularize.AnnealedStd(0.01, 0), regularize.AnnealedStd(0.01, 99))
	// Output: 0.1000 0.0282
}

func ExampleEarlyStopping() {
	net := nn.NewLinear(1, 1)
	stopping := regularize.NewEarlyStopping(2, regularize.MinDelta(0.01), regularize.RestoreBest(net))
	for epoch, loss := range []float64{0.9, 0.5, 0.495, 0.6, 0.4} {
		torch.NoGrad(func() { net.Weight.Fill_(epoch) }) // where training would be
		if stopping.Step(loss) {
			fmt.Println("stopped after epoch", epoch)
			break
		}
	}
	stopping.Restore()
	best, epoch := stopping.Best()
	fmt.Println(best, epoch, net.Weight.Item())
	// Output:
	// stopped after epoch 3
	// 0.5 1 1
}
