package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
	"github.com/e0112027/gotorch/internal/spin"
)

func TestCalibrate_NoShim(t *testing.T) {
	bareMachine(t)
	status, _, stderr := gotorch("calibrate")
	assert.Equal(t, 1, status)
	assert.Contains(t, stderr, "no shim to calibrate")
}

// A shim that can't be opened, say: setup goes on with a word.
func TestCalibrateOnce_FailureIsAWord(t *testing.T) {
	shim := filepath.Join(t.TempDir(), shimpath.LibName())
	require.NoError(t, os.WriteFile(shim, []byte("text"), 0o644))
	var b bytes.Buffer
	require.NoError(t, calibrateOnce(t.Context(), shim, newScreen(&b), false))
	assert.Regexp(t, "libgomp's default stays.*calibrate|nothing to calibrate", b.String())
	assert.NoFileExists(t, shimpath.CalibrationFile(shim))
}

func TestCheckSpin(t *testing.T) {
	t.Setenv("GOMP_SPINCOUNT", "")
	require.NoError(t, os.Unsetenv("GOMP_SPINCOUNT"))
	shim := &libtorch.Shim{Path: filepath.Join(t.TempDir(), shimpath.LibName())}
	c := checkSpin(shim)
	assert.Equal(t, good, c.Status)
	assert.Contains(t, c.Detail, "not calibrated")

	taken := shimpath.Calibration{
		SpinCount: "3000", Taken: time.Now().Add(-3 * time.Hour), Processor: spin.Processor(), Threads: 2,
		Table: []shimpath.Spin{{Alone: 0.001, Beside: 0.005}, {SpinCount: "3000", Alone: 0.001, Beside: 0.00425}},
	}
	require.NoError(t, libtorch.WriteJSON(shimpath.CalibrationFile(shim.Path), &taken))
	c = checkSpin(shim)
	assert.Equal(t, good, c.Status)
	assert.Contains(t, c.Detail, "calibrated 3 hours ago: programs run with GOMP_SPINCOUNT=3000 (2 threads on ")
	var b bytes.Buffer
	require.NoError(t, (&diagnosis{OK: true, Checks: []check{c}}).writeText(&b))
	assert.Regexp(t, `(?m)^ +default +1\.00 +5\.00\s*$`, b.String())
	assert.Regexp(t, `(?m)^ +3000 +1\.00 +4\.25 +chosen$`, b.String())

	// It is remembered: setup does not measure again, and would fail here.
	require.NoError(t, calibrateOnce(t.Context(), shim.Path, newScreen(&b), false))

	t.Setenv("GOMP_SPINCOUNT", "5")
	assert.Contains(t, checkSpin(shim).Detail, "the environment wins: GOMP_SPINCOUNT=5")
	taken.Processor = "another"
	require.NoError(t, libtorch.WriteJSON(shimpath.CalibrationFile(shim.Path), &taken))
	assert.Equal(t, warn, checkSpin(shim).Status)
	require.NoError(t, os.WriteFile(shimpath.CalibrationFile(shim.Path), []byte("{"), 0o644))
	assert.Equal(t, warn, checkSpin(shim).Status)
}

func TestCalibrate_Measures(t *testing.T) {
	needsShim(t)
	if testing.Short() {
		t.Skip("takes ten seconds; run without -short")
	}
	found, _ := checkShim()
	library, err := os.ReadFile(found.Path)
	require.NoError(t, err)
	shim := filepath.Join(t.TempDir(), shimpath.LibName())
	require.NoError(t, os.WriteFile(shim, library, 0o755))
	t.Setenv(shimpath.EnvVar, shim)
	status, stdout, stderr := gotorch("calibrate")
	if status != 0 { // whatever else keeps this machine busy, it must have come that far
		assert.Contains(t, stderr, "processors busy meanwhile")
		return
	}
	if _, err := os.Stat(shimpath.CalibrationFile(shim)); err != nil {
		assert.Contains(t, stdout, "nothing to calibrate")
		return
	}
	assert.Contains(t, stdout, "chosen")
}
