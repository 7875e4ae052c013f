package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

// outsider is a program of somebody else's.
const outsider = `package main

import (
	"fmt"
	"os"

	"github.com/e0112027/gotorch/torch"
)

func main() {
	if err := torch.Init(); err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	fmt.Println(torch.Ones(2, 3).Sum().Item())
}
`

// What a user meets: a module that requires this one, a read-only copy of it
// as the module cache is, go build after go get, no variables.
func TestProgramOutsideTheModule(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a copy of the module; run without -short")
	}
	found := cgotorch.Find().Path
	library, program := t.TempDir(), t.TempDir()
	copyModule(t, filepath.Join("..", ".."), library)
	write(t, filepath.Join(program, "main.go"), outsider)
	write(t, filepath.Join(program, "go.mod"), fmt.Sprintf(
		"module example.com/outside\n\ngo 1.26.0\n\nrequire github.com/e0112027/gotorch v0.0.0\n\nreplace github.com/e0112027/gotorch => %s\n", library))
	sums, err := os.ReadFile(filepath.Join("..", "..", "go.sum"))
	require.NoError(t, err)
	write(t, filepath.Join(program, "go.sum"), string(sums)) // as go get would
	build := exec.Command("go", "build", "-mod=mod", "-o", "outside", ".")
	build.Dir = program
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))

	start := func(env ...string) (int, string) {
		cmd := exec.Command(filepath.Join(program, "outside"))
		cmd.Env = append(os.Environ(), env...)
		out, _ := cmd.CombinedOutput()
		return cmd.ProcessState.ExitCode(), string(out)
	}
	empty := t.TempDir()
	status, said := start("HOME="+empty, "XDG_CACHE_HOME="+empty, shimpath.EnvVar+"=")
	assert.Equal(t, 3, status)
	assert.Contains(t, said, "go -C "+library+" run ./cmd/gotorch setup")
	assert.Contains(t, said, filepath.Join(program, shimpath.LibName()), "it says where it looked")

	if found == "" {
		t.Log("no shim for these sources: the half that runs libtorch was left out; " + shimpath.Remedy())
		return
	}
	status, said = start()
	assert.Equal(t, 0, status)
	assert.Equal(t, "6\n", said)
}

// copyModule copies the files that a module's zip would hold, without tests
// and data, and makes them read-only.
func copyModule(t *testing.T, from, to string) {
	t.Helper()
	for _, part := range []string{"go.mod", "go.sum", "torch", "cgotorch", "internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join(from, part), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && d.Name() == "testdata" {
				return errOr(err, fs.SkipDir)
			}
			if d.IsDir() || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(from, path)
			write(t, filepath.Join(to, rel), string(text))
			return errOr(err, os.Chmod(filepath.Join(to, rel), 0o444))
		})
		require.NoError(t, err)
	}
	setDirs(t, to, 0o555)
	t.Cleanup(func() { setDirs(t, to, 0o755) })
}

func setDirs(t *testing.T, root string, mode fs.FileMode) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, mode)
		}
		return err
	})
	require.NoError(t, err)
}

func errOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}
