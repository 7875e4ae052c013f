package transforms

import "github.com/e0112027/gotorch/torch"

// Grayscale makes pictures gray.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Grayscale.html
type Grayscale struct {
	NumOutputChannels int `kw:"1"`
}

// NewGrayscale makes the transform of pictures (..., 3 or 1, H, W).
func NewGrayscale(options ...GrayscaleOption) *Grayscale {
	s := grayscaleOf(options)
	if s.NumOutputChannels != 1 && s.NumOutputChannels != 3 {
		reject("Grayscale", "num_output_channels must be 1 or 3, got %d.", s.NumOutputChannels)
	}
	return &s
}

// Draw implements [Transform].
func (s *Grayscale) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	grayOrRGB("rgb_to_grayscale", x)
	return pixels(func(x *torch.Tensor) *torch.Tensor { return grayscale(x, s.NumOutputChannels) })
}

func (s *Grayscale) String() string { return show(s) }

// RandomGrayscale makes pictures gray, with a probability, and keeps their channels.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomGrayscale.html
type RandomGrayscale struct {
	P float64 `kw:"0.1"`
}

// NewRandomGrayscale makes the transform of pictures (..., 3 or 1, H, W).
func NewRandomGrayscale(options ...RandomGrayscaleOption) *RandomGrayscale {
	s := randomGrayscaleOf(options)
	checkProbability("RandomGrayscale", s.P)
	return &s
}

// Draw implements [Transform].
func (s *RandomGrayscale) Draw(x *torch.Tensor, g *torch.Generator) Op {
	channels := grayOrRGB("rgb_to_grayscale", x)
	if !happens(s.P, g) {
		return stay
	}
	return pixels(func(x *torch.Tensor) *torch.Tensor { return grayscale(x, channels) })
}

func (s *RandomGrayscale) String() string { return show(s) }

// grayscale is gray in x's dtype, with 1 or 3 channels.
func grayscale(x *torch.Tensor, channels int) *torch.Tensor {
	if x.Size(-3) == 1 {
		if channels == 1 {
			return x.Clone()
		}
		repeats := make([]int, x.NDim())
		for i := range repeats {
			repeats[i] = 1
		}
		repeats[len(repeats)-3] = 3
		return x.Repeat(repeats...)
	}
	y := luminance(x).To(x.DType())
	if channels == 3 {
		y = y.ExpandAs(x)
	}
	return y
}

// luminance is the gray of RGB pictures, (..., 1, H, W), floating.
func luminance(x *torch.Tensor) *torch.Tensor {
	c := x.Unbind(torch.Dim(-3))
	return c[0].Mul(0.2989).Add_(c[1], torch.Alpha(0.587)).Add_(c[2], torch.Alpha(0.114)).Unsqueeze(-3)
}
