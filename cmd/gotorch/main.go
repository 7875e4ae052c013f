// Command gotorch prepares a machine for programs that use gotorch: it finds
// or downloads libtorch, compiles gotorch's shim for it into the user's cache,
// and says what is wrong where training would not work.
//
//	go run github.com/e0112027/gotorch/cmd/gotorch setup
//	go run github.com/e0112027/gotorch/cmd/gotorch doctor
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/e0112027/gotorch/internal/libtorch"
)

const description = `Prepare this machine for Go programs that use gotorch.

"setup" comes first and once; "doctor" tells what is wrong. Flags may be written with one dash or two.`

type cli struct {
	Setup     setupCmd     `cmd:"" help:"Find or download libtorch and build the shim for it."`
	Calibrate calibrateCmd `cmd:"" help:"Measure how libtorch's threads should wait on this machine, and remember it."`
	Doctor    doctorCmd    `cmd:"" help:"Check everything that training needs and say what to do about what fails."`
	Env       envCmd       `cmd:"" help:"Print the settings in effect as shell assignments."`
	Version   versionCmd   `cmd:"" help:"Print the versions of gotorch, Go, the shim's sources and libtorch."`
	Inspect   inspectCmd   `cmd:"" help:"List the tensors and values of a checkpoint without loading it."`
	Convert   convertCmd   `cmd:"" help:"Write a checkpoint in another format: .pt, .safetensors or .npz."`
	SelfTest  selfTestCmd  `cmd:"" hidden:"" help:"Load the shim and train something tiny; prints JSON."`
	SpinTest  spinTestCmd  `cmd:"" hidden:"" help:"Load the shim and time training as it is asked to on standard input."`
}

// errUnfit ends a command with status 1 when it has said all there is to say.
var errUnfit = errors.New("training would not work here")

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its world given: it returns the exit status.
func run(args []string, stdout, stderr io.Writer) (status int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second Ctrl-C ends the process at once.
	context.AfterFunc(ctx, stop)

	exited := -1
	parser, err := kong.New(&cli{},
		kong.Name("gotorch"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }),
		kong.Vars{"pinned": libtorch.Default, "oldest": libtorch.Oldest, "newest": libtorch.Newest},
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&streams{stdout, stderr}))
	if err != nil {
		fmt.Fprintln(stderr, "gotorch:", err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(twoDashes(args))
	switch {
	case exited >= 0: // -h
		return exited
	case err != nil:
		fmt.Fprintf(stderr, "gotorch: %v; run `gotorch -h` or `gotorch COMMAND -h`\n", err)
		return 2
	}
	return report(ctx, command.Run(), stderr)
}

// streams are where the commands write: results and words on the way.
type streams struct{ out, err io.Writer }

// report prints a command's error and returns the exit status.
func report(ctx context.Context, err error, stderr io.Writer) int {
	var known *libtorch.Error
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUnfit):
		return 1
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "gotorch: interrupted")
		return 130
	case errors.As(err, &known) && known.Detail != "":
		fmt.Fprint(stderr, known.Detail)
	}
	fmt.Fprintln(stderr, "gotorch:", err)
	return 1
}

// twoDashes turns -json, which Go's users write, into the parser's --json.
func twoDashes(args []string) []string {
	long := make([]string, len(args))
	for i, a := range args {
		if len(a) > 2 && a[0] == '-' && a[1] != '-' && !strings.ContainsAny(a[1:2], "0123456789") {
			a = "-" + a
		}
		long[i] = a
	}
	return long
}
