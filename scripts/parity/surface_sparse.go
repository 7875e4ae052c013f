package main

import (
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/sparse"
)

// coo is a[i].relu().to_sparse(), about half of it zeros.
func coo(t *torch.Tensor) *torch.Tensor { return t.ReLU().ToSparse() }

// csr is a[i].relu().to_sparse_csr().
func csr(t *torch.Tensor) *torch.Tensor { return t.ReLU().ToSparseCSR() }

func ints64(xs ...int64) *torch.Tensor { return torch.FromSlice(xs) }

func gradients(out *torch.Tensor, inputs ...*torch.Tensor) []*torch.Tensor {
	return torch.Grad([]*torch.Tensor{out}, inputs)
}

// bools is Python's str of a list of bools.
func bools(values ...bool) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = map[bool]string{true: "True", false: "False"}[v]
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

var sparseExpressions = []expression{
	// made
	{"torch.sparse_coo_tensor(a[0], a[1], (3, 4))", "index 2 5 < 3; float32 5", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(a[0], a[1], []int{3, 4})
	}},
	{"torch.sparse_coo_tensor(a[0], a[1])", "index 2 5 < 3; int64 5 2", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(a[0], a[1], nil)
	}},
	{"torch.sparse_coo_tensor(a[0], a[1], (3, 4), dtype=torch.float64, check_invariants=True)", "index 2 5 < 3; float32 5", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(a[0], a[1], []int{3, 4}, torch.Float64, torch.CheckInvariants(true))
	}},
	{"torch.sparse_coo_tensor(torch.arange(3).view(1, 3), a[0], (3,), is_coalesced=True).is_coalesced()", "complex64 3", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(torch.Arange(3).View(1, 3), a[0], []int{3}, torch.IsCoalesced(true)).IsCoalesced()
	}},
	{"torch.sparse_coo_tensor((2, 3), dtype=torch.int64)", "", func([]*torch.Tensor) any {
		return torch.SparseCOOTensor(nil, nil, []int{2, 3}, torch.Int64)
	}},
	{"torch.sparse_csr_tensor(torch.tensor([0, 1, 3]), torch.tensor([2, 0, 1]), a[0], (2, 3))", "float64 3", func(a []*torch.Tensor) any {
		return torch.SparseCSRTensor(ints64(0, 1, 3), ints64(2, 0, 1), a[0], []int{2, 3})
	}},
	{"torch.sparse_csr_tensor(torch.tensor([0, 1, 3]), torch.tensor([2, 0, 1]), a[0], check_invariants=True)", "float64 3", func(a []*torch.Tensor) any {
		return torch.SparseCSRTensor(ints64(0, 1, 3), ints64(2, 0, 1), a[0], nil, torch.CheckInvariants(true))
	}},
	{"torch.sparse_csc_tensor(torch.tensor([0, 1, 3], dtype=torch.int32), torch.tensor([2, 0, 1], dtype=torch.int32), a[0], (3, 2), dtype=torch.float32)", "float64 3", func(a []*torch.Tensor) any {
		return torch.SparseCSCTensor(ints64(0, 1, 3).Int(), ints64(2, 0, 1).Int(), a[0], []int{3, 2}, torch.Float32)
	}},
	{"torch.sparse_bsr_tensor(torch.tensor([0, 1, 2]), torch.tensor([0, 1]), a[0], (4, 4))", "float32 2 2 2", func(a []*torch.Tensor) any {
		return torch.SparseBSRTensor(ints64(0, 1, 2), ints64(0, 1), a[0], []int{4, 4})
	}},
	{"torch.sparse_bsc_tensor(torch.tensor([0, 1, 2]), torch.tensor([0, 1]), a[0])", "bool 2 2 3", func(a []*torch.Tensor) any {
		return torch.SparseBSCTensor(ints64(0, 1, 2), ints64(0, 1), a[0], nil)
	}},
	{"torch.sparse_compressed_tensor(torch.tensor([0, 1, 3]), torch.tensor([2, 0, 1]), a[0], (2, 3), layout=torch.sparse_csr)", "float32 3", func(a []*torch.Tensor) any {
		return torch.SparseCompressedTensor(ints64(0, 1, 3), ints64(2, 0, 1), a[0], []int{2, 3}, torch.SparseCSR)
	}},
	{"torch.sparse.check_sparse_tensor_invariants.is_enabled()", "", func([]*torch.Tensor) any { return torch.AreSparseTensorInvariantsChecked() }},

	// converted
	{"a[0].relu().to_sparse()", "float32 3 4", func(a []*torch.Tensor) any { return coo(a[0]) }},
	{"a[0].relu().to_sparse()", "float64 4 3 t", func(a []*torch.Tensor) any { return coo(a[0]) }},
	{"a[0].to_sparse()", "bool 5", func(a []*torch.Tensor) any { return a[0].ToSparse() }},
	{"a[0].to_sparse()", "float32", func(a []*torch.Tensor) any { return a[0].ToSparse() }},
	{"a[0].to_sparse()", "float32 0 3", func(a []*torch.Tensor) any { return a[0].ToSparse() }},
	{"a[0].relu().to_sparse(1)", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparse(torch.SparseDim(1)) }},
	{"a[0].relu().to_sparse(layout=torch.sparse_bsr, blocksize=(2, 2))", "float32 4 4", func(a []*torch.Tensor) any {
		return a[0].ReLU().ToSparse(torch.SparseBSR, torch.BlockSize(2, 2))
	}},
	{"a[0].to_sparse(layout=torch.sparse_csr, dense_dim=1)", "int64 3 4 2", func(a []*torch.Tensor) any {
		return a[0].ToSparse(torch.SparseCSR, torch.DenseDim(1))
	}},
	{"a[0].relu().to_sparse_coo()", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparseCOO() }},
	{"a[0].relu().to_sparse_csr()", "float32 3 4", func(a []*torch.Tensor) any { return csr(a[0]) }},
	{"a[0].relu().to_sparse_csr().t()", "float32 3 4", func(a []*torch.Tensor) any { return csr(a[0]).T() }},
	{"a[0].relu().to_sparse_csc().t()", "float64 3 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparseCSC().T() }},
	{"a[0].to_sparse_bsr((1, 2)).t()", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ToSparseBSR(1, 2).T() }},
	{"a[0].to_sparse_csr(dense_dim=1)", "float32 3 4 2", func(a []*torch.Tensor) any { return a[0].ToSparseCSR(torch.DenseDim(1)) }},
	{"a[0].relu().to_sparse_csc()", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparseCSC() }},
	{"a[0].relu().to_sparse_bsr((2, 2))", "float32 4 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparseBSR(2, 2) }},
	{"a[0].relu().to_sparse_bsc((2, 1))", "float32 4 4", func(a []*torch.Tensor) any { return a[0].ReLU().ToSparseBSC(2, 1) }},
	{"a[0].relu().to_sparse_csr().to_sparse_csc()", "float32 3 4", func(a []*torch.Tensor) any { return csr(a[0]).ToSparseCSC() }},
	{"a[0].relu().to_sparse().to_dense()", "float32 3 4", func(a []*torch.Tensor) any { return coo(a[0]).ToDense() }},
	{"a[0].to_mkldnn().to_dense(torch.bfloat16)", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ToMkldnn().ToDense(torch.BFloat16) }},
	{"torch.autograd.grad((s := a[0].relu().to_sparse().requires_grad_()).to_dense(masked_grad=False).sum(), s)", "float32 3 4", func(a []*torch.Tensor) any {
		s := coo(a[0]).SetRequiresGrad(true)
		return gradients(s.ToDense(torch.MaskedGrad(false)).Sum(), s)
	}},
	{"a[0].to_mkldnn()", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ToMkldnn() }},
	{"a[0].to_mkldnn().is_mkldnn", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ToMkldnn().IsMkldnn() }},
	{"a[0].sparse_mask(a[1].to_sparse())", "float32 3 4; bool 3 4", func(a []*torch.Tensor) any { return a[0].SparseMask(a[1].ToSparse()) }},
	{"a[0].sparse_mask(a[1].relu().to_sparse_csr())", "float32 3 4; float32 3 4", func(a []*torch.Tensor) any { return a[0].SparseMask(csr(a[1])) }},
	{"a[0].relu().to_sparse().sparse_resize_((5, 6), 2, 0)", "float32 3 4", func(a []*torch.Tensor) any { return coo(a[0]).SparseResize_([]int{5, 6}, 2, 0) }},
	{"a[0].relu().to_sparse().sparse_resize_and_clear_((2, 3, 2), 1, 2)", "float32 3 4", func(a []*torch.Tensor) any {
		return coo(a[0]).SparseResizeAndClear_([]int{2, 3, 2}, 1, 2)
	}},
	{"a[0].relu().to_sparse().resize_as_sparse_(a[1].to_sparse())", "float32 3 4; float32 4 5", func(a []*torch.Tensor) any {
		return coo(a[0]).ResizeAsSparse_(a[1].ToSparse())
	}},

	// taken apart
	{"torch.sparse_coo_tensor(a[0], a[1], (3, 3)).coalesce()", "index 2 7 < 3; float32 7", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(a[0], a[1], []int{3, 3}).Coalesce()
	}},
	{"torch.sparse_coo_tensor(a[0], a[1], (3, 3)).is_coalesced()", "index 2 7 < 3; float32 7", func(a []*torch.Tensor) any {
		return torch.SparseCOOTensor(a[0], a[1], []int{3, 3}).IsCoalesced()
	}},
	{"[(s := a[0].relu().to_sparse()).indices(), s.values()]", "float32 3 4", func(a []*torch.Tensor) any {
		s := coo(a[0])
		return list(s.Indices(), s.Values())
	}},
	{"[(s := a[0].relu().to_sparse_csr()).crow_indices(), s.col_indices(), s.values()]", "float32 3 4", func(a []*torch.Tensor) any {
		s := csr(a[0])
		return list(s.CRowIndices(), s.ColIndices(), s.Values())
	}},
	{"[(s := a[0].relu().to_sparse_bsc((2, 2))).ccol_indices(), s.row_indices(), s.values()]", "float32 4 4", func(a []*torch.Tensor) any {
		s := a[0].ReLU().ToSparseBSC(2, 2)
		return list(s.CColIndices(), s.RowIndices(), s.Values())
	}},
	{"a[0].to_sparse(2).sparse_dim()", "float32 3 4 5", func(a []*torch.Tensor) any { return a[0].ToSparse(torch.SparseDim(2)).SparseDim() }},
	{"a[0].to_sparse(2).dense_dim()", "float32 3 4 5", func(a []*torch.Tensor) any { return a[0].ToSparse(torch.SparseDim(2)).DenseDim() }},
	{"a[0].to_sparse()._nnz()", "bool 3 4", func(a []*torch.Tensor) any { return a[0].ToSparse().NNZ() }},
	{"str([a[0].to_sparse().is_sparse, a[0].is_sparse, a[0].to_sparse_csr().is_sparse])", "float32 3 4", func(a []*torch.Tensor) any {
		return bools(a[0].ToSparse().IsSparse(), a[0].IsSparse(), a[0].ToSparseCSR().IsSparse())
	}},
	{"str([a[0].to_sparse_csr().is_sparse_csr, a[0].to_sparse().is_sparse_csr])", "float32 3 4", func(a []*torch.Tensor) any {
		return bools(a[0].ToSparseCSR().IsSparseCSR(), a[0].ToSparse().IsSparseCSR())
	}},
	{"str(a[0].to_sparse_csc().layout)", "float32 3 4", func(a []*torch.Tensor) any { return a[0].ToSparseCSC().Layout().String() }},

	// multiplied
	{"torch.smm(a[0].relu().to_sparse(), a[1])", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return coo(a[0]).SMM(a[1]) }},
	{"torch.hspmm(a[0].relu().to_sparse(), a[1])", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return coo(a[0]).HSPMM(a[1]) }},
	{"torch.hsmm(a[0].relu().to_sparse(), a[1])", "float64 3 4; float64 4 2", func(a []*torch.Tensor) any { return coo(a[0]).HSPMM(a[1]) }},
	{"torch.sspaddmm(a[0].relu().to_sparse(), a[1].relu().to_sparse(), a[2], beta=2, alpha=0.5)", "float32 3 2; float32 3 4; float32 4 2", func(a []*torch.Tensor) any {
		return coo(a[0]).SSPAddMM(coo(a[1]), a[2], torch.Beta(2), torch.Alpha(0.5))
	}},
	{"torch.saddmm(a[0].relu().to_sparse(), a[1].relu().to_sparse(), a[2])", "float32 3 2; float32 3 4; float32 4 2", func(a []*torch.Tensor) any {
		return coo(a[0]).SSPAddMM(coo(a[1]), a[2])
	}},
	{"torch.spmm(a[0].relu().to_sparse(), a[1])", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return coo(a[0]).MM(a[1]) }},
	{"torch.dsmm(a[0].relu().to_sparse_csr(), a[1])", "float64 3 4; float64 4 2", func(a []*torch.Tensor) any { return csr(a[0]).MM(a[1]) }},
	{"a[0].relu().to_sparse_csr() @ a[1]", "float32 3 4; float32 4", func(a []*torch.Tensor) any { return csr(a[0]).MatMul(a[1]) }},
	{"torch.sparse.mm(a[0].relu().to_sparse(), a[1])", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return sparse.MM(coo(a[0]), a[1]) }},
	{"torch.sparse.mm(a[0].to_sparse_csr(), a[1])", "complex64 3 4; complex64 4 2", func(a []*torch.Tensor) any { return sparse.MM(a[0].ToSparseCSR(), a[1]) }},
	{"torch.sparse.mm(a[0].relu().to_sparse(), a[1].relu().to_sparse())", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return sparse.MM(coo(a[0]), coo(a[1])) }},
	{"torch.sparse.mm(a[0].relu().to_sparse_csr(), a[1], 'mean')", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any { return sparse.MM(csr(a[0]), a[1], sparse.Reduce("mean")) }},
	{"torch.autograd.grad(torch.sparse.mm((s := a[0].relu().to_sparse().requires_grad_()), a[1].requires_grad_()).sin().sum(), (s, a[1]))", "float32 3 4; float32 4 2", func(a []*torch.Tensor) any {
		s := coo(a[0]).SetRequiresGrad(true)
		return gradients(sparse.MM(s, a[1].SetRequiresGrad(true)).Sin().Sum(), s, a[1])
	}},
	{"torch.autograd.grad(torch.sparse.mm((s := a[0].relu().to_sparse_csr().requires_grad_()), a[1].requires_grad_()).sin().sum(), (s, a[1]))", "float64 3 4; float64 4 2", func(a []*torch.Tensor) any {
		s := csr(a[0]).SetRequiresGrad(true)
		return gradients(sparse.MM(s, a[1].SetRequiresGrad(true)).Sin().Sum(), s, a[1])
	}},
	{"torch.autograd.grad(((s := a[0].relu().to_sparse().requires_grad_()) @ a[1].requires_grad_()).sin().sum(), (s, a[1]))", "float64 3 4; float64 4 2", func(a []*torch.Tensor) any {
		s := coo(a[0]).SetRequiresGrad(true)
		return gradients(s.MatMul(a[1].SetRequiresGrad(true)).Sin().Sum(), s, a[1])
	}},
	{"torch.sparse.addmm(a[0], a[1].relu().to_sparse(), a[2], beta=0.5, alpha=2)", "float32 3 2; float32 3 4; float32 4 2", func(a []*torch.Tensor) any {
		return sparse.AddMM(a[0], coo(a[1]), a[2], torch.Beta(0.5), torch.Alpha(2))
	}},
	{"torch.sparse.sampled_addmm(a[0].relu().to_sparse_csr(), a[1], a[2], beta=0.5, alpha=2)", "float32 3 2; float32 3 4; float32 4 2", func(a []*torch.Tensor) any {
		return sparse.SampledAddMM(csr(a[0]), a[1], a[2], torch.Beta(0.5), torch.Alpha(2))
	}},

	// torch.sparse
	{"torch.sparse.sum(a[0].relu().to_sparse())", "float32 3 4", func(a []*torch.Tensor) any { return sparse.Sum(coo(a[0])) }},
	{"torch.sparse.sum(a[0].relu().to_sparse(), dtype=torch.float64)", "float32 3 4", func(a []*torch.Tensor) any { return sparse.Sum(coo(a[0]), torch.Float64) }},
	{"torch.sparse.sum(a[0].relu().to_sparse(), 0)", "float32 3 4", func(a []*torch.Tensor) any { return sparse.Sum(coo(a[0]), torch.Dim(0)) }},
	{"torch.sparse.sum(a[0].relu().to_sparse(), (0, 1), torch.float64)", "float32 3 4 2", func(a []*torch.Tensor) any {
		return sparse.Sum(coo(a[0]), torch.Dim(0, 1), torch.Float64)
	}},
	{"torch.autograd.grad(torch.sparse.sum(s := a[0].relu().to_sparse().requires_grad_()), s)", "float32 3 4", func(a []*torch.Tensor) any {
		s := coo(a[0]).SetRequiresGrad(true)
		return gradients(sparse.Sum(s), s)
	}},
	{"torch.sparse.softmax(a[0].relu().to_sparse(), 1)", "float32 3 4", func(a []*torch.Tensor) any { return sparse.Softmax(coo(a[0]), 1) }},
	{"torch.sparse.softmax(a[0].relu().to_sparse(), 0, dtype=torch.float64)", "float32 3 4", func(a []*torch.Tensor) any { return sparse.Softmax(coo(a[0]), 0, torch.Float64) }},
	{"torch.sparse.log_softmax(a[0].relu().to_sparse(), 1)", "float64 3 4", func(a []*torch.Tensor) any { return sparse.LogSoftmax(coo(a[0]), 1) }},
	{"torch.sparse.spdiags(a[0], torch.tensor([0, -1, 2]), (4, 5))", "float32 3 4", func(a []*torch.Tensor) any { return sparse.SPDiags(a[0], ints64(0, -1, 2), 4, 5) }},
	{"torch.sparse.spdiags(a[0], torch.tensor([0, -1, 2]), (4, 4), layout=torch.sparse_csr)", "float32 3 4", func(a []*torch.Tensor) any {
		return sparse.SPDiags(a[0], ints64(0, -1, 2), 4, 4, torch.SparseCSR)
	}},
}
