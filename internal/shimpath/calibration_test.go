package shimpath

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadCalibration(t *testing.T) {
	shim := filepath.Join(t.TempDir(), LibName())
	_, err := ReadCalibration(shim)
	assert.ErrorIs(t, err, os.ErrNotExist)
	for text, want := range map[string]string{
		`{"spin_count": "3000"}`:             "3000",
		`{"spin_count": ""}`:                 "default",
		`{"spin_count": "3000; rm"}`:         "spin_count",
		`{"spin_count": "-1"}`:               "spin_count",
		`{"spin_count": 3000}`:               "calibration.json",
		`{"spin_count": "300000000000000"}`:  "spin_count",
		`{"spin_count": "3`:                  "calibration.json",
		`{"spin_count": "1", "table": null}`: "1",
	} {
		write(t, CalibrationFile(shim), text)
		c, err := ReadCalibration(shim)
		if err != nil {
			assert.ErrorContains(t, err, want)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, want, c.SpinCount.String())
	}
}

// What a program pays at its start.
func BenchmarkReadCalibration(b *testing.B) {
	shim := filepath.Join(b.TempDir(), LibName())
	text := `{"spin_count": "3000", "taken": "2026-01-01T00:00:00Z", "processor": "AMD EPYC", "threads": 2, "table": [
{"spin_count": "", "alone_s": 0.0009, "beside_s": 0.004}, {"spin_count": "1000", "alone_s": 0.0009, "beside_s": 0.004},
{"spin_count": "3000", "alone_s": 0.0009, "beside_s": 0.004}, {"spin_count": "5000", "alone_s": 0.0009, "beside_s": 0.004}]}`
	require.NoError(b, os.WriteFile(CalibrationFile(shim), []byte(text), 0o644))
	for b.Loop() {
		if _, err := ReadCalibration(shim); err != nil {
			b.Fatal(err)
		}
	}
}
