package torch_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestIndex_BasicIndicesShareMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(3, 4, torch.In(s))
		x.Index(1, torch.SliceFrom(2)).Add_(5)
		x.Index(torch.Ellipsis).Index(torch.NewAxis, torch.All, 0).Add_(1)
		torchtest.Equal(t, [][]float32{{1, 0, 0, 0}, {1, 0, 5, 5}, {1, 0, 0, 0}}, x)
		x.Index([]int{0, 2}).Fill_(9)
		require.Equal(t, 13.0, x.Sum().Item(), "an index by a list is a copy")
	})
}

func TestIndex_JoinsTheScopeAndLeavesNothingElse(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(3, 4, 5, torch.In(s))
		before := s.Len()
		require.Same(t, s, x.Index(1, torch.SliceTo(2), torch.NewAxis, 0).Scope())
		x.SetIndex(1, 1, torch.SliceTo(2), torch.NewAxis, 0)
		require.Equal(t, before+1, s.Len())
		mask := x.Gt(0)
		before = s.Len()
		require.Same(t, s, x.Index(mask).Scope())
		x.SetIndex(2, mask)
		require.Equal(t, before+1, s.Len())
	})
}

func TestIndex_FreesWhatListsBecame(t *testing.T) {
	torchtest.NoLeaks(t)
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(2, 3, torch.In(s))
		for _, index := range []any{[]int{0}, []int64{1}, []bool{true, false}, [][]int{{0, 1}}, [][]bool{{true, false, true}, {true, true, true}}, true, false} {
			before := torch.LiveTensors()
			result := x.Index(index)
			assert.Equal(t, before+1, torch.LiveTensors(), "%T", index)
			x.SetIndex(1, index)
			x.SetIndex(result, index)
			assert.Equal(t, before+1, torch.LiveTensors(), "%T", index)
		}
		before := torch.LiveTensors()
		torch.NewTensor([]int{1, 2}, torch.Float32, torch.In(s))
		x.NewTensor([]int{1, 2})
		assert.Equal(t, before+2, torch.LiveTensors(), "what was converted is gone")
		torch.NewTensor([]int{1}, torch.In(s)).UnravelIndex(2, 3)
		s.Close()
		assert.Less(t, torch.LiveTensors(), before, "nothing is outside the scope")
	})
}

func TestIndex_ListOfTensorsIsATuple(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(6, torch.In(s)).Reshape(2, 3)
		at := x.Remainder(2).Eq(1).NonzeroTuple()
		torchtest.Equal(t, []int64{1, 3, 5}, x.Index(at))
		torchtest.Equal(t, [][]int64{{0, -1, 2}, {-1, 4, -1}}, x.Clone().SetIndex(-1, at))
		torchtest.Equal(t, [][]int64{{1, 3, 5}}, x.Index(torch.NewAxis, at, torch.Ellipsis))
		torchtest.Equal(t, [][]int64{{0, 1, 2}, {3, 4, 5}}, x.Index([]*torch.Tensor{}))
		torchtest.Panics(t, "the tensor is nil", func() { x.Index([]*torch.Tensor{nil}) })
		torchtest.Panics(t, "too many indices", func() { x.Index(at, at) })
	})
}

func TestIndex_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(3, 2, torch.In(s), torch.RequiresGrad(true))
		x.Index(0, 1).Mul(5).Backward()
		x.Index([]int{2, 2, 0}).Sum().Backward()
		torchtest.Equal(t, [][]float32{{1, 6}, {0, 0}, {2, 2}}, x.Grad())
		require.Equal(t, "SelectBackward0", x.Index(0).GradFnName())
		require.Equal(t, "IndexBackward0", x.Index([]int{0}).GradFnName())

		y := x.Mul(2)
		v := torch.Ones(2, torch.In(s), torch.RequiresGrad(true))
		y.SetIndex(v, 1).SetIndex(0, torch.All, 0)
		x.SetGrad(nil)
		y.Sum().Backward()
		torchtest.Equal(t, [][]float32{{0, 2}, {0, 0}, {0, 2}}, x.Grad())
		torchtest.Equal(t, []float32{0, 1}, v.Grad())
	})
}

