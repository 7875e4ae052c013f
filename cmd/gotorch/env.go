package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

type envCmd struct{}

// Help is shown by `gotorch env -h`.
func (*envCmd) Help() string {
	return `No program needs these to be set. They serve scripts, as in eval "$(gotorch env)", and bug reports. An empty value means there is none yet.`
}

// Run prints the settings.
func (*envCmd) Run(ctx context.Context, s *streams) error {
	shim := cgotorch.Find().Path
	cache, err := shimpath.CacheDir()
	if err != nil {
		return err
	}
	dir, version := "", ""
	if built, err := libtorch.ReadShim(shim); shim != "" && err == nil {
		dir, version = built.Libtorch, built.Torch
	} else if t, err := findTorch(ctx); err == nil {
		dir, version = t.Dir, t.Version
	}
	assign(s.out, shimpath.EnvVar, shim)
	assign(s.out, "LIBTORCH", dir)
	assign(s.out, "GOTORCH_TORCH_VERSION", version)
	assign(s.out, "GOTORCH_CACHE", cache)
	assign(s.out, "GOTORCH_VERSION", moduleVersion())
	assign(s.out, "GOTORCH_SOURCES", cgotorch.SourcesHash())
	assign(s.out, "GOTORCH_DEFAULT_TORCH", libtorch.Default)
	return nil
}

// assign prints name='value', quoted for any POSIX shell.
func assign(w io.Writer, name, value string) {
	fmt.Fprintf(w, "%s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
}
