package main

import "github.com/e0112027/gotorch/torch"

// sparseSample is torch.rand(sizes) with what is below a half made zero.
func sparseSample(sizes ...int) *torch.Tensor {
	t := torch.Rand(sizes)
	return t.Mul(t.Gt(0.5))
}

// layoutSingles are tensors that are printed by their parts.
var layoutSingles = []single{
	{"sparse_coo", func() *torch.Tensor { return sparseSample(3, 4).ToSparse() }},
	{"sparse_coo float64", func() *torch.Tensor { return sparseSample(3, 4).Double().ToSparse() }},
	{"sparse_coo uncoalesced", func() *torch.Tensor {
		return torch.SparseCOOTensor(torch.Randint(0, 3, []int{2, 5}), torch.Rand(5), []int{3, 3})
	}},
	{"sparse_coo of rows", func() *torch.Tensor { return sparseSample(4, 3).ToSparse(torch.SparseDim(1)) }},
	{"sparse_coo of matrices", func() *torch.Tensor { return sparseSample(3, 2, 2).ToSparse(torch.SparseDim(1)) }},
	{"sparse_coo requires_grad", func() *torch.Tensor { return sparseSample(3, 4).ToSparse().SetRequiresGrad(true) }},
	{"sparse_coo grad_fn", func() *torch.Tensor { return leaf(2, 2).ToSparse() }},
	{"sparse_coo of bool", func() *torch.Tensor { return torch.Rand(5).Gt(0.5).ToSparse() }},
	{"sparse_coo complex", func() *torch.Tensor { return complexNumbers(3).ToSparse() }},
	{"sparse_coo empty", func() *torch.Tensor { return torch.SparseCOOTensor(nil, nil, []int{2, 3}) }},
	{"sparse_coo of nothing", func() *torch.Tensor { return torch.SparseCOOTensor(nil, nil, []int{0, 3}, torch.Int32) }},
	{"sparse_coo scalar", func() *torch.Tensor { return torch.Rand().ToSparse() }},
	{"sparse_coo summarised", func() *torch.Tensor { return sparseSample(50, 50).ToSparse() }},
	{"sparse_csr", func() *torch.Tensor { return sparseSample(3, 4).ToSparseCSR() }},
	{"sparse_csr batch", func() *torch.Tensor { return torch.Rand(2, 2, 3).ToSparseCSR() }},
	{"sparse_csr int32", func() *torch.Tensor {
		return torch.SparseCSRTensor(ints64(0, 1, 2).Int(), ints64(1, 0).Int(), ints64(5, 6).Int(), []int{2, 3})
	}},
	{"sparse_csr empty", func() *torch.Tensor { return torch.Zeros(2, 3).ToSparseCSR() }},
	{"sparse_csr requires_grad", func() *torch.Tensor { return sparseSample(3, 4).ToSparseCSR().SetRequiresGrad(true) }},
	{"sparse_csr summarised", func() *torch.Tensor { return sparseSample(50, 50).ToSparseCSR() }},
	{"sparse_csc", func() *torch.Tensor { return sparseSample(3, 4).Double().ToSparseCSC() }},
	{"sparse_bsr", func() *torch.Tensor { return sparseSample(4, 4).ToSparseBSR(2, 2) }},
	{"sparse_bsc", func() *torch.Tensor { return sparseSample(4, 4).ToSparseBSC(1, 2) }},
	{"sparse meta", func() *torch.Tensor {
		return torch.SparseCOOTensor(nil, nil, []int{2, 3}, torch.Meta)
	}},
	{"mkldnn", func() *torch.Tensor { return torch.Rand(3, 4).ToMkldnn() }},
	{"mkldnn summarised", func() *torch.Tensor { return torch.Rand(40, 40).ToMkldnn() }},

	{"quantized", func() *torch.Tensor { return torch.Randn(2, 3).QuantizePerTensor(0.1, 10, torch.QUInt8) }},
	{"quantized long scale", func() *torch.Tensor { return torch.Randn(3).QuantizePerTensor(1.0/3, 0, torch.QInt8) }},
	{"quantized small scale", func() *torch.Tensor { return torch.Randn(3).QuantizePerTensor(1e-7, -5, torch.QInt32) }},
	{"quantized whole scale", func() *torch.Tensor { return torch.Randn(2, 2).Mul(10).QuantizePerTensor(2, 0, torch.QInt8) }},
	{"quantized scalar", func() *torch.Tensor { return torch.Randn().QuantizePerTensor(0.1, 0, torch.QInt8) }},
	{"quantized empty", func() *torch.Tensor { return torch.Empty(0, 2).QuantizePerTensor(0.1, 0, torch.QInt8) }},
	{"quantized summarised", func() *torch.Tensor { return torch.Randn(60, 70).QuantizePerTensor(0.1, 10, torch.QUInt8) }},
	{"quantized view", func() *torch.Tensor { return torch.Randn(4, 3).QuantizePerTensor(0.1, 10, torch.QUInt8).T() }},
	{"quantized channels", func() *torch.Tensor {
		return torch.Randn(2, 3).QuantizePerChannel(floats32(0.05, 0.2), ints64(0, 3), 0, torch.QInt8)
	}},
	{"quantized many channels", func() *torch.Tensor {
		return torch.Randn(20, 3).QuantizePerChannel(torch.Rand(20).Add(0.1), torch.Randint(0, 9, []int{20}), 0, torch.QInt8)
	}},
	{"quantized channels float zero points", func() *torch.Tensor {
		return torch.Randn(4, 2).QuantizePerChannel(floats32(0.1, 0.2), floats32(0, 3), 1, torch.QUInt4x2)
	}},

	{"nested", func() *torch.Tensor { return torch.NestedTensor(list(torch.Rand(2, 3), torch.Rand(1, 3))) }},
	{"nested three dimensions", func() *torch.Tensor {
		return torch.NestedTensor(list(torch.Rand(2, 2, 3), torch.Rand(2, 1, 2)))
	}},
	{"nested empty", func() *torch.Tensor { return torch.NestedTensor(nil) }},
	{"nested of scalars", func() *torch.Tensor { return torch.NestedTensor(list(torch.Rand(), torch.Rand())) }},
	{"nested float64", func() *torch.Tensor {
		return torch.NestedTensor(list(torch.Rand(3), torch.Rand(2)), torch.Float64, torch.RequiresGrad(true))
	}},
	{"nested grad_fn", func() *torch.Tensor { return torch.AsNestedTensor(list(leaf(3), torch.Rand(2))) }},
	{"nested summarised", func() *torch.Tensor { return torch.NestedTensor(list(torch.Rand(1001), torch.Rand(2))) }},
}
