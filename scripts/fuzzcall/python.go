package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/e0112027/gotorch/torch"
)

//go:embed check.py
var checkScript string

// theirEnd is how Python ended: "" where it survived, or a kind as of [death],
// and with guarded memory the number of the last line that it began.
type theirEnd struct {
	kind string
	line int
}

// guardedKind is added to the kind of an end that Python has where its memory is
// guarded only: its libtorch touches memory beside a block.
const guardedKind = " with guarded memory"

// inPython tells how Python ends for calls that ended us in some way. Go's heap
// has a share of a child's memory, so that Python gets less where that was short.
func (o options) inPython(ctx context.Context, calls []call, ours string) (string, error) {
	if ours == memory {
		o.memory -= o.memory / 4
	}
	end, err := o.runPython(ctx, texts(calls), false)
	return end.kind, err
}

func texts(calls []call) []string {
	lines := make([]string, len(calls))
	for i, c := range calls {
		lines[i] = c.python()
	}
	return lines
}

// runPython evaluates lines in a process of its own.
func (o options) runPython(ctx context.Context, lines []string, guarded bool) (theirEnd, error) {
	cmd := exec.CommandContext(ctx, o.python, "-c", checkScript, fmt.Sprint(o.memory), fmt.Sprint(o.limit.Seconds()), torch.Version())
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n"))
	cmd.Env = append(os.Environ(), oneThread...)
	if guarded {
		cmd.Env = append(cmd.Env, "LD_PRELOAD="+o.guard)
	}
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return theirEnd{}, ctx.Err()
	case err != nil && !errors.As(err, &exit):
		return theirEnd{}, err
	case err == nil && !guarded && strings.Contains(out.String(), "out of memory"):
		return theirEnd{kind: memory}, nil
	case err == nil && strings.Contains(out.String(), "survived"):
		return theirEnd{}, nil
	case exit == nil || exit.ExitCode() == 3:
		return theirEnd{}, fmt.Errorf("%s can't make the check:\n%s%s", o.python, out.String(), stderr.String())
	case strings.Contains(exit.String(), "alarm clock"), strings.Contains(exit.String(), "profiling timer expired"):
		return theirEnd{kind: hang}, nil
	}
	return theirEnd{kindOfDeath(exit.String(), stderr.String()), lastLine(out.String())}, nil
}

// lastLine is the number in the last line "at N", or 0.
func lastLine(out string) int {
	line := 0
	if i := strings.LastIndex(out, "at "); i >= 0 {
		_, _ = fmt.Sscanf(out[i:], "at %d", &line)
	}
	return line
}

// besideTries is how many calls before the one that ends Python are tried alone:
// what is written far beside a block may meet memory that is not guarded.
const besideTries = 6

// beside finds a call that alone touches memory beside a block, in Python. The
// kind is "" where none does.
func (o options) beside(ctx context.Context, calls []call) (c call, kind string, err error) {
	end, err := o.runPython(ctx, texts(calls), true)
	if err != nil || !strings.HasPrefix(end.kind, "SIG") {
		return c, "", err
	}
	for i := end.line; i >= 0 && i > end.line-besideTries; i-- {
		c = calls[i]
		alone, err := o.runPython(ctx, texts([]call{c}), true)
		if err != nil {
			return c, "", err
		}
		if strings.HasPrefix(alone.kind, "SIG") {
			return c, alone.kind + guardedKind, nil
		}
	}
	return c, "", nil
}
