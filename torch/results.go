package torch

// Each function of this file is the one whose name it begins with, for a closure
// that has a result, which it returns: an error, when a loader's loop or a file is
// read in the mode, or a number.
//
//	err := torch.NoGradResult(func() error {
//		for batch, err := range loader.Batches(ctx) {
//			if err != nil {
//				return err
//			}
//			…
//		}
//		return nil
//	})

// block is a closure that leaves f's result in the place it was given.
func block[R any](f func() R, result *R) func() { return func() { *result = f() } }

// NoGradResult is [NoGrad] for a function with a result, such as an error.
func NoGradResult[R any](f func() R) (result R) {
	NoGrad(block(f, &result))
	return result
}

// EnableGradResult is [EnableGrad] for a function with a result.
func EnableGradResult[R any](f func() R) (result R) {
	EnableGrad(block(f, &result))
	return result
}

// WithGradResult is [WithGrad] for a function with a result.
func WithGradResult[R any](on bool, f func() R) (result R) {
	WithGrad(on, block(f, &result))
	return result
}

// InferenceModeResult is [InferenceMode] for a function with a result.
func InferenceModeResult[R any](f func() R) (result R) {
	InferenceMode(block(f, &result))
	return result
}

// WithInferenceModeResult is [WithInferenceMode] for a function with a result.
func WithInferenceModeResult[R any](on bool, f func() R) (result R) {
	WithInferenceMode(on, block(f, &result))
	return result
}

// WithMultithreadingResult is [WithMultithreading] for a function with a result.
func WithMultithreadingResult[R any](on bool, f func() R) (result R) {
	WithMultithreading(on, block(f, &result))
	return result
}

// WithForwardGradResult is [WithForwardGrad] for a function with a result.
func WithForwardGradResult[R any](on bool, f func() R) (result R) {
	WithForwardGrad(on, block(f, &result))
	return result
}

// WithDualLevelResult is [WithDualLevel] for a function with a result.
func WithDualLevelResult[R any](f func(level DualLevel) R) (result R) {
	WithDualLevel(func(level DualLevel) { result = f(level) })
	return result
}

// AutocastResult is [Autocast] for a function with a result.
func AutocastResult[R any](device DeviceType, f func() R, options ...AutocastOption) (result R) {
	Autocast(device, block(f, &result), options...)
	return result
}

// DetectAnomalyResult is [DetectAnomaly] for a function with a result.
func DetectAnomalyResult[R any](f func() R, options ...AnomalyOption) (result R) {
	DetectAnomaly(block(f, &result), options...)
	return result
}

// WithSavedTensorHooksResult is [WithSavedTensorHooks] for a function with a result.
func WithSavedTensorHooksResult[R any](pack func(t *Tensor) any, unpack func(packed any) *Tensor, f func() R) (result R) {
	WithSavedTensorHooks(pack, unpack, block(f, &result))
	return result
}

// DisableSavedTensorHooksResult is [DisableSavedTensorHooks] for a function with a
// result.
func DisableSavedTensorHooksResult[R any](message string, f func() R) (result R) {
	DisableSavedTensorHooks(message, block(f, &result))
	return result
}

// SaveOnCPUResult is [SaveOnCPU] for a function with a result.
func SaveOnCPUResult[R any](f func() R, pin ...PinMemoryOption) (result R) {
	SaveOnCPU(block(f, &result), pin...)
	return result
}

// ForkRNGResult is [ForkRNG] for a function with a result.
func ForkRNGResult[R any](f func() R, devices ...Device) (result R) {
	ForkRNG(block(f, &result), devices...)
	return result
}

// WithFlushDenormalResult is [WithFlushDenormal] for a function with a result.
func WithFlushDenormalResult[R any](flush bool, f func() R) (result R) {
	WithFlushDenormal(flush, block(f, &result))
	return result
}

// ScopedResult is [Scoped] for a function with a result. A tensor that it returns
// must have left the scope: see [Tensor.Keep].
func ScopedResult[R any](f func(s *Scope) R) (result R) {
	Scoped(func(s *Scope) { result = f(s) })
	return result
}
