package libtorch

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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

	path, _ := shimpath.Find(o.Hash)
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
		path, _ := shimpath.Find(o.Hash)
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
			path, _ := shimpath.Find(m.options().Hash)
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

	path, _ := shimpath.Find("0123456789abcdef")
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
