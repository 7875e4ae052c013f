package nn

import (
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Bilinear maps the last dimensions of two tensors, x1 @ W @ x2ᵀ + b.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html
type Bilinear struct {
	Module
	Weight *torch.Tensor // (OutFeatures, In1Features, In2Features)
	Bias   *torch.Tensor // (OutFeatures), or nil

	In1Features, In2Features, OutFeatures int
}

type bilinearArgs struct {
	bias bool `kw:"true"`
	factory
}

// NewBilinear makes a layer whose weight and bias are drawn uniformly from ±1/√in1.
func NewBilinear(in1Features, in2Features, outFeatures int, options ...BilinearOption) *Bilinear {
	b, a := bilinearOf(options)
	b.In1Features, b.In2Features, b.OutFeatures = in1Features, in2Features, outFeatures
	b.Weight, b.Bias = a.parameter(true, outFeatures, in1Features, in2Features), a.parameter(a.bias, outFeatures)
	b.ResetParameters()
	return &b
}

// ResetParameters draws weight and bias anew.
func (b *Bilinear) ResetParameters() {
	if b.In1Features <= 0 {
		refuse("Bilinear", "in1_features must be > 0, but got (in1_features=%d)", b.In1Features)
	}
	bound := 1 / math.Sqrt(float64(b.In1Features))
	ninit.Uniform_(b.Weight, -bound, bound)
	if b.Bias != nil {
		ninit.Uniform_(b.Bias, -bound, bound)
	}
}

// Forward maps x (*, In1Features) and y (*, In2Features) to (*, OutFeatures).
func (b *Bilinear) Forward(x, y *torch.Tensor) *torch.Tensor { return b.call2(x, y, b.forward) }

func (b *Bilinear) forward(x, y *torch.Tensor) *torch.Tensor {
	return aten.Bilinear(x, y, b.Weight, &aten.BilinearOptions{Bias: b.Bias})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (b *Bilinear) ExtraRepr() string {
	return extra(b, "in1_features= in2_features= out_features= bias=")
}
