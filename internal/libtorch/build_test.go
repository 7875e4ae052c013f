package libtorch

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/shimpath"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("GOTORCH_TEST_SETUP"); dir != "" {
		// The process that TestSetup_Killed kills.
		_, _, err := Setup(context.Background(), Options{Hash: "0123456789abcdef", Sources: os.DirFS(dir)})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestSetup_BuildsOnceAndRemembers(t *testing.T) {
	m := newMachine(t)
	dir := m.torch("torch", "2.15.0+cpu")
	t.Setenv("LIBTORCH", dir)
	o := m.options()
	torch, shim, err := Setup(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, dir, torch.Dir)
	assert.Equal(t, "fakecc 1.0", shim.Compiler)
	assert.True(t, shim.Matches(torch, o.Hash))

	path := shimpath.Find(o.Hash, false).Path
	assert.Equal(t, shim.Path, path, "programs must find it")
	again, err := ReadShim(path)
	require.NoError(t, err)
	assert.True(t, shim.Fresh)
	shim.Fresh = false
	assert.Equal(t, shim, again)

	asked := m.asked()
	require.Len(t, asked, 3)
	for _, line := range asked[:2] {
		for _, arg := range []string{"-std=c++20", "-D_GLIBCXX_USE_CXX11_ABI=1", `-DCT_SOURCES_HASH="0123456789abcdef"`, "-isystem " + dir + "/include "} {
			assert.Contains(t, line, arg)
		}
	}
	assert.Contains(t, asked[2], "-rpath -Xlinker "+dir+"/lib")
	assert.Empty(t, m.leftovers())

	_, second, err := Setup(t.Context(), o)
	require.NoError(t, err)
	assert.False(t, second.Fresh)
	assert.Len(t, m.asked(), 3, "a second setup has nothing to do")

	o.Force = true
	_, _, err = Setup(t.Context(), o)
	require.NoError(t, err)
	assert.Len(t, m.asked(), 6)
}

func TestSetup_EachLibtorchHasItsShim(t *testing.T) {
	m := newMachine(t)
	shims := map[string]bool{}
	for _, version := range []string{"2.11.0", "2.15.0", "2.15.0+cu130"} {
		o := m.options()
		o.Want.Dir = m.torch("torch", version)
		_, shim, err := Setup(t.Context(), o)
		require.NoError(t, err)
		path := shimpath.Find(o.Hash, false).Path
		assert.Equal(t, shim.Path, path, "the last setup's shim is the current one")
		shims[path] = true
	}
	assert.Len(t, shims, 3)
}

func TestSetup_CompilerTrouble(t *testing.T) {
	cases := map[string]struct{ name, value, what, remedy string }{
		"compile error": {"FAKE_CXX", "fail", "compiling", "$CXX"},
		"disk full":     {"FAKE_CXX", "full", "is full", "free some space"},
		"no C++20":      {"FAKE_CXX", "old", "compiling", "C++20 compiler"},
		"$CXX wrong":    {"CXX", "no-such-compiler -O2", "$CXX = no-such-compiler -O2", "C++20 compiler"},
		"no compiler":   {"PATH", "/nowhere", "no C++ compiler", "apt install g++"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
			t.Setenv(tc.name, tc.value)
			m.refused(tc.what, tc.remedy)
			assert.Empty(t, m.leftovers())
			path := shimpath.Find(m.options().Hash, false).Path
			assert.Empty(t, path)
		})
	}
}

func TestSetup_CXXMayHoldArguments(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	t.Setenv("CXX", "env c++")
	_, _, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.Len(t, m.asked(), 3)
}

func TestSetup_InterruptedBuild(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	t.Setenv("FAKE_CXX", "slow")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for len(m.asked()) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	start := time.Now()
	_, _, err := Setup(ctx, m.options())
	assert.ErrorIs(t, err, context.Canceled)
	assert.Less(t, time.Since(start), 5*time.Second, "the compiler must not be waited for")
	assert.Empty(t, m.leftovers())

	t.Setenv("FAKE_CXX", "")
	_, _, err = Setup(t.Context(), m.options())
	assert.NoError(t, err)
}

