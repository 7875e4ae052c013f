package optim

import (
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Adafactor divides by a mean square that it keeps as one number for each row and each
// column of a matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html and
// https://arxiv.org/abs/1804.04235
type Adafactor struct {
	With[AdafactorSettings, AdafactorOption]
}

// AdafactorSettings are the settings of a group of [Adafactor].
type AdafactorSettings struct {
	LR          float64        `py:"lr" kw:"1e-2"` // at most; less as the square root of the steps
	Beta2Decay  float64        `py:"beta2_decay" kw:"-0.8"`
	Eps         [2]float64     `py:"eps" none:"" kw:"math.NaN(), 1e-3,Epsilons"`
	D           float64        `py:"d" kw:"1.0"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	Maximize    bool           `py:"maximize" kw:"false"`
}

var adafactorKind = kind[AdafactorSettings]{
	name: "Adafactor", rule: adafactor, state: "step row_var? col_var? variance?",
	sparse: "Adafactor does not support sparse gradients", single: true,
}

// Called by name, for what they make of weights and state would be in no scope.
var (
	opVectorNorm = torch.NewOp("aten::linalg_vector_norm")
	opMatMul     = torch.NewOp("aten::matmul")
	opMeanDim    = torch.NewOp("aten::mean.dim")
)

// NewAdafactor makes an optimizer of params.
func NewAdafactor(params []*torch.Tensor, lr float64, options ...AdafactorOption) *Adafactor {
	return &Adafactor{with(adafactorKind, params, adafactorOf, append([]AdafactorOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdafactorSettings) Validate() error {
	switch {
	case negative(s.LR):
		return invalid("Learning rate should be >= 0 but is: %v", s.LR)
	case negative(-s.Beta2Decay):
		return invalid("beta2_decay should be <= 0 but is: %v", s.Beta2Decay)
	case s.Eps[0] < 0:
		return invalid("epsilon1 should be >= 0 but is: %v", s.Eps[0])
	case negative(s.Eps[1]):
		return invalid("epsilon2 should be >= 0 but is: %v", s.Eps[1])
	case negative(s.D - 1):
		return invalid("Clipping threshold d should be >= 1 but is: %v", s.D)
	case negative(s.WeightDecay):
		return invalid("weight_decay should be >= 0 but is: %v", s.WeightDecay)
	}
	return nil
}

func adafactor(s *AdafactorSettings, b *Batch) {
	if b.Params.complex() {
		panic(&torch.Error{Op: "Adafactor", Kind: "RuntimeError", Msg: "Adafactor does not support complex parameters"})
	}
	grads := b.Grads
	if s.Maximize {
		grads = grads.Neg()
	}
	eps := s.Eps[0]
	if math.IsNaN(eps) {
		eps = torch.FInfo(b.group.Params[0].DType()).Eps // Python keeps the first dtype's too
	}
	for i, step := range b.Steps() {
		s.one(b.one(i), grads.at(i), step, eps)
	}
}

// one is the rule for one parameter.
func (s *AdafactorSettings) one(b *Batch, grads List, step, eps float64) {
	param, grad := b.Params.tensors[0], grads.tensors[0]
	weight := cmath.Pow(step, s.Beta2Decay)
	size := max(s.Eps[1], b.rootMeanSquare(param, 1)) * min(s.LR, 1/cmath.Pow(step, 0.5))
	if s.WeightDecay != 0 {
		b.Params.MulNumber_(1 - float64(s.LR*s.WeightDecay))
	}
	update := b.variance(grad, weight, eps).ClampMin_(eps * eps).Rsqrt_().Mul_(grad)
	divisor := max(1, b.rootMeanSquare(update, s.D))
	if b.Foreach() {
		updates := List{[]*torch.Tensor{update}, &b.run}
		updates.MulNumber_(-size / divisor)
		b.Params.Add_(updates, 1)
		return
	}
	param.Add_(update, torch.Alpha(-size/divisor))
}

// rootMeanSquare is the norm of t over d times the root of its number of elements.
func (b *Batch) rootMeanSquare(t *torch.Tensor, d float64) float64 {
	v := torch.Invocation{Op: opVectorNorm}
	v.Tensor(t)
	v.In(b.run.scope)
	return v.One().Item() / (cmath.Pow(float64(t.Numel()), 0.5) * d)
}

// variance takes grad into the mean squares and returns what they tell of each element.
func (b *Batch) variance(grad *torch.Tensor, weight, eps float64) *torch.Tensor {
	if grad.NDim() < 2 {
		own := b.kept("variance", func(int) *torch.Tensor { return torch.ZerosLike(grad, torch.PreserveFormat) }).tensors[0]
		own.Lerp_(grad.Mul(grad), weight)
		return b.run.scope.Adopt(own.Clone())
	}
	rows, columns := b.meanSquare("row_var", grad, -1, weight), b.meanSquare("col_var", grad, -2, weight)
	v := torch.Invocation{Op: opMatMul}
	v.Tensor(rows)
	v.Tensor(columns)
	v.In(b.run.scope)
	return v.One().Div_(b.meanRow(rows).ClampMin_(eps))
}

// meanRow is the mean of rows (..., n, 1), of shape (..., 1, 1).
func (b *Batch) meanRow(rows *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opMeanDim}
	v.Tensor(rows)
	v.Ints([]int{-2})
	v.Bool(true)
	v.In(b.run.scope)
	return v.One()
}

// meanSquare takes grad into the mean squares along a dimension.
func (b *Batch) meanSquare(name string, grad *torch.Tensor, dim int, weight float64) *torch.Tensor {
	own := b.kept(name, func(int) *torch.Tensor { return grad.NewZeros(along(dim)(grad.Shape())) }).tensors[0]
	norm := aten.LinalgVectorNorm(grad, &aten.LinalgVectorNormOptions{Dim: []int{dim}, KeepDim: true})
	return own.Lerp_(norm.Square_().Div_(grad.Size(dim)), weight)
}

// along returns the shapes of means along a dimension.
func along(dim int) func(shape []int) []int {
	return func(shape []int) []int {
		out := append([]int(nil), shape...)
		if len(out) >= 2 {
			out[len(out)+dim] = 1
		}
		return out
	}
}

// factored are the names in the state whose shapes are not the parameter's.
var factored = map[string]func(shape []int) []int{"row_var": along(-1), "col_var": along(-2)}
