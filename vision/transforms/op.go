package transforms

import "github.com/e0112027/gotorch/torch"

// pixels is an [Op] that leaves pixels where they are.
type pixels func(x *torch.Tensor) *torch.Tensor

func (f pixels) Image(x *torch.Tensor) *torch.Tensor { return f(x) }

// stay is what a transform does that its probability left out.
var stay = pixels(same)

func same(x *torch.Tensor) *torch.Tensor { return x }

// move is a [Geometry] made of what it does to each kind of target.
type move struct {
	image, mask, boxes func(x *torch.Tensor) *torch.Tensor
}

func (m move) Image(x *torch.Tensor) *torch.Tensor { return m.image(x) }

// Mask gives a mask (H, W) a channel for as long as it is moved.
func (m move) Mask(x *torch.Tensor) *torch.Tensor {
	if x.NDim() < 3 {
		return m.mask(x.Unsqueeze(0)).Squeeze(torch.Dim(0))
	}
	return m.mask(x)
}

func (m move) Boxes(x *torch.Tensor) *torch.Tensor { return m.boxes(x) }
