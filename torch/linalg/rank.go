package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RankOption is an argument of [MatrixRank] and [Pinv]: [ATol], [RTol] or
// [Hermitian].
type RankOption interface{ applyRank(*rankOptions) }

type rankOptions struct {
	tolerances [2]any // absolute, relative
	hermitian  bool

	byTensors bool
	floats    [2]aten.Opt[float64]
	tensors   [2]*torch.Tensor
}

// ATolOption is what [ATol] returns.
type ATolOption struct{ tolerance any }

// ATol is the absolute tolerance: a float64, or a tensor with one for each matrix.
func ATol(tolerance any) ATolOption { return ATolOption{tolerance} }

// RTolOption is what [RTol] returns.
type RTolOption struct{ tolerance any }

// RTol is the tolerance relative to a matrix's largest singular value: a float64, or
// a tensor with one for each matrix. Both are of one kind.
func RTol(tolerance any) RTolOption { return RTolOption{tolerance} }

func (t ATolOption) applyRank(o *rankOptions)      { o.tolerances[0] = t.tolerance }
func (t RTolOption) applyRank(o *rankOptions)      { o.tolerances[1] = t.tolerance }
func (h HermitianOption) applyRank(o *rankOptions) { o.hermitian = bool(h) }

func rankOptionsOf(op string, options []RankOption) *rankOptions {
	o := applied(options, RankOption.applyRank)
	numbers := 0
	for i, tolerance := range o.tolerances {
		switch tolerance := tolerance.(type) {
		case nil:
		case *torch.Tensor:
			o.tensors[i], o.byTensors = tolerance, true
		case float64:
			o.floats[i] = aten.Some(tolerance)
			numbers++
		case int:
			o.floats[i] = aten.Some(float64(tolerance))
			numbers++
		default:
			refuse("aten::"+op, "a tolerance is a float64 or a *torch.Tensor, got %T", tolerance)
		}
	}
	if o.byTensors && numbers > 0 {
		refuse("aten::"+op, "the tolerances must both be numbers or both be tensors")
	}
	return o
}

// MatrixRank returns the ranks (*), int64, of matrices a (*, M, N): how many
// singular values, or with [Hermitian] eigenvalues by their absolute values, are
// above the tolerance that [Pinv] describes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_rank.html
func MatrixRank(a *torch.Tensor, options ...RankOption) *torch.Tensor {
	o := rankOptionsOf("linalg_matrix_rank", options)
	if o.byTensors {
		return aten.LinalgMatrixRankAtolRtolTensor(a, &aten.LinalgMatrixRankAtolRtolTensorOptions{
			Atol: o.tensors[0], Rtol: o.tensors[1], Hermitian: o.hermitian,
		})
	}
	return aten.LinalgMatrixRankAtolRtolFloat(a, &aten.LinalgMatrixRankAtolRtolFloatOptions{
		Atol: o.floats[0], Rtol: o.floats[1], Hermitian: o.hermitian,
	})
}
