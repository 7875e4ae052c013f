package docs_test

import (
	"fmt"
	"math"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/cuda"
	"github.com/e0112027/gotorch/torch/fft"
	"github.com/e0112027/gotorch/torch/linalg"
	"github.com/e0112027/gotorch/torch/signal"
	"github.com/e0112027/gotorch/torch/sparse"
	"github.com/e0112027/gotorch/torch/special"
)

// The Go of from-python.md's sections on tensors.

func operands() (a, b, c, d *torch.Tensor) {
	x := torch.NewTensor([][]float32{{1, -2, 3}, {4, 5, -6}})
	y := torch.Full([]int{2, 3}, 2.0)
	v := torch.NewTensor([]int{3, 1, 2})
	mask := x.Gt(0)
	return x, y, v, mask
}

func making(s *sheet) {
	x, _, v, _ := operands()
	s.show(torch.NewTensor([][]int{{1, 2}, {3, 4}}))
	s.show(torch.NewTensor([]float32{1, 2}))
	s.show(torch.NewTensor([]float64{1, 2}))
	s.show(torch.ScalarTensor(3.5))
	s.show(torch.NewTensor(3))
	s.show(torch.NewTensor(complex64(1i)))
	s.show(torch.Zeros(2, 3))
	s.show(torch.Ones(2, 3, torch.Float64))
	s.show(torch.Full([]int{2, 3}, 7))
	s.show(torch.ZerosLike(x))
	s.show(x.NewZeros(2))
	s.show(torch.Arange(5))
	s.show(torch.Arange(0, 1, 0.25))
	s.show(torch.Linspace(0, 1, 5))
	s.show(torch.Eye(3))
	s.show(torch.Meshgrid("ij", v, v)[0])
	s.show(torch.Empty(2, 3).Shape())
	s.show(torch.Zeros(2, torch.RequiresGrad(true)))
	s.show(torch.Zeros(2, 3, torch.CPU))
}

func seeds(s *sheet) {
	torch.ManualSeed(0)
	s.show(torch.Rand(2, 3))
	s.show(torch.Randint(0, 10, []int{2, 3}))
	s.show(torch.Randperm(5))
	s.show(torch.Randn(2, 3).Shape())
	s.show(torch.Empty(2).Uniform_(-1, 1))
	s.show(torch.Normal(0, 1, []int{2, 3}).Shape())
	g := torch.NewGenerator(torch.CPU).ManualSeed(1)
	s.show(torch.Rand(2, torch.WithGenerator(g)))
	s.show(torch.Poisson(torch.Full([]int{4}, 3.0), torch.WithGenerator(g)))
	s.show(torch.Normal(torch.Zeros(2), 1, nil, torch.WithGenerator(g)).Shape())
	cuda.ManualSeedAll(0)
	state := torch.RNGState()
	torch.SetRNGState(state)
}

func kinds(s *sheet) {
	x, _, _, _ := operands()
	s.show(x.DType())
	s.show(x.Double())
	s.show(x.To(torch.Int64))
	s.show(x.To(torch.CPU))
	s.show(x.Device())
	device, err := torch.NewDevice("cpu")
	require.NoError(s.t, err)
	s.show(x.To(device, torch.Float64))
	s.show(torch.CUDAIsAvailable() && x.CUDA() != nil)
	s.show(x.Shape())
	s.show(x.Size(-1))
	s.show(x.NDim())
	s.show(x.Numel())
	s.show(x.Len())
	s.show(x.Strides())
	s.show(x.IsContiguous())
	s.show(torch.Zeros(1, 2, 3, 4).To(torch.ChannelsLast).Strides())
	s.show(torch.ResultType(x, 1.5))
	s.show(torch.FInfo(torch.BFloat16).Eps)
	s.show(torch.Empty(2, 3, torch.Meta).MatMul(torch.Empty(3, 4, torch.Meta)).Shape())
}

func inAndOut(s *sheet) {
	x, _, v, _ := operands()
	s.show(x.Sum().Item())
	s.show(torch.ItemAs[int](v.Index(0)))
	s.show(torch.Data[int64](v))
	s.show(x.ToSlice().([][]float32))
	a := []float32{1, 2, 3, 4}
	s.show(torch.FromSlice(a, 2, 2))
	fmt.Println(x)
	s.show(x.String())
}

func indexing(s *sheet) {
	x, y, v, mask := operands()
	s.show(x.Index(0))
	s.show(x.Index(0, -1))
	s.show(x.Index(torch.All, torch.SliceFrom(1)))
	s.show(x.Index(torch.All, torch.SliceTo(2)))
	s.show(x.Index(torch.Slice(0, 1), torch.SliceStep(2)))
	s.show(x.Index(torch.Ellipsis, 0))
	s.show(x.Index(torch.All, torch.None))
	s.show(x.Index([]int{1, 0}))
	s.show(v.Index(v.Argsort()))
	s.show(x.Index(mask))
	s.show(x.Index(mask.NonzeroTuple()))
	w := x.Clone()
	w.SetIndex(9, 0)
	w.SetIndex(v.Index(0).Float(), torch.All, 1)
	w.SetIndex(0, mask)
	w.Index(torch.All, torch.SliceFrom(1)).Mul_(2)
	six := w.Eq(6)
	w.SetIndex(w.Index(six).Add(v.Index(0)), six)
	places := []*torch.Tensor{torch.NewTensor([]int{0, 0}), torch.NewTensor([]int{1, 1})}
	w.IndexPut_(places, torch.Ones(2), true)
	s.show(w)
	s.show(x.MaskedFill(mask, 0))
	s.show(x.IndexSelect(1, v.Sub(1)))
	s.show(x.Gather(1, torch.NewTensor([][]int{{0}, {2}})))
	s.show(torch.Where(mask, x, y))
	s.show(mask.Nonzero())
}

