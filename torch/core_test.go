package torch_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

func TestSmoke(t *testing.T) {
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}}, torch.RequiresGrad(true))
	y := x.Mul(2).Add(1.5)
	y.Sum().Backward()
	require.Equal(t, [][]float32{{2, 2}, {2, 2}}, x.Grad().ToSlice())
	require.Equal(t, 26.0, y.Sum().Item())
	require.Equal(t, "AddBackward0", y.GradFnName())
	err := torch.Try(func() error { x.MM(torch.Ones(3, 3)); return nil })
	require.ErrorContains(t, err, "mat1 and mat2 shapes cannot be multiplied (2x2 and 3x3)")
}

func bench(b *testing.B, f func(x, y *torch.Tensor)) {
	torch.SetNumThreads(1)
	b.Run("scoped", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; i < b.N; i += 64 {
			torch.Scoped(func(s *torch.Scope) {
				x, y := torch.FromSliceIn(s, []float32{1, 2, 3, 4}, 2, 2), torch.FromSliceIn(s, []float32{1, 2, 3, 4}, 2, 2)
				for range 64 {
					f(x, y)
				}
			})
		}
	})
	b.Run("unscoped", func(b *testing.B) {
		b.ReportAllocs()
		x, y := torch.FromSlice([]float32{1, 2, 3, 4}, 2, 2), torch.FromSlice([]float32{1, 2, 3, 4}, 2, 2)
		for b.Loop() {
			f(x, y)
		}
	})
}

func BenchmarkAdd(b *testing.B) { bench(b, func(x, y *torch.Tensor) { x.Add(y) }) }
func BenchmarkMM(b *testing.B)  { bench(b, func(x, y *torch.Tensor) { x.MM(y) }) }
func BenchmarkView(b *testing.B) {
	bench(b, func(x, y *torch.Tensor) { x.View(4) })
}
func BenchmarkAddGrad(b *testing.B) {
	w := torch.Rand(2, 2, torch.RequiresGrad(true))
	bench(b, func(x, y *torch.Tensor) { x.Add(w) })
}
func BenchmarkBackward(b *testing.B) {
	w := torch.Rand(2, 2, torch.RequiresGrad(true))
	bench(b, func(x, y *torch.Tensor) { x.Mul(w).Sum().Backward() })
}
