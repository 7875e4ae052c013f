// Mnist trains the article's network, two fully connected layers, on MNIST.
//
//	go run ./examples/mnist -epochs 2
//
// From the same seed and with as many threads it prints what the same program
// in Python prints, to the last digit.
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// Net is the article's network: images (N, 1, 28, 28) to logits (N, 10).
type Net struct {
	FC1   *nn.Linear
	ReLU1 *nn.ReLU
	FC2   *nn.Linear
}

// NewNet draws the initial weights.
func NewNet() *Net {
	return &Net{FC1: nn.NewLinear(784, 512), ReLU1: nn.NewReLU(), FC2: nn.NewLinear(512, 10)}
}

// Forward returns the logits.
func (n *Net) Forward(x *torch.Tensor) *torch.Tensor {
	x = x.View(-1, 28*28)
	x = n.FC1.Forward(x)
	x = n.ReLU1.Forward(x)
	return n.FC2.Forward(x)
}

func run(ctx context.Context, f *flags) error {
	device, err := torch.NewDevice(f.Device)
	if err != nil {
		return err
	}
	if f.Threads > 0 {
		torch.SetNumThreads(f.Threads)
	}
	trainSet, testSet, err := openDigits(ctx, f)
	if err != nil {
		return err
	}
	torch.ManualSeed(f.Seed)
	net := NewNet()
	nn.To(net, device)
	nn.Print(net)
	criterion := nn.NewCrossEntropyLoss()
	optimizer := optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9))
	trainLoader := data.NewLoader(trainSet, data.BatchSize(64), data.Shuffle(true), data.Workers(1))
	testLoader := data.NewLoader(testSet, data.BatchSize(1000), data.Workers(1))

	var history history
	for epoch := range f.Epochs {
		start, runningLoss := time.Now(), 0.0
		bar, step := newBar(epoch, steps(trainLoader, f.Limit)), 0
		for batch, err := range trainLoader.Batches(ctx) {
			if err != nil {
				bar.end()
				return err
			}
			inputs, labels := batch.Input.To(device), batch.Target.To(device)
			optimizer.ZeroGrad()
			loss := criterion.Forward(net.Forward(inputs), labels)
			loss.Backward()
			optimizer.Step()
			runningLoss += loss.Item()
			bar.step()
			if step++; step == f.Limit {
				break
			}
		}
		bar.end()
		trained := time.Now()
		accuracy, err := evaluate(ctx, net, testLoader, device)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %s train_s %.2f eval_s %.2f\n", epoch+1, pythonFloat(runningLoss),
			trained.Sub(start).Seconds(), time.Since(trained).Seconds())
		history.add(runningLoss/float64(steps(trainLoader, f.Limit)), accuracy)
	}
	fmt.Println("Training complete!")
	return finish(f, net, testSet, history, device)
}

// evaluate prints and returns the share of images in percent whose class the
// network finds.
func evaluate(ctx context.Context, net *Net, loader *data.Loader[data.Batch], device torch.Device) (accuracy float64, err error) {
	correct, total := 0, 0
	nn.Eval(net)
	err = torch.NoGradResult(func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			images, labels := batch.Input.To(device), batch.Target.To(device)
			_, predicted := net.Forward(images).MaxDim(1)
			total += labels.Size(0)
			correct += torch.ItemAs[int](predicted.Eq(labels).Sum())
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	accuracy = 100 * float64(correct) / float64(total)
	fmt.Printf("Test Accuracy of the network on the %d test images: %.4f %%\n", total, accuracy)
	return accuracy, nil
}
