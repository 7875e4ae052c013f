package torchtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// Tolerance is how far two numbers may lie apart: |want-got| ≤ Abs + Rel·|want|.
// Why is the reason for not asking for equal bits; it must not be empty.
type Tolerance struct {
	Rel, Abs float64
	Why      string
}

// AllClose stops the test unless got has want's dtype and shape, and elements
// within the tolerance. A nan equals a nan. want is as for [Equal], of a real
// dtype.
func AllClose(t T, want any, got *torch.Tensor, tolerance Tolerance, note ...any) {
	t.Helper()
	require.NotEmpty(t, tolerance.Why, "a tolerance needs a reason")
	if diff := closeDiff(want, got, tolerance); diff != "" {
		require.Fail(t, diff, note...)
	}
}

func closeDiff(want any, got *torch.Tensor, tolerance Tolerance) (diff string) {
	torch.Scoped(func(s *torch.Scope) {
		w, problem := expected(s, want)
		if w == nil || got == nil || problem != "" {
			diff = nilDiff(w, got, problem)
			return
		}
		if w.DType() != got.DType() || !slices.Equal(w.Shape(), got.Shape()) {
			diff = Diff(w, got)
			return
		}
		diff = tolerance.compare(floats(s, w), floats(s, got), w.Shape())
	})
	return diff
}

// floats reads any real dtype as float64, which holds each of its values but
// the largest integers.
func floats(s *torch.Scope, t *torch.Tensor) []float64 {
	return torch.Data[float64](t.Clone(torch.In(s)).To(torch.Float64))
}

func (o Tolerance) compare(want, got []float64, shape []int) string {
	worst, at, count := -1.0, 0, 0
	for i := range want {
		if o.holds(want[i], got[i]) {
			continue
		}
		count++
		if gap := math.Abs(want[i] - got[i]); gap > worst || math.IsNaN(gap) {
			worst, at = gap, i
		}
	}
	if count == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d elements lie outside of rel %g, abs %g (%s); the worst at %v: expected %v, got %v",
		count, len(want), o.Rel, o.Abs, o.Why, position(at, shape), want[at], got[at])
}

func (o Tolerance) holds(want, got float64) bool {
	if want == got || math.IsNaN(want) && math.IsNaN(got) {
		return true
	}
	if math.IsInf(want, 0) {
		return false
	}
	return math.Abs(want-got) <= o.Abs+o.Rel*math.Abs(want)
}
