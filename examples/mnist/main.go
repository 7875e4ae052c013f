// Mnist trains the article's network, two fully connected layers, on MNIST.
//
//	go run ./examples/mnist -epochs 2
//
// From the same seed and with as many threads it prints what the same program
// in Python prints, to the last digit.
package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/examples/internal/digits"
	"github.com/e0112027/gotorch/examples/internal/picture"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
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
	device, err := f.Start()
	if err != nil {
		return err
	}
	trainSet, testSet, err := digits.Open(ctx, f.Data, f.Seed)
	if err != nil {
		return err
	}
	net := NewNet()
	nn.To(net, device)
	nn.Print(net)
	criterion := nn.NewCrossEntropyLoss()
	optimizer := optim.NewSGD(nn.Parameters(net), f.LR, optim.Momentum(0.9))
	trainLoader := data.NewLoader(trainSet, data.BatchSize(f.Batch), data.Shuffle(true), data.Workers(1))
	testLoader := data.NewLoader(testSet, data.BatchSize(1000), data.Workers(1))

	var history picture.History
	steps := f.Steps(trainLoader.Len())
	for epoch := range f.Epochs {
		start, runningLoss := time.Now(), 0.0
		for batch, err := range program.Steps(epoch, steps, trainLoader.Batches(ctx)) {
			if err != nil {
				return err
			}
			inputs, labels := batch.Input.To(device), batch.Target.To(device)
			optimizer.ZeroGrad()
			loss := criterion.Forward(net.Forward(inputs), labels)
			loss.Backward()
			optimizer.Step()
			runningLoss += loss.Item()
		}
		trained := time.Now()
		accuracy, err := evaluate(ctx, net, testLoader, device)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %s train_s %.2f eval_s %.2f\n", epoch+1, program.Float(runningLoss),
			trained.Sub(start).Seconds(), time.Since(trained).Seconds())
		history.Add(runningLoss/float64(steps), accuracy)
	}
	fmt.Println("Training complete!")
	if f.Plot != "" {
		if err := drawPage(f.Plot, &history, net, testSet, device); err != nil {
			return err
		}
	}
	return f.Finish(net)
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

// drawPage writes the curves and the first test digits with predictions as a PNG.
func drawPage(path string, history *picture.History, net *Net, test *datasets.MNIST, device torch.Device) error {
	const width, height, curves = 10 * vg.Inch, 8.5 * vg.Inch, 3.4 * vg.Inch
	const columns, rows = 10, 4
	return picture.Page(path, width, height, func(page draw.Canvas) error {
		labels := predict(net, test, columns*rows, device)
		picture.Labels(draw.Crop(page, 0, 0, 0, -curves), columns, rows, labels)
		return history.Draw(draw.Crop(page, 0, 0, height-curves, 0))
	})
}

// predict labels the first n images with the classes that the network finds.
func predict(net *Net, test *datasets.MNIST, n int, device torch.Device) (labels []picture.Labelled) {
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			images := test.Data().Narrow(0, 0, min(n, test.Len())).Clone(torch.In(s)).Float().Div(255)
			classes := net.Forward(images.To(device)).Argmax(torch.Dim(1))
			for i, class := range torch.Data[int64](classes) {
				labelled := picture.Labelled{Image: test.Image(i), Label: fmt.Sprint(class)}
				if truth := test.Label(i); truth != class {
					labelled.Label, labelled.Wrong = fmt.Sprintf("%d (is %d)", class, truth), true
				}
				labels = append(labels, labelled)
			}
		})
	})
	return labels
}

type flags struct {
	program.Flags
	Data, Plot string
}

func defaults() *flags { return &flags{Flags: program.Flags{Epochs: 10, Batch: 64, LR: 0.01}} }

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	digits.Flag(set, &f.Data)
	set.StringVar(&f.Plot, "plot", "", "draw curves and some predictions to `FILE`.png")
}

func main() {
	f := defaults()
	program.Main("mnist", "Trains the article's network on MNIST.", f, func(ctx context.Context) error { return run(ctx, f) })
}
