package aten_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// TestAten_EqualsTorch compares functions of each kind of argument with the
// methods written by hand.
func TestAten_EqualsTorch(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{1, -2, 3}, {4, 0.5, -6}})
	y := torch.NewTensor([][]float32{{2, 2, 2}, {0.5, 3, 1}})
	w := torch.NewTensor([][]float32{{1, 0}, {2, 1}, {0, 3}})
	n := torch.NewTensor([]int64{2, 0})
	pos := x.Abs()
	for _, tt := range []struct {
		name      string
		got, want *torch.Tensor
	}{
		{"add", aten.AddTensor(x, y, nil), x.Add(y)},
		{"add with alpha", aten.AddTensor(x, y, &aten.AddTensorOptions{Alpha: 2}), x.Add(y.Mul(2))},
		{"add a scalar", aten.AddScalar(x, 2.5, nil), x.Add(2.5)},
		{"sub", aten.SubTensor(x, y, nil), x.Sub(y)},
		{"mul", aten.MulTensor(x, y), x.Mul(y)},
		{"mul by a scalar", aten.MulScalar(x, 3), x.Mul(3)},
		{"div", aten.DivTensor(x, y), x.Div(y)},
		{"pow", aten.PowTensorScalar(pos, 2), pos.Pow(2)},
		{"relu", aten.Relu(x), x.ReLU()},
		{"abs", aten.Abs(x), x.Abs()},
		{"exp", aten.Exp(x), x.Exp()},
		{"sqrt", aten.Sqrt(pos), pos.Sqrt()},
		{"sigmoid", aten.Sigmoid(x), x.Sigmoid()},
		{"maximum", aten.Maximum(x, y), x.Maximum(y)},
		{"eq", aten.EqTensor(x, y), x.Eq(y)},
		{"gt a scalar", aten.GtScalar(x, 0), x.Gt(0)},
		{"matmul", aten.Matmul(x, w), x.MatMul(w)},
		{"mm", aten.Mm(x, w), x.MatMul(w)},
		{"sum", aten.Sum(x, nil), x.Sum()},
		{"sum in float64", aten.Sum(x, &aten.SumOptions{DType: aten.Some(torch.Float64)}), x.Sum(torch.Float64)},
		{"sum along a dim", aten.SumDimIntList(x, []int{0}, nil), x.Sum(torch.Dim(0))},
		{"sum keeping it", aten.SumDimIntList(x, []int{0}, &aten.SumDimIntListOptions{KeepDim: true}), x.Sum(torch.Dim(0), torch.KeepDim(true))},
		{"sum with None", aten.SumDimIntList(x, nil, nil), x.Sum()},
		{"mean", aten.Mean(x, nil), x.Mean()},
		{"amax", aten.Amax(x, &aten.AmaxOptions{Dim: []int{1}}), x.Amax(torch.Dim(1))},
		{"argmax", aten.Argmax(x, &aten.ArgmaxOptions{Dim: aten.Some(1)}), x.Argmax(torch.Dim(1))},
		{"softmax", aten.SoftmaxInt(x, 1, nil), x.Softmax(1)},
		{"log softmax", aten.LogSoftmaxInt(x, 1, nil), x.LogSoftmax(1)},
		{"cumsum", aten.Cumsum(x, 1, nil), x.Cumsum(1)},
		{"transpose", aten.TransposeInt(x, 0, 1), x.Transpose(0, 1)},
		{"permute", aten.Permute(x, []int{1, 0}), x.Permute(1, 0)},
		{"view", aten.View(x, []int{3, 2}), x.View(3, 2)},
		{"reshape", aten.Reshape(x, []int{-1}), x.Reshape(-1)},
		{"unsqueeze", aten.Unsqueeze(x, 0), x.Unsqueeze(0)},
		{"flatten", aten.FlattenUsingInts(x, nil), x.Flatten(0, -1)},
		{"cat", aten.Cat([]*torch.Tensor{x, y}, nil), torch.Cat([]*torch.Tensor{x, y})},
		{"cat along a dim", aten.Cat([]*torch.Tensor{x, y}, &aten.CatOptions{Dim: 1}), torch.Cat([]*torch.Tensor{x, y}, torch.Dim(1))},
		{"stack", aten.Stack([]*torch.Tensor{x, y}, nil), torch.Stack([]*torch.Tensor{x, y})},
		{"index select", aten.IndexSelect(x, 1, n), x.IndexSelect(1, n)},
		{"index", aten.IndexTensor(x, []*torch.Tensor{nil, n}), x.IndexSelect(1, n)},
		{"where", aten.WhereSelf(x.Gt(0), x, y), torch.Where(x.Gt(0), x, y)},
		{"clamp", aten.Clamp(x, &aten.ClampOptions{Min: -1, Max: 2}), x.Clamp(-1, 2)},
		{"clamp one side", aten.Clamp(x, &aten.ClampOptions{Max: 0}), x.Minimum(torch.Zeros(1))},
		{"tril", aten.Tril(x, nil), x.Tril(0)},
		{"tril below", aten.Tril(x, &aten.TrilOptions{Diagonal: -1}), x.Tril(-1)},
		{"to a dtype", aten.ToDType(x, torch.Int64, nil), x.To(torch.Int64)},
		{"zeros", aten.Zeros([]int{2}, nil), torch.Zeros(2)},
		{"zeros of a dtype", aten.Zeros([]int{2}, &aten.ZerosOptions{DType: aten.Some(torch.Int8), Device: aten.Some(torch.CPU)}), torch.Zeros(2, torch.Int8)},
		{"full", aten.Full([]int{2}, 7, nil), torch.NewTensor([]int64{7, 7})},
		{"eye", aten.Eye(3, nil), torch.Eye(3)},
		{"arange", aten.ArangeStartStep(1, 7, &aten.ArangeStartStepOptions{Step: 2}), torch.NewTensor([]int64{1, 3, 5})},
		{"linear", aten.Linear(x, w.Transpose(0, 1), nil), x.MatMul(w)},
		{"linear with bias", aten.Linear(x, w.Transpose(0, 1), &aten.LinearOptions{Bias: torch.Ones(2)}), x.MatMul(w).Add(1)},
		{"and", aten.DunderAndTensor(n, n), n.BitwiseAnd(n)},
		{"einsum", aten.Einsum("ij->ji", []*torch.Tensor{x}, nil), x.Transpose(0, 1)},
		{"var", aten.VarCorrection(x, &aten.VarCorrectionOptions{Correction: 0}), x.Sub(x.Mean()).Square().Mean()},
		{"foreach", aten.InternalForeachMulScalar([]*torch.Tensor{x, y}, 2)[1], y.Mul(2)},
		{"foreach with numbers", aten.InternalForeachAddScalarList([]*torch.Tensor{n}, []any{1})[0], n.Add(1)},
		{"nan_to_num", aten.NanToNum(x, &aten.NanToNumOptions{Nan: aten.Some(1.0)}), x},
		{"clone", aten.Clone(x, &aten.CloneOptions{MemoryFormat: aten.Some(torch.ContiguousFormat)}), x},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "var" {
				torchtest.AllClose(t, tt.want, tt.got, torchtest.Tolerance{Rel: 1e-6, Why: "the sum is taken in another order"})
				return
			}
			torchtest.Equal(t, tt.want, tt.got)
		})
	}
}