func TestSetup_Killed(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	sources := t.TempDir()
	m.write(filepath.Join(sources, "a.cpp"), "//")
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "GOTORCH_TEST_SETUP="+sources, "FAKE_CXX=slow")
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { return len(m.asked()) > 0 }, 5*time.Second, 5*time.Millisecond)
	require.NoError(t, cmd.Process.Kill())
	assert.Error(t, cmd.Wait())
	require.NotEmpty(t, m.leftovers(), "it was killed while it built")

	path := shimpath.Find("0123456789abcdef", false).Path
	assert.Empty(t, path)
	_, _, err = Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.Empty(t, m.leftovers())
}

func TestSetup_TwoAtOnceBuildOnce(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	t.Setenv("FAKE_CXX", "slow")
	t.Setenv("FAKE_SECONDS", "0.3")
	progress := new(said)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			o := m.options()
			o.Progress = progress
			_, _, err := Setup(t.Context(), o)
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	assert.Len(t, m.asked(), 3, "the second takes the first one's result")
	assert.Equal(t, 1, strings.Count(progress.all(), "waiting for another gotorch setup"))
}

func TestSetup_UnwritableCache(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	t.Setenv("XDG_CACHE_HOME", m.write(filepath.Join(t.TempDir(), "file"), ""))
	_, _, err := Setup(t.Context(), m.options())
	assert.Error(t, err)
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	_, _, err = Setup(t.Context(), m.options())
	assert.ErrorContains(t, err, "set XDG_CACHE_HOME or HOME")
}

// Killed outright, a set-up leaves no compiler and nothing that a compiler started.
func TestSetup_KilledWithAllThatItStarted(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	sources := t.TempDir()
	m.write(filepath.Join(sources, "a.cpp"), "//")
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), "GOTORCH_TEST_SETUP="+sources, "FAKE_CXX=slow")
	require.NoError(t, cmd.Start())
	grandchild := 0
	require.Eventually(t, func() bool {
		text, _ := os.ReadFile(m.log + ".pid")
		grandchild, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		return grandchild != 0
	}, 5*time.Second, 5*time.Millisecond)
	require.True(t, running(grandchild))
	require.NoError(t, cmd.Process.Kill())
	assert.Error(t, cmd.Wait())
	assert.Eventually(t, func() bool { return !running(grandchild) }, 5*time.Second, 5*time.Millisecond)
}

// running says whether a process is there and no zombie, which nobody may be left
// to wait for in a container.
func running(pid int) bool {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && !strings.Contains(string(text), ") Z ")
}

func TestSetup_BuildsADamagedShimAnew(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	o := m.options()
	_, shim, err := Setup(t.Context(), o)
	require.NoError(t, err)
	for name, spoil := range map[string]func() error{
		"cut short": func() error { return os.Truncate(shim.Path, 2) },
		"altered":   func() error { return os.WriteFile(shim.Path, []byte("tcejbo\n"), 0o755) },
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, spoil())
			assert.Empty(t, shimpath.Find(o.Hash, false).Path)
			_, again, err := Setup(t.Context(), o)
			require.NoError(t, err)
			assert.True(t, again.Fresh)
			assert.Equal(t, shim.Path, shimpath.Find(o.Hash, false).Path)
		})
	}
}

func TestSetup_WhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o002, 0o077} {
		t.Run(strconv.FormatInt(int64(umask), 8), func(t *testing.T) {
			m := newMachine(t)
			require.NoError(t, os.RemoveAll(string(m.cache)))
			m.fillIndex()
			was := syscall.Umask(umask)
			_, shim, err := Setup(t.Context(), m.options())
			assert.Equal(t, umask, syscall.Umask(was), "it is left as it was")
			require.NoError(t, err)
			for path, want := range map[string]os.FileMode{
				shim.Path: 0o755, filepath.Dir(shim.Path): 0o755, m.cache.shims(): 0o755, string(m.cache): 0o755,
				filepath.Join(filepath.Dir(shim.Path), shimpath.DescriptionFile): 0o644, m.cache.lockFile(): 0o644,
				shim.Libtorch: 0o755, filepath.Join(shim.Libtorch, "lib", "libc10.so"): 0o644,
			} {
				info, err := os.Stat(path)
				require.NoError(t, err)
				assert.Equal(t, want, info.Mode().Perm(), path)
			}
		})
	}
}

