// Command gencoverage writes docs/coverage.md: each public name of Python's torch,
// and of what of torchvision is to be there, and the Go name that does the same, or
// the reason why there is none.
//
// names.txt lists Python's names. A name is found in Go by rule: the same
// letters, whatever the case and without underscores but a trailing one, as a
// method of Tensor or an exported name of the package of that module, or else of
// package torch; above torch as a name, a constructor or a method of the packages
// that homes lists. The files in exceptions name what the rule does not find, and
// the reasons:
//
//	torch.absolute	Tensor.Abs
//	torch.cudnn_*	- a kernel of one backend, which conv2d and others choose
//
// arguments.txt names arguments in which a Go function differs from Python's.
//
//	go generate ./internal/gencoverage
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run . ../..

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gencoverage REPOSITORY")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gencoverage:", err)
		os.Exit(1)
	}
}

func write(root string) error {
	t, err := newTable(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "coverage.md"), t.markdown(), 0o644)
}
