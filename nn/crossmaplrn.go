package nn

import (
	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
)

// CrossMapLRN2d is [LocalResponseNorm] of pictures as Lua's Torch computed it: a channel's
// sum of squares is that of the channel before, with one square more and one less.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossMapLRN2d.html
type CrossMapLRN2d struct {
	Module
	Size  int
	Alpha float64 `kw:"1e-4"`
	Beta  float64 `kw:"0.75"`
	K     float64 `kw:"1"`
}

// NewCrossMapLRN2d makes a layer over so many channels.
func NewCrossMapLRN2d(size int, options ...CrossMapLRN2dOption) *CrossMapLRN2d {
	l := crossMapLRN2dOf(options)
	l.Size = size
	return &l
}

// Forward keeps the shape of x (N, C, H, W). It panics for another number of dimensions. The
// gradient is Python's, of other windows than the output: no exact derivative, and it can't be
// differentiated again.
func (l *CrossMapLRN2d) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *CrossMapLRN2d) forward(x *torch.Tensor) *torch.Tensor {
	return torch.Apply(torch.OnceDifferentiable(crossMapLRN2d{l.Size, l.Alpha, l.Beta, l.K}), x)[0]
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *CrossMapLRN2d) ExtraRepr() string {
	k := tensorstr.Number(l.K)
	if l.K == 1 {
		k = "1" // Python's default is an integer
	}
	return responseRepr(l.Size, l.Alpha, l.Beta, k)
}

// crossMapLRN2d is x·scale^-beta, where scale is k + alpha/size times a sum of squares.
type crossMapLRN2d struct {
	size           int
	alpha, beta, k float64
}

func (f crossMapLRN2d) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
	x := inputs[0]
	if d := x.NDim(); d != 4 {
		refuse("CrossMapLRN2d", "CrossMapLRN2d: Expected input to be 4D, got %dD instead.", d)
	}
	scale := f.sums(x.Pow(2)).Mul_(f.alpha / float64(f.size)).Add_(f.k)
	y := scale.Pow(-f.beta).Mul_(x)
	ctx.SaveForBackward(x, y, scale)
	return []*torch.Tensor{y}
}

// sums are those of the neighbouring channels' squares.
func (f crossMapLRN2d) sums(squares *torch.Tensor) *torch.Tensor {
	channels, ahead := squares.Size(1), (f.size-1)/2+1
	sums := torch.EmptyLike(squares)
	first := sums.Select(1, 0).Zero_()
	for c := range min(ahead, channels) {
		first.Add_(squares.Select(1, c))
	}
	for c := 1; c < channels; c++ {
		sum := sums.Select(1, c).Copy_(sums.Select(1, c-1))
		if c < channels-ahead+1 {
			sum.Add_(squares.Select(1, c+ahead-1))
		}
		if c > ahead {
			sum.Sub_(squares.Select(1, c-ahead))
		}
	}
	return sums
}

func (f crossMapLRN2d) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	saved := ctx.SavedTensors()
	x, y, scale := saved[0], saved[1], saved[2]
	channels := x.Size(1)
	grad := scale.Pow(-f.beta).Mul_(grads[0])
	ratios := x.NewZeros(channels+f.size-1, x.Size(2), x.Size(3))
	center := ratios.Narrow(0, (f.size+1)/2, channels)
	factor := 2 * f.alpha * f.beta / float64(f.size)
	for n := range x.Size(0) {
		center.Copy_(grads[0].Select(0, n).Mul(y.Select(0, n)).Div_(scale.Select(0, n)))
		sum := ratios.Narrow(0, 0, f.size-1).Sum(torch.Dim(0))
		for c := range channels {
			sum.Add_(ratios.Select(0, c+f.size-1))
			grad.Select(0, n).Select(0, c).Addcmul_(x.Select(0, n).Select(0, c), sum, torch.Value(-factor))
			sum.Sub_(ratios.Select(0, c))
		}
	}
	return []*torch.Tensor{grad}
}
