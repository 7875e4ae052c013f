package sparse_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/sparse"
)

func Example() {
	a := torch.NewTensor([][]float32{{1, 0, 2}, {0, 3, 0}}).ToSparse().SetRequiresGrad(true)
	b := torch.NewTensor([][]float32{{0, 1}, {2, 0}, {0, 0}})
	y := sparse.MM(a, b)
	y.Sum().Backward()
	fmt.Println(y)
	fmt.Println(a.Grad())
	// Output:
	// tensor([[0., 1.],
	//         [6., 0.]], grad_fn=<SparseAddmmBackward0>)
	// tensor(indices=tensor([[0, 0, 1],
	//                        [0, 2, 1]]),
	//        values=tensor([1., 0., 2.]),
	//        size=(2, 3), nnz=3, layout=torch.sparse_coo)
}

func ExampleSPDiags() {
	diagonals := torch.NewTensor([][]int64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(sparse.SPDiags(diagonals, torch.FromSlice([]int64{0, -1}), 3, 3).ToDense())
	// Output:
	// tensor([[1, 0, 0],
	//         [4, 2, 0],
	//         [0, 5, 3]])
}

func matrix() *torch.Tensor { return torch.NewTensor([][]float32{{0, 2, 0}, {3, 0, 4}}) }

func TestMM_EqualsTheDenseProduct(t *testing.T) {
	torchtest.NoLeaks(t)
	b := torch.NewTensor([][]float32{{1, 2}, {3, 4}, {5, 6}})
	want := matrix().MM(b)
	torchtest.Equal(t, want, sparse.MM(matrix().ToSparse(), b))
	torchtest.Equal(t, want, sparse.MM(matrix().ToSparseCSR(), b))
	torchtest.Equal(t, want, sparse.MM(matrix().ToSparse(), b.ToSparse()).ToDense())
	torchtest.Equal(t, [][]float32{{6, 8}, {11.5, 15}}, sparse.MM(matrix().ToSparseCSR(), b, sparse.Reduce("mean")))
	torchtest.Equal(t, want.Mul(3).Add(1), sparse.AddMM(torch.Full([]int{2, 2}, 0.5), matrix().ToSparse(), b, torch.Beta(2), torch.Alpha(3)))
}

func TestMM_GradientHasTheLayoutAndPlacesOfItsMatrix(t *testing.T) {
	torchtest.NoLeaks(t)
	b := torch.NewTensor([][]float32{{1}, {2}, {3}}, torch.RequiresGrad(true))
	for _, a := range []*torch.Tensor{matrix().ToSparse(), matrix().ToSparseCSR()} {
		b.SetGrad(nil)
		sparse.MM(a.SetRequiresGrad(true), b).Sum().Backward()
		assert.Equal(t, a.Layout(), a.Grad().Layout())
		torchtest.Equal(t, [][]float32{{0, 2, 0}, {1, 0, 3}}, a.Grad().ToDense())
		torchtest.Equal(t, [][]float32{{3}, {2}, {4}}, b.Grad())
	}
}

func TestSampledAddMM_ComputesOnlyThePlacesOfItsFirst(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := torch.Ones(2, 4), torch.Ones(4, 3)
	got := sparse.SampledAddMM(matrix().ToSparseCSR(), a, b, torch.Beta(10), torch.Alpha(2))
	torchtest.Equal(t, [][]float32{{0, 28, 0}, {38, 0, 48}}, got.ToDense())
}

// The matrices are made of dense values inside the functions, where finite
// differences can move each of them.
func TestGradients_AgainstFiniteDifferences(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	indices := torch.NewTensor([][]int64{{0, 0, 1}, {1, 2, 0}})
	coo := func(values *torch.Tensor) *torch.Tensor { return torch.SparseCOOTensor(indices, values, []int{2, 3}) }
	drawn := func(sizes ...int) *torch.Tensor { return torch.Randn(sizes, torch.Float64, torch.RequiresGrad(true)) }
	for name, test := range map[string]struct {
		inputs []*torch.Tensor
		f      func(in ...*torch.Tensor) *torch.Tensor
	}{
		"mm": {[]*torch.Tensor{drawn(3), drawn(3, 2)}, func(in ...*torch.Tensor) *torch.Tensor {
			return sparse.MM(coo(in[0]), in[1])
		}},
		"mm of CSR": {[]*torch.Tensor{drawn(3), drawn(3, 2)}, func(in ...*torch.Tensor) *torch.Tensor {
			return sparse.MM(coo(in[0]).Coalesce().ToSparseCSR(), in[1])
		}},
		"addmm": {[]*torch.Tensor{drawn(2, 2), drawn(3), drawn(3, 2)}, func(in ...*torch.Tensor) *torch.Tensor {
			return sparse.AddMM(in[0], coo(in[1]), in[2], torch.Beta(2), torch.Alpha(-1))
		}},
		"sum": {[]*torch.Tensor{drawn(3)}, func(in ...*torch.Tensor) *torch.Tensor {
			return sparse.Sum(coo(in[0]), torch.Dim(0)).ToDense()
		}},
		"softmax": {[]*torch.Tensor{drawn(3)}, func(in ...*torch.Tensor) *torch.Tensor {
			return sparse.Softmax(coo(in[0]), 1).ToDense()
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{test.f(in...)} }
			assert.NoError(t, autograd.Gradcheck(f, test.inputs))
		})
	}
}

