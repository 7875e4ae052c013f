package transforms

import (
	"github.com/e0112027/gotorch/torch"
)

// ToDType changes the dtype of pictures.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ToDtype.html
type ToDType struct {
	DType torch.DType `show:"-"`
	Scale bool        `kw:"false,ScaleValues"`
}

// NewToDType makes the transform of pictures (..., C, H, W). With [ScaleValues] the values are
// mapped from the range of one dtype to that of the other, [0, 1] for floating ones.
func NewToDType(dtype torch.DType, options ...ToDTypeOption) *ToDType {
	t := toDTypeOf(options)
	t.DType = dtype
	return &t
}

// Draw implements [Transform].
func (t *ToDType) Draw(*torch.Tensor, *torch.Generator) Op { return pixels(t.image) }

func (t *ToDType) image(x *torch.Tensor) *torch.Tensor {
	if !t.Scale {
		return x.To(t.DType)
	}
	return scaled(x, t.DType)
}

func (t *ToDType) String() string { return show(t) }

// scaled maps x from its dtype's range to another's.
func scaled(x *torch.Tensor, d torch.DType) *torch.Tensor {
	from, to := x.DType().IsFloatingPoint(), d.IsFloatingPoint()
	switch {
	case x.DType() == d || from && to:
		return x.To(d)
	case from:
		wide := d == torch.Int64 || d == torch.Int32 && x.DType() == torch.Float32
		if wide && (x.DType() == torch.Float32 || x.DType() == torch.Float64) {
			refuse("to_dtype", "RuntimeError", x, "The conversion from %s to %s cannot be performed safely.", x.DType(), d)
		}
		return x.Mul(float64(maxValue(d)) + 1 - 1e-3).To(d)
	case to:
		return x.To(d).Mul_(1 / float64(maxValue(x.DType())))
	}
	return shifted(x, d)
}

// shifted maps integers to integers by moving their bits.
func shifted(x *torch.Tensor, d torch.DType) *torch.Tensor {
	by := valueBits(d) - valueBits(x.DType())
	switch {
	case by < 0 && x.DType() == torch.UInt16:
		return x.Div(1 << -by).To(d)
	case by < 0:
		return x.BitwiseRightShift(-by).To(d)
	case d == torch.UInt16:
		return x.To(d).Mul(1 << by)
	}
	return x.To(d).BitwiseLeftShift_(by)
}
