package cgotorch

// #include "loader.h"
import "C"

// Autocast is the state of autocast for one device type, of the calling thread.
// Cache is of all device types.
type Autocast struct {
	Enabled bool
	DType   uint8
	Cache   bool
}

// GetAutocast returns the calling thread's state.
func GetAutocast(deviceType int) (Autocast, error) {
	var state [C.CT_AUTOCAST_COUNT]C.int64_t
	err := asError(C.gt_autocast_get(C.int64_t(deviceType), &state[0]))
	return Autocast{
		Enabled: state[C.CT_AUTOCAST_ENABLED] != 0,
		DType:   uint8(state[C.CT_AUTOCAST_DTYPE]),
		Cache:   state[C.CT_AUTOCAST_CACHE] != 0,
	}, err
}

// SetAutocast changes the calling thread's state.
func SetAutocast(deviceType int, a Autocast) error {
	var state [C.CT_AUTOCAST_COUNT]C.int64_t
	state[C.CT_AUTOCAST_ENABLED] = C.int64_t(cbool(a.Enabled))
	state[C.CT_AUTOCAST_DTYPE] = C.int64_t(a.DType)
	state[C.CT_AUTOCAST_CACHE] = C.int64_t(cbool(a.Cache))
	return asError(C.gt_autocast_set(C.int64_t(deviceType), &state[0]))
}

// EnterAutocast counts a region of the calling thread.
func EnterAutocast() { C.gt_autocast_nest(1) }

// LeaveAutocast ends a region; the outermost one drops the casts that were kept.
func LeaveAutocast() { C.gt_autocast_nest(-1) }