func TestAten_InPlace(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([]float32{1, -2})
	assert.Same(t, x, aten.AddTensor_(x, x, &aten.AddTensor_Options{Alpha: 0.5}))
	assert.Same(t, x, aten.Relu_(x))
	torchtest.Equal(t, []float32{1.5, 0}, x)
	aten.InternalForeachAddScalar_([]*torch.Tensor{x}, 1)
	torchtest.Equal(t, []float32{2.5, 1}, x)
}

func TestAten_SeveralResults(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float64{{2, 0}, {0, 4}})
	values, indices := aten.MaxDim(x, 1, nil)
	torchtest.Equal(t, []float64{2, 4}, values)
	torchtest.Equal(t, []int64{0, 1}, indices)
	_, logabs := aten.LinalgSlogdet(x)
	torchtest.Equal(t, x.Diagonal(0, 0, 1).Log().Sum(), logabs)
	assert.Len(t, aten.Chunk(x, 2, nil), 2)
	lu, _, pivots, info := aten.InternalLinalgSolveEx(x, torch.Ones(2, torch.Float64), nil)
	assert.Equal(t, []int{2}, lu.Shape())
	assert.Equal(t, []int{2}, pivots.Shape())
	torchtest.Equal(t, int32(0), info)
}

func TestAten_OtherResults(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 3)
	assert.Equal(t, 3, aten.SizeInt(x, 1))
	assert.True(t, aten.Equal(x, x))
	assert.Equal(t, torch.Float64, aten.PromoteTypes(torch.Float64, torch.Int8))
	assert.Equal(t, 2.5, aten.Item(torch.NewTensor(2.5)))
	assert.Equal(t, int64(2), aten.Item(torch.NewTensor(int64(2))))
	scale, zeroPoint := aten.InternalChooseQparamsPerTensor(x, nil)
	assert.Positive(t, scale)
	assert.Zero(t, zeroPoint)
}

