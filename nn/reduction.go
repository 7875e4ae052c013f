package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// reductionNumber is libtorch's number of a reduction. It panics for none.
func reductionNumber(r Reduction) int {
	if !isReduction(r) {
		refuse("Reduction", "%v is not a valid value for reduction", r)
	}
	return int(r)
}

func isReduction(r Reduction) bool { return r == None || r == Mean || r == Sum }

// reductionOf is [reductionNumber] as an option of an operator.
func reductionOf(r Reduction) aten.Opt[int] { return aten.Some(reductionNumber(r)) }

// reduce sums up the elements of a loss that Python puts together.
func reduce(r Reduction, loss *torch.Tensor) *torch.Tensor {
	switch r {
	case None:
		return loss
	case Mean:
		return loss.Mean()
	case Sum:
		return loss.Sum()
	}
	refuse("Reduction", "%v is not valid", r)
	return nil
}
