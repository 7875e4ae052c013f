package main

import (
	"context"
	"fmt"
	"time"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/libtorch"
)

type setupCmd struct {
	Torch     string `placeholder:"VERSION" help:"The version of torch, ${oldest} to ${newest}; a found one of another version is passed over. ${pinned} is downloaded where none is found and none asked for."`
	Libtorch  string `placeholder:"DIR" help:"Use the libtorch folder or Python torch package in DIR. $$LIBTORCH does the same."`
	Force     bool   `help:"Build the shim even where it is there."`
	CUDA      string `name:"cuda" enum:"auto,yes,no" default:"auto" help:"Whether a download brings CUDA: no, auto (where there is an NVIDIA driver), or yes, which passes over a found libtorch without it."`
	Calibrate bool   `negatable:"" default:"true" help:"Calibrate libtorch's threads where that has not been done, or with -force; see gotorch calibrate."`
}

// Help is shown by `gotorch setup -h`.
func (*setupCmd) Help() string {
	return `Looks for libtorch in $LIBTORCH, in the active Python, among earlier downloads, and else downloads it with pip (about 0.6 GB without CUDA; no Python environment is touched). Then it compiles the shim into the user's cache, once for each libtorch, and calibrates its threads (about ten seconds). Running it again is harmless.`
}

func (c *setupCmd) want() libtorch.Want {
	only := c.CUDA == "yes"
	cuda := only || c.CUDA == "auto" && libtorch.HasNVIDIADriver()
	return libtorch.Want{Dir: c.Libtorch, Version: c.Torch, CUDA: cuda, OnlyCUDA: only}
}

// Run sets up.
func (c *setupCmd) Run(ctx context.Context, s *streams) error {
	start := time.Now()
	screen := newScreen(s.err)
	_, shim, err := libtorch.Setup(ctx, libtorch.Options{
		Sources: cgotorch.Sources(), Hash: cgotorch.SourcesHash(),
		Want: c.want(), Force: c.Force, Progress: screen,
	})
	if ctx.Err() != nil {
		screen.Line("\nnothing half done is in use; the next setup goes on from here")
	}
	if err != nil {
		return err
	}
	built := "already there"
	if shim.Fresh {
		built = fmt.Sprintf("built in %.0f s", time.Since(start).Seconds())
	}
	screen.Line(fmt.Sprintf("the shim is ready (%s): %s", built, shim.Path))
	if c.Calibrate {
		if err := calibrateOnce(ctx, shim.Path, screen, c.Force); err != nil {
			return err
		}
	}
	screen.Line("`gotorch doctor` checks that training works")
	return nil
}
