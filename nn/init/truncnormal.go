package ninit

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// TruncNormal_ draws from the normal distribution, and anew what falls outside
// of [a, b]; Python's defaults are mean 0, std 1, a -2, b 2. Its draws are those
// of torch 2.15: normal numbers where most of them fall inside, else uniform
// ones taken by their density.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.trunc_normal_
func TruncNormal_(t *torch.Tensor, mean, std, a, b float64, generator ...GeneratorOption) *torch.Tensor {
	if t.Device() == torch.Meta {
		return t
	}
	inside := normalCDF((b-mean)/std) - normalCDF((a-mean)/std)
	return fill(t, func(t *torch.Tensor) {
		n := truncated{t: t, mean: mean, std: std, a: a, b: b, from: from(generator)}
		if inside > 0.3 {
			n.redraw()
		} else {
			n.reject()
		}
	})
}

// normalCDF only chooses between the two ways to draw; its last bit is of no
// account.
func normalCDF(x float64) float64 { return (1 + math.Erf(x/math.Sqrt2)) / 2 }

type truncated struct {
	t               *torch.Tensor
	mean, std, a, b float64
	from            torch.GeneratorOption
}

// redraw draws normal numbers until all are inside.
func (n *truncated) redraw() {
	// The bounds are rounded to the tensor's dtype, or a number on one would
	// count as outside.
	low := torch.ScalarTensor(n.a, n.t.DType()).Item()
	high := torch.ScalarTensor(n.b, n.t.DType()).Item()
	result := n.t.Normal_(n.mean, n.std, n.from)
	for {
		outside := result.Lt(low).BitwiseOr(result.Gt(high))
		if !someTrue(outside) {
			break
		}
		fresh := torch.EmptyLike(result).Normal_(n.mean, n.std, n.from)
		result = torch.Where(outside, fresh, result)
	}
	if result != n.t {
		n.t.Copy_(result)
	}
}

// reject draws uniform numbers, and keeps each with the probability that its
// density has beside the largest one.
func (n *truncated) reject() {
	mode := max(n.a, min(n.mean, n.b))
	z := (mode - n.mean) / n.std
	peak := float64(-0.5 * float64(z*z))

	accept := torch.EmptyLike(n.t)
	rejected := func(candidates *torch.Tensor) *torch.Tensor {
		density := candidates.Sub_(n.mean).Div_(n.std).Pow_(2).Mul_(-0.5).Sub_(peak)
		return accept.Uniform_(0, 1, n.from).Log_().Gt(density)
	}
	n.t.Uniform_(n.a, n.b, n.from)
	candidates := n.t.Clone()
	pending := rejected(candidates)
	result := n.t
	for someTrue(pending) {
		candidates.Uniform_(n.a, n.b, n.from)
		result = torch.Where(pending, candidates, result)
		pending = torch.Where(pending, rejected(candidates), pending)
	}
	if result != n.t {
		n.t.Copy_(result)
	}
}

func someTrue(t *torch.Tensor) bool { return torch.ItemAs[bool](t.Any()) }
