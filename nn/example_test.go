package nn_test

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// A network is a struct; its fields are its layers.
type Perceptron struct {
	FC1   *nn.Linear
	ReLU1 *nn.ReLU
	FC2   *nn.Linear
}

func (p *Perceptron) Forward(x *torch.Tensor) *torch.Tensor {
	return p.FC2.Forward(p.ReLU1.Forward(p.FC1.Forward(x)))
}

func Example() {
	torch.ManualSeed(0)
	net := &Perceptron{nn.NewLinear(784, 512), nn.NewReLU(), nn.NewLinear(512, 10)}
	nn.Print(net)
	fmt.Println(nn.CountParameters(net), net.Forward(torch.Zeros(64, 784)).Shape())
	// Output:
	// Perceptron(
	//   (fc1): Linear(in_features=784, out_features=512, bias=True)
	//   (relu1): ReLU()
	//   (fc2): Linear(in_features=512, out_features=10, bias=True)
	// )
	// 407050 [64 10]
}

func ExampleStateDict() {
	net := &Perceptron{nn.NewLinear(4, 3), nn.NewReLU(), nn.NewLinear(3, 2)}
	for name, t := range nn.StateDict(net).All() {
		fmt.Println(name, t.Shape())
	}
	// Output:
	// fc1.weight [3 4]
	// fc1.bias [3]
	// fc2.weight [2 3]
	// fc2.bias [2]
}

func ExampleLoadStateDict() {
	small, large := nn.NewLinear(2, 2), nn.NewLinear(2, 3)
	fmt.Println(nn.LoadStateDict(large, nn.StateDict(small)))
	// Output:
	// Error(s) in loading state_dict for Linear:
	// 	size mismatch for weight: copying a param with shape torch.Size([2, 2]) from checkpoint, the shape in current model is torch.Size([3, 2]).
	// 	size mismatch for bias: copying a param with shape torch.Size([2]) from checkpoint, the shape in current model is torch.Size([3]).
}

func ExampleSequential() {
	net := nn.NewSequential(
		nn.NewConv2d(1, 8, 3, nn.Padding(1), nn.Bias(false)),
		nn.NewBatchNorm2d(8),
		nn.NewReLU(nn.Inplace(true)),
		nn.NewMaxPool2d(2),
		nn.NewFlatten(),
		nn.NewLinear(8*14*14, 10),
	)
	nn.Print(net)
	nn.Eval(net)
	fmt.Println(net.Forward(torch.Zeros(2, 1, 28, 28)).Shape())
	// Output:
	// Sequential(
	//   (0): Conv2d(1, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
	//   (1): BatchNorm2d(8, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)
	//   (2): ReLU(inplace=True)
	//   (3): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
	//   (4): Flatten(start_dim=1, end_dim=-1)
	//   (5): Linear(in_features=1568, out_features=10, bias=True)
	// )
	// [2 10]
}

func ExampleConv2d() {
	conv := nn.NewConv2d(3, 8, nn.Size{3, 5}, nn.Stride(2), nn.Padding(1, 2), nn.Bias(false))
	fmt.Println(nn.String(conv))
	fmt.Println(conv.Weight.Shape(), conv.Forward(torch.Zeros(4, 3, 32, 32)).Shape())
	// Output:
	// Conv2d(3, 8, kernel_size=(3, 5), stride=(2, 2), padding=(1, 2), bias=False)
	// [8 3 3 5] [4 8 16 16]
}

func ExampleBatchNorm1d() {
	norm := nn.NewBatchNorm1d(1, nn.Momentum(0.5))
	norm.Forward(torch.NewTensor([][]float32{{1}, {3}}))
	fmt.Println(norm.RunningMean, norm.RunningVar)
	nn.Eval(norm)
	fmt.Println(norm.Forward(torch.NewTensor([][]float32{{1}})).Detach())
	// Output:
	// tensor([1.]) tensor([1.5000])
	// tensor([[0.]])
}

func ExampleDropout() {
	dropout := nn.NewDropout(nn.P(0.5))
	x := torch.Ones(1000)
	kept := dropout.Forward(x).CountNonzero().Item()
	fmt.Println(kept > 400 && kept < 600)
	nn.Eval(dropout)
	fmt.Println(dropout.Forward(x).Equal(x))
	// Output:
	// true
	// true
}

func ExampleCrossEntropyLoss() {
	criterion := nn.NewCrossEntropyLoss(nn.IgnoreIndex(-1))
	logits := torch.NewTensor([][]float32{{0, 0}, {5, 5}})
	fmt.Printf("%.4f\n", criterion.Forward(logits, torch.NewTensor([]int{1, -1})).Item())
	// Output: 0.6931
}

func ExampleCrossEntropyLoss_labelSmoothing() {
	logits, target := torch.NewTensor([][]float32{{5, 0}}), torch.NewTensor([]int{0})
	fmt.Printf("%.4f\n", nn.NewCrossEntropyLoss().Forward(logits, target).Item())
	fmt.Printf("%.4f\n", nn.NewCrossEntropyLoss(nn.LabelSmoothing(0.2)).Forward(logits, target).Item()) // too sure
	// Output:
	// 0.0067
	// 0.5067
}

func ExampleNamed() {
	nn.Print(nn.NewSequential(nn.Named("hidden", nn.NewLinear(2, 2)), nn.Named("act", nn.NewTanh())))
	// Output:
	// Sequential(
	//   (hidden): Linear(in_features=2, out_features=2, bias=True)
	//   (act): Tanh()
	// )
}

func ExampleSetRequiresGrad() {
	net := &Perceptron{nn.NewLinear(4, 3), nn.NewReLU(), nn.NewLinear(3, 2)}
	nn.SetRequiresGrad(net.FC1, false)
	for name, p := range nn.NamedParameters(net) {
		fmt.Println(name, p.RequiresGrad())
	}
	// Output:
	// fc1.weight false
	// fc1.bias false
	// fc2.weight true
	// fc2.bias true
}
