package models

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	pictures = 64 // a batch
	latent   = 20 // of the VAE
	noise    = 64 // of the DCGAN
)

// vae is the variational autoencoder of PyTorch's examples,
// https://github.com/pytorch/examples/tree/main/vae.
type vae struct {
	FC1  *nn.Linear
	FC21 *nn.Linear
	FC22 *nn.Linear
	FC3  *nn.Linear
	FC4  *nn.Linear
}

// Forward returns pictures (N, 784) as they are after the latent plane, and the mean and
// the logarithm of the variance there.
func (v *vae) Forward(x *torch.Tensor) (y, mean, logVar *torch.Tensor) {
	h := F.ReLU(v.FC1.Forward(x))
	mean, logVar = v.FC21.Forward(h), v.FC22.Forward(h)
	std := logVar.Mul(0.5).Exp()
	z := mean.Add(torch.RandnLike(std).Mul(std))
	return v.FC4.Forward(F.ReLU(v.FC3.Forward(z))).Sigmoid(), mean, logVar
}

func trainVAE() *Training {
	net := &vae{nn.NewLinear(784, 400), nn.NewLinear(400, latent), nn.NewLinear(400, latent), nn.NewLinear(latent, 400), nn.NewLinear(400, 784)}
	inputs := torch.Rand(Batches, pictures, 784)
	return supervised(net, optim.NewAdam(nn.Parameters(net), 1e-3), func(s *torch.Scope, i int) *torch.Tensor {
		x := batch(s, inputs, i)
		y, mean, logVar := net.Forward(x)
		reconstruction := F.BinaryCrossEntropy(y, x, F.Reduction(F.Sum))
		divergence := logVar.Add(1).Sub(mean.Pow(2)).Sub(logVar.Exp()).Sum().Mul(-0.5)
		return reconstruction.Add(divergence)
	})
}

// newGenerator makes pictures (N, 1, 28, 28) of noise (N, noise, 1, 1).
func newGenerator() *nn.Sequential {
	return nn.NewSequential(
		nn.NewConvTranspose2d(noise, 64, 7, nn.Bias(false)), nn.NewBatchNorm2d(64), nn.NewReLU(nn.Inplace(true)),
		nn.NewConvTranspose2d(64, 32, 4, nn.Stride(2), nn.Padding(1), nn.Bias(false)), nn.NewBatchNorm2d(32), nn.NewReLU(nn.Inplace(true)),
		nn.NewConvTranspose2d(32, 1, 4, nn.Stride(2), nn.Padding(1), nn.Bias(false)), nn.NewTanh(),
	)
}

// newDiscriminator tells the pictures of a data set from others, by a logit (N).
func newDiscriminator() *nn.Sequential {
	return nn.NewSequential(
		nn.NewConv2d(1, 32, 4, nn.Stride(2), nn.Padding(1), nn.Bias(false)), nn.NewLeakyReLU(nn.NegativeSlope(0.2), nn.Inplace(true)),
		nn.NewConv2d(32, 64, 4, nn.Stride(2), nn.Padding(1), nn.Bias(false)), nn.NewBatchNorm2d(64), nn.NewLeakyReLU(nn.NegativeSlope(0.2), nn.Inplace(true)),
		nn.NewConv2d(64, 1, 7, nn.Bias(false)), nn.NewFlatten(nn.StartDim(0)),
	)
}

// initDCGAN draws a layer's weights as in https://arxiv.org/abs/1511.06434.
func initDCGAN(m any) {
	switch m := m.(type) {
	case *nn.Conv2d:
		ninit.Normal_(m.Weight, 0, 0.02)
	case *nn.ConvTranspose2d:
		ninit.Normal_(m.Weight, 0, 0.02)
	case *nn.BatchNorm2d:
		ninit.Normal_(m.Weight, 1, 0.02)
		ninit.Zeros_(m.Bias)
	}
}

func trainDCGAN() *Training {
	generator, discriminator := newGenerator(), newDiscriminator()
	nn.Apply(generator, initDCGAN)
	nn.Apply(discriminator, initDCGAN)
	ofGenerator := optim.NewAdam(nn.Parameters(generator), 2e-4, optim.Betas(0.5, 0.999))
	ofDiscriminator := optim.NewAdam(nn.Parameters(discriminator), 2e-4, optim.Betas(0.5, 0.999))
	inputs := torch.Rand(Batches, pictures, 1, 28, 28).Mul(2).Sub(1)
	criterion := nn.NewBCEWithLogitsLoss()
	step := func(s *torch.Scope, i int) []*torch.Tensor {
		real, fake := torch.Ones(pictures, torch.In(s)), torch.Zeros(pictures, torch.In(s))
		made := generator.Forward(torch.Randn(pictures, noise, 1, 1, torch.In(s)))
		ofDiscriminator.ZeroGrad()
		lossD := criterion.Forward(discriminator.Forward(batch(s, inputs, i)), real)
		lossD.Backward()
		lossFake := criterion.Forward(discriminator.Forward(made.Detach()), fake)
		lossFake.Backward()
		ofDiscriminator.Step()
		ofGenerator.ZeroGrad()
		lossG := criterion.Forward(discriminator.Forward(made), real)
		lossG.Backward()
		ofGenerator.Step()
		return []*torch.Tensor{lossD.Add(lossFake), lossG}
	}
	return &Training{[]any{generator, discriminator}, []optim.Optimizer{ofGenerator, ofDiscriminator}, step}
}
