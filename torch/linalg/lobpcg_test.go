package linalg_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/linalg"
)

func TestLOBPCG_Tracker(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	torch.Scoped(func(s *torch.Scope) {
		a := definite(s, 12, 12)
		var steps []int
		before := s.Len()
		e, x := linalg.LOBPCG(a, linalg.K(2), linalg.Tracker(func(state *linalg.LOBPCGState) {
			steps = append(steps, state.Step)
			assert.Equal(t, []int{12, 2}, state.X.Shape())
			assert.Equal(t, []int{12, 2}, state.R.Shape())
			assert.Equal(t, 1000-state.Step, state.IterationsLeft)
			assert.Equal(t, []int{2}, state.E.Shape())
			assert.Equal(t, []int{2}, state.RelativeError.Shape())
			state.ForceStop = state.Step == 3
		}))
		assert.Equal(t, []int{1, 2, 3}, steps)
		assert.Equal(t, []int{2}, e.Shape())
		assert.Equal(t, []int{12, 2}, x.Shape())
		assert.Equal(t, before+2, s.Len(), "the steps' tensors are freed")
	})
}

func TestLOBPCG_Converges(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	torch.Scoped(func(s *torch.Scope) {
		a := definite(s, 2, 12, 12)
		e, x := linalg.LOBPCG(a, linalg.K(3), torch.Largest(false))
		assert.True(t, e.AllClose(linalg.Eigvalsh(a).Narrow(-1, 0, 3)))
		// The residual is small to the root of the dtype's precision only.
		assert.True(t, a.MatMul(x).AllClose(x.Mul(e.Unsqueeze(-2)), torch.ATol(1e-5)))
	})
}

func TestLOBPCG_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		a := definite(s, 9, 9)
		sparse := a.ToSparse().SetRequiresGrad(true)
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"not square", "A must be square, got shape [3 9]", func() { linalg.LOBPCG(a.Narrow(0, 0, 3)) }},
			{"another shape of B", "A and B must have same shape", func() { linalg.LOBPCG(a, linalg.B(a.Narrow(0, 0, 3))) }},
			{"too few rows", "number of A rows (=9) is smaller than 3 x the number of requested eigenpairs (=4)", func() {
				linalg.LOBPCG(a, linalg.K(4))
			}},
			{"shape of X", "X shape mismatch", func() { linalg.LOBPCG(a, linalg.X(a.Index(torch.SliceTo(8), torch.SliceTo(2)))) }},
			{"gradient of B", "lobpcg.backward does not support backward with B != I yet", func() {
				e, _ := linalg.LOBPCG(a.Detach().SetRequiresGrad(true), linalg.B(a))
				e.Sum().Backward()
			}},
			{"gradient of a sparse matrix", "lobpcg.backward does not support sparse input yet", func() {
				e, _ := linalg.LOBPCG(sparse)
				e.Sum().Backward()
			}},
		} {
			t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
		}
	})
}
