package transforms

import (
	"fmt"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// Compose applies transforms one after the other. It is a [Transform] too.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Compose.html
type Compose []Transform

// NewCompose makes the transform that applies each of transforms in turn.
func NewCompose(transforms ...Transform) Compose {
	return Compose(given("Compose", transforms))
}

// given refuses transforms that are nil.
func given(op string, transforms []Transform) []Transform {
	for i, t := range transforms {
		if t == nil {
			panic(&torch.Error{Op: op, Kind: "TypeError", Msg: fmt.Sprintf("transform %d is nil", i)})
		}
	}
	return transforms
}

// Apply transforms an image (..., C, H, W).
func (c Compose) Apply(x *torch.Tensor, g *torch.Generator) *torch.Tensor {
	requireImage("Compose.Apply", x)
	return c.sample(Sample{Image: x}, g).Image
}

// Sample transforms an image and its targets alike. It panics with [*torch.Error] for masks
// of another height and width than the image's, and for boxes that are not (N, 4).
func (c Compose) Sample(s Sample, g *torch.Generator) Sample {
	s.check("Compose.Sample")
	return c.sample(s, g)
}

func (c Compose) sample(s Sample, g *torch.Generator) Sample {
	for _, t := range c {
		s = s.through(t, g)
	}
	return s
}

// Draw draws for all transforms. For that it applies them, since what one draws depends
// on what the one before it left; [Compose.Apply] applies them once only. Labels are mixed by
// [Compose.Sample] alone.
func (c Compose) Draw(image *torch.Tensor, g *torch.Generator) Op { return drawEach(c, image, g) }

// String prints one transform a line.
func (c Compose) String() string { return lines("Compose", c) }

// lines prints transforms as Python prints a module whose extra_repr has a line for each.
func lines(name string, transforms []Transform) string {
	texts := make([]string, len(transforms))
	for i, t := range transforms {
		texts[i] = "    " + t.String()
	}
	text := strings.Join(texts, "\n")
	if !strings.Contains(text, "\n") {
		return name + "(" + text + ")"
	}
	return name + "(\n  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n)"
}

// sequence is what several transforms drew.
type sequence []Op

func drawEach(transforms []Transform, image *torch.Tensor, g *torch.Generator) Op {
	var ops sequence
	for _, t := range transforms {
		op := t.Draw(image, g)
		image = op.Image(image)
		ops = append(ops, op)
	}
	return ops
}

func (s sequence) Image(x *torch.Tensor) *torch.Tensor {
	for _, op := range s {
		x = op.Image(x)
	}
	return x
}

func (s sequence) Mask(x *torch.Tensor) *torch.Tensor {
	for _, op := range s {
		if m, ok := op.(Geometry); ok {
			x = m.Mask(x)
		}
	}
	return x
}

func (s sequence) Boxes(x *torch.Tensor) *torch.Tensor {
	for _, op := range s {
		if m, ok := op.(Geometry); ok {
			x = m.Boxes(x)
		}
	}
	return x
}
