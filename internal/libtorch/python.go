package libtorch

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// whereIsTorch prints the folder of a Python's torch package without importing
// it, which would take seconds. The current folder is left out of the search
// and so are namespace packages: a source tree with a folder torch/ is neither.
const whereIsTorch = `
import importlib.util, os, sys
here = os.getcwd()
sys.path = [p for p in sys.path if p and p != here]
spec = importlib.util.find_spec("torch")
if spec and spec.origin:
    print(os.path.dirname(spec.origin))
`

// pythons lists the Python interpreters to ask, the active virtual
// environment's first. Each is a path that exists.
func pythons() []string {
	var found []string
	if env := os.Getenv("VIRTUAL_ENV"); env != "" {
		if p, err := exec.LookPath(filepath.Join(env, "bin", "python")); err == nil {
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

// pythonTorch returns the folder of the active Python's torch package, or ""
// where there is no Python or it has none.
func pythonTorch(ctx context.Context) (dir, python string) {
	for _, python := range pythons() {
		out, err := command(ctx, python, "-c", whereIsTorch).Output()
		if dir := string(bytes.TrimSpace(out)); err == nil && dir != "" {
			return dir, python
		}
		if ctx.Err() != nil {
			break
		}
	}
	return "", ""
}

// pipPython returns the first Python that has pip. A virtual environment need
// not have it, and the system's python3 on Debian often does not.
func pipPython(ctx context.Context) (string, error) {
	all := pythons()
	if len(all) == 0 {
		return "", failure("install Python 3.10 or newer with pip (it only downloads libtorch), or point $LIBTORCH at a libtorch folder",
			"no python3 on PATH")
	}
	for _, python := range all {
		if command(ctx, python, "-m", "pip", "--version").Run() == nil {
			return python, nil
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
	}
	return "", failure("run `"+all[0]+" -m ensurepip --upgrade` or install your system's python3-pip package, or point $LIBTORCH at a libtorch folder",
		"%s has no pip", strings.Join(all, " and "))
}
