// Package linalg holds the linear algebra of matrices and batches of them: the
// factorisations, what is solved and inverted with them, eigenvalues, norms, and
// functions of matrices. Products of matrices are methods of [torch.Tensor].
//
//	l := linalg.Cholesky(a)
//	x := linalg.CholeskySolve(b, l)
//	u, s, vh := linalg.SVD(a, linalg.FullMatrices(false))
//
// The last two dimensions of a tensor are a matrix, those before it the batch,
// written *: (*, M, N). Tensors are float32, float64, complex64 or complex128 unless
// a function says otherwise; norms, products and what is made of products take
// float16 and bfloat16, too.
//
// # Errors
//
// A function panics with [*torch.Error]: shapes, dtypes and devices that do not fit
// are a mistake of the program. So does a factorisation that does not exist for the
// numbers at hand, such as the inverse of a singular matrix; [torch.Try] and
// [IsLinAlgError] tell it from the rest. The functions whose name ends in Ex return
// LAPACK's info instead, 0 where all went well, and on a GPU do not wait for it.
//
// # Names
//
// Names are those of Python's torch.linalg. Of two names for one thing there is
// the one: torch.det is [Det], torch.inverse is [Inv], torch.orgqr is
// [HouseholderProduct], torch.linalg.matmul is [torch.Tensor.MatMul],
// torch.linalg.diagonal is [torch.Tensor.Diagonal].
//
// See https://docs.pytorch.org/docs/stable/linalg.html
package linalg
