// Gan trains a DCGAN on MNIST: a generator that paints digits from noise, and a discriminator
// that tells painted digits from real ones. Each learns from the other's mistakes.
//
//	go run ./examples/gan -epochs 5 -plot gan.png
//
// From the same seed and with as many threads it prints what the same program in Python
// prints, to the last digit. See https://arxiv.org/abs/1511.06434 and
// https://docs.pytorch.org/tutorials/beginner/dcgan_faces_tutorial.html.
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"time"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/examples/internal/digits"
	"github.com/e0112027/gotorch/examples/internal/picture"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/nn"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	noise    = 64 // numbers that a digit is painted from
	channels = 32 // of the larger feature maps; the smaller ones have twice as many
	shown    = 16 // digits of an epoch in the picture
	zoom     = 2  // of the picture
)

// GAN is the two networks.
type GAN struct {
	Generator     *nn.Sequential // noise (N, 64, 1, 1) to images (N, 1, 28, 28) from -1 to 1
	Discriminator *nn.Sequential // images to the probability (N, 1, 1, 1) that they are real
}

// NewGAN draws the initial weights. Neither network has pooling or fully connected layers, and
// a bias before BatchNorm would be taken off again.
func NewGAN() *GAN {
	plain := nn.Bias(false)
	leaky := func() *nn.LeakyReLU { return nn.NewLeakyReLU(nn.NegativeSlope(0.2)) }
	g := &GAN{
		Generator: nn.NewSequential(
			nn.NewConvTranspose2d(noise, 2*channels, 7, plain), // 1x1 to 7x7
			nn.NewBatchNorm2d(2*channels),
			nn.NewReLU(),
			nn.NewConvTranspose2d(2*channels, channels, 4, nn.Stride(2), nn.Padding(1), plain), // to 14x14
			nn.NewBatchNorm2d(channels),
			nn.NewReLU(),
			nn.NewConvTranspose2d(channels, 1, 4, nn.Stride(2), nn.Padding(1), plain), // to 28x28
			nn.NewTanh(),
		),
		Discriminator: nn.NewSequential(
			nn.NewConv2d(1, channels, 4, nn.Stride(2), nn.Padding(1), plain), // 28x28 to 14x14
			leaky(),
			nn.NewConv2d(channels, 2*channels, 4, nn.Stride(2), nn.Padding(1), plain), // to 7x7
			nn.NewBatchNorm2d(2*channels),
			leaky(),
			nn.NewConv2d(2*channels, 1, 7, plain), // to 1x1
			nn.NewSigmoid(),
		),
	}
	nn.Apply(g, initialise)
	return g
}

// initialise draws the weights as the DCGAN paper does.
func initialise(module any) {
	switch m := module.(type) {
	case *nn.Conv2d:
		ninit.Normal_(m.Weight, 0, 0.02)
	case *nn.ConvTranspose2d:
		ninit.Normal_(m.Weight, 0, 0.02)
	case *nn.BatchNorm2d:
		ninit.Normal_(m.Weight, 1, 0.02)
		ninit.Zeros_(m.Bias)
	}
}

type flags struct {
	program.Flags
	Data string
	Plot string
}

func defaults() *flags { return &flags{Flags: program.Flags{Epochs: 5, Batch: 64, LR: 0.0002}} }

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	digits.Flag(set, &f.Data)
	set.StringVar(&f.Plot, "plot", f.Plot, "paint digits from the same noise after each epoch to `FILE`.png, a row each")
}

