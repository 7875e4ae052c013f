package optim

import "github.com/e0112027/gotorch/torch"

// AdamW is [Adam] whose weight decay, 0.01 unless given, takes its share off the
// weights themselves.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html and
// https://arxiv.org/abs/1711.05101
type AdamW struct{ Adam }

// NewAdamW makes an optimizer of params. Python's learning rate is 0.001 unless
// given.
func NewAdamW(params []*torch.Tensor, lr float64, options ...AdamOption) *AdamW {
	o := &AdamW{Adam{base: base{name: "AdamW"}}}
	o.defaults.WeightDecay, o.defaults.adamW = 0.01, true
	o.start(params, lr, options)
	return o
}
