package libtorch

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// compiler is a C++ compiler and the arguments it always gets.
type compiler struct {
	argv    []string
	version string // the first line of --version
}

const compilerRemedy = "install a C++20 compiler (Debian and Ubuntu: apt install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install) or set $CXX to one"

// Compiler tells the C++ compiler that a build would use.
func Compiler(ctx context.Context) (string, error) {
	c, err := findCompiler(ctx)
	if err != nil {
		return "", err
	}
	return c.version, nil
}

// findCompiler returns $CXX, which may hold arguments ("ccache g++"), or the
// first of the usual names.
func findCompiler(ctx context.Context) (*compiler, error) {
	if argv := strings.Fields(os.Getenv("CXX")); len(argv) > 0 {
		c, err := newCompiler(ctx, argv)
		if err != nil && ctx.Err() == nil {
			return nil, &Error{What: "$CXX = " + strings.Join(argv, " ") + " does not run (" + err.Error() + ")", Remedy: compilerRemedy, Err: err}
		}
		return c, err
	}
	for _, name := range []string{"c++", "g++", "clang++"} {
		if c, err := newCompiler(ctx, []string{name}); err == nil {
			return c, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return nil, failure(compilerRemedy, "no C++ compiler on PATH")
}

func newCompiler(ctx context.Context, argv []string) (*compiler, error) {
	if _, err := exec.LookPath(argv[0]); err != nil {
		return nil, err
	}
	out, err := command(ctx, argv[0], append(argv[1:len(argv):len(argv)], "--version")...).Output()
	line, _, _ := bytes.Cut(out, []byte("\n"))
	return &compiler{argv: argv, version: strings.TrimSpace(string(line))}, err
}

// run runs the compiler with its temporary files in work, so that a killed one
// leaves nothing elsewhere, and returns its warnings.
func (c *compiler) run(ctx context.Context, work, doing string, args []string) (warnings string, err error) {
	var said bytes.Buffer
	cmd := command(ctx, c.argv[0], append(c.argv[1:len(c.argv):len(c.argv)], args...)...)
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = append(os.Environ(), "TMPDIR="+work, "LC_ALL=C")
	err = cmd.Run()
	text := said.String()
	if err == nil {
		return text, nil
	}
	if strings.Contains(text, noSpaceText) {
		return "", fmt.Errorf("%s: %w", doing, syscall.ENOSPC)
	}
	remedy := "read the compiler's words above; `gotorch doctor` shows compiler and libtorch, and $CXX chooses another compiler"
	switch {
	case strings.Contains(text, "std=c++20"):
		remedy = compilerRemedy
	case strings.Contains(text, "Killed signal"), strings.Contains(text, "virtual memory exhausted"):
		remedy = "free some memory: compiling one file takes about 1 GB"
	}
	return "", &Error{What: doing + " failed (" + err.Error() + ")", Remedy: remedy, Detail: head(text, 60), Err: err}
}

// head returns the first lines of a long text: compilers put the cause first.
func head(text string, lines int) string {
	all := strings.SplitAfterN(text, "\n", lines+1)
	if len(all) > lines {
		all[lines] = "...\n"
	}
	return strings.Join(all, "")
}
