package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "self-test" { // as doctor starts it
		if os.Getenv("GOTORCH_TEST_CRASH") != "" {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until it arrives
		}
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	if len(os.Args) > 1 && os.Args[1] == "spin-test" { // as calibrate starts it
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// gotorch runs the command line and returns what it did.
func gotorch(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(args, &out, &err)
	return status, out.String(), err.String()
}

// bareMachine has no shim, no libtorch and no cache.
func bareMachine(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	// The go command leaves its telemetry to a process that outlives the test.
	t.Setenv("XDG_CONFIG_HOME", os.DevNull)
	for name, value := range map[string]string{
		"HOME": home, "XDG_CACHE_HOME": filepath.Join(home, ".cache"), shimpath.EnvVar: "", "LIBTORCH": "", "VIRTUAL_ENV": "", "CXX": "",
	} {
		t.Setenv(name, value)
	}
}

// needsShim skips where this machine has not been set up.
func needsShim(t *testing.T) {
	t.Helper()
	if cgotorch.Find().Path == "" {
		t.Skip("no shim for these sources; to run this, first " + shimpath.Remedy())
	}
}

func TestRun_HelpAndMisuse(t *testing.T) {
	cases := map[string]struct {
		args   []string
		status int
		out    []string // in standard output
		err    string   // in standard error
	}{
		"no command":       {nil, 0, []string{"setup", "doctor", "env", "version"}, ""},
		"-h":               {[]string{"-h"}, 0, []string{"setup", "doctor"}, ""},
		"-help":            {[]string{"-help"}, 0, []string{"setup", "doctor"}, ""},
		"setup -h":         {[]string{"setup", "-h"}, 0, []string{"--torch=VERSION", "--libtorch=DIR", "--force", "2.15.0", "2.6"}, ""},
		"doctor -h":        {[]string{"doctor", "-h"}, 0, []string{"--json", "exit status"}, ""},
		"unknown command":  {[]string{"stup"}, 2, nil, "gotorch -h"},
		"unknown flag":     {[]string{"setup", "-frobnicate"}, 2, nil, "frobnicate"},
		"bad version":      {[]string{"setup", "-torch", "latest"}, 1, nil, `"latest" is no version of torch; write it like 2.15.0`},
		"version too old":  {[]string{"setup", "-torch=2.0.1"}, 1, nil, "outside the range"},
		"bad -cuda":        {[]string{"setup", "-cuda", "maybe"}, 2, nil, "cuda"},
		"wrong -libtorch":  {[]string{"setup", "-libtorch", "/nowhere"}, 1, nil, "-libtorch = /nowhere"},
		"superfluous word": {[]string{"version", "please"}, 2, nil, "please"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			bareMachine(t)
			status, stdout, stderr := gotorch(tc.args...)
			assert.Equal(t, tc.status, status)
			for _, want := range tc.out {
				assert.Contains(t, stdout, want)
			}
			assert.Contains(t, stderr, tc.err)
			if tc.err != "" {
				assert.Equal(t, 1, strings.Count(stderr, "\n"), "one line: %s", stderr)
				assert.Empty(t, stdout)
			}
		})
	}
}

func TestTwoDashes(t *testing.T) {
	assert.Equal(t, []string{"setup", "--torch", "2.11.0", "--json", "-h", "-", "--force", "-5", ""},
		twoDashes([]string{"setup", "-torch", "2.11.0", "--json", "-h", "-", "-force", "-5", ""}))
}

func TestReport(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	cases := map[string]struct {
		ctx    context.Context
		err    error
		status int
		says   string
	}{
		"success":     {t.Context(), nil, 0, ""},
		"unfit":       {t.Context(), errUnfit, 1, ""},
		"plain":       {t.Context(), errors.New("broken"), 1, "gotorch: broken\n"},
		"detail":      {t.Context(), &libtorch.Error{What: "w", Remedy: "r", Detail: "a.cpp:1: error\n"}, 1, "a.cpp:1: error\ngotorch: w; r\n"},
		"interrupted": {stopped, context.Canceled, 130, "gotorch: interrupted\n"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			assert.Equal(t, tc.status, report(tc.ctx, tc.err, &b))
			assert.Equal(t, tc.says, b.String())
		})
	}
}

func TestDoctor_WithoutShim(t *testing.T) {
	bareMachine(t)
	status, stdout, _ := gotorch("doctor", "-json")
	assert.Equal(t, 1, status)
	var d diagnosis
	require.NoError(t, json.Unmarshal([]byte(stdout), &d))
	assert.False(t, d.OK)
	for _, c := range d.Checks {
		if c.Status == bad {
			assert.NotEmpty(t, c.Remedy, c.Name)
		}
	}
	assert.Equal(t, check{Name: "shim", Status: bad, Detail: d.Checks[4].Detail, Remedy: shimpath.Remedy()}, d.Checks[4])

	status, stdout, _ = gotorch("doctor")
	assert.Equal(t, 1, status)
	assert.Contains(t, stdout, "→ "+shimpath.Remedy())
	assert.Contains(t, stdout, "\ntraining would not work here\n")

	t.Setenv(shimpath.EnvVar, "/nowhere")
	_, stdout, _ = gotorch("doctor")
	assert.Contains(t, stdout, "→ unset "+shimpath.EnvVar)
}

