package cgotorch

/*
#include "loader.h"
#include <stdlib.h>
*/
import "C"

import "unsafe"

// SetNumThreads sets the number of threads of an operator, for every OS thread
// before its next call.
func SetNumThreads(n int) error { return asError(C.gt_threads_set(C.int64_t(n))) }

// NumThreads returns the number of threads of an operator on this OS thread.
func NumThreads() int { return int(C.gt_threads_get()) }

// ParseDevice reads a device as libtorch writes it: "cpu", "cuda:1".
func ParseDevice(text string) (deviceType, index int, err error) {
	ctext := C.CString(text)
	defer C.free(unsafe.Pointer(ctext))
	var t, i C.int64_t
	err = asError(C.gt_device_parse(ctext, &t, &i))
	return int(t), int(i), err
}

// DeviceTypeName returns the lower-case name of a device type; "" for a number
// that is none.
func DeviceTypeName(deviceType int) string {
	return C.GoString(C.gt_device_type_name(C.int64_t(deviceType)))
}

// DeviceCount returns how many devices of a type there are.
func DeviceCount(deviceType int) int { return int(C.gt_device_count(C.int64_t(deviceType))) }

// Synchronize waits for all work on a device.
func Synchronize(deviceType, index int) error {
	return asError(C.gt_device_synchronize(C.int64_t(deviceType), C.int64_t(index)))
}

// DefaultDType returns the dtype of float tensors made without one.
func DefaultDType() uint8 { return uint8(C.gt_default_dtype()) }

// SetDefaultDType sets it.
func SetDefaultDType(dtype uint8) error {
	return asError(C.gt_default_dtype_set(C.int64_t(dtype)))
}

// SetDeterministic switches torch.use_deterministic_algorithms.
func SetDeterministic(on, warnOnly bool) error {
	return asError(C.gt_deterministic_set(cbool(on), cbool(warnOnly)))
}

// Deterministic tells whether deterministic algorithms are asked for.
func Deterministic() bool { return C.gt_deterministic() != 0 }

// SetSparseChecks has sparse tensors checked when they are made.
func SetSparseChecks(on bool) { C.gt_sparse_checks_set(cbool(on)) }

// SparseChecks tells whether they are.
func SparseChecks() bool { return C.gt_sparse_checks() != 0 }

// Config returns libtorch's description of its build, BLAS and thread pools.
func Config() (string, error) {
	var text *C.char
	if err := asError(C.gt_config_text(&text)); err != nil {
		return "", err
	}
	return takeText(text), nil
}
