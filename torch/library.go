package torch

import (
	"fmt"
	"path/filepath"

	"github.com/e0112027/gotorch/cgotorch"
)

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

// LoadLibrary opens a shared library that registers operators of its own, such
// as torchvision's; [Call] and [NewOp] find them afterwards. The library must be
// built for the libtorch in use. It stays open until the process ends.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.ops.load_library.html
func LoadLibrary(path string) error {
	if err := Init(); err != nil {
		return err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("torch: load library: %w", err)
	}
	if err := cgotorch.LoadLibrary(path); err != nil {
		return fmt.Errorf("torch: load library: %w", err)
	}
	operatorIndex.Store(nil) // a name may have got overloads
	return nil
}
