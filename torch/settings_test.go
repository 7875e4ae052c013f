package torch_test

import (
	"os"
	"os/exec"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// resetDeterminism gives back at the test's end what it changes.
func resetDeterminism(t *testing.T) {
	mode, fill := torch.DeterministicDebugMode(), torch.FillUninitializedMemory()
	t.Cleanup(func() {
		torch.SetDeterministicDebugMode(mode)
		torch.SetFillUninitializedMemory(fill)
	})
}

func TestUseDeterministicAlgorithms_RefusesOperatorsWithoutSuchAKernel(t *testing.T) {
	torchtest.NoLeaks(t)
	resetDeterminism(t)
	put := func() { torch.Zeros(4).Put_(i64(1), f32(2), false) }
	maxUnpool := func() { aten.MaxUnpool2d(torch.Ones(1, 1, 1), torch.Zeros(1, 1, 1, torch.Int64), []int{2, 2}) }

	put()
	maxUnpool()
	torch.UseDeterministicAlgorithms(true, false)
	torchtest.Panics(t, "put_ does not have a deterministic implementation", put)
	torchtest.Panics(t, "max_unpooling2d_forward_out does not have a deterministic implementation", maxUnpool)
	torch.UseDeterministicAlgorithms(true, true)
	put() // with a warning
	torch.UseDeterministicAlgorithms(false, false)
	put()
}

func TestDeterministicDebugMode(t *testing.T) {
	resetDeterminism(t)
	for mode, want := range map[torch.DeterministicMode]struct{ on, warnOnly bool }{
		torch.DeterministicDefault: {false, false},
		torch.DeterministicWarn:    {true, true},
		torch.DeterministicError:   {true, false},
	} {
		torch.SetDeterministicDebugMode(mode)
		assert.Equal(t, mode, torch.DeterministicDebugMode())
		assert.Equal(t, want.on, torch.AreDeterministicAlgorithmsEnabled())
		assert.Equal(t, want.warnOnly, torch.IsDeterministicAlgorithmsWarnOnlyEnabled())
	}
	torchtest.Panics(t, "invalid value of debug_mode, expected 0, 1, or 2, but got 3", func() { torch.SetDeterministicDebugMode(3) })
}

func TestFillUninitializedMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	resetDeterminism(t)
	assert.True(t, torch.FillUninitializedMemory())
	torch.UseDeterministicAlgorithms(true, false)
	assert.True(t, torch.Empty(1000).IsNaN().All().Item() == 1)
	torchtest.Equal(t, []int32{1<<31 - 1, 1<<31 - 1}, torch.Empty(2, torch.Int32))

	torch.SetFillUninitializedMemory(false)
	assert.False(t, torch.FillUninitializedMemory())
	torch.SetFillUninitializedMemory(true)
	assert.True(t, torch.FillUninitializedMemory())
}

func TestFloat32MatmulPrecision(t *testing.T) {
	former := torch.Float32MatmulPrecision()
	defer torch.SetFloat32MatmulPrecision(former)
	assert.Equal(t, torch.PrecisionHighest, former)
	for _, p := range []torch.MatmulPrecision{torch.PrecisionHigh, torch.PrecisionMedium, torch.PrecisionHighest} {
		torch.SetFloat32MatmulPrecision(p)
		assert.Equal(t, p, torch.Float32MatmulPrecision())
	}
	torchtest.Panics(t, `"low" is no precision`, func() { torch.SetFloat32MatmulPrecision("low") })
}

func TestWithFlushDenormal(t *testing.T) {
	torchtest.NoLeaks(t)
	tiny, one := torch.NewTensor([]float64{1e-310}), 1.0
	assert.Equal(t, 1e-310, tiny.Mul(one).Item())
	torch.WithFlushDenormal(true, func() {
		assert.Equal(t, 0.0, tiny.Mul(one).Item())
		torch.WithFlushDenormal(false, func() { assert.Equal(t, 1e-310, tiny.Mul(one).Item()) })
		assert.Equal(t, 0.0, tiny.Mul(one).Item())
	})
	assert.Panics(t, func() { torch.WithFlushDenormal(true, func() { panic(1) }) })
	assert.Equal(t, 1e-310, tiny.Mul(one).Item())
}

// Workers that start inside of the region flush neither there nor later.
func TestWithFlushDenormal_LeavesTheWorkers(t *testing.T) {
	torchtest.NoLeaks(t)
	runtime.LockOSThread() // which has a pool: the goroutine below gets another thread
	defer runtime.UnlockOSThread()
	former := torch.NumThreads()
	defer torch.SetNumThreads(former)
	torch.SetNumThreads(4)
	const n = 1 << 20
	tiny := torch.Full([]int{n}, 1e-310, torch.Float64)
	kept := func() int { return int(tiny.Mul(1.5).CountNonzero().Item()) }
	done := make(chan bool)
	go func() {
		defer close(done)
		runtime.LockOSThread() // and not unlocked: it ends
		torch.WithFlushDenormal(true, func() { assert.GreaterOrEqual(t, kept(), n/2, "the workers'") })
		assert.Equal(t, n, kept())
	}()
	<-done
}

func TestWarnAlways(t *testing.T) {
	assert.False(t, torch.IsWarnAlwaysEnabled())
	torch.SetWarnAlways(true)
	assert.True(t, torch.IsWarnAlwaysEnabled())
	torch.SetWarnAlways(false)
	assert.False(t, torch.IsWarnAlwaysEnabled())
}

func TestIsInferenceModeEnabled(t *testing.T) {
	assert.False(t, torch.IsInferenceModeEnabled())
	torch.InferenceMode(func() { assert.True(t, torch.IsInferenceModeEnabled()) })
	assert.False(t, torch.IsInferenceModeEnabled())
}

func TestSetNumThreads_Bounds(t *testing.T) {
	before := torch.NumThreads()
	for _, n := range []int{0, -1, 8193, 1 << 30, 1 << 40} {
		torchtest.Panics(t, "threads, got", func() { torch.SetNumThreads(n) })
		torchtest.Panics(t, "threads, got", func() { torch.SetNumInteropThreads(n) })
	}
	assert.Equal(t, before, torch.NumThreads())
}

// The number can be set once in a process, so a process of its own does it.
func TestSetNumInteropThreads_Once(t *testing.T) {
	const child = "GOTORCH_TEST_INTEROP"
	if os.Getenv(child) == "" {
		command := exec.Command(os.Args[0], "-test.run=^TestSetNumInteropThreads_Once$", "-test.v")
		command.Env = append(os.Environ(), child+"=1")
		output, err := command.CombinedOutput()
		require.NoError(t, err, string(output))
		assert.Contains(t, string(output), "--- PASS")
		return
	}
	torch.SetNumInteropThreads(3)
	assert.Equal(t, 3, torch.NumInteropThreads())
	torchtest.Panics(t, "cannot set number of interop threads", func() { torch.SetNumInteropThreads(2) })
}
