// Package parametrizations is Python's torch.nn.utils.parametrizations: [WeightNorm],
// [SpectralNorm] and [Orthogonal] on any module that embeds [nn.Module].
package parametrizations

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// WeightNormOption is a keyword argument of [WeightNorm]: [Dim].
type WeightNormOption interface{ applyWeightNorm(*weightNorm) }

// Dim is the dimension whose slices are normalised apart.
type Dim int

func (d Dim) applyWeightNorm(w *weightNorm) { w.dim = int(d) }

// weightNorm is Python's _WeightNorm.
type weightNorm struct {
	nn.Module
	dim int
}

// WeightNorm splits a parameter of a module, such as "weight", into its norm, original0,
// and its direction, original1. [Dim] is 0 unless given; -1 is one norm for all.
// Values are assigned by [parametrize.Assign], as the field is computed before each Forward.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html
func WeightNorm(m any, name string, options ...WeightNormOption) {
	w := &weightNorm{}
	for _, option := range options {
		option.applyWeightNorm(w)
	}
	registry.Of(w).Class = "_WeightNorm"
	parametrize.RegisterParametrization(m, name, w, parametrize.Unsafe(true))
}

// Join computes the weight from norm and direction.
func (w *weightNorm) Join(originals []*torch.Tensor) *torch.Tensor {
	return aten.InternalWeightNorm(originals[1], originals[0], &aten.InternalWeightNormOptions{Dim: w.dim})
}

// Split returns norm and direction.
func (w *weightNorm) Split(x *torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{aten.NormExceptDim(x, &aten.NormExceptDimOptions{Pow: aten.Some(2), Dim: w.dim}), x}
}

// weightOf is a module's tensor of a name.
func weightOf(m any, name string) *torch.Tensor {
	at := registry.Field(m, name)
	if at == nil || *at == nil {
		refuse("Module '%T' has no parameter or buffer with name '%s'", m, name)
	}
	return *at
}

func refuse(format string, args ...any) {
	panic(&torch.Error{Op: "parametrizations", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
