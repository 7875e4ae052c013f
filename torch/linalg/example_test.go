package linalg_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/linalg"
)

func Example() {
	a := torch.NewTensor([][]float64{{4, 2}, {2, 5}})
	b := torch.NewTensor([][]float64{{8}, {8}})
	l := linalg.Cholesky(a)
	fmt.Println(l)
	fmt.Println(linalg.CholeskySolve(b, l).ToSlice())
	// Output:
	// tensor([[2., 0.],
	//         [1., 2.]], dtype=torch.float64)
	// [[1.5] [1]]
}

func ExampleSVD() {
	a := torch.NewTensor([][]float64{{3, 0}, {0, -2}, {0, 0}})
	u, s, vh := linalg.SVD(a, linalg.FullMatrices(false))
	fmt.Println(u.Shape(), s.ToSlice(), vh.Shape())
	fmt.Println(u.Mul(s).MatMul(vh).AllClose(a))
	// Output:
	// [3 2] [3 2] [2 2]
	// true
}

func ExampleEigh() {
	a := torch.NewTensor([][]float64{{2, 0}, {0, -1}})
	values, vectors := linalg.Eigh(a)
	fmt.Println(values.ToSlice(), vectors.Abs().ToSlice())
	// Output: [-1 2] [[0 1] [1 0]]
}

func ExampleIsLinAlgError() {
	singular := torch.Zeros(2, 2)
	err := torch.Try(func() error { linalg.Inv(singular); return nil })
	fmt.Println(linalg.IsLinAlgError(err))
	_, info := linalg.InvEx(singular)
	fmt.Println(info.Item())
	// Output:
	// true
	// 1
}

func ExampleMatrixNorm() {
	a := torch.NewTensor([][]float32{{1, -2}, {3, 4}})
	fmt.Println(linalg.MatrixNorm(a, torch.P(1)).Item(), linalg.Norm(a, torch.P(1), torch.Dim(1)).ToSlice())
	// Output: 6 [3 7]
}

func ExamplePCALowrank() {
	samples := torch.NewTensor([][]float64{{0, 1}, {1, 1}, {2, 1}, {3, 1}})
	_, s, v := linalg.PCALowrank(samples, linalg.Q(1))
	fmt.Println(v.Abs().Round(3).ToSlice(), s.Square().Div(3).Round(3).ToSlice())
	// Output: [[1] [0]] [1.667]
}

func ExampleLOBPCG() {
	torch.ManualSeed(0)
	a := torch.Arange(1, 101, torch.Float64).Diag(0)
	values, vectors := linalg.LOBPCG(a, linalg.K(2), torch.Largest(false))
	fmt.Println(values.Round(3).ToSlice(), vectors.Shape())
	// Output: [1 2] [100 2]
}

func ExampleLstsq() {
	x := torch.NewTensor([][]float64{{1, 0}, {1, 1}, {1, 2}})
	y := torch.NewTensor([][]float64{{1}, {3}, {5}})
	fit := linalg.Lstsq(x, y)
	fmt.Println(fit.Solution.Round(6).ToSlice(), fit.Rank.Item())
	// Output: [[1] [2]] 2
}

func ExampleLUFactor() {
	a := torch.NewTensor([][]float64{{0, 2}, {4, 4}})
	lu, pivots := linalg.LUFactor(a)
	for _, b := range [][]float64{{2, 4}, {4, 8}} {
		x := linalg.LUSolve(lu, pivots, torch.NewTensor(b).Unsqueeze(1))
		fmt.Println(x.Squeeze(torch.Dim(1)).ToSlice())
	}
	// Output:
	// [0 1]
	// [0 2]
}
