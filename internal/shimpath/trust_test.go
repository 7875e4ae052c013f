package shimpath

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stranger is a user that has nothing to do with this test.
const stranger = 54321

// give makes a file a stranger's, which root alone can.
func give(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	require.NoError(t, os.Lchown(path, stranger, stranger))
}

// installed lays out a program's folder with a shim beside it.
func installed(t *testing.T) (dir, shim string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "app")
	return dir, write(t, filepath.Join(dir, "lib", LibName()), "elf")
}

func TestDistrust(t *testing.T) {
	chmod := func(mode os.FileMode, path ...string) func(*testing.T, string) string {
		return func(t *testing.T, dir string) string {
			p := filepath.Join(append([]string{dir}, path...)...)
			require.NoError(t, os.Chmod(p, mode))
			return p
		}
	}
	gift := func(path ...string) func(*testing.T, string) string {
		return func(t *testing.T, dir string) string {
			p := filepath.Join(append([]string{dir}, path...)...)
			give(t, p)
			return p
		}
	}
	cases := map[string]struct {
		spoil func(t *testing.T, dir string) (named string)
		say   string
	}{
		"a file for all":          {chmod(0o666, "lib", LibName()), "others may write to"},
		"a folder for all":        {chmod(0o777, "lib"), "others may write to"},
		"a folder above for all":  {chmod(0o777), "others may write to"},
		"a sticky file is a file": {chmod(0o666|os.ModeSticky, "lib", LibName()), "others may write to"},
		"a stranger's file":       {gift("lib", LibName()), "belongs to user 54321"},
		"a stranger's folder":     {gift("lib"), "belongs to user 54321"},
		"a stranger's above":      {gift(), "belongs to user 54321"},
		"for a stranger's group": {func(t *testing.T, dir string) string {
			p := filepath.Join(dir, "lib")
			if os.Geteuid() != 0 {
				t.Skip("only root can give files away")
			}
			require.NoError(t, os.Chown(p, 0, stranger))
			require.NoError(t, os.Chmod(p, 0o775))
			return p
		}, "others may write to"},
		"a link in a folder for all": {func(t *testing.T, dir string) string {
			// dir/lib leads through another folder's link back to itself.
			open := filepath.Join(filepath.Dir(dir), "open")
			require.NoError(t, os.Mkdir(open, 0o755))
			require.NoError(t, os.Chmod(open, 0o777))
			require.NoError(t, os.Rename(filepath.Join(dir, "lib"), filepath.Join(dir, "real")))
			require.NoError(t, os.Symlink(filepath.Join(dir, "real"), filepath.Join(open, "lib")))
			require.NoError(t, os.Symlink("../open/lib", filepath.Join(dir, "lib")))
			return open
		}, "others may write to"},
		"a stranger's link": {func(t *testing.T, dir string) string {
			require.NoError(t, os.Rename(filepath.Join(dir, "lib"), filepath.Join(dir, "real")))
			p := filepath.Join(dir, "lib")
			require.NoError(t, os.Symlink("real", p))
			give(t, p)
			return p
		}, "belongs to user 54321"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			dir, shim := installed(t)
			require.NoError(t, Distrust(shim))
			named := tc.spoil(t, dir)
			err := Distrust(shim)
			assert.ErrorContains(t, err, tc.say)
			assert.ErrorContains(t, err, named)
		})
	}
}

