package transforms

import "github.com/e0112027/gotorch/torch"

// sizeOf returns the height and width of a picture (..., H, W) whose channels don't visibly
// come last.
func sizeOf(op string, x *torch.Tensor) (height, width int) {
	if x.NDim() < 3 {
		refuse(op, "ValueError", x, "a picture has the sizes (..., C, H, W), got %v; Unsqueeze(0) makes (1, H, W) of a gray one", x.Shape())
	}
	requireChannelsFirst(op, x)
	return x.Size(-2), x.Size(-1)
}

// requireChannelsFirst refuses a picture (..., H, W, C). It is told by what
// pictures don't have: more than 4 channels, and 1, 3 or 4 columns. A tensor of
// another kind that looks so can be transformed through [NewLambda].
func requireChannelsFirst(op string, x *torch.Tensor) {
	if x.NDim() < 3 || x.Size(-3) <= 4 || x.Size(-2) <= 4 {
		return
	}
	switch x.Size(-1) {
	case 1, 3, 4:
		refuse(op, "ValueError", x,
			"the channels of a picture come first, (..., C, H, W), and the sizes %v look like (..., H, W, C); call MoveDim(-1, -3) before", x.Shape())
	}
}

// grayOrRGB refuses pictures of other than 1 or 3 channels, and returns their number.
func grayOrRGB(op string, x *torch.Tensor) int {
	sizeOf(op, x)
	c := x.Size(-3)
	if c != 1 && c != 3 {
		refuse(op, "TypeError", x, "Input image tensor permitted channel values are 1 or 3, but found %d", c)
	}
	return c
}

// batched reshapes a picture (..., C, H, W) to (N, C, H, W).
func batched(x *torch.Tensor) *torch.Tensor {
	return x.Reshape(-1, x.Size(-3), x.Size(-2), x.Size(-1))
}

// unbatched gives y (N, C, H', W') the leading sizes of x (..., C, H, W).
func unbatched(y, x *torch.Tensor) *torch.Tensor {
	shape := x.Shape()
	copy(shape[len(shape)-3:], y.Shape()[1:])
	return y.Reshape(shape...)
}

// floating is x's dtype where it is floating, float32 elsewhere.
func floating(x *torch.Tensor) torch.DType {
	if x.DType().IsFloatingPoint() {
		return x.DType()
	}
	return torch.Float32
}

// maxValue is the greatest value of a picture of a dtype.
func maxValue(d torch.DType) int {
	switch d {
	case torch.UInt8:
		return 255
	case torch.UInt16:
		return 65535
	case torch.Int8, torch.Int16, torch.Int32, torch.Int64:
		return 1<<valueBits(d) - 1
	}
	return 1
}

// valueBits is how many bits of an integer hold its value.
func valueBits(d torch.DType) int {
	switch d {
	case torch.UInt8:
		return 8
	case torch.Int8:
		return 7
	case torch.Int16:
		return 15
	case torch.UInt16:
		return 16
	case torch.Int32:
		return 31
	case torch.Int64:
		return 63
	}
	panic(&torch.Error{Op: "transforms", Kind: "TypeError", Msg: "Number of value bits is only defined for integer dtypes, but got " + d.String() + "."})
}
