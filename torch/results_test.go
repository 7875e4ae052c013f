package torch_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestResults_HoldInTheModeAndComeOut(t *testing.T) {
	w := torch.Ones(2, torch.RequiresGrad(true))
	var saved int
	pack := func(x *torch.Tensor) any { saved++; return x }
	unpack := func(packed any) *torch.Tensor { return packed.(*torch.Tensor) }
	seed := func() int64 { return torch.ItemAs[int64](torch.Randint(0, 1<<40, []int{1})) }
	state := torch.RNGState()

	for name, in := range map[string]bool{
		"NoGrad":              torch.NoGradResult(func() bool { return !torch.IsGradEnabled() }),
		"EnableGrad":          torch.NoGradResult(func() bool { return torch.EnableGradResult(torch.IsGradEnabled) }),
		"WithGrad":            !torch.WithGradResult(false, torch.IsGradEnabled),
		"InferenceMode":       torch.InferenceModeResult(torch.IsInferenceModeEnabled),
		"WithInferenceMode":   torch.WithInferenceModeResult(true, torch.IsInferenceModeEnabled),
		"WithMultithreading":  !torch.WithMultithreadingResult(false, torch.IsMultithreadingEnabled),
		"WithForwardGrad":     !torch.WithForwardGradResult(false, torch.IsForwardGradEnabled),
		"Autocast":            torch.AutocastResult(torch.DeviceCPU, func() bool { return torch.IsAutocastEnabled(torch.DeviceCPU) }),
		"Autocast, options":   !torch.AutocastResult(torch.DeviceCPU, func() bool { return torch.IsAutocastEnabled(torch.DeviceCPU) }, torch.Enabled(false)),
		"DetectAnomaly":       torch.DetectAnomalyResult(torch.IsAnomalyEnabled),
		"DetectAnomaly, NaN":  !torch.DetectAnomalyResult(torch.IsAnomalyCheckNaNEnabled, torch.CheckNaN(false)),
		"SavedTensorHooks":    torch.WithSavedTensorHooksResult(pack, unpack, func() bool { w.Exp(); return saved == 1 }),
		"SaveOnCPU":           torch.SaveOnCPUResult(func() bool { return w.Exp().RequiresGrad() }),
		"SaveOnCPU, unpinned": torch.SaveOnCPUResult(func() bool { return w.Exp().RequiresGrad() }, torch.PinMemory(false)),
		"ForkRNG":             torch.ForkRNGResult(seed, torch.CPU) != 0,
		"WithFlushDenormal":   torch.WithFlushDenormalResult(true, func() bool { return torch.Full([]int{1}, 1e-310, torch.Float64).Mul(1).Item() == 0 }),
		"WithDualLevel": torch.WithDualLevelResult(func(level torch.DualLevel) bool {
			_, tangent := level.Unpack(level.Make(torch.Ones(1), torch.Ones(1)).Mul(3))
			return tangent.Item() == 3
		}),
	} {
		assert.True(t, in, name)
	}
	torchtest.Equal(t, state, torch.RNGState())
	torchtest.Panics(t, "no hooks here", func() {
		torch.DisableSavedTensorHooksResult("no hooks here", func() error {
			return torch.WithSavedTensorHooksResult(pack, unpack, func() error { return nil })
		})
	})
}

func TestResults_AreErrors(t *testing.T) {
	torchtest.NoLeaks(t)
	failed := errors.New("the file is gone")
	require.ErrorIs(t, torch.NoGradResult(func() error { return failed }), failed)
	require.True(t, torch.IsGradEnabled())
	var scope *torch.Scope
	require.ErrorIs(t, torch.ScopedResult(func(s *torch.Scope) error {
		scope = s
		torch.Ones(2, torch.In(s))
		return failed
	}), failed)
	require.True(t, scope.Closed())
	require.Equal(t, 2.0, torch.ScopedResult(func(s *torch.Scope) float64 { return torch.Ones(2, torch.In(s)).Sum().Item() }))
	require.Panics(t, func() { torch.NoGradResult(func() error { panic("lost") }) })
	require.True(t, torch.IsGradEnabled())
}

func ExampleNoGradResult() {
	w := torch.Ones(3, torch.RequiresGrad(true))
	norm := torch.NoGradResult(func() *torch.Tensor { return w.Norm(torch.P(1)) })
	fmt.Println(norm)
	// Output: tensor(3.)
}
