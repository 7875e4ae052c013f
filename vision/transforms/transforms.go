// Package transforms prepares pictures as torchvision.transforms.v2 does, to the bit and
// with the same random draws.
//
//	transforms.NewCompose(transforms.NewToTensor(), transforms.NewNormalize([]float64{0.1307}, []float64{0.3081}))
//
// A picture is a tensor (..., C, H, W) from the first, as [torch.FromImage] makes
// it and the datasets hand it out: uint8, until [NewToTensor] or [NewToDType] turns it into
// floats. In Python, where PIL's pictures have their channels last until ToTensor moves
// them, the transforms before it must know two forms; here they know one, and refuse a
// picture whose channels visibly come last.
//
// A transform draws first, then does: [Transform.Draw] returns an [Op], which may be applied
// to the picture and, where it is a [Geometry], to its masks and boxes.
// [Compose.Apply] does this for a picture, [Compose.Sample] for all of a [Sample].
package transforms

import "github.com/e0112027/gotorch/torch"

//go:generate go run ../../internal/genkw -kw internal/kw -signatures ../../scripts/parity/signatures/transforms.json .

// Transform changes samples.
type Transform interface {
	// Draw decides what happens to a sample from its image (..., C, H, W), whose values
	// it doesn't look at. What is random is drawn from g, nil being the CPU's default
	// generator. It panics with [*torch.Error] where the transform doesn't take the image.
	Draw(image *torch.Tensor, g *torch.Generator) Op
	// String is the transform as Python prints it.
	String() string
}

// Op is what happens to an image.
type Op interface {
	// Image transforms an image of the shape that was drawn for. The result may share
	// memory with x; x stays as it is.
	Image(x *torch.Tensor) *torch.Tensor
}

// Geometry is an [Op] that moves pixels, so that it concerns masks and boxes. Other ops leave
// them as they are.
type Geometry interface {
	Op
	// Mask transforms masks (..., H, W), whose values are never interpolated.
	Mask(x *torch.Tensor) *torch.Tensor
	// Boxes transforms boxes (N, 4), which are x1, y1, x2, y2 in pixels.
	Boxes(x *torch.Tensor) *torch.Tensor
}

// Mixture is an [Op] that mixes the samples of a batch, so that it concerns their labels.
type Mixture interface {
	Op
	// Labels transforms labels (N) int64, or (N, classes) of a floating dtype.
	Labels(x *torch.Tensor) *torch.Tensor
}

// Sample is an image with targets, of which nil ones are passed over.
type Sample struct {
	Image  *torch.Tensor // (..., C, H, W)
	Masks  *torch.Tensor // (..., H, W)
	Boxes  *torch.Tensor // (N, 4): x1, y1, x2, y2
	Labels *torch.Tensor // of any shape; what [MixUp] and [CutMix] take is said there
}

// check refuses targets that don't belong to the image.
func (s Sample) check(op string) {
	requireImage(op, s.Image)
	if b := s.Boxes; b != nil && (b.NDim() != 2 || b.Size(1) != 4) {
		refuse(op, "ValueError", b, "Boxes have the shape (N, 4), x1, y1, x2, y2 of each, got %v", b.Shape())
	}
	if s.Masks == nil || s.Image.NDim() < 2 {
		return
	}
	if s.Masks.NDim() < 2 {
		refuse(op, "ValueError", s.Masks, "Masks have the shape (..., H, W), got %v", s.Masks.Shape())
	}
	image, mask := area(s.Image), area(s.Masks)
	if image != mask {
		first, second := mask, image
		if image[0] < mask[0] || image[0] == mask[0] && image[1] < mask[1] {
			first, second = image, mask
		}
		refuse(op, "ValueError", s.Masks, "Found multiple HxW dimensions in the sample: '(%d, %d)', '(%d, %d)'; Masks are %v, Image is %v",
			first[0], first[1], second[0], second[1], s.Masks.Shape(), s.Image.Shape())
	}
}

func area(x *torch.Tensor) [2]int { return [2]int{x.Size(-2), x.Size(-1)} }

func requireImage(op string, x *torch.Tensor) {
	if x == nil {
		panic(&torch.Error{Op: op, Kind: "TypeError", Msg: "the image is nil"})
	}
}

// container is a transform made of others, each of which is drawn for what the one before it
// left.
type container interface {
	sample(s Sample, g *torch.Generator) Sample
}

// through puts the sample through t.
func (s Sample) through(t Transform, g *torch.Generator) Sample {
	if c, ok := t.(container); ok {
		return c.sample(s, g)
	}
	return s.with(t, t.Draw(s.Image, g))
}

// with applies what t drew.
func (s Sample) with(t Transform, op Op) Sample {
	switch op := op.(type) {
	case Geometry:
		if s.Masks != nil {
			s.Masks = op.Mask(s.Masks)
		}
		if s.Boxes != nil {
			s.Boxes = op.Boxes(s.Boxes)
		}
	case Mixture:
		if s.Masks != nil || s.Boxes != nil {
			refuse(name(t), "ValueError", s.Image, "%s() does not support bounding boxes and masks.", name(t))
		}
		s.Labels = op.Labels(s.Labels)
	default:
		if e, ok := t.(*RandomErasing); ok {
			e.warn(s, op)
		}
	}
	s.Image = op.Image(s.Image)
	return s
}
