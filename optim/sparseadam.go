package optim

import (
	"fmt"
	"math"
	"strings"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
)

// SparseAdam is [Adam] for sparse gradients, such as embeddings have: it changes, and
// remembers, only what a gradient has elements of.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.SparseAdam.html
type SparseAdam struct {
	With[SparseAdamSettings, SparseAdamOption]
}

// SparseAdamSettings are the settings of a group of [SparseAdam].
type SparseAdamSettings struct {
	LR       float64    `py:"lr" kw:"1e-3"`
	Betas    [2]float64 `py:"betas" kw:"0.9, 0.999"`
	Eps      float64    `py:"eps" kw:"1e-8"`
	Maximize bool       `py:"maximize" kw:"false"`
}

var sparseAdamKind = kind[SparseAdamSettings]{
	name: "SparseAdam", rule: sparseAdam, state: "step exp_avg exp_avg_sq",
	check: func(group int, params []*torch.Tensor) string {
		if at := indices(group, params, func(p *torch.Tensor) bool { return p.Layout() != torch.Strided }); at != "" {
			return "Sparse params at indices " + at + ": SparseAdam requires dense parameter tensors"
		}
		if at := indices(group, params, func(p *torch.Tensor) bool { return p.DType().IsComplex() }); at != "" {
			return "Complex params at indices " + at + ": SparseAdam does not support complex parameters"
		}
		return ""
	},
}

// indices lists as Python does where in a group something holds, "" for nowhere.
func indices(group int, params []*torch.Tensor, holds func(p *torch.Tensor) bool) string {
	var at []string
	for i, p := range params {
		if holds(p) {
			at = append(at, fmt.Sprintf("[%d, %d]", group, i))
		}
	}
	if at == nil {
		return ""
	}
	return "[" + strings.Join(at, ", ") + "]"
}

// NewSparseAdam makes an optimizer of params.
func NewSparseAdam(params []*torch.Tensor, lr float64, options ...SparseAdamOption) *SparseAdam {
	return &SparseAdam{with(sparseAdamKind, params, sparseAdamOf, append([]SparseAdamOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *SparseAdamSettings) Validate() error {
	if !(s.LR > 0) {
		return invalid("Invalid learning rate: %v", s.LR)
	}
	if !(s.Eps > 0) {
		return invalid("Invalid epsilon value: %v", s.Eps)
	}
	return validateBetas(s.Betas)
}

func sparseAdam(s *SparseAdamSettings, b *Batch) {
	for _, grad := range b.Grads.tensors {
		if !isSparse(grad) {
			panic(&torch.Error{Op: "SparseAdam", Kind: "RuntimeError", Msg: "SparseAdam does not support dense gradients, please consider Adam instead"})
		}
	}
	steps := b.integerSteps()
	means, squares := b.Zeros("exp_avg"), b.Zeros("exp_avg_sq")
	for i, grad := range b.Grads.tensors {
		if s.Maximize {
			grad = grad.Neg()
		}
		if grad = grad.Coalesce(); grad.Values().Numel() > 0 {
			s.one(b.Params.tensors[i], grad, means.tensors[i], squares.tensors[i], steps[i])
		}
	}
}

// one is the rule for one parameter.
func (s *SparseAdamSettings) one(param, grad, mean, square *torch.Tensor, step float64) {
	like := func(values *torch.Tensor) *torch.Tensor {
		return torch.SparseCOOTensor(grad.Indices(), values, grad.Shape())
	}
	values := grad.Values()
	formerMean, formerSquare := mean.SparseMask(grad).Values(), square.SparseMask(grad).Values()
	changeOfMean := values.Sub(formerMean).Mul_(1 - s.Betas[0])
	mean.Add_(like(changeOfMean))
	changeOfSquare := values.Pow(2).Sub_(formerSquare).Mul_(1 - s.Betas[1])
	square.Add_(like(changeOfSquare))
	numerator := changeOfMean.Add_(formerMean)
	denominator := changeOfSquare.Add_(formerSquare).Sqrt_().Add_(s.Eps)
	correction1, correction2 := 1-cmath.Pow(s.Betas[0], step), 1-cmath.Pow(s.Betas[1], step)
	size := s.LR * math.Sqrt(correction2) / correction1
	param.Add_(like(numerator.Div_(denominator).Mul(-size)))
}

// integerSteps is Steps where Python keeps an int.
func (b *Batch) integerSteps() []float64 {
	counts := b.group.numbers("step")
	for _, at := range b.at {
		counts[at].began, counts[at].dtype = true, torch.Int64
	}
	return b.Steps()
}
