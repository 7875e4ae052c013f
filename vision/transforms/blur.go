package transforms

import (
	"math"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// GaussianBlur blurs pictures by a Gaussian of random width.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.GaussianBlur.html
type GaussianBlur struct {
	KernelSize [2]int    `show:"tuple"`
	Sigma      []float64 `kw:"0.1, 2.0"`
}

// NewGaussianBlur makes the transform of pictures (..., C, H, W) by a kernel of an odd width
// and height, or of one number for both.
func NewGaussianBlur[S Sizes](kernelSize S, options ...GaussianBlurOption) *GaussianBlur {
	b := gaussianBlurOf(options)
	k := sizesOf(kernelSize)
	if len(k) == 1 {
		k = append(k, k[0])
	}
	if len(k) != 2 || k[0] <= 0 || k[1] <= 0 || k[0]%2 == 0 || k[1]%2 == 0 {
		reject("GaussianBlur", "Kernel size value should be an odd and positive number, or two, got %v.", k)
	}
	b.KernelSize = [2]int(k)
	b.Sigma = pair("GaussianBlur", "sigma", b.Sigma)
	if !(0 < b.Sigma[0] && b.Sigma[0] <= b.Sigma[1]) {
		reject("GaussianBlur", "sigma values should be positive and of the form (min, max). Got %v", b.Sigma)
	}
	return &b
}

// Draw implements [Transform].
func (b *GaussianBlur) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("gaussian_blur", x)
	sigma := uniform(b.Sigma[0], b.Sigma[1], g)
	return pixels(func(x *torch.Tensor) *torch.Tensor { return blurred(x, b.KernelSize, [2]float64{sigma, sigma}) })
}

func (b *GaussianBlur) String() string { return show(b) }

// blurred is x (..., C, H, W) averaged over a kernel.
func blurred(x *torch.Tensor, size [2]int, sigma [2]float64) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	d, channels := floating(x), x.Size(-3)
	kernel := gaussian(x, d, size[1], sigma[1]).Unsqueeze(-1).Mul(gaussian(x, d, size[0], sigma[0]))
	kernel = kernel.Expand(channels, 1, size[1], size[0])
	y := F.Pad(batched(x).To(d), []int{size[0] / 2, size[0] / 2, size[1] / 2, size[1] / 2}, F.Mode("reflect"))
	y = F.Conv2d(y, kernel, nil, F.Groups(channels))
	if x.DType() != d {
		y = y.Round_().To(x.DType())
	}
	return unbatched(y, x)
}

// gaussian is a kernel (size) whose sum is 1.
func gaussian(like *torch.Tensor, d torch.DType, size int, sigma float64) *torch.Tensor {
	end := float64(size-1) / (2 * math.Sqrt(2))
	return linspace(like, d, -end, end, size).Div(sigma).Pow(2).Neg().Softmax(0)
}