func arithmetic(s *sheet) {
	x, y, v, mask := operands()
	s.show(x.Add(y))
	s.show(x.Mul(2).Add(1))
	s.show(x.RSub(1))
	s.show(x.Div(y))
	s.show(x.Div(2, torch.RoundFloor))
	s.show(x.Remainder(2))
	s.show(x.Neg())
	s.show(x.Pow(2))
	s.show(torch.Pow(2, v))
	s.show(x.Reciprocal().Mul(2))
	s.show(torch.NewTensor(5).FloorDivide(v))
	s.show(torch.Remainder(5, v))
	s.show(x.MatMul(y.T()))
	s.show(x.Gt(y))
	s.show(x.Eq(3))
	s.show(x.Gt(0).LogicalAnd(x.Lt(4)))
	s.show(mask.LogicalNot())
	s.show(x.Add(y, torch.Alpha(2)))
	s.show(x.Abs().Sqrt().Floor())
	s.show(x.Clamp(-1, 1))
	s.show(x.Clamp(0, nil))
	s.show(x.Maximum(y))
	s.show(x.Equal(y))
	s.show(x.AllClose(x.Add(1e-9)))
	o := torch.Empty(2, 3)
	s.show(torch.MulOut(o, x, y))
	w := x.Clone()
	w.Add_(1)
	s.show(w.Mul_(y).Zero_())
	s.show(v.Div(2))
	s.show(v.Add(0.5))
	s.show(v.Add(2))
}

func bits(s *sheet) {
	x, _, v, mask := operands()
	s.show(v.BitwiseAnd(1))
	s.show(v.BitwiseXor(v.Flip(0)))
	s.show(v.BitwiseLeftShift(2))
	s.show(torch.BitwiseLeftShift(1, v))
	s.show(v.BitwiseNot())
	s.show(x.ViewDType(torch.Int32))
	s.show(x.To(torch.Float8E4M3FN).ViewDType(torch.UInt8))
	nan := x.MaskedFill(mask, math.NaN())
	s.show(nan.IsNaN().Any())
	s.show(nan.NanMean(torch.Dim(1)))
	s.show(nan.NaNToNum(torch.NaNTo(0.5), torch.PosInfTo(9)))
	s.show(nan.AllClose(nan, torch.EqualNaN(true)))
}

func reductions(s *sheet) {
	x, _, v, mask := operands()
	s.show(x.Sum())
	s.show(x.Sum(torch.Dim(0)))
	s.show(x.Mean(torch.Dim(1), torch.KeepDim(true)))
	s.show(x.Sum(torch.Dim(0, 1)))
	s.show(x.Var(torch.Dim(1), torch.Correction(0)))
	s.show(x.Max())
	values, indices := x.MaxDim(1)
	_ = values
	s.show(indices)
	s.show(x.Argmax(torch.Dim(1)))
	s.show(mask.All())
	s.show(mask.Any(torch.Dim(1)))
	s.show(x.Cumsum(1))
	s.show(x.Norm(torch.P(1)))
	top, at := x.TopK(2, torch.Dim(1))
	_, _ = top, at
	ordered, _ := v.Sort(torch.Descending(true))
	s.show(ordered)
	s.show(v.Argsort())
	s.show(v.BinCount(nil, 0))
	s.show(x.Quantile(0.5, torch.Dim(1)))
	s.show(x.Cov())
	counts, edges := x.Histogram(3)
	s.show(counts)
	s.show(edges)
}

func grouping(s *sheet) {
	x, _, v, _ := operands()
	values, inverse, counts := v.FloorDivide(2).Unique(torch.ReturnInverse(), torch.ReturnCounts())
	s.show(values)
	s.show(counts)
	s.show(torch.Zeros(2).ScatterReduce(0, inverse, v.Float(), "mean", torch.IncludeSelf(false)))
	s.show(torch.Zeros(2).IndexAdd(0, inverse, v.Float()))
	runs, _, lengths := inverse.UniqueConsecutive(torch.ReturnCounts())
	s.show(runs.RepeatInterleave(lengths))
	s.show(x.Bucketize(torch.NewTensor([]float32{0, 4})))
	s.show(torch.SearchSorted(torch.NewTensor([]int{1, 3, 5}), v, torch.Right(true)))
	s.show(v.IsIn(torch.NewTensor([]int{1, 2})))
	peak, at := x.Cummax(1)
	s.show(peak)
	s.show(at)
	s.show(v.OneHot(4))
}