// TestAten_AnOperatorThatThisLibtorchLacks calls two of which each listed version
// has one.
func TestAten_AnOperatorThatThisLibtorchLacks(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Eye(2)
	failed := 0
	for op, f := range map[string]func(){
		"aten::cholesky":     func() { aten.Cholesky(x, nil) },
		"aten::linalg_polar": func() { aten.LinalgPolar(x) },
	} {
		err := torch.Try(func() error { f(); return nil })
		if err == nil {
			continue
		}
		var e *torch.Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, op, e.Op)
		assert.Contains(t, e.Msg, "has no operator "+op)
		failed++
	}
	assert.Equal(t, 1, failed)
}

func TestAten_DrawsFromAGenerator(t *testing.T) {
	torchtest.NoLeaks(t)
	g := torch.NewGenerator(torch.CPU)
	got := aten.RandGenerator([]int{3}, g.ManualSeed(1), nil)
	torchtest.Equal(t, torch.Rand(3, torch.WithGenerator(g.ManualSeed(1))), got)
}

func TestAten_Errors(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2)
	for _, tt := range []struct {
		name, op, message string
		f                 func()
	}{
		{"shapes", "aten::mm", "must be a matrix", func() { aten.Mm(x, x) }},
		{"nil tensor", "aten::mm", "an input tensor is nil", func() { aten.Mm(nil, x) }},
		{"scalar of another type", "aten::add.Scalar", "expected a number, got string", func() { aten.AddScalar(x, "1", nil) }},
		{"scalar left out", "aten::add.Scalar", "expected a number, got <nil>", func() { aten.AddScalar(x, nil, nil) }},
		{"no such dimension", "aten::sum.dim_IntList", "Dimension out of range", func() { aten.SumDimIntList(x, []int{3}, nil) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := torch.Try(func() error { tt.f(); return nil })
			var e *torch.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, tt.op, e.Op)
			assert.Contains(t, e.Msg, tt.message)
		})
	}
}

func TestAten_AllocatesOnlyTheTensor(t *testing.T) {
	s := torch.NewScope()
	defer s.Close()
	x := torch.Ones(2, torch.In(s))
	byHand := testing.AllocsPerRun(200, func() { x.Sum(torch.Dim(0)) })
	allocations := testing.AllocsPerRun(200, func() {
		aten.SumDimIntList(x, []int{0}, &aten.SumDimIntListOptions{KeepDim: true})
		aten.AddTensor(x, x, &aten.AddTensorOptions{Alpha: 2})
	})
	t.Log("by hand", byHand, "aten", allocations)
	assert.LessOrEqual(t, allocations, 2.0)
}
