package cgotorch

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// What libgomp runs with, in its own words, which it says when it is loaded.
func TestOpen_AppliesTheCalibration(t *testing.T) {
	dir := t.TempDir()
	library, err := os.ReadFile(Path())
	require.NoError(t, err)
	shim := filepath.Join(dir, shimpath.LibName())
	require.NoError(t, os.WriteFile(shim, library, 0o755))
	said := func(calibration string, env ...string) string {
		file := shimpath.CalibrationFile(shim)
		_ = os.Remove(file)
		if calibration != "" {
			require.NoError(t, os.WriteFile(file, []byte(calibration), 0o644))
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestNone$")
		cmd.Env = append(os.Environ(), append(env, shimpath.EnvVar+"="+shim, "OMP_DISPLAY_ENV=VERBOSE")...)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		return string(out)
	}
	plain := said("")
	if !assert.NotContains(t, plain, "'4321'") || plain == "" {
		t.Skip("this libtorch runs on no libgomp that tells its settings")
	}
	const found = `{"spin_count": "4321"}`
	assert.Contains(t, said(found), "GOMP_SPINCOUNT = '4321'")
	assert.Contains(t, said(found, "GOMP_SPINCOUNT=77"), "GOMP_SPINCOUNT = '77'", "the environment wins")
	assert.NotContains(t, said(found, "OMP_WAIT_POLICY=passive"), "'4321'", "the environment wins")
	assert.NotContains(t, said(`{"spin_count": ""}`), "'4321'")
	assert.NotContains(t, said(`{"spin_count": "4321`), "'4321'", "what can't be read is as none")
}
