package transforms

import "github.com/e0112027/gotorch/torch"

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
