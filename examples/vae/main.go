// Vae trains a variational autoencoder on MNIST: an encoder that finds for each digit a normal
// distribution over a few latent numbers, and a decoder that draws the digit back from them.
// From numbers of its own choice the decoder draws digits that nobody wrote.
//
//	go run ./examples/vae -plot vae.png
//
// From the same seed and with as many threads it prints what the same program in Python
// prints, to the last digit. See https://arxiv.org/abs/1312.6114 and PyTorch's
// https://github.com/pytorch/examples/tree/main/vae.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"time"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/examples/internal/digits"
	"github.com/e0112027/gotorch/examples/internal/picture"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/special"
)

const (
	pixels  = digits.Side * digits.Side
	hidden  = 400
	samples = 100 // drawn after training
)

// VAE is the two networks, with the names that PyTorch's example gives their layers.
type VAE struct {
	FC1  *nn.Linear
	FC21 *nn.Linear // to the mean
	FC22 *nn.Linear // to the logarithm of the variance
	FC3  *nn.Linear
	FC4  *nn.Linear
}

// NewVAE draws the initial weights for so many latent numbers.
func NewVAE(latent int) *VAE {
	return &VAE{
		FC1:  nn.NewLinear(pixels, hidden),
		FC21: nn.NewLinear(hidden, latent),
		FC22: nn.NewLinear(hidden, latent),
		FC3:  nn.NewLinear(latent, hidden),
		FC4:  nn.NewLinear(hidden, pixels),
	}
}

// Encode returns the mean and the logarithm of the variance, both (N, latent), that images
// (N, 1, 28, 28) have.
func (v *VAE) Encode(x *torch.Tensor) (mean, logVar *torch.Tensor) {
	h := F.ReLU(v.FC1.Forward(x.View(-1, pixels)))
	return v.FC21.Forward(h), v.FC22.Forward(h)
}

// Decode returns the images (N, 1, 28, 28), from 0 to 1, of latent numbers (N, latent).
func (v *VAE) Decode(z *torch.Tensor) *torch.Tensor {
	h := F.ReLU(v.FC3.Forward(z))
	return v.FC4.Forward(h).Sigmoid().View(-1, 1, digits.Side, digits.Side)
}

// Loss draws latent numbers for the images and returns the loss of the images that they are
// decoded to: the sum over the batch of the binary cross entropy of the pixels, and of the
// divergence of the latent distribution from the standard normal one.
func (v *VAE) Loss(x *torch.Tensor) *torch.Tensor {
	mean, logVar := v.Encode(x)
	deviation := logVar.Mul(0.5).Exp()
	z := mean.Add(torch.RandnLike(deviation).Mul(deviation))
	bce := F.BinaryCrossEntropy(v.Decode(z), x, nn.Sum)
	kld := logVar.Add(1).Sub(mean.Pow(2)).Sub(logVar.Exp()).Sum().Mul(-0.5)
	return bce.Add(kld)
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
	net := NewVAE(f.Latent)
	nn.To(net, device)
	nn.Print(net)
	optimizer := optim.NewAdam(nn.Parameters(net), f.LR)
	loader := data.NewLoader(trainSet, data.BatchSize(f.Batch), data.Shuffle(true), data.Workers(1))
	testLoader := data.NewLoader(testSet, data.BatchSize(1000), data.Workers(1))

	steps := f.Steps(loader.Len())
	for epoch := range f.Epochs {
		start, sum, seen := time.Now(), 0.0, 0
		for batch, err := range program.Steps(epoch, steps, loader.Batches(ctx)) {
			if err != nil {
				return err
			}
			optimizer.ZeroGrad()
			loss := net.Loss(batch.Input.To(device))
			loss.Backward()
			optimizer.Step()
			sum += loss.Item()
			seen += batch.Input.Len()
		}
		trained := time.Now()
		testLoss, err := evaluate(ctx, net, testLoader, device)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %s test %s train_s %.2f eval_s %.2f\n", epoch+1, program.Float(sum/float64(seen)),
			program.Float(testLoss/float64(testSet.Len())), trained.Sub(start).Seconds(), time.Since(trained).Seconds())
	}
	fmt.Println("Training complete!")
	return finish(ctx, f, net, testLoader, device)
}

