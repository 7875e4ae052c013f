package shimpath

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const hash = "0123456789abcdef"

// cache points the user's cache at an empty folder and clears the override.
func cache(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, ".cache"))
	t.Setenv(EnvVar, "")
	dir, err := CacheDir()
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	return dir
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

// remember leaves a cache as setup does: a libtorch, a shim and the file that
// points to it.
func remember(t *testing.T, dir string) Current {
	t.Helper()
	c := Current{
		Shim:     write(t, filepath.Join(dir, "shim", "k", LibName()), "elf"),
		Libtorch: filepath.Join(dir, "torch"),
		Version:  "2.15.0+cpu",
	}
	write(t, filepath.Join(c.Libtorch, "version.py"), "__version__ = '2.15.0+cpu'\n")
	text, err := json.Marshal(c)
	require.NoError(t, err)
	file, err := CurrentFile(hash)
	require.NoError(t, err)
	write(t, file, string(text))
	return c
}

func TestFind_NothingNamesEveryPlace(t *testing.T) {
	dir := cache(t)
	exe, err := os.Executable()
	require.NoError(t, err)
	assert.Equal(t, Found{Searched: []string{
		filepath.Join(filepath.Dir(exe), "lib", LibName()),
		filepath.Join(filepath.Dir(exe), LibName()),
		filepath.Join(dir, "current-"+hash+".json"),
	}}, Find(hash, false))
}

func TestFind_Cache(t *testing.T) {
	c := remember(t, cache(t))
	assert.Equal(t, c.Shim, Find(hash, false).Path)
	assert.Empty(t, Find("fedcba9876543210", false).Path, "a shim of other sources must not be taken")
}

func TestFind_EnvironmentWinsAndNeverFallsThrough(t *testing.T) {
	remember(t, cache(t))
	dir := t.TempDir()
	shim := write(t, filepath.Join(dir, LibName()), "elf")
	for _, env := range []string{shim, dir} {
		t.Setenv(EnvVar, env)
		assert.Equal(t, shim, Find(hash, false).Path)
	}
	t.Setenv(EnvVar, filepath.Join(dir, "absent"))
	found := Find(hash, false)
	assert.Empty(t, found.Path)
	require.Len(t, found.Searched, 1)
	assert.Contains(t, found.Searched[0], "$GOTORCH_SHIM")
	assert.Contains(t, found.Searched[0], "absent")
}

func TestFind_StaleShimIsNotUsed(t *testing.T) {
	cases := map[string]struct {
		spoil func(t *testing.T, c Current)
		say   string
	}{
		"shim deleted":     {func(t *testing.T, c Current) { require.NoError(t, os.Remove(c.Shim)) }, "gone"},
		"libtorch deleted": {func(t *testing.T, c Current) { require.NoError(t, os.RemoveAll(c.Libtorch)) }, "libtorch"},
		"libtorch upgraded": {func(t *testing.T, c Current) {
			write(t, filepath.Join(c.Libtorch, "version.py"), "__version__ = '2.14.0'")
		}, "now holds 2.14.0"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			tc.spoil(t, remember(t, cache(t)))
			found := Find(hash, false)
			assert.Empty(t, found.Path)
			assert.Contains(t, last(found), tc.say)
		})
	}
}

func TestFind_BrokenCurrentFileIsNamed(t *testing.T) {
	cache(t)
	file, err := CurrentFile(hash)
	require.NoError(t, err)
	write(t, file, "{")
	found := Find(hash, false)
	assert.Empty(t, found.Path)
	assert.Contains(t, last(found), file+" (")
}

// last is the place where a search ended.
func last(f Found) string { return f.Searched[len(f.Searched)-1] }

func TestTorchVersion(t *testing.T) {
	cases := map[string]struct{ file, text, want string }{
		"wheel":        {"version.py", "from typing import Optional\n__version__ = '2.15.0+cu132'\ncuda: Optional[str] = '13.2'\n", "2.15.0+cu132"},
		"older wheel":  {"version.py", "__version__ = \"2.6.0\"\n", "2.6.0"},
		"archive":      {"build-version", "2.15.0+cpu\n", "2.15.0+cpu"},
		"no libtorch":  {"README", "", ""},
		"strange file": {"version.py", "import os\n", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, tc.file), tc.text)
			assert.Equal(t, tc.want, TorchVersion(dir))
		})
	}
}