func TestSetup_CacheWhosePathIsAPattern(t *testing.T) {
	m := newMachine(t)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(t.TempDir(), "a [b-c"))
	dir, err := shimpath.CacheDir()
	require.NoError(t, err)
	m.cache = cacheDir(dir)
	m.fillIndex()
	left := filepath.Join(m.cache.shims(), ".build-1")
	m.write(filepath.Join(left, "a.o"), "")
	_, _, err = Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.NoDirExists(t, left)
}

func TestSetup_CacheThatOthersMayWrite(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	require.NoError(t, os.Chmod(string(m.cache), 0o777))
	m.refused("others may write to "+string(m.cache), "XDG_CACHE_HOME")
	assert.Empty(t, m.asked(), "nothing is built for nobody")
	require.NoError(t, os.Chmod(string(m.cache), 0o755))
	_, shim, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	require.NoError(t, os.Chmod(filepath.Dir(shim.Path), 0o777))
	m.refused("others may write to "+filepath.Dir(shim.Path), shimpath.EnvVar)
}

// setupAs sets up in a process of a user without rights, on this test's machine.
func (m *machine) setupAs(uid uint32) (said string, err error) {
	m.t.Helper()
	if os.Geteuid() != 0 {
		m.t.Skip("only root can run as another user")
	}
	// The test program's own folder is root's alone.
	exe := filepath.Join(m.t.TempDir(), "setup")
	self, err := os.Executable()
	require.NoError(m.t, err)
	text, err := os.ReadFile(self)
	require.NoError(m.t, err)
	require.NoError(m.t, os.WriteFile(exe, text, 0o755))
	sources := m.t.TempDir()
	m.write(filepath.Join(sources, "a.cpp"), "//")
	for _, p := range []string{exe, sources, os.Getenv("LIBTORCH"), string(m.cache)} {
		for ; p != "/" && p != os.TempDir(); p = filepath.Dir(p) {
			info, err := os.Stat(p)
			require.NoError(m.t, err)
			require.NoError(m.t, os.Chmod(p, info.Mode()|0o055))
		}
	}
	cmd := exec.Command(exe)
	cmd.Dir = sources
	cmd.Env = append(os.Environ(), "GOTORCH_TEST_SETUP="+sources, "FAKE_LOG=/dev/null")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestSetup_LockOfAnotherUser(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	m.write(m.cache.lockFile(), "")
	require.NoError(t, os.Chmod(m.cache.lockFile(), 0o600))
	const uid = 54321
	for _, dir := range []string{filepath.Dir(string(m.cache)), string(m.cache), m.cache.shims(), m.cache.torches()} {
		if os.Geteuid() == 0 {
			require.NoError(t, os.Chown(dir, uid, uid))
		}
	}
	said, err := m.setupAs(uid)
	require.NoError(t, err, said)
	info, err := os.Stat(m.cache.lockFile())
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm(), "the next user can lock it")
}

func TestSetup_ReadOnlyCacheThatIsComplete(t *testing.T) {
	m := newMachine(t)
	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	_, shim, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	for name, lock := range map[string]func(){
		"a lock file for all":        func() {},
		"a lock file for root alone": func() { require.NoError(t, os.Chmod(m.cache.lockFile(), 0o600)) },
		"no lock file":               func() { require.NoError(t, os.Remove(m.cache.lockFile())) },
	} {
		t.Run(name, func(t *testing.T) {
			m.write(m.cache.lockFile(), "")
			lock()
			said, err := m.setupAs(54321)
			require.NoError(t, err, said)
		})
	}
	require.NoError(t, os.Truncate(shim.Path, 1))
	said, err := m.setupAs(54321)
	require.Error(t, err)
	assert.Contains(t, said, "cannot write to "+string(m.cache))
}

func TestHasNoLocks(t *testing.T) {
	assert.True(t, hasNoLocks(&os.PathError{Op: "flock", Err: syscall.ENOLCK}))
	assert.False(t, hasNoLocks(syscall.EACCES))
	assert.False(t, hasNoLocks(nil))
}
