package torchtest

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

func TestDiff_TellsWhatDiffers(t *testing.T) {
	NoLeaks(t)
	negativeZero := float32(math.Copysign(0, -1))
	for _, test := range []struct {
		name      string
		want, got any
		diff      string
	}{
		{"equal", [][]float32{{1, 2}}, [][]float32{{1, 2}}, ""},
		{"equal nans", []float64{math.NaN()}, []float64{math.NaN()}, ""},
		{"scalar", float32(1.5), float32(1.5), ""},
		{"empty", [][]int64{{}}, [][]int64{{}}, ""},
		{"dtype", []float32{1}, []float64{1}, "expected dtype torch.float32, got torch.float64"},
		{"shape", []int64{1, 2}, [][]int64{{1, 2}}, "expected shape [2], got [1 2]"},
		{"one element", [][]int64{{1, 2}, {3, 4}}, [][]int64{{1, 2}, {5, 4}},
			"1 of 4 elements of a torch.int64 tensor [2 2] differ:\n\tat [1 0]: expected 3, got 5"},
		{"sign of zero", []float32{0}, []float32{negativeZero}, "expected 0 (00000000), got -0 (80000000)"},
		{"bfloat16", []torch.BFloat{0x3f80}, []torch.BFloat{0x4000}, "at [0]: expected 1 (3f800000), got 2 (40000000)"},
		{"no tensor wanted", nil, []int64{1}, "expected no tensor, got torch.Tensor"},
		{"no tensor at all", "text", []int64{1}, "the wanted value is no tensor"},
	} {
		t.Run(test.name, func(t *testing.T) {
			torch.Scoped(func(s *torch.Scope) {
				diff := Diff(test.want, torch.NewTensor(test.got, torch.In(s)))
				if test.diff == "" {
					require.Empty(t, diff)
				} else {
					require.Contains(t, diff, test.diff)
				}
			})
		})
	}
	require.Empty(t, Diff(nil, nil))
	require.Contains(t, Diff(float32(1), nil), "got no tensor")
}

func TestDiff_ShortensLongLists(t *testing.T) {
	NoLeaks(t)
	diff := Diff(torch.Zeros(100), torch.Ones(100))
	require.Contains(t, diff, "100 of 100 elements")
	require.Contains(t, diff, "… and 92 more")
}

func TestDiff_ReadsStrides(t *testing.T) {
	NoLeaks(t)
	x := torch.NewTensor([][]int64{{1, 2}, {3, 4}}).T()
	require.Empty(t, Diff([][]int64{{1, 3}, {2, 4}}, x))
}

func TestAllClose(t *testing.T) {
	NoLeaks(t)
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		name      string
		want, got any
		diff      string
	}{
		{"within", []float64{1, nan, inf}, []float64{1.01, nan, inf}, ""},
		{"outside", []float64{1, 100}, []float64{1.2, 109}, "1 of 2 elements lie outside"},
		{"the other infinity", []float64{inf}, []float64{-inf}, "expected +Inf, got -Inf"},
		{"nan", []float64{1}, []float64{nan}, "expected 1, got NaN"},
		{"dtype", []float64{1}, []float32{1}, "expected dtype"},
		{"integers", []int64{100}, []int64{109}, ""},
		{"empty", []float64{}, []float64{}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			torch.Scoped(func(s *torch.Scope) {
				diff := closeDiff(test.want, torch.NewTensor(test.got, torch.In(s)), Tolerance{Rel: 0.1, Why: "a test of tolerances"})
				if test.diff == "" {
					require.Empty(t, diff)
				} else {
					require.Contains(t, diff, test.diff)
				}
			})
		})
	}
}

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	failed   bool
	messages []string
	cleanups []func()
}

func (r *recorder) Helper()           {}
func (r *recorder) Name() string      { return "recorder" }
func (r *recorder) Failed() bool      { return r.failed }
func (r *recorder) Cleanup(f func())  { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Error(args ...any) { r.Errorf("%s", fmt.Sprint(args...)) }
func (r *recorder) FailNow()          { panic(r) }
func (r *recorder) Errorf(format string, args ...any) {
	r.failed, r.messages = true, append(r.messages, fmt.Sprintf(format, args...))
}

func (r *recorder) run(f func()) {
	defer func() {
		if p := recover(); p != nil && p != any(r) {
			panic(p)
		}
	}()
	f()
}

func TestAssertions_FailTheTest(t *testing.T) {
	NoLeaks(t)
	for name, f := range map[string]func(r *recorder){
		"Equal":    func(r *recorder) { Equal(r, int64(1), torch.NewTensor(2)) },
		"AllClose": func(r *recorder) { AllClose(r, 1.0, torch.NewTensor(2.0), Tolerance{Why: "none"}) },
		"a tolerance without a reason": func(r *recorder) {
			AllClose(r, 1.0, torch.NewTensor(1.0), Tolerance{Rel: 1})
		},
		"Panics": func(r *recorder) { Panics(r, "shapes", func() {}) },
		"Golden": func(r *recorder) { Golden(r, "none.json", nil) },
	} {
		var r recorder
		r.run(func() { f(&r) })
		require.True(t, r.failed, name)
	}
}

func TestNoLeaks_SeesTensors(t *testing.T) {
	NoLeaks(t)
	var r recorder
	NoLeaks(&r)
	s := torch.NewScope()
	torch.Ones(3, torch.In(s))
	r.run(r.cleanups[0])
	s.Close()
	require.True(t, r.failed)
	require.Contains(t, r.messages[0], "tensors were alive at the start")
}

func TestNoLeaks_SeesGoroutines(t *testing.T) {
	NoLeaks(t)
	var r recorder
	NoLeaks(&r)
	stop := make(chan struct{})
	go func() { <-stop }()
	r.run(r.cleanups[0])
	close(stop)
	require.True(t, r.failed)
	require.Contains(t, r.messages[0], "found unexpected goroutines")
}

func TestPanics_ReturnsTheError(t *testing.T) {
	NoLeaks(t)
	err := Panics(t, "cannot be multiplied", func() { torch.Ones(2, 3).MM(torch.Ones(2, 3)) })
	require.Equal(t, [][]int{{2, 3}, {2, 3}}, err.Shapes)
}
