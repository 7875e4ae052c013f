package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

type versionCmd struct{}

// Run prints the versions.
func (*versionCmd) Run(ctx context.Context, s *streams) error {
	fmt.Fprintln(s.out, "gotorch       ", moduleVersion())
	fmt.Fprintln(s.out, "Go            ", runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	fmt.Fprintln(s.out, "shim sources  ", cgotorch.SourcesHash())
	fmt.Fprintln(s.out, "default torch ", libtorch.Default, "(supported:", libtorch.Oldest, "to", libtorch.Newest+")")
	shim := "none; " + shimpath.Remedy()
	if found := cgotorch.Find(); found.Path != "" {
		shim = found.Path
	}
	fmt.Fprintln(s.out, "shim          ", shim)
	found := "none; setup will download " + libtorch.Default
	if t, err := findTorch(ctx); err == nil {
		found = t.String()
	} else if err != libtorch.ErrNone {
		found = err.Error()
	}
	fmt.Fprintln(s.out, "libtorch      ", found)
	return nil
}

// findTorch returns the libtorch that a plain setup would take.
func findTorch(ctx context.Context) (*libtorch.Torch, error) {
	dir, err := shimpath.CacheDir()
	if err != nil {
		return nil, err
	}
	return libtorch.Find(ctx, dir, libtorch.Want{}, func(string) {})
}

// moduleVersion is the module's version, and the commit where Go recorded it.
func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version, commit, dirty := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = " commit " + s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = " (modified)"
		}
	}
	return version + commit + dirty
}
