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
