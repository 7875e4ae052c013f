package torch

import "github.com/e0112027/gotorch/cgotorch"

// UseDeterministicAlgorithms asks for deterministic kernels; operators without
// one panic, or with warnOnly get a warning (see [SetWarningHandler]).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html
func UseDeterministicAlgorithms(on, warnOnly bool) {
	ready()
	check("use_deterministic_algorithms", cgotorch.SetDeterministic(on, warnOnly))
}

// AreDeterministicAlgorithmsEnabled tells whether [UseDeterministicAlgorithms] is on.
func AreDeterministicAlgorithmsEnabled() bool {
	ready()
	return cgotorch.Deterministic()
}

// IsDeterministicAlgorithmsWarnOnlyEnabled tells whether operators without a
// deterministic kernel warn rather than panic.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.is_deterministic_algorithms_warn_only_enabled.html
func IsDeterministicAlgorithmsWarnOnlyEnabled() bool { return on(cgotorch.DeterministicWarnOnly) }

// DeterministicMode is what becomes of operators without a deterministic kernel.
type DeterministicMode int

// The modes of [SetDeterministicDebugMode], with Python's numbers.
const (
	DeterministicDefault DeterministicMode = 0 // they run
	DeterministicWarn    DeterministicMode = 1 // they run, with a warning
	DeterministicError   DeterministicMode = 2 // they panic
)

// SetDeterministicDebugMode is [UseDeterministicAlgorithms] by one of three modes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_deterministic_debug_mode.html
func SetDeterministicDebugMode(mode DeterministicMode) {
	switch mode {
	case DeterministicDefault, DeterministicWarn, DeterministicError:
		UseDeterministicAlgorithms(mode != DeterministicDefault, mode == DeterministicWarn)
	default:
		misuse("set_deterministic_debug_mode", "RuntimeError", "invalid value of debug_mode, expected 0, 1, or 2, but got %d", mode)
	}
}

// DeterministicDebugMode returns the mode set last.
func DeterministicDebugMode() DeterministicMode {
	switch {
	case !AreDeterministicAlgorithmsEnabled():
		return DeterministicDefault
	case IsDeterministicAlgorithmsWarnOnlyEnabled():
		return DeterministicWarn
	}
	return DeterministicError
}

// SetFillUninitializedMemory has [Empty] and its kin fill the memory that they
// return while deterministic algorithms are on: with NaN, or the largest value of
// an integer dtype. It is on unless turned off. It is Python's
// torch.utils.deterministic.fill_uninitialized_memory.
//
// See https://docs.pytorch.org/docs/stable/deterministic.html
func SetFillUninitializedMemory(fill bool) {
	switchTo("fill_uninitialized_memory", cgotorch.FillUninitialized, fill)
}

// FillUninitializedMemory tells whether [SetFillUninitializedMemory] is on.
func FillUninitializedMemory() bool { return on(cgotorch.FillUninitialized) }