func run(ctx context.Context, f *flags) error {
	device, err := f.Start()
	if err != nil {
		return err
	}
	trainSet, _, err := digits.Open(ctx, f.Data, f.Seed)
	if err != nil {
		return err
	}
	loader := data.NewLoader(trainSet, data.BatchSize(f.Batch), data.Shuffle(true), data.Workers(1))
	gan := NewGAN()
	nn.To(gan, device)
	nn.Print(gan)
	t := newTrainer(gan, f.LR)
	fixed := torch.Randn(shown, noise, 1, 1).To(device)
	rows := []*torch.Tensor{gan.paint(fixed)}

	steps := f.Steps(loader.Len())
	for epoch := range f.Epochs {
		start := time.Now()
		var sum losses
		for batch, err := range program.Steps(epoch, steps, loader.Batches(ctx)) {
			if err != nil {
				return err
			}
			sum.add(t.step(batch.Input.To(device).Mul(2).Sub(1)))
		}
		fmt.Printf("epoch %d %s train_s %.2f\n", epoch+1, sum.mean(steps), time.Since(start).Seconds())
		rows = append(rows, gan.paint(fixed))
		if f.Plot != "" {
			if err := picture.Save(f.Plot, picture.Enlarged(picture.Grid(torch.Cat(rows), shown), zoom)); err != nil {
				return err
			}
		}
	}
	fmt.Println("Training complete!")
	if f.SHA256 {
		fmt.Printf("digits %x\n", sha256.Sum256(rows[len(rows)-1].RawBytes()))
	}
	return f.Finish(gan)
}

// trainer is the networks with what trains them.
type trainer struct {
	*GAN
	criterion                        *nn.BCELoss
	generatorAdam, discriminatorAdam *optim.Adam
}

func newTrainer(gan *GAN, lr float64) *trainer {
	betas := optim.Betas(0.5, 0.999)
	return &trainer{
		GAN:               gan,
		criterion:         nn.NewBCELoss(),
		generatorAdam:     optim.NewAdam(nn.Parameters(gan.Generator), lr, betas),
		discriminatorAdam: optim.NewAdam(nn.Parameters(gan.Discriminator), lr, betas),
	}
}

// step trains the discriminator on real and on painted images, then the generator by what the
// discriminator makes of the painted ones.
func (t *trainer) step(images *torch.Tensor) losses {
	n := images.Size(0)
	isReal, isFake := images.NewOnes(n), images.NewZeros(n)

	t.discriminatorAdam.ZeroGrad()
	ofReal := t.Discriminator.Forward(images).View(-1)
	lossReal := t.criterion.Forward(ofReal, isReal)
	lossReal.Backward()
	fake := t.Generator.Forward(torch.Randn(n, noise, 1, 1, torch.InScopeOf(images)).To(images.Device()))
	ofFake := t.Discriminator.Forward(fake.Detach()).View(-1) // no gradients for the generator
	lossFake := t.criterion.Forward(ofFake, isFake)
	lossFake.Backward()
	t.discriminatorAdam.Step()

	t.generatorAdam.ZeroGrad()
	ofFakeNow := t.Discriminator.Forward(fake).View(-1)
	lossGenerator := t.criterion.Forward(ofFakeNow, isReal) // what fools is right
	lossGenerator.Backward()
	t.generatorAdam.Step()

	return losses{
		discriminator: lossReal.Add(lossFake).Item(),
		generator:     lossGenerator.Item(),
		real:          ofReal.Mean().Item(),
		fake:          ofFake.Mean().Item(),
	}
}

// paint returns images (N, 1, 28, 28) from 0 to 1.
func (g *GAN) paint(noise *torch.Tensor) *torch.Tensor {
	nn.Eval(g.Generator)
	defer nn.Train(g.Generator)
	return torch.NoGradResult(func() *torch.Tensor {
		return g.Generator.Forward(noise).Add(1).Div(2)
	})
}

// losses are those of a step, or sums of many.
type losses struct {
	discriminator, generator float64
	real, fake               float64 // what the discriminator makes of real images and of painted ones
}

func (l *losses) add(step losses) {
	l.discriminator += step.discriminator
	l.generator += step.generator
	l.real += step.real
	l.fake += step.fake
}

func (l *losses) mean(steps int) string {
	n := float64(max(steps, 1))
	return fmt.Sprintf("loss_d %s loss_g %s d_real %s d_fake %s",
		program.Float(l.discriminator/n), program.Float(l.generator/n), program.Float(l.real/n), program.Float(l.fake/n))
}

func main() {
	f := defaults()
	program.Main("gan", "Trains a DCGAN on MNIST.", f, func(ctx context.Context) error { return run(ctx, f) })
}
