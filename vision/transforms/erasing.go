package transforms

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// RandomErasing fills a random rectangle of pictures with a value, with a probability. Masks
// and boxes stay as they are, of which it warns as Python does.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomErasing.html
// and https://arxiv.org/abs/1708.04896
type RandomErasing struct {
	Chance
	Scale       [2]float64 `kw:"0.02, 0.33" show:"tuple"`
	Ratio       [2]float64 `kw:"0.3, 3.3" show:"tuple"`
	Value       []float64  `kw:"0"`
	RandomValue bool       `kw:"false" show:"-"`
	Inplace     bool       `kw:"false"`
}

// NewRandomErasing makes the transform of pictures (..., C, H, W).
func NewRandomErasing(options ...RandomErasingOption) *RandomErasing {
	e := randomErasingOf(options)
	checkProbability("RandomErasing", e.P)
	if e.Scale[0] < 0 || e.Scale[1] > 1 {
		reject("RandomErasing", "Scale should be between 0 and 1")
	}
	if e.RandomValue {
		e.Value = nil
	} else if len(e.Value) == 0 {
		reject("RandomErasing", "Value needs a number, or one for each channel")
	}
	return &e
}

// Draw implements [Transform].
func (e *RandomErasing) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_erasing", x)
	if !happens(e.P, g) {
		return unlucky{stay}
	}
	channels := x.Size(-3)
	if !e.RandomValue && len(e.Value) != 1 && len(e.Value) != channels {
		refuse("random_erasing", "ValueError", x, "If value is a sequence, it should have either a single value or %d (number of inpt channels)", channels)
	}
	for range 10 {
		area, ratio := drawArea(height, width, e.Scale, e.Ratio, g)
		h := int(math.RoundToEven(math.Sqrt(area * ratio)))
		w := int(math.RoundToEven(math.Sqrt(area / ratio)))
		if h < height && w < width {
			value := e.value(x, h, w, g)
			top := randint(0, height-h+1, g)
			return e.erase(piece{top, randint(0, width-w+1, g), h, w}, value)
		}
	}
	return unlucky{stay}
}

// value is what the rectangle is filled with.
func (e *RandomErasing) value(x *torch.Tensor, height, width int, g *torch.Generator) *torch.Tensor {
	if e.RandomValue {
		return torch.Empty(x.Size(-3), height, width, torch.Float32, torch.In(x.Scope())).Normal_(0, 1, torch.WithGenerator(g))
	}
	return torch.FromSliceIn(x.Scope(), e.Value, len(e.Value), 1, 1).To(torch.Float32)
}

func (e *RandomErasing) erase(p piece, value *torch.Tensor) Op {
	return pixels(func(x *torch.Tensor) *torch.Tensor {
		if !e.Inplace {
			x = x.Clone()
		}
		p.image(x).Copy_(value)
		return x
	})
}

// unlucky is a [RandomErasing] that erases nothing, by its probability or as no rectangle
// fitted, of which it does not warn.
type unlucky struct{ pixels }

// warn says that targets pass through, where something is erased.
func (e *RandomErasing) warn(s Sample, op Op) {
	if _, out := op.(unlucky); out {
		return
	}
	for _, target := range []struct {
		class string
		given bool
	}{{"Mask", s.Masks != nil}, {"BoundingBoxes", s.Boxes != nil}} {
		if target.given {
			torch.Warn(torch.Warning{Op: "RandomErasing", Message: "RandomErasing() is currently passing through inputs of type tv_tensors." +
				target.class + ". This will likely change in the future."})
		}
	}
}

func (e *RandomErasing) String() string { return show(e) }