// evaluate returns the sum of the losses of all images.
func evaluate(ctx context.Context, net *VAE, loader *data.Loader[data.Batch], device torch.Device) (sum float64, err error) {
	err = torch.NoGradResult(func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			sum += net.Loss(batch.Input.To(device)).Item()
		}
		return nil
	})
	return sum, err
}

// finish draws samples, and does what the flags ask for.
func finish(ctx context.Context, f *flags, net *VAE, test *data.Loader[data.Batch], device torch.Device) error {
	return torch.NoGradResult(func() error {
		drawn := net.Decode(torch.Randn(samples, f.Latent).To(device))
		if f.SHA256 {
			fmt.Printf("samples %x\n", sha256.Sum256(drawn.RawBytes()))
		}
		if f.Plot != "" {
			if err := drawPage(ctx, f.Plot, net, drawn, test, device); err != nil {
				return err
			}
		}
		return f.Finish(net)
	})
}

// drawPage writes a picture of the samples, and of the latent plane where it is one: what it
// decodes to, and where the test digits lie.
func drawPage(ctx context.Context, path string, net *VAE, drawn *torch.Tensor, test *data.Loader[data.Batch], device torch.Device) error {
	const side, columns, tiles, zoom = 6 * vg.Inch, 10, 20, 2
	if net.FC3.InFeatures != 2 {
		return picture.Save(path, picture.Enlarged(picture.Grid(drawn, columns), zoom))
	}
	means, err := latentMeans(ctx, net, test, device)
	if err != nil {
		return err
	}
	decoded := net.Decode(plane(tiles).To(device))
	return picture.Page(path, 3*side, side, func(page draw.Canvas) error {
		picture.Titled(draw.Crop(page, 0, -2*side, 0, 0), "samples", picture.Grid(drawn, columns))
		picture.Titled(draw.Crop(page, side, -side, 0, 0), "the latent plane, by quantiles", picture.Grid(decoded, tiles))
		return picture.Scatter(draw.Crop(page, 2*side, 0, 0, 0), "the test digits on the latent plane", means)
	})
}

// plane returns points (tiles*tiles, 2) of the latent plane, rows from the top left on. They
// lie at the middle of equal shares of the standard normal distribution, so that each stands
// for as many digits.
func plane(tiles int) *torch.Tensor {
	share := 1 / float64(tiles)
	quantiles := special.Ndtri(torch.Linspace(share/2, 1-share/2, tiles))
	return torch.CartesianProd(quantiles.Flip(0), quantiles).Flip(1) // (y, x) to (x, y)
}

// latentMeans returns where the encoder puts the images of each class.
func latentMeans(ctx context.Context, net *VAE, loader *data.Loader[data.Batch], device torch.Device) ([]plotter.XYs, error) {
	means := make([]plotter.XYs, 10)
	for batch, err := range loader.Batches(ctx) {
		if err != nil {
			return nil, err
		}
		mean, _ := net.Encode(batch.Input.To(device))
		points := torch.Data[float32](mean)
		for i, class := range torch.Data[int64](batch.Target) {
			means[class] = append(means[class], plotter.XY{X: float64(points[2*i]), Y: float64(points[2*i+1])})
		}
	}
	return means, nil
}

type flags struct {
	program.Flags
	Latent     int
	Data, Plot string
}

func defaults() *flags {
	return &flags{Flags: program.Flags{Epochs: 10, Batch: 128, LR: 0.001}, Latent: 2}
}

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	digits.Flag(set, &f.Data)
	set.IntVar(&f.Latent, "latent", f.Latent, "latent `NUMBERS` that a digit is drawn from; of 2 the plane is drawn too")
	set.StringVar(&f.Plot, "plot", "", "draw samples and the latent plane to `FILE`.png")
}

func (f *flags) Check() error {
	if f.Latent < 1 {
		return errors.New("-latent must be positive")
	}
	return f.Flags.Check()
}

func main() {
	f := defaults()
	program.Main("vae", "Trains a variational autoencoder on MNIST, and draws digits with it.", f, func(ctx context.Context) error { return run(ctx, f) })
}
