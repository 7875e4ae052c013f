package cgotorch

// #include "loader.h"
import "C"

// GeneratorHandle is the address of a libtorch generator. The holder gives it
// back with [ReleaseGenerator], once.
type GeneratorHandle uint64

// ManualSeed seeds the default generator of every device.
func ManualSeed(seed uint64) error { return asError(C.gt_manual_seed(C.uint64_t(seed))) }

// NewGenerator makes a generator for a device.
func NewGenerator(deviceType, index int) (GeneratorHandle, error) {
	var out C.uint64_t
	err := asError(C.gt_generator_new(C.int64_t(deviceType), C.int64_t(index), &out))
	return GeneratorHandle(out), err
}

// DefaultGenerator returns a new handle of a device's default generator.
func DefaultGenerator(deviceType, index int) (GeneratorHandle, error) {
	var out C.uint64_t
	err := asError(C.gt_generator_default(C.int64_t(deviceType), C.int64_t(index), &out))
	return GeneratorHandle(out), err
}

// ReleaseGenerator gives a handle back.
func ReleaseGenerator(g GeneratorHandle) { C.gt_generator_release(C.uint64_t(g)) }

// SeedGenerator sets a generator's seed.
func SeedGenerator(g GeneratorHandle, seed uint64) error {
	return asError(C.gt_generator_seed(C.uint64_t(g), C.uint64_t(seed)))
}

// GeneratorInitialSeed returns the seed set last.
func GeneratorInitialSeed(g GeneratorHandle) (uint64, error) {
	var seed C.uint64_t
	err := asError(C.gt_generator_initial_seed(C.uint64_t(g), &seed))
	return uint64(seed), err
}

// GeneratorState returns the state as a new uint8 tensor.
func GeneratorState(g GeneratorHandle) (Handle, error) {
	var out C.uint64_t
	err := asError(C.gt_generator_state(C.uint64_t(g), &out))
	return Handle(out), err
}

// SetGeneratorState sets the state from a uint8 tensor of [GeneratorState].
func SetGeneratorState(g GeneratorHandle, state Handle) error {
	return asError(C.gt_generator_set_state(C.uint64_t(g), C.uint64_t(state)))
}
