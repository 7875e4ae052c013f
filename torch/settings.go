package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

// on reads a setting that is on or off.
func on(s cgotorch.Setting) bool { return setting("get", s) != 0 }

func setting(op string, s cgotorch.Setting) int {
	ready()
	value, err := s.Get()
	check(op, err)
	return value
}

func set(op string, s cgotorch.Setting, value int) {
	ready()
	check(op, s.Set(value))
}

func switchTo(op string, s cgotorch.Setting, on bool) {
	value := 0
	if on {
		value = 1
	}
	set(op, s, value)
}

// SetNumInteropThreads sets how many threads run work that operators hand over to
// run beside them. It can be set once, before the first of them starts; later it
// panics.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_num_interop_threads.html
func SetNumInteropThreads(n int) { set("set_num_interop_threads", cgotorch.InteropThreads, n) }

// NumInteropThreads returns how many threads run work beside operators.
func NumInteropThreads() int { return setting("get_num_interop_threads", cgotorch.InteropThreads) }

// MatmulPrecision is how exactly float32 matrices are multiplied.
type MatmulPrecision string

// The precisions of float32 matrix products.
const (
	PrecisionHighest MatmulPrecision = "highest" // float32, as unless set
	PrecisionHigh    MatmulPrecision = "high"    // TensorFloat32 or pairs of bfloat16
	PrecisionMedium  MatmulPrecision = "medium"  // bfloat16
)

var matmulPrecisions = [...]MatmulPrecision{PrecisionHighest, PrecisionHigh, PrecisionMedium}

// SetFloat32MatmulPrecision lets float32 matrix products be computed with fewer
// bits, where the device has a faster way for it. It panics for another precision
// than the three.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_float32_matmul_precision.html
func SetFloat32MatmulPrecision(p MatmulPrecision) {
	for i, known := range matmulPrecisions {
		if p == known {
			set("set_float32_matmul_precision", cgotorch.Float32Matmul, i)
			return
		}
	}
	misuse("set_float32_matmul_precision", "ValueError", "%q is no precision: highest, high or medium", p)
}

// Float32MatmulPrecision returns what [SetFloat32MatmulPrecision] set.
func Float32MatmulPrecision() MatmulPrecision {
	return matmulPrecisions[setting("get_float32_matmul_precision", cgotorch.Float32Matmul)]
}

// WithFlushDenormal runs f with numbers too small for a normalised float64 or
// float32 taken for 0, or not. The processor holds this for one OS thread, so like
// a mode it holds for the calling goroutine alone, for its Go code too, and not
// for the workers of a large operator. It panics where the processor can't.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_flush_denormal.html
func WithFlushDenormal(flush bool, f func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	former := on(cgotorch.FlushDenormal)
	switchTo("set_flush_denormal", cgotorch.FlushDenormal, flush)
	defer switchTo("set_flush_denormal", cgotorch.FlushDenormal, former)
	f()
}

// SetWarnAlways has warnings repeated that libtorch gives once in a process, or that
// are printed once for each line of the program; see [SetWarningHandler].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_warn_always.html
func SetWarnAlways(repeat bool) { switchTo("set_warn_always", cgotorch.WarnAlways, repeat) }

// IsWarnAlwaysEnabled tells whether [SetWarnAlways] is on.
func IsWarnAlwaysEnabled() bool { return on(cgotorch.WarnAlways) }

// IsInferenceModeEnabled tells whether the calling goroutine is in [InferenceMode].
func IsInferenceModeEnabled() bool { return on(cgotorch.InferenceModeOn) }
