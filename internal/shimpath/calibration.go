package shimpath

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Calibration is what was found about the threads of libgomp, which libtorch's
// operators run on, with one shim on one machine: how often they should look for
// work before they sleep. It lies beside the shim.
type Calibration struct {
	SpinCount SpinCount `json:"spin_count"` // what programs run with
	Taken     time.Time `json:"taken"`
	Processor string    `json:"processor"`
	Threads   int       `json:"threads"` // of an operator
	Table     []Spin    `json:"table"`   // what was tried
}

// SpinCount is a value of GOMP_SPINCOUNT, or empty for libgomp's default.
type SpinCount string

// String is the number, or "default".
func (c SpinCount) String() string {
	if c == "" {
		return "default"
	}
	return string(c)
}

// Spin is what a step of training takes with one SpinCount, in seconds.
type Spin struct {
	SpinCount SpinCount `json:"spin_count"`
	Alone     float64   `json:"alone_s"`
	Beside    float64   `json:"beside_s"` // beside a thread of another program that never rests
}

// CalibrationFile names the file of a shim's calibration.
func CalibrationFile(shim string) string {
	return filepath.Join(filepath.Dir(shim), "calibration.json")
}

// ReadCalibration returns a shim's calibration. The error is an [os.ErrNotExist]
// where there is none.
func ReadCalibration(shim string) (*Calibration, error) {
	file := CalibrationFile(shim)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := new(Calibration)
	if err := json.Unmarshal(text, c); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if c.SpinCount != "" {
		if _, err := strconv.ParseUint(string(c.SpinCount), 10, 32); err != nil {
			return nil, fmt.Errorf("%s: spin_count: %w", file, err)
		}
	}
	return c, nil
}
