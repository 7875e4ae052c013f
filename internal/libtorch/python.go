package libtorch

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// whereIsTorch prints the folder of a Python's torch package without importing
// it, which would take seconds. Namespace packages are left out: a source tree
// with a folder torch/ is none.
const whereIsTorch = `
import importlib.util, os
spec = importlib.util.find_spec("torch")
if spec and spec.origin:
    print(os.path.dirname(spec.origin))
`

// pythonCommand runs Python in an empty folder: -c and -m look for modules in the
// current one first, and would run a pip.py or a sitecustomize.py that lies there.
// Relative parts of PYTHONPATH mean that folder too.
func pythonCommand(ctx context.Context, python string, args ...string) *child {
	c := command(ctx, python, args...)
	c.aside = true
	c.Env = append(os.Environ(), "PYTHONSAFEPATH=1") // since 3.11
	if path := os.Getenv("PYTHONPATH"); path != "" {
		parts := slices.DeleteFunc(filepath.SplitList(path), func(p string) bool { return !filepath.IsAbs(p) })
		c.Env = append(c.Env, "PYTHONPATH="+strings.Join(parts, string(filepath.ListSeparator)))
	}
	return c
}

// pythons lists the Python interpreters to ask, the active virtual
// environment's first. Each is an absolute path that exists.
func pythons() []string {
	var found []string
	if env := os.Getenv("VIRTUAL_ENV"); env != "" {
		if p, err := filepath.Abs(filepath.Join(env, "bin", "python")); err == nil && isExecutable(p) {
			found = append(found, p)
		}
	}
	for _, name := range []string{"python3", "python"} {
		if p, err := exec.LookPath(name); err == nil {
			found = append(found, p)
		}
	}
	return found
}

func isExecutable(path string) bool {
	_, err := exec.LookPath(path)
	return err == nil
}

// pythonTorch returns the folder of the active Python's torch package, or ""
// where there is no Python or it has none.
func pythonTorch(ctx context.Context) (dir, python string) {
	for _, python := range pythons() {
		out, err := pythonCommand(ctx, python, "-c", whereIsTorch).Output()
		if dir := string(bytes.TrimSpace(out)); err == nil && dir != "" {
			return dir, python
		}
		if ctx.Err() != nil {
			break
		}
	}
	return "", ""
}

// pipPython returns the first Python that has pip, with the flags that pip is to be
// run with. A virtual environment need not have it, and the system's python3 on
// Debian often does not. It is isolated (-I) from the user's own packages and from
// Python's variables, where it isn't one of those packages itself.
func pipPython(ctx context.Context) (argv []string, err error) {
	all := pythons()
	if len(all) == 0 {
		return nil, failure("install Python 3.10 or newer with pip (it only downloads libtorch), or point $LIBTORCH at a libtorch folder",
			"no python3 on PATH")
	}
	for _, python := range all {
		for _, argv := range [][]string{{python, "-I"}, {python}} {
			if pythonCommand(ctx, argv[0], append(argv[1:], "-m", "pip", "--version")...).Run() == nil {
				return argv, nil
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	}
	return nil, failure("run `"+all[0]+" -m ensurepip --upgrade` or install your system's python3-pip package, or point $LIBTORCH at a libtorch folder",
		"%s has no pip", strings.Join(all, " and "))
}
