package data_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

var opStack = torch.NewOp("aten::stack")

// byOperator is what libtorch's stack makes.
func byOperator(samples []*torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opStack}
	v.Tensors(samples)
	v.Int(0)
	return v.One()
}

func view(t *torch.Tensor, op string, dims ...int) *torch.Tensor {
	v := torch.Invocation{Op: torch.NewOp("aten::" + op)}
	v.Tensor(t)
	switch op {
	case "permute", "expand":
		v.Ints(dims)
	default:
		for _, d := range dims {
			v.Int(d)
		}
	}
	return v.One()
}

func TestStack_EqualsTheOperator(t *testing.T) {
	torchtest.NoLeaks(t)
	counting := func(dtype torch.DType, sizes ...int) *torch.Tensor {
		n := 1
		for _, size := range sizes {
			n *= size
		}
		return torch.Arange(n, torch.Int64).To(dtype).View(sizes...)
	}
	samples := map[string]func() *torch.Tensor{
		"scalar":        func() *torch.Tensor { return counting(torch.Float32) },
		"row":           func() *torch.Tensor { return counting(torch.Float32, 5) },
		"empty":         func() *torch.Tensor { return counting(torch.Float32, 3, 0) },
		"float64":       func() *torch.Tensor { return counting(torch.Float64, 2, 3) },
		"bool":          func() *torch.Tensor { return counting(torch.Bool, 2, 3) },
		"uint8":         func() *torch.Tensor { return counting(torch.UInt8, 2, 3) },
		"int32":         func() *torch.Tensor { return counting(torch.Int32, 2, 3) },
		"bfloat16":      func() *torch.Tensor { return counting(torch.BFloat16, 2, 3) },
		"float16":       func() *torch.Tensor { return counting(torch.Float16, 2, 3) },
		"float8":        func() *torch.Tensor { return counting(torch.Float8E5M2, 2, 3) },
		"complex64":     func() *torch.Tensor { return counting(torch.Complex64, 2, 3) },
		"conjugated":    func() *torch.Tensor { return view(counting(torch.Complex64, 2, 3).Mul(1i), "conj") },
		"permuted":      func() *torch.Tensor { return view(counting(torch.Float32, 2, 3, 4), "permute", 2, 0, 1) },
		"narrowed":      func() *torch.Tensor { return view(counting(torch.Float32, 4, 5), "narrow", 1, 1, 3) },
		"narrowed rows": func() *torch.Tensor { return view(counting(torch.Float32, 4, 5), "narrow", 0, 1, 2) },
		"expanded":      func() *torch.Tensor { return view(counting(torch.Int64, 3, 1), "expand", 3, 4) },
		"strided":       func() *torch.Tensor { return view(counting(torch.Int64, 9), "slice.Tensor", 0, 1, 9, 3) },
	}
	for name, sample := range samples {
		t.Run(name, func(t *testing.T) {
			scope := torch.NewScope()
			defer scope.Close()
			tensors := []*torch.Tensor{sample(), sample(), sample()}
			if tensors[1].DType() == torch.Float32 {
				tensors[1] = tensors[1].Add(1)
			}
			got, err := data.Stack(tensors, scope)
			require.NoError(t, err)
			require.Equal(t, scope, got.Scope())
			torchtest.Equal(t, byOperator(tensors), got)
			require.True(t, got.IsContiguous())
		})
	}
}

func TestStack_AnyView(t *testing.T) {
	torchtest.NoLeaks(t)
	rapid.Check(t, func(rt *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 4).Draw(rt, "sizes")
		n := 1
		for _, size := range sizes {
			n *= size
		}
		order := rapid.Permutation(indicesOf(len(sizes))).Draw(rt, "order")
		dim := rapid.IntRange(0, len(sizes)-1).Draw(rt, "dim")
		length := rapid.IntRange(0, sizes[dim]).Draw(rt, "length")
		start := rapid.IntRange(0, sizes[dim]-length).Draw(rt, "start")
		torch.Scoped(func(s *torch.Scope) {
			x := torch.Arange(n, torch.Int32, torch.In(s)).View(sizes...)
			x = view(view(x, "narrow", dim, start, length), "permute", order...)
			got, err := data.Stack([]*torch.Tensor{x, x.Add(100)}, s)
			require.NoError(rt, err)
			torchtest.Equal(rt, byOperator([]*torch.Tensor{x, x.Add(100)}), got)
		})
	})
}

func indicesOf(n int) []int {
	indices := make([]int, n)
	for i := range indices {
		indices[i] = i
	}
	return indices
}

func TestStack_PromotesDTypes(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		samples := []*torch.Tensor{torch.Ones(2, torch.Int64), torch.Ones(2).Mul(0.5)}
		got, err := data.Stack(samples, s)
		require.NoError(t, err)
		torchtest.Equal(t, [][]float32{{1, 1}, {0.5, 0.5}}, got)
	})
}

func TestStack_KeepsTheGraph(t *testing.T) {
	torchtest.NoLeaks(t)
	scope := torch.NewScope()
	defer scope.Close()
	w := torch.Ones(2, torch.RequiresGrad(true))
	got, err := data.Stack([]*torch.Tensor{w.Mul(2), torch.Zeros(2)}, scope)
	require.NoError(t, err)
	got.Sum().Backward()
	torchtest.Equal(t, []float32{2, 2}, w.Grad())
}

func TestStack_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	tests := map[string][]*torch.Tensor{
		"no samples to stack":          {},
		"tensor 1 of the batch is nil": {torch.Zeros(2), nil},
		"stack expects each tensor to be equal size, but got [2] at entry 0 and [3] at entry 1":    {torch.Zeros(2), torch.Zeros(3)},
		"stack expects each tensor to be equal size, but got [2] at entry 0 and [2, 1] at entry 1": {torch.Zeros(2), torch.Zeros(2, 1)},
	}
	for message, samples := range tests {
		torch.Scoped(func(s *torch.Scope) {
			_, err := data.Stack(samples, s)
			require.ErrorContains(t, err, message)
		})
	}
}
