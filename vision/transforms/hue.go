package transforms

import "github.com/e0112027/gotorch/torch"

// hue turns the hue of RGB pictures by a part of the circle.
func hue(x *torch.Tensor, factor float64) *torch.Tensor {
	if x.Size(-3) == 1 || x.Numel() == 0 {
		return x
	}
	h, s, v := hsv(scaled(x, torch.Float32))
	h.Add_(factor).Remainder_(1.0)
	return scaled(rgb(h, s, v), x.DType())
}

// hsv returns hue, saturation and value of RGB pictures in [0, 1]. Where all channels are
// alike it divides by 1 instead of 0; the results are 0 there whatever the divisor.
func hsv(x *torch.Tensor) (hue, saturation, value *torch.Tensor) {
	c := x.Unbind(torch.Dim(-3))
	r, g := c[0], c[1]
	low, high := x.Aminmax(torch.Dim(-3))
	gray := high.Eq(low)
	span := high.Sub(low)
	ones := torch.OnesLike(high)
	saturation = span.Div(torch.Where(gray, ones, high))
	divisor := torch.Where(gray, ones, span).Unsqueeze_(-3)
	d := high.Unsqueeze(-3).Sub(x).Div(divisor).Unbind(torch.Dim(-3))
	rc, gc, bc := d[0], d[1], d[2]

	notRed, green := high.Ne(r), high.Eq(g)
	hg := rc.Add(2.0).Sub_(bc).Mul_(green.BitwiseAnd(notRed))
	hr := bc.Sub_(gc).Mul_(notRed.LogicalNot())
	hb := gc.Add_(4.0).Sub_(rc).Mul_(notRed.LogicalAnd_(green.LogicalNot_()))
	hue = hr.Add_(hg).Add_(hb).Mul_(1.0 / 6.0).Add_(1.0).Fmod_(1.0)
	return hue, saturation, high
}

// sextants tells for each channel which of value, p, q and t it is in each sixth of the
// circle.
var sextants = []int64{0, 2, 1, 1, 3, 0, 3, 0, 0, 2, 1, 1, 1, 1, 3, 0, 0, 2}

// rgb is the inverse of hsv.
func rgb(h, s, v *torch.Tensor) *torch.Tensor {
	h6 := h.Mul(6)
	floor := h6.Floor()
	f := h6.Sub_(floor)
	sextant := floor.To(torch.Int32)

	sf := s.Mul(f)
	rest := s.Neg().Add(1.0)
	q := sf.Neg().Add(1.0).Mul_(v).Clamp_(0.0, 1.0)
	t := sf.Add_(rest).Mul_(v).Clamp_(0.0, 1.0)
	p := rest.Mul_(v).Clamp_(0.0, 1.0)
	sextant.Remainder_(6)

	vpqt := torch.Stack([]*torch.Tensor{v, p, q, t}, torch.Dim(-3))
	choice := torch.FromSliceIn(h.Scope(), sextants, 3, 6).To(h.Device()).Index(torch.All, sextant)
	if choice.NDim() > 3 {
		choice = choice.MoveDim(0, -3)
	}
	return vpqt.Gather(-3, choice)
}