func TestIndex_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(3, 4, torch.In(s))
		scalar := torch.Zeros(torch.In(s))
		required := torch.Zeros(3, torch.In(s), torch.RequiresGrad(true))
		gone := torch.NewScope()
		closed := torch.Zeros(3, torch.In(gone))
		gone.Close()
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"out of range", "index 3 is out of bounds for dimension 0 with size 3", func() { x.Index(3) }},
			{"out of range at 1", "index -5 is out of bounds for dimension 1 with size 4", func() { x.Index(0, -5) }},
			{"0-dim", "invalid index of a 0-dim tensor", func() { scalar.Index(0) }},
			{"0-dim slice", "slice() cannot be applied to a 0-dim tensor", func() { scalar.Index(torch.All) }},
			{"too many", "too many indices for tensor of dimension 2", func() { x.Index(0, 0, torch.All) }},
			{"backwards", "step must be greater than zero", func() { x.Index(torch.SliceStep(-1)) }},
			{"no step", "slice step cannot be zero", func() { x.Index(0, torch.Slice(0, 1, 0)) }},
			{"two steps", "at most one step", func() { torch.Slice(0, 1, 2, 3) }},
			{"a mark of no meaning", "torch.IndexMark(9) is no index", func() { x.Index(torch.IndexMark(9)) }},
			{"a string", "valid indices (got string)", func() { x.Index("0") }},
			{"floats", "valid indices (got []float64)", func() { x.Index([]float64{0}) }},
			{"a mask of another shape", "The shape of the mask [2] at index 0", func() { x.Index([]bool{true, false}) }},
			{"a mask of another shape, written", "The shape of the mask [2] at index 0", func() { x.SetIndex(1, []bool{true, false}) }},
			{"a nil tensor", "is nil", func() { x.Index((*torch.Tensor)(nil)) }},
			{"an index of a nil tensor", "is nil", func() { (*torch.Tensor)(nil).Index(0, 0) }},
			{"a nil value", "the value is a nil tensor", func() { x.SetIndex((*torch.Tensor)(nil), 0) }},
			{"a string written", "expected a number, got string", func() { x.SetIndex("1", 0) }},
			{"a value too long", "must match the existing size (3)", func() { x.SetIndex(torch.Zeros(3, torch.In(s)), 0) }},
			{"values of another dtype", "Index put requires the source and destination dtypes match", func() {
				x.SetIndex(torch.Zeros(4, torch.Float64, torch.In(s)), []int{0})
			}},
			{"a leaf that requires grad", "a view of a leaf Variable that requires grad", func() { required.SetIndex(1, 0) }},
			{"closed", "is closed", func() { closed.Index(0) }},
			{"closed, many", "is closed", func() { closed.Index(torch.Ellipsis, 0) }},
			{"closed index", "is closed", func() { x.Index(closed) }},
			{"closed, written", "is closed", func() { closed.SetIndex(1, 0) }},
			{"closed value", "is closed", func() { x.SetIndex(closed, torch.All, 0) }},
		} {
			t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
		}
	})
}

func TestIndex_FailuresUnpinTheScope(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope()
	x := torch.Zeros(3, 4, torch.In(s))
	for _, call := range []func(){
		func() { x.Index(0, 9) },
		func() { x.Index(0, []int{9}) },
		func() { x.SetIndex("text", 0, 0) },
		func() { x.SetIndex(torch.Zeros(9, torch.In(s)), 0) },
		func() { x.SetIndex(1, []bool{true}) },
	} {
		require.Error(t, torch.Try(func() error { call(); return nil }))
	}
	alive, owned := torch.LiveTensors(), s.Len()
	s.Close() // frees the tensors only where no call holds the scope any more
	require.LessOrEqual(t, torch.LiveTensors(), alive-owned)
	runtime.KeepAlive(x)
}

func TestIndex_OtherIntegers(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(6, torch.In(s)).Reshape(2, 3)
		for _, index := range []any{1, int8(1), int16(1), int32(1), int64(1), uint(1), uint8(1), uint64(1)} {
			torchtest.Equal(t, []int64{3, 4, 5}, x.Index(index), fmt.Sprintf("%T", index))
		}
		torchtest.Equal(t, []int64{4, 0}, x.Index([]int64{1, 0}, []int32{1, 0}))
		torchtest.Equal(t, [][][]int64{{{3, 4, 5}}}, x.Index([][]int{{1}}))
		torchtest.Equal(t, [][]int64{{0, 1, 2}}, x.Index([2]bool{true, false}))
		torchtest.Equal(t, [][]int64{{0, 1, 2}, {3, 4, 5}}, x.Index())
	})
}

func ExampleTensor_Index() {
	x := torch.Arange(12).Reshape(3, 4)
	fmt.Println(x.Index(1).ToSlice())
	fmt.Println(x.Index(torch.All, torch.Slice(1, 3)).ToSlice())
	fmt.Println(x.Index([]int{2, 0}, -1).ToSlice())
	fmt.Println(x.Index(x.Gt(8)).ToSlice())
	x.SetIndex(0, torch.SliceFrom(1), torch.SliceStep(2))
	fmt.Println(x.ToSlice())
	// Output:
	// [4 5 6 7]
	// [[1 2] [5 6] [9 10]]
	// [11 3]
	// [9 10 11]
	// [[0 1 2 3] [0 5 0 7] [0 9 0 11]]
}

// TestIndex_SlicesAgreeWithGo draws slices and compares with a loop.
func TestIndex_SlicesAgreeWithGo(t *testing.T) {
	torchtest.NoLeaks(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9).Draw(t, "n")
		start := rapid.IntRange(-12, 12).Draw(t, "start")
		stop := rapid.IntRange(-12, 12).Draw(t, "stop")
		step := rapid.IntRange(1, 4).Draw(t, "step")
		clamp := func(i int) int {
			if i < 0 {
				i += n
			}
			return min(max(i, 0), n)
		}
		want := []int64{}
		for i := clamp(start); i < clamp(stop); i += step {
			want = append(want, int64(i))
		}
		torch.Scoped(func(s *torch.Scope) {
			x := torch.Arange(n, torch.In(s))
			torchtest.Equal(t, want, x.Index(torch.Slice(start, stop, step)))
			x.SetIndex(-1, torch.Slice(start, stop, step))
			require.Equal(t, float64(len(want)), x.Eq(-1).Sum().Item())
		})
	})
}
