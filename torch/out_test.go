package torch_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

type outCase struct {
	name string
	out  *torch.Tensor
	want *torch.Tensor // by the function without an out
	call func(out *torch.Tensor) *torch.Tensor
}

func outCases(s *torch.Scope) []outCase {
	in := torch.In(s)
	x, y := torch.Randn(2, 3, in), torch.Randn(3, 2, in).T()
	batch, right := torch.Randn(2, 3, 4, in), torch.Randn(2, 4, 3, in)
	w, v := torch.Randn(3, 4, in), torch.Randn(3, in)
	row := w.Select(0, 0)
	index := torch.NewTensor([]int{1, 0, 1, 1}, in)
	many := index.Remainder(3).Unsqueeze(0).Expand(2, 4)
	mask := x.Gt(0)
	return []outCase{
		{"add", empty(s, 2, 3), x.Add(y, torch.Alpha(2)), func(out *torch.Tensor) *torch.Tensor { return torch.AddOut(out, x, y, torch.Alpha(2)) }},
		{"add a number", empty(s, 2, 3), x.Add(1), func(out *torch.Tensor) *torch.Tensor { return torch.AddOut(out, x, 1) }},
		{"sub", empty(s, 2, 3), x.Sub(v), func(out *torch.Tensor) *torch.Tensor { return torch.SubOut(out, x, v) }},
		{"mul", empty(s, 2, 3), x.Mul(y), func(out *torch.Tensor) *torch.Tensor { return torch.MulOut(out, x, y) }},
		{"div", empty(s, 2, 3), x.Div(y), func(out *torch.Tensor) *torch.Tensor { return torch.DivOut(out, x, y) }},
		{"div and round", empty(s, 2, 3), x.Div(0.3, torch.RoundTrunc), func(out *torch.Tensor) *torch.Tensor { return torch.DivOut(out, x, 0.3, torch.RoundTrunc) }},
		{"clamp", empty(s, 2, 3), x.Clamp(-1, 0.5), func(out *torch.Tensor) *torch.Tensor { return torch.ClampOut(out, x, -1, 0.5) }},
		{"clamp by a tensor", empty(s, 2, 3), x.Clamp(y, nil), func(out *torch.Tensor) *torch.Tensor { return torch.ClampOut(out, x, y, nil) }},
		{"where", empty(s, 2, 3), torch.Where(mask, x, y), func(out *torch.Tensor) *torch.Tensor { return torch.WhereOut(out, mask, x, y) }},
		{"matmul", empty(s, 2, 4), x.MatMul(w), func(out *torch.Tensor) *torch.Tensor { return torch.MatMulOut(out, x, w) }},
		{"matmul of batches", empty(s, 2, 3, 3), batch.MatMul(right), func(out *torch.Tensor) *torch.Tensor { return torch.MatMulOut(out, batch, right) }},
		{"mm", empty(s, 2, 4), y.MM(w), func(out *torch.Tensor) *torch.Tensor { return torch.MMOut(out, y, w) }},
		{"bmm", empty(s, 2, 3, 3), batch.BMM(right), func(out *torch.Tensor) *torch.Tensor { return torch.BMMOut(out, batch, right) }},
		{"mv", empty(s, 2), x.MV(v), func(out *torch.Tensor) *torch.Tensor { return torch.MVOut(out, x, v) }},
		{"addmm", empty(s, 2, 4), row.AddMM(x, w, torch.Beta(3)), func(out *torch.Tensor) *torch.Tensor {
			return torch.AddMMOut(out, row, x, w, torch.Beta(3))
		}},
		{"baddbmm", empty(s, 2, 3, 3), v.BAddBMM(batch, right), func(out *torch.Tensor) *torch.Tensor { return torch.BAddBMMOut(out, v, batch, right) }},
		{"cat", empty(s, 4, 3), torch.Cat(list(x, y)), func(out *torch.Tensor) *torch.Tensor { return torch.CatOut(out, list(x, y)) }},
		{"stack", empty(s, 2, 3, 2), torch.Stack(list(x, y), torch.Dim(-1)), func(out *torch.Tensor) *torch.Tensor { return torch.StackOut(out, list(x, y), torch.Dim(-1)) }},
		{"index_select", empty(s, 4, 3), y.IndexSelect(0, index), func(out *torch.Tensor) *torch.Tensor { return torch.IndexSelectOut(out, y, 0, index) }},
		{"gather", empty(s, 2, 4), x.Gather(1, many), func(out *torch.Tensor) *torch.Tensor { return torch.GatherOut(out, x, 1, many) }},
		{"sum", empty(s), x.Sum(), func(out *torch.Tensor) *torch.Tensor { return torch.SumOut(out, x) }},
		{"sum along one", empty(s, 2, 1), y.Sum(torch.Dim(1), torch.KeepDim(true)), func(out *torch.Tensor) *torch.Tensor {
			return torch.SumOut(out, y, torch.Dim(1), torch.KeepDim(true))
		}},
		{"mean", empty(s, 3), y.Mean(torch.Dim(0)), func(out *torch.Tensor) *torch.Tensor { return torch.MeanOut(out, y, torch.Dim(0)) }},
	}
}