func shapes(s *sheet) {
	x, y, v, _ := operands()
	s.show(x.View(3, 2))
	s.show(x.Reshape(-1))
	s.show(x.Flatten())
	s.show(x.T())
	s.show(x.Transpose(0, 1))
	s.show(x.Permute(1, 0))
	s.show(x.Unsqueeze(0).Shape())
	s.show(x.Unsqueeze(0).Squeeze(torch.Dim(0)).Shape())
	s.show(v.Expand(2, 3))
	s.show(v.Repeat(2))
	s.show(torch.Cat([]*torch.Tensor{x, y}, torch.Dim(1)))
	s.show(torch.Stack([]*torch.Tensor{x, y}).Shape())
	parts := x.SplitSizes([]int{1, 2}, torch.Dim(1))
	require.Len(s.t, parts, 2)
	s.show(x.Chunk(3, torch.Dim(1))[0])
	s.show(x.HSplit(3)[2])
	s.show(x.Argmax().UnravelIndex(2, 3)[1])
	s.show(torch.Einsum("ij,kj->ik", x, y))
	s.show(x.Tril(0))
	s.show(x.Flip(0))
	s.show(x.Contiguous())
	s.show(x.Unfold(1, 2, 1))
	s.show(x.AsStrided([]int{2, 2}, []int{1, 2}))
	s.show(x.Roll([]int{1}, torch.Dim(1)))
}

func matrices(s *sheet) {
	x, y, _, _ := operands()
	m := torch.NewTensor([][]float32{{4, 2}, {2, 5}})
	s.show(linalg.Cholesky(m, linalg.Upper(true)))
	s.show(linalg.Solve(m, torch.Ones(2)))
	u, sigma, vh := linalg.SVD(x, linalg.FullMatrices(false))
	_, _, _ = u, sigma, vh
	s.show(linalg.Eigvalsh(m))
	inverse, info := linalg.InvEx(m)
	_, _ = inverse, info
	s.show(linalg.Lstsq(m, m).Rank)
	s.show(linalg.MatrixRank(m, linalg.ATol(0.1)))
	s.show(linalg.Norm(m, torch.P(1), torch.Dim(0)))
	s.show(linalg.MatrixPower(m, 3))
	s.show(linalg.MultiDot(m, m, m))
	s.show(linalg.Det(m))
	s.show(x.Cdist(y, torch.P(1)))
	s.show(x.TensordotN(y, 2))
}

func spectra(s *sheet) {
	x, y, v, _ := operands()
	z := torch.Complex(x, y)
	s.show(z.Conj())
	s.show(z.Imag())
	s.show(z.Index(0).ViewAsReal())
	s.show(z.DType().IsComplex())
	s.show(fft.FFT(y, torch.Dim(0)).DType())
	s.show(fft.RFFT(y, fft.N(4), torch.Dim(0), fft.NormForward).Shape())
	s.show(fft.FFTN(x, fft.S(2, 2)).Shape())
	s.show(fft.FFTFreq(4, 0.25))
	s.show(fft.FFTShift(v))
	s.show(special.Entr(y))
	s.show(special.Zeta(2, y))
	w := torch.HannWindow(8, true)
	s.show(signal.Bartlett(5, true))
	s.show(signal.STFT(torch.Ones(32), 8, signal.Window(w)).Shape())
}

func layouts(s *sheet) {
	x, _, _, _ := operands()
	coo := torch.NewTensor([][]float32{{0, 2, 0}, {3, 0, 4}}).ToSparse()
	s.show(coo)
	s.show(torch.SparseCOOTensor(coo.Indices(), coo.Values(), []int{3, 3}))
	s.show(coo.ToDense().ToSparseCSR())
	s.show(coo.ToDense().ToSparseBSR(2, 1).ColIndices())
	s.show(sparse.MM(coo, torch.Ones(3, 1)))
	s.show(sparse.Softmax(coo, 1).ToDense())
	s.show(sparse.Sum(coo, torch.Dim(0)))
	q := x.QuantizePerTensor(0.5, 10, torch.QUInt8)
	s.show(q)
	s.show(q.IntRepr())
	s.show(q.QZeroPoint())
	s.show(q.Dequantize())
	s.show(x.FakeQuantizePerTensorAffine(0.5, 0, 0, 8))
	n := torch.NestedTensor([]*torch.Tensor{torch.Ones(2), torch.Ones(1)})
	s.show(n)
	s.show(n.ToPaddedTensor(0))
}

func byName(s *sheet) {
	x, y, v, _ := operands()
	total, err := torch.Call("add", x, y, torch.Kwarg("alpha", 2))
	require.NoError(s.t, err)
	s.show(total[0].(*torch.Tensor))
	o, i := torch.Empty(0), torch.Empty(0, torch.Int64)
	_, err = torch.Call("topk", x, 2, 1, torch.Kwarg("values", o), torch.Kwarg("indices", i))
	require.NoError(s.t, err)
	s.show(o)
	s.show(i)
	s.show(aten.Roll(v, []int{1}, nil))
}
