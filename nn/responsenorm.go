package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LocalResponseNorm divides each element by (K + Alpha·m)^Beta, where m is the mean square of
// the elements in Size neighbouring channels.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
type LocalResponseNorm struct {
	Module
	Size  int
	Alpha float64 `kw:"1e-4"`
	Beta  float64 `kw:"0.75"`
	K     float64 `kw:"1"`
}

// NewLocalResponseNorm makes a layer over so many channels.
func NewLocalResponseNorm(size int, options ...LocalResponseNormOption) *LocalResponseNorm {
	l := localResponseNormOf(options)
	l.Size = size
	return &l
}

// Forward keeps the shape of x (N, C, ...), of three dimensions or more.
func (l *LocalResponseNorm) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *LocalResponseNorm) forward(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d < 3 {
		refuse("LocalResponseNorm", "Expected 3D or higher dimensionality                          input (got %d dimensions)", d)
	}
	if x.Numel() == 0 {
		return x
	}
	return x.Div(l.means(x.Mul(x)).Mul(l.Alpha).Add(l.K).Pow(l.Beta))
}

// means are those of the neighbouring channels' elements.
func (l *LocalResponseNorm) means(squares *torch.Tensor) *torch.Tensor {
	before, after := l.Size/2, (l.Size-1)/2
	if squares.NDim() == 3 {
		padded := aten.Pad(squares.Unsqueeze(1), []int{0, 0, before, after}, nil)
		m := AvgPool{KernelSize: Size{l.Size, 1}, Stride: noDilation[:1], Padding: noPadding[:1], CountIncludePad: true}
		return m.mean2d(padded).Squeeze(torch.Dim(1))
	}
	planes := squares.View(squares.Size(0), 1, squares.Size(1), squares.Size(2), -1)
	padded := aten.Pad(planes, []int{0, 0, 0, 0, before, after}, nil)
	m := AvgPool{KernelSize: Size{l.Size, 1, 1}, Stride: noDilation[:1], Padding: noPadding[:1], CountIncludePad: true}
	return m.mean3d(padded).Squeeze(torch.Dim(1)).ViewAs(squares)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *LocalResponseNorm) ExtraRepr() string {
	return responseRepr(l.Size, l.Alpha, l.Beta, tensorstr.Number(l.K))
}

func responseRepr(size int, alpha, beta float64, k string) string {
	return fmt.Sprintf("%d, alpha=%s, beta=%s, k=%s", size, tensorstr.Number(alpha), tensorstr.Number(beta), k)
}
