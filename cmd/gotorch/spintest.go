package main

import (
	"os"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/spin"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// spinTestCmd is the process in which a calibration measures one setting.
type spinTestCmd struct{}

// Run trains as it is asked to on standard input.
func (*spinTestCmd) Run(s *streams) error {
	if err := cgotorch.OpenUncalibrated(); err != nil {
		return err
	}
	return torch.OnThread(func() error {
		return spin.Serve(os.Stdin, s.out, torch.NumThreads(), digitsStep())
	})
}

// digitsStep returns a step of training a small network on pictures of digits: some
// operators that two threads halve, and many that none would gain from.
func digitsStep() func() {
	torch.ManualSeed(0)
	hidden, logits := nn.NewLinear(784, 512), nn.NewLinear(512, 10)
	parameters := append(nn.Parameters(hidden), nn.Parameters(logits)...)
	optimizer := optim.NewSGD(parameters, 0.01, optim.Momentum(0.9))
	criterion := nn.NewCrossEntropyLoss()
	pictures, labels := torch.Rand(64, 784), torch.Randint(0, 10, []int{64})
	return func() {
		torch.Scoped(func(turn *torch.Scope) {
			x := turn.Adopt(pictures.Index(torch.All))
			optimizer.ZeroGrad()
			loss := criterion.Forward(logits.Forward(hidden.Forward(x).ReLU()), labels)
			loss.Backward()
			optimizer.Step()
			loss.Item()
		})
	}
}
