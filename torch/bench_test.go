package torch_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// bench measures f in a scope that is closed every 64 calls, and without one,
// where the collector frees what f makes. x and y are (2, 2).
func bench(b *testing.B, f func(x, y *torch.Tensor)) {
	defer torch.SetNumThreads(torch.NumThreads())
	torch.SetNumThreads(1)
	data := []float32{1, 2, 3, 4}
	b.Run("scoped", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; i < b.N; i += 64 {
			torch.Scoped(func(s *torch.Scope) {
				x, y := torch.FromSliceIn(s, data, 2, 2), torch.FromSliceIn(s, data, 2, 2)
				for range 64 {
					f(x, y)
				}
			})
		}
	})
	b.Run("unscoped", func(b *testing.B) {
		b.ReportAllocs()
		x, y := torch.FromSlice(data, 2, 2), torch.FromSlice(data, 2, 2)
		for b.Loop() {
			f(x, y)
		}
	})
}

func weight() *torch.Tensor { return torch.Rand(2, 2, torch.RequiresGrad(true)) }

func BenchmarkAdd(b *testing.B)  { bench(b, func(x, y *torch.Tensor) { x.Add(y) }) }
func BenchmarkAdd_(b *testing.B) { bench(b, func(x, y *torch.Tensor) { x.Add_(y) }) }
func BenchmarkMM(b *testing.B)   { bench(b, func(x, y *torch.Tensor) { x.MM(y) }) }
func BenchmarkView(b *testing.B) { bench(b, func(x, y *torch.Tensor) { x.View(4) }) }
func BenchmarkSum(b *testing.B)  { bench(b, func(x, y *torch.Tensor) { x.Sum() }) }
func BenchmarkCat(b *testing.B) {
	bench(b, func(x, y *torch.Tensor) { torch.Cat([]*torch.Tensor{x, y}) })
}
func BenchmarkShape(b *testing.B) { bench(b, func(x, y *torch.Tensor) { x.Size(0) }) }
func BenchmarkItem(b *testing.B) {
	one := torch.ScalarTensor(1)
	bench(b, func(x, y *torch.Tensor) { one.Item() })
}
func BenchmarkAddGrad(b *testing.B) {
	w := weight()
	bench(b, func(x, y *torch.Tensor) { x.Add(w) })
}
func BenchmarkBackward(b *testing.B) {
	w := weight()
	bench(b, func(x, y *torch.Tensor) { x.Mul(w).Sum().Backward() })
}

// Calls allocate nothing: a scope makes its tensors 32 at a time, and the list of
// handles grows by doubling.
func TestCalls_AllocateNothingButResults(t *testing.T) {
	defer torch.SetNumThreads(torch.NumThreads())
	torch.SetNumThreads(1)
	torch.Scoped(func(s *torch.Scope) {
		x, y := torch.Ones(2, 2, torch.In(s)), torch.Ones(2, 2, torch.In(s))
		pair := []*torch.Tensor{x, y}
		w, at := weight(), torch.Zeros(2, 2, torch.Int64, torch.In(s))
		for _, c := range []struct {
			name    string
			allowed float64 // per call; less than 1 is a share of a chunk
			call    func()
		}{
			{"in place", 0, func() { x.Add_(y) }},
			{"in place by a number", 0, func() { x.Mul_(1) }},
			{"size", 0, func() { x.Size(0) }},
			{"dim", 0, func() { x.NDim() }},
			{"add", 0.2, func() { x.Add(y) }},
			{"add of a graph", 0.2, func() { x.Add(w) }},
			{"mm", 0.2, func() { x.MM(y) }},
			{"view", 0.2, func() { x.View(4) }},
			{"sum", 0.2, func() { x.Sum() }},
			{"clone", 0.2, func() { x.Clone() }},
			{"norm", 0.2, func() { x.Norm() }},
			{"norm along a dimension", 0.2, func() { x.Norm(torch.P(1), torch.Dim(0), torch.KeepDim(true)) }},
			{"addmm", 0.2, func() { x.AddMM(x, y, torch.Beta(2), torch.Alpha(3)) }},
			{"argsort", 0.2, func() { x.Argsort(torch.Dim(0), torch.Descending(true)) }},
			{"scatter reduce in place", 0, func() { x.ScatterReduce_(0, at, y, "sum", torch.IncludeSelf(false)) }},
			{"index", 0.2, func() { x.Index(1) }},
			{"stack along a dimension", 0.2, func() { torch.Stack(pair, torch.Dim(1)) }},
			{"quantile along a dimension", 0.2, func() { x.Quantile(0.5, torch.Dim(0), torch.InterpolateLower) }},
			{"squeeze along a dimension", 0.2, func() { x.Squeeze(torch.Dim(0)) }},
			{"argmax along a dimension", 0.2, func() { x.Argmax(torch.Dim(0), torch.KeepDim(true)) }},
			{"roll", 0.2, func() { x.Roll([]int{1}, torch.Dim(0)) }},
		} {
			const calls = 256 // AllocsPerRun counts in whole numbers
			allocs := testing.AllocsPerRun(10, func() {
				for range calls {
					c.call()
				}
			}) / calls
			require.LessOrEqual(t, allocs, c.allowed, c.name)
		}
	})
}
