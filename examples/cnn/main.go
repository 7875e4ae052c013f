// Cnn trains LeNet, with batch normalisation and dropout, on MNIST.
//
//	go run ./examples/cnn -plot cnn.png
//	go run ./examples/cnn -save cnn.safetensors
//	go run ./examples/cnn -load cnn.safetensors -epochs 0
//
// From the same seed and with as many threads it prints what the same program in Python
// prints, to the last digit.
package main

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/examples/internal/digits"
	"github.com/e0112027/gotorch/examples/internal/picture"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
)

const (
	classes = 10
	dropped = 0.25 // share of a fully connected layer's outputs
	decay   = 0.5  // of the learning rate, by epoch
)

// LeNet takes images (N, 1, 28, 28) to logits (N, 10).
type LeNet struct {
	Features   *nn.Sequential // to (N, 16, 5, 5)
	Classifier *nn.Sequential
}

// NewLeNet draws the initial weights. A bias before BatchNorm would be taken off again.
func NewLeNet() *LeNet {
	dropout := func() *nn.Dropout { return nn.NewDropout(nn.P(dropped)) }
	return &LeNet{
		Features: nn.NewSequential(
			nn.NewConv2d(1, 6, 5, nn.Padding(2), nn.Bias(false)),
			nn.NewBatchNorm2d(6),
			nn.NewReLU(),
			nn.NewMaxPool2d(2), // to 14x14
			nn.NewConv2d(6, 16, 5, nn.Bias(false)),
			nn.NewBatchNorm2d(16),
			nn.NewReLU(),
			nn.NewMaxPool2d(2), // 10x10 to 5x5
		),
		Classifier: nn.NewSequential(
			nn.NewFlatten(),
			nn.NewLinear(16*5*5, 120),
			nn.NewReLU(),
			dropout(),
			nn.NewLinear(120, 84),
			nn.NewReLU(),
			dropout(),
			nn.NewLinear(84, classes),
		),
	}
}

// Forward returns the logits.
func (n *LeNet) Forward(x *torch.Tensor) *torch.Tensor {
	return n.Classifier.Forward(n.Features.Forward(x))
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
	net := NewLeNet()
	nn.To(net, device)
	nn.Print(net)
	var wrong []mistake
	if f.Load != "" {
		if err := program.Load(net, f.Load); err != nil {
			return err
		}
		if wrong, err = mistakes(ctx, net, testSet, device); err != nil {
			return err
		}
		fmt.Printf("loaded %s accuracy %.2f %%\n", f.Load, accuracy(testSet, wrong))
	}
	optimizer := optim.NewAdam(nn.Parameters(net), f.LR)
	scheduler := lrscheduler.NewExponentialLR(optimizer, decay)
	loader := data.NewLoader(trainSet, data.BatchSize(f.Batch), data.Shuffle(true), data.Workers(1))

	var history picture.History
	steps := f.Steps(loader.Len())
	for epoch := range f.Epochs {
		start := time.Now()
		loss, err := trainEpoch(net, optimizer, program.Steps(epoch, steps, loader.Batches(ctx)), device)
		if err != nil {
			return err
		}
		scheduler.Step()
		trained := time.Now()
		if wrong, err = mistakes(ctx, net, testSet, device); err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %s accuracy %.2f %% train_s %.2f eval_s %.2f\n", epoch+1, program.Float(loss/float64(steps)),
			accuracy(testSet, wrong), trained.Sub(start).Seconds(), time.Since(trained).Seconds())
		history.Add(loss/float64(steps), accuracy(testSet, wrong))
	}
	fmt.Println("Training complete!")
	if f.Plot != "" {
		if err := drawPage(f.Plot, &history, testSet, wrong); err != nil {
			return err
		}
	}
	return f.Finish(net)
}

// trainEpoch takes a step for each batch and returns the sum of their losses.
func trainEpoch(net *LeNet, optimizer optim.Optimizer, batches iter.Seq2[data.Batch, error], device torch.Device) (sum float64, err error) {
	criterion := nn.NewCrossEntropyLoss()
	nn.Train(net)
	for batch, err := range batches {
		if err != nil {
			return 0, err
		}
		optimizer.ZeroGrad()
		loss := criterion.Forward(net.Forward(batch.Input.To(device)), batch.Target.To(device))
		loss.Backward()
		optimizer.Step()
		sum += loss.Item()
	}
	return sum, nil
}

// mistake is a test digit and the class that the network takes it for.
type mistake struct {
	index int
	class int64
}

// mistakes returns those that the network makes, in the order of the test set.
func mistakes(ctx context.Context, net *LeNet, test *datasets.MNIST, device torch.Device) (wrong []mistake, err error) {
	loader := data.NewLoader(test, data.BatchSize(1000), data.Workers(1))
	nn.Eval(net)
	index := 0
	err = torch.NoGradResult(func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			predicted := net.Forward(batch.Input.To(device)).Argmax(torch.Dim(1))
			for _, class := range torch.Data[int64](predicted) {
				if class != test.Label(index) {
					wrong = append(wrong, mistake{index, class})
				}
				index++
			}
		}
		return nil
	})
	return wrong, err
}

// accuracy is the share in percent of the test digits that are not mistaken.
func accuracy(test *datasets.MNIST, wrong []mistake) float64 {
	return 100 * float64(test.Len()-len(wrong)) / float64(test.Len())
}

// drawPage writes the curves and the first mistakes as a PNG.
func drawPage(path string, history *picture.History, test *datasets.MNIST, wrong []mistake) error {
	const width, height, curves = 10 * vg.Inch, 8.5 * vg.Inch, 3.4 * vg.Inch
	const columns, rows = 10, 4
	var labels []picture.Labelled
	for _, m := range wrong[:min(len(wrong), columns*rows)] {
		label := fmt.Sprintf("%d (is %d)", m.class, test.Label(m.index))
		labels = append(labels, picture.Labelled{Image: test.Image(m.index), Label: label, Wrong: true})
	}
	return picture.Page(path, width, height, func(page draw.Canvas) error {
		picture.Labels(draw.Crop(page, 0, 0, 0, -curves), columns, rows, labels)
		return history.Draw(draw.Crop(page, 0, 0, height-curves, 0))
	})
}

type flags struct {
	program.Flags
	Data, Load, Plot string
}

func defaults() *flags { return &flags{Flags: program.Flags{Epochs: 6, Batch: 64, LR: 0.002}} }

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	digits.Flag(set, &f.Data)
	set.StringVar(&f.Load, "load", "", "begin with the state of `FILE`.safetensors, which -save wrote")
	set.StringVar(&f.Plot, "plot", "", "draw curves and the digits that are mistaken to `FILE`.png")
}

func main() {
	f := defaults()
	program.Main("cnn", "Trains LeNet, with batch normalisation and dropout, on MNIST.", f, func(ctx context.Context) error { return run(ctx, f) })
}