func empty(s *torch.Scope, sizes ...int) *torch.Tensor { return torch.Empty(sizes, torch.In(s)) }

func TestOut_WritesWithoutNewMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		for _, test := range outCases(s) {
			t.Run(test.name, func(t *testing.T) {
				storage, tensors, bytes := test.out.UntypedStorage(), torch.LiveTensors(), torch.LiveBytes()
				got := test.call(test.out)
				assert.Same(t, test.out, got)
				assert.Equal(t, storage, got.UntypedStorage())
				assert.Equal(t, tensors, torch.LiveTensors())
				assert.Equal(t, bytes, torch.LiveBytes())
				torchtest.Equal(t, test.want, got)
			})
		}
	})
}

func TestOut_OfNoElementsIsResized(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		for _, test := range outCases(s) {
			t.Run(test.name, func(t *testing.T) { torchtest.Equal(t, test.want, test.call(empty(s, 0))) })
		}
	})
}

func TestOut_KeepsItsStrides(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(6, torch.In(s)).View(2, 3)
		out := torch.Zeros(3, 2, torch.Float64, torch.In(s)).T()
		torchtest.Equal(t, [][]float64{{0, 2, 4}, {6, 8, 10}}, torch.AddOut(out, x, x))
		assert.Equal(t, []int{1, 2}, out.Strides())
	})
}

func TestOut_MayBeAnInput(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(3, torch.In(s))
		torchtest.Equal(t, []int{0, 1, 4}, torch.MulOut(x, x, x))
		torchtest.Panics(t, "unsupported operation", func() { torch.AddOut(x.Narrow(0, 0, 2), x.Narrow(0, 1, 2), 1) })
	})
}

func TestOut_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x, long := torch.Ones(2, 2, torch.In(s)), torch.Ones(2, 2, torch.Int64, torch.In(s))
		needing := torch.Ones(2, 2, torch.In(s), torch.RequiresGrad(true))
		gone := torch.NewScope()
		closed := torch.Zeros(2, 2, torch.In(gone))
		gone.Close()
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"nil", "an input tensor is nil", func() { torch.AddOut(nil, x, x) }},
			{"closed", "is closed", func() { torch.MMOut(closed, x, x) }},
			{"a dtype that can't hold the result", "can't be cast to the desired output type", func() { torch.DivOut(long, x, x) }},
			{"another dtype", "Expected out tensor to have dtype torch.float32, but got torch.int64 instead", func() { torch.MMOut(long, x, x) }},
			{"an input that needs a gradient", "don't support automatic differentiation", func() { torch.AddOut(x, needing, x) }},
			{"out that needs a gradient", "don't support automatic differentiation", func() { torch.AddOut(needing, x, x) }},
			{"a string", "expected a *torch.Tensor or a number, got string", func() { torch.AddOut(x, x, "1") }},
			{"shapes", "cannot be multiplied", func() { torch.MMOut(x, x, torch.Ones(3, 2, torch.In(s))) }},
		} {
			t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
		}
		torch.NoGrad(func() { torchtest.Equal(t, [][]float32{{2, 2}, {2, 2}}, torch.AddOut(x, needing, x)) })
	})
}

func ExampleAddMMOut() {
	weight, bias := torch.Ones(3, 2), torch.NewTensor([]float32{0, 10})
	out := torch.Empty(1, 2) // written again and again
	for i := range 3 {
		x := torch.Full([]int{1, 3}, float64(i))
		fmt.Println(torch.AddMMOut(out, bias, x, weight).ToSlice())
	}
	// Output:
	// [[0 10]]
	// [[3 13]]
	// [[6 16]]
}
