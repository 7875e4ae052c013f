// Package sparse computes with sparse tensors: what Python has in torch.sparse.
//
//	a := torch.NewTensor([][]float32{{1, 0, 2}, {0, 3, 0}}).ToSparse()
//	y := sparse.MM(a, b) // dense, and differentiable in a and b
//
// Sparse tensors are made and taken apart by package torch, as in Python:
// [torch.SparseCOOTensor], [torch.SparseCSRTensor], [torch.Tensor.ToSparse],
// [torch.Tensor.Values]. Many of its methods take them too: Add, Mul, Sum, MM,
// MatMul, ToDense.
//
// Semi-structured (2:4) sparsity is not here: Python builds it as a class of
// tensors of its own over kernels of CUDA, which torch/aten reaches by their names.
//
// See https://docs.pytorch.org/docs/stable/sparse.html
package sparse
