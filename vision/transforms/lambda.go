package transforms

import "github.com/e0112027/gotorch/torch"

// Lambda calls a function with each image.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Lambda.html
type Lambda struct {
	f func(*torch.Tensor) *torch.Tensor
}

// NewLambda makes the transform that calls f, which draws nothing at random. Targets stay as
// they are.
func NewLambda(lambd func(*torch.Tensor) *torch.Tensor) *Lambda {
	if lambd == nil {
		panic(&torch.Error{Op: "Lambda", Kind: "TypeError", Msg: "Argument lambd should be callable, got nil"})
	}
	return &Lambda{lambd}
}

// Draw implements [Transform].
func (l *Lambda) Draw(*torch.Tensor, *torch.Generator) Op { return pixels(l.f) }

func (l *Lambda) String() string { return "Lambda(<lambda>, types=['object'])" }
