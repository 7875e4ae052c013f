package libtorch

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What lies in the folder that setup is run in, by chance or design, is not run.
func TestPython_RunsNothingOfTheCurrentFolder(t *testing.T) {
	real := pythons()
	if len(real) == 0 {
		t.Skip("no python3 on PATH")
	}
	const trap = "import os\nopen(os.environ['RAN'], 'a').write(__name__ + '\\n')\n"
	lay := func(dir string) {
		for _, file := range []string{
			"pip.py", "torch/__init__.py", "importlib/__init__.py", "runpy.py", "sitecustomize.py", "usercustomize.py",
		} {
			path := filepath.Join(dir, file)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(trap), 0o644))
		}
	}
	// Python as it is, as before 3.11, and so where -I doesn't find the user's pip.
	for name, script := range map[string]string{
		"this one": "", "older": "unset PYTHONSAFEPATH; ", "older, the user's pip": `unset PYTHONSAFEPATH; [ "$1" = -I ] && exit 1; `,
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			home := t.TempDir()
			ran := filepath.Join(home, "ran")
			here, temp := filepath.Join(home, "here"), filepath.Join(home, "temp")
			lay(here)
			lay(filepath.Join(home, "up"))
			require.NoError(t, os.Mkdir(temp, 0o755))
			m.write(filepath.Join(filepath.Dir(m.log), "bin", "python3"), "#!/bin/sh\n"+script+"exec "+real[0]+` "$@"`+"\n")
			t.Setenv("RAN", ran)
			t.Setenv("TMPDIR", temp)
			t.Chdir(here)
			for _, path := range []string{"", ".:/nowhere:", "../up:../../up"} {
				t.Setenv("PYTHONPATH", path)
				dir, _ := pythonTorch(t.Context())
				assert.NotContains(t, dir, home)
				_, _ = pipPython(t.Context())
				text, _ := os.ReadFile(ran)
				assert.Empty(t, string(text), "PYTHONPATH=%q", path)
			}
			left, err := os.ReadDir(temp)
			require.NoError(t, err)
			assert.Empty(t, left)
		})
	}
}

func TestPython_VirtualEnvironmentByARelativePath(t *testing.T) {
	m := newMachine(t)
	dir := m.torch("torch", "2.15.0")
	t.Setenv("FAKE_TORCH", dir)
	home := t.TempDir()
	m.write(filepath.Join(home, "venv", "bin", "python"), fakePython)
	t.Chdir(home)
	t.Setenv("VIRTUAL_ENV", "venv")
	found, python := pythonTorch(t.Context())
	assert.Equal(t, dir, found)
	assert.Equal(t, filepath.Join(home, "venv", "bin", "python"), python)
}