// A file that is no library stands for a shim that does not load.
func TestDoctor_ShimThatDoesNotLoad(t *testing.T) {
	bareMachine(t)
	shim := filepath.Join(t.TempDir(), shimpath.LibName())
	require.NoError(t, os.WriteFile(shim, []byte("text"), 0o644))
	t.Setenv(shimpath.EnvVar, shim)
	status, stdout, _ := gotorch("doctor")
	assert.Equal(t, 1, status)
	assert.Regexp(t, `(?m)^FAIL  self-test .*libcgotorch`, stdout)
	assert.Contains(t, stdout, "setup -force")
}

func TestDoctor_LibtorchThatCrashes(t *testing.T) {
	bareMachine(t)
	shim := filepath.Join(t.TempDir(), shimpath.LibName())
	require.NoError(t, os.WriteFile(shim, []byte("text"), 0o644))
	t.Setenv(shimpath.EnvVar, shim)
	t.Setenv("GOTORCH_TEST_CRASH", "1")
	status, stdout, _ := gotorch("doctor")
	assert.Equal(t, 1, status)
	assert.Contains(t, stdout, "signal: killed")
}

func TestDoctor_Works(t *testing.T) {
	needsShim(t)
	status, stdout, stderr := gotorch("doctor", "-json")
	require.Equal(t, 0, status, stdout+stderr)
	var d diagnosis
	require.NoError(t, json.Unmarshal([]byte(stdout), &d))
	assert.True(t, d.OK)
	names := make([]string, len(d.Checks))
	for i, c := range d.Checks {
		names[i] = c.Name
	}
	assert.Equal(t, []string{"Go", "compiler", "libtorch", "NVIDIA", "shim", "OpenMP", "threads", "BLAS", "devices", "self-test"}, names)
}

func TestProbe_Checks(t *testing.T) {
	cpus := probe{Torch: "2.15.0", Threads: 1, Devices: []string{"cpu"}, Config: "  - CPU capability usage: AVX2\n  - Build settings: BLAS_INFO=mkl, X=1", First: 2, Last: 1}
	list := cpus.checks(&libtorch.Shim{})
	require.Len(t, list, 4)
	assert.Equal(t, check{Name: "BLAS", Status: good, Detail: "mkl, vector instructions AVX2"}, list[1])
	assert.Equal(t, good, list[3].Status)

	cpus.Threads, cpus.Config, cpus.Error = 1<<20, "", "it does not learn\nmore"
	list = cpus.checks(&libtorch.Shim{})
	assert.Equal(t, warn, list[0].Status)
	assert.Equal(t, warn, list[1].Status)
	assert.Equal(t, bad, list[3].Status)
	assert.Equal(t, "it does not learn", list[3].Detail)
}

func TestEnv_IsShellSafe(t *testing.T) {
	bareMachine(t)
	cache := filepath.Join(t.TempDir(), "it's a $(cache)")
	t.Setenv("XDG_CACHE_HOME", cache)
	status, stdout, stderr := gotorch("env")
	require.Equal(t, 0, status, stderr)
	out, err := exec.Command("sh", "-c", stdout+"\nprintf %s \"$GOTORCH_CACHE|$GOTORCH_SHIM|$GOTORCH_DEFAULT_TORCH\"").Output()
	require.NoError(t, err)
	dir, err := shimpath.CacheDir()
	require.NoError(t, err)
	assert.Equal(t, dir+"||"+libtorch.Default, string(out))
}

func TestVersion(t *testing.T) {
	bareMachine(t)
	status, stdout, _ := gotorch("version")
	assert.Equal(t, 0, status)
	for _, want := range []string{"go1.", cgotorch.SourcesHash(), libtorch.Default, shimpath.Remedy()} {
		assert.Contains(t, stdout, want)
	}
}

func TestScreen_PlainLines(t *testing.T) {
	var b bytes.Buffer
	s := newScreen(&b)
	assert.Nil(t, s.Terminal())
	s.tick = 0
	task := s.Start("downloading", 2_000_000, libtorch.Bytes)
	task.Set(1_000_000, "")
	task.Done()
	task = s.Start("compiling", 2, libtorch.Files)
	task.Set(1, "a.cpp")
	task.Done()
	assert.Equal(t, "downloading\n  1 of 2 MB\ncompiling\n  1/2 a.cpp\n", b.String())
}
