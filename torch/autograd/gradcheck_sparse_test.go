package autograd_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

func filled(masked bool) autograd.Func {
	return func(in ...*torch.Tensor) []*torch.Tensor {
		return tensors{in[0].ToDense(torch.MaskedGrad(masked)).Mul(2)}
	}
}

// A gradient is checked at the elements that an input specifies, or without Masked
// at all of them: there a masked gradient is wrong.
func TestGradcheck_TakesEverySparseLayout(t *testing.T) {
	torchtest.NoLeaks(t)
	matrix := torch.NewTensor([][]float64{{0, 2, 0, 0}, {3, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 5, 6}})
	for name, options := range map[string][]torch.ToSparseOption{
		"COO": {torch.SparseCOO},
		"CSR": {torch.SparseCSR},
		"CSC": {torch.SparseCSC},
		"BSR": {torch.SparseBSR, torch.BlockSize(1, 2)},
		"BSC": {torch.SparseBSC, torch.BlockSize(2, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			in := tensors{matrix.ToSparse(options...).SetRequiresGrad(true)}
			for _, fast := range []bool{false, true} {
				mode := autograd.FastMode(fast)
				for _, masked := range []bool{false, true} {
					assert.NoError(t, autograd.Gradcheck(filled(masked), in, autograd.Masked(masked), mode))
				}
				wrong := square(func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x).Mul(3) })
				assert.ErrorContains(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
					return wrong.call(in[0].ToDense())
				}, in, autograd.Masked(true), mode), "Jacobian mismatch for output 0 with respect to input 0")
			}
			assert.ErrorContains(t, autograd.Gradcheck(filled(true), in), "Jacobian mismatch")
			torchtest.Equal(t, matrix.ToSlice(), in[0].Detach().ToDense()) // stepped back
		})
	}
}

func TestGradcheck_OfSparseInputsThatItRefuses(t *testing.T) {
	torchtest.NoLeaks(t)
	batch := torch.Ones(2, 3, 3, torch.Float64).ToSparseCSR().SetRequiresGrad(true)
	assert.ErrorContains(t, autograd.Gradcheck(filled(true), tensors{batch}, autograd.Masked(true)), "batches of matrices")
	same := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(2)} }
	sparse := torch.Eye(2, torch.Float64).ToSparseCSC().SetRequiresGrad(true)
	assert.ErrorContains(t, autograd.Gradcheck(same, tensors{sparse}), "Sparse output is not supported")
}

func TestGradcheck_TakesMkldnn(t *testing.T) {
	torchtest.NoLeaks(t)
	in := tensors{torch.NewTensor([]float32{1, 2, -3}).ToMkldnn().SetRequiresGrad(true)}
	sine := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].ToDense().Sin()} }
	coarse := []autograd.CheckOption{autograd.Perturbation(1e-3), torch.ATol(0.1)}
	for _, fast := range []bool{false, true} {
		assert.NoError(t, autograd.Gradcheck(sine, in, append(coarse, autograd.FastMode(fast))...))
	}
	assert.ErrorContains(t, autograd.Gradcheck(sine, in, append(coarse, autograd.CheckForwardAD(true))...), "MKLDNN inputs are not supported")
	assert.ErrorContains(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
		return tensors{in[0].Add(in[0])}
	}, in, coarse...), "MKLDNN output is not supported")
}
