package torch

import "github.com/e0112027/gotorch/cgotorch"

// Version returns the version of libtorch that the program runs on.
func Version() string {
	ready()
	return cgotorch.TorchVersion()
}

// Config returns libtorch's own description of its build, its BLAS and its
// thread pools: Python's torch.__config__.show() and parallel_info().
func Config() string {
	ready()
	text, err := cgotorch.Config()
	check("config", err)
	return text
}

// UseDeterministicAlgorithms asks for deterministic kernels; operators without
// one panic, or warn only.
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