func TestDistrust_TakesWhatIsUsual(t *testing.T) {
	cases := map[string]func(t *testing.T, dir string){
		"read-only": func(t *testing.T, dir string) {
			require.NoError(t, os.Chmod(filepath.Join(dir, "lib"), 0o555))
			t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "lib"), 0o755) })
		},
		// umask 002, each user in a group of his own
		"a group of one's own": func(t *testing.T, dir string) {
			if os.Geteuid() != os.Getegid() {
				t.Skip("this user's group has another number")
			}
			require.NoError(t, os.Chmod(filepath.Join(dir, "lib"), 0o775))
			require.NoError(t, os.Chmod(filepath.Join(dir, "lib", LibName()), 0o775))
		},
		// Docker's golang image has such a $GOPATH.
		"a sticky folder": func(t *testing.T, dir string) { require.NoError(t, os.Chmod(dir, 0o777|os.ModeSticky)) },
		"a link": func(t *testing.T, dir string) {
			require.NoError(t, os.Rename(filepath.Join(dir, "lib"), filepath.Join(dir, "real")))
			require.NoError(t, os.Symlink("./real", filepath.Join(dir, "lib")))
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			dir, shim := installed(t)
			prepare(t, dir)
			assert.NoError(t, Distrust(shim))
		})
	}
}

// A folder of the host's in a container: all of it belongs to one user, the
// program too.
func TestDistrust_TheProgramsOwnerIsBelieved(t *testing.T) {
	dir, shim := installed(t)
	exe := write(t, filepath.Join(dir, "program"), "elf")
	for _, p := range []string{dir, exe, filepath.Dir(shim), shim} {
		give(t, p)
	}
	assert.NoError(t, believed(exe).check(shim))
	assert.Error(t, Distrust(shim), "this test is not his")
}

func TestDistrust_LinksThatGoRound(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Symlink("b", filepath.Join(dir, "a")))
	require.NoError(t, os.Symlink("a", filepath.Join(dir, "b")))
	assert.ErrorContains(t, Distrust(filepath.Join(dir, "a")), "too many levels")
	assert.ErrorIs(t, Distrust(filepath.Join(dir, "absent")), os.ErrNotExist)
}

// The test program stands in a folder that others may write, as one that was built
// there would: what it finds must not be taken, and must be told.
func TestFind_PassesOverWhatOthersPutBesideTheProgram(t *testing.T) {
	if path := os.Getenv("SHIMPATH_TEST_FIND"); path != "" {
		f := Find(hash, false)
		require.Len(t, f.Passed, 1)
		assert.Contains(t, f.Passed[0], "others may write to "+filepath.Dir(filepath.Dir(path)))
		assert.Equal(t, os.Getenv("SHIMPATH_TEST_WANT"), f.Path)
		return
	}
	c := remember(t, cache(t))
	exe, err := os.Executable()
	require.NoError(t, err)
	text, err := os.ReadFile(exe)
	require.NoError(t, err)
	dir, shim := installed(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "program"), text, 0o755))
	require.NoError(t, os.Chmod(dir, 0o777))
	cmd := exec.Command(filepath.Join(dir, "program"), "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "SHIMPATH_TEST_FIND="+shim, "SHIMPATH_TEST_WANT="+c.Shim)
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, string(out))
}

func TestFind_PassesOverACacheThatOthersMayWrite(t *testing.T) {
	for _, part := range []string{".", "shim/k", "shim/k/" + LibName(), "current-" + hash + ".json"} {
		t.Run(part, func(t *testing.T) {
			dir := cache(t)
			c := remember(t, dir)
			p := filepath.Join(dir, part)
			require.NoError(t, os.Chmod(p, 0o777))
			f := Find(hash, false)
			assert.Empty(t, f.Path)
			require.Len(t, f.Passed, 1)
			assert.Contains(t, f.Passed[0], "others may write to "+p)
			t.Setenv(EnvVar, c.Shim)
			assert.Equal(t, c.Shim, Find(hash, false).Path, "who names it is believed")
		})
	}
}

func TestFind_WithMoreRightsThanItsCallers(t *testing.T) {
	c := remember(t, cache(t))
	t.Setenv(EnvVar, c.Shim)
	f := Find(hash, true)
	assert.Empty(t, f.Path)
	require.Len(t, f.Searched, 4)
	assert.Contains(t, f.Searched[0], "$GOTORCH_SHIM (not heeded")
	assert.Contains(t, f.Searched[3], "the user's cache (not heeded")
}
