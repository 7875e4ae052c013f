package cgotorch

/*
#include <stdlib.h>
*/
import "C"

import (
	"os"
	"unsafe"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// The environment's own words about how OpenMP's threads wait. libgomp reads them
// once, when it is loaded.
const (
	spinCountVar  = "GOMP_SPINCOUNT"
	waitPolicyVar = "OMP_WAIT_POLICY"
)

var uncalibrated bool

// OpenUncalibrated is [Open] without what `gotorch calibrate` found, for the
// measurement that finds it.
func OpenUncalibrated() error {
	uncalibrated = true
	return Open()
}

// applyCalibration has libgomp's threads wait as was found best with this shim. The
// environment wins. Where nothing was calibrated, or what is there can't be read,
// libgomp's default stays: it is what Python runs with, and no reason to stop.
func applyCalibration(shim string) {
	count := calibratedSpinCount(shim)
	if count == "" {
		return
	}
	name, value := C.CString(spinCountVar), C.CString(string(count))
	defer C.free(unsafe.Pointer(name))
	defer C.free(unsafe.Pointer(value))
	// In C's environment alone: a program that this one starts has its own.
	C.setenv(name, value, 0)
}

func calibratedSpinCount(shim string) shimpath.SpinCount {
	for _, name := range []string{spinCountVar, waitPolicyVar} {
		if _, set := os.LookupEnv(name); set || uncalibrated {
			return ""
		}
	}
	c, err := shimpath.ReadCalibration(shim)
	if err != nil {
		return ""
	}
	return c.SpinCount
}