func TestSum_Layouts(t *testing.T) {
	torchtest.NoLeaks(t)
	s := matrix().ToSparse()
	torchtest.Equal(t, float32(9), sparse.Sum(s))
	torchtest.Equal(t, float64(9), sparse.Sum(s, torch.Float64))
	columns := sparse.Sum(s, torch.Dim(0))
	assert.Equal(t, torch.SparseCOO, columns.Layout())
	torchtest.Equal(t, []float32{3, 2, 4}, columns.ToDense())
	torchtest.Equal(t, float64(9), sparse.Sum(s, torch.Dim(0, -1), torch.Float64))
}

func TestSum_GradientHasThePlacesOfItsInput(t *testing.T) {
	torchtest.NoLeaks(t)
	s := matrix().ToSparse().SetRequiresGrad(true)
	sparse.Sum(s).Backward()
	assert.Equal(t, torch.SparseCOO, s.Grad().Layout())
	torchtest.Equal(t, [][]float32{{0, 1, 0}, {1, 0, 1}}, s.Grad().ToDense())
}

func TestSoftmax_WhatIsNotThereIsNotZero(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewTensor([][]float64{{0, 2, 0}, {3, 0, 3}}).ToSparse()
	torchtest.Equal(t, [][]float64{{0, 1, 0}, {0.5, 0, 0.5}}, sparse.Softmax(s, 1).ToDense())
	logs := sparse.LogSoftmax(s.To(torch.Float32), 1, torch.Float64).ToDense()
	torchtest.AllClose(t, [][]float64{{0, 0, 0}, {-math.Ln2, 0, -math.Ln2}}, logs,
		torchtest.Tolerance{Rel: 1e-15, Why: "the logarithm is taken of a sum of exponentials"})
}

func TestSparse_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope()
	closed := matrix().MoveTo(s).ToSparse()
	s.Close()
	csr := torch.Eye(2).ToSparseCSR()
	for _, test := range []struct {
		name, message string
		call          func()
	}{
		{"closed", "is closed", func() { sparse.MM(closed, matrix()) }},
		{"nil", "an input tensor is nil", func() { sparse.Sum(nil) }},
		{"shapes", "Expected dim 0 size 3, got 2", func() { sparse.MM(matrix().ToSparse(), matrix()) }},
		{"an unknown reduction", "reduce argument must be either", func() { sparse.MM(csr, torch.Eye(2), sparse.Reduce("most")) }},
		{"kept dimensions", "unexpected keyword argument 'keepdim'", func() { sparse.Sum(closed, torch.KeepDim(true)) }},
		{"softmax of a dense tensor", "", func() { sparse.Softmax(matrix(), 1) }},
		{"sampled with a dense tensor", "", func() { sparse.SampledAddMM(matrix(), matrix(), matrix()) }},
		{"an offset twice", "Offset tensor contains duplicate values", func() { sparse.SPDiags(matrix(), torch.FromSlice([]int64{1, 1}), 3, 3) }},
		{"solve on the CPU", "_spsolve", func() { sparse.SPSolve(csr, torch.Ones(2)) }},
	} {
		t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
	}
}
