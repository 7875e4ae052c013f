package parametrizations

import (
	"reflect"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SpectralNormOption is a keyword argument of [SpectralNorm]: [NPowerIterations], [Eps] or
// [Dim].
type SpectralNormOption interface{ applySpectralNorm(*spectralNorm) }

// NPowerIterations is how often each Forward in training improves the singular vectors; 1
// unless given.
type NPowerIterations int

// Eps keeps norms from 0; 1e-12 unless given.
type Eps float64

func (n NPowerIterations) applySpectralNorm(s *spectralNorm) { s.iterations = int(n) }
func (e Eps) applySpectralNorm(s *spectralNorm)              { s.eps = float64(e) }
func (d Dim) applySpectralNorm(s *spectralNorm)              { s.dim = int(d) }

// spectralNorm is Python's _SpectralNorm.
type spectralNorm struct {
	nn.Module
	U *torch.Tensor `nn:"_u,buffer"` // nil for a vector
	V *torch.Tensor `nn:"_v,buffer"`

	dim, iterations int
	eps             float64
}

// SpectralNorm divides a parameter of a module, such as "weight", by its largest singular
// value, with [Dim] as rows: 1 unless given for transposed convolutions, 0 for others. It
// draws two vectors, and in training each Forward changes them.
//
// Values are assigned by [parametrize.Assign], as the field is computed before each Forward.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.spectral_norm.html
func SpectralNorm(m any, name string, options ...SpectralNormOption) {
	weight := weightOf(m, name)
	s := &spectralNorm{iterations: 1, eps: 1e-12}
	if strings.HasPrefix(reflect.TypeOf(m).Elem().Name(), "ConvTranspose") {
		s.dim = 1
	}
	for _, option := range options {
		option.applySpectralNorm(s)
	}
	s.start(weight)
	registry.Of(s).Class = "_SpectralNorm"
	parametrize.RegisterParametrization(m, name, s)
}

func (s *spectralNorm) start(weight *torch.Tensor) {
	dims := weight.NDim()
	if s.dim >= dims || s.dim < -dims {
		refuse("Dimension out of range (expected to be in range of [-%d, %d] but got %d)", dims, dims-1, s.dim)
	}
	if s.iterations <= 0 {
		refuse("Expected n_power_iterations to be positive, but got n_power_iterations=%d", s.iterations)
	}
	if s.dim < 0 {
		s.dim += dims
	}
	if dims == 1 {
		return
	}
	torch.NoGrad(func() {
		matrix := s.matrix(weight)
		u := matrix.NewEmpty(matrix.Size(0)).Normal_(0, 1)
		v := matrix.NewEmpty(matrix.Size(1)).Normal_(0, 1)
		s.U, s.V = s.normalize(u).Keep(), s.normalize(v).Keep()
		s.iterate(matrix, 15)
	})
}

// matrix is the weight with one dimension as its rows.
func (s *spectralNorm) matrix(weight *torch.Tensor) *torch.Tensor {
	if s.dim != 0 {
		order := []int{s.dim}
		for d := range weight.NDim() {
			if d != s.dim {
				order = append(order, d)
			}
		}
		weight = weight.Permute(order...)
	}
	return weight.Flatten(1)
}

// normalize is functional.normalize along dimension 0.
func (s *spectralNorm) normalize(x *torch.Tensor) *torch.Tensor {
	norm := aten.LinalgVectorNorm(x, &aten.LinalgVectorNormOptions{Ord: 2.0, Dim: []int{0}, KeepDim: true})
	return x.Div(norm.ClampMin(s.eps).ExpandAs(x))
}

// iterate improves the singular vectors.
func (s *spectralNorm) iterate(matrix *torch.Tensor, times int) {
	for range times {
		s.U.Copy_(s.normalize(matrix.MV(s.V)))
		s.V.Copy_(s.normalize(matrix.H().MV(s.U)))
	}
}

// Forward divides the weight by its norm.
func (s *spectralNorm) Forward(weight *torch.Tensor) *torch.Tensor {
	if weight.NDim() == 1 {
		return s.normalize(weight)
	}
	matrix := s.matrix(weight)
	if s.Training() {
		torch.NoGrad(func() { s.iterate(matrix, s.iterations) })
	}
	u, v := s.U.Clone(), s.V.Clone()
	return weight.Div(u.VDot(matrix.MV(v)))
}

// RightInverse takes a weight as it is, though its norm may be another.
func (s *spectralNorm) RightInverse(weight *torch.Tensor) *torch.Tensor { return weight }
