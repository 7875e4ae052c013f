// Package program is what the examples have besides training: flags, progress, the ways to
// end, and what is left on disk.
package program

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/e0112027/gotorch/torch"
)

// Main parses the command line into flags and runs the program of a name, which -h says what
// it does. An interrupt ends the context. It returns where the program succeeded; else it
// prints the error and exits with 1, or 2 for wrong flags and 130 for an interrupt.
func Main(name, does string, flags Defined, run func(context.Context) error) {
	fail := func(err error, code int) {
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(code)
	}
	if err := Parse(name, does, flags, os.Args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fail(err, 2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Every step on one OS thread: libtorch's pool of workers belongs to it.
	err := torch.OnThread(func() error {
		return torch.Try(func() error { return run(ctx) })
	})
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fail(errors.New("interrupted"), 130)
	case err != nil:
		fail(err, 1)
	}
}
