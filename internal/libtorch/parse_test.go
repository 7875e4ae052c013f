package libtorch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNeededAndABI(t *testing.T) {
	m := newMachine(t)
	lib := func(name string) string {
		return m.write(filepath.Join(t.TempDir(), name), elfFiles(t)[name])
	}
	libs, err := needed(lib("libtorch_cuda.so"))
	require.NoError(t, err)
	assert.Equal(t, []string{"libtorch_cpu.so", "libcudnn.so.9"}, libs)

	for name, want := range map[string]bool{"libc10.so": true, "libold.so": false} {
		got, err := cxx11ABI(lib(name))
		require.NoError(t, err)
		assert.Equal(t, want, got, name)
	}

	for name, content := range map[string]string{"empty": "", "text": "#!/bin/sh", "cut": elfFiles(t)["libc10.so"][:100]} {
		path := m.write(filepath.Join(t.TempDir(), name), content)
		_, err := needed(path)
		assert.ErrorContains(t, err, path)
		_, err = cxx11ABI(path)
		assert.ErrorContains(t, err, path)
	}
}

// The lines are from the METADATA of torch 2.15.0, 2.6.0 and cuda-toolkit.
func TestParseRequires(t *testing.T) {
	text := `Metadata-Version: 2.4
Requires-Python: >=3.11
Requires-Dist: filelock
Requires-Dist: cuda-toolkit[cublas,cudart]==13.2.2; platform_system == "Linux"
Requires-Dist: cuda-bindings<14,>=13.0.3; platform_system == "Linux"
Requires-Dist: nvidia-nvjitlink<14,>=13.2.86; sys_platform == 'win32' and extra == 'all'
Requires-Dist: nvidia-cuda-runtime==13.2.86.*; extra == "cudart"
Requires-Dist: Typing_Extensions (>=4.10.0)
Requires-Dist: nvidia-cudnn-cu12 ==9.1.0.70 ; platform_system == "Linux"
`
	assert.Equal(t, []requirement{
		{"filelock", ""}, {"cuda-toolkit", "==13.2.2"}, {"cuda-bindings", "<14,>=13.0.3"},
		{"nvidia-nvjitlink", "<14,>=13.2.86"}, {"nvidia-cuda-runtime", "==13.2.86.*"},
		{"typing-extensions", ">=4.10.0"}, {"nvidia-cudnn-cu12", "==9.1.0.70"},
	}, parseRequires(text))
	assert.Empty(t, parseRequires(""))
}

func TestProvider(t *testing.T) {
	requires := parseRequires("Requires-Dist: nvidia-cusparselt-cu13==0.8.1\nRequires-Dist: nvidia-cusparse==12.7\nRequires-Dist: nvidia-cuda-runtime-cu12==12.4\n")
	cases := map[string]string{
		"libcudart.so.12":    "nvidia-cuda-runtime-cu12==12.4",
		"libcusparse.so.12":  "nvidia-cusparse==12.7",
		"libcusparseLt.so.0": "nvidia-cusparselt-cu13==0.8.1",
	}
	for lib, want := range cases {
		r, err := provider(piece(lib), requires)
		require.NoError(t, err, lib)
		assert.Equal(t, want, r.pip())
	}
	_, err := provider(piece("libnccl.so.2"), requires)
	assert.ErrorContains(t, err, "nvidia-nccl")
	for _, lib := range []string{"libcuda.so.1", "libc.so.6", "libstdc++.so.6", "libgomp.so.1"} {
		assert.Empty(t, piece(lib), "%s is not pip's to bring", lib)
	}
}

func TestExplain(t *testing.T) {
	other := errors.New("other")
	known := failure("remedy", "what")
	cases := map[string]struct {
		err  error
		want string
	}{
		"full":        {&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "the disk that holds /cache is full"},
		"quota":       {fmt.Errorf("copying: %w", syscall.EDQUOT), "is full"},
		"C's words":   {errors.New("c++: fatal error: No space left on device"), "is full"},
		"read-only":   {&os.PathError{Op: "mkdir", Path: "/cache", Err: syscall.EROFS}, "cannot write to /cache"},
		"not ours":    {&os.PathError{Op: "open", Path: "/cache/x", Err: fs.ErrPermission}, "cannot write to /cache"},
		"other":       {other, "other"},
		"known stays": {known, "what; remedy"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := explain(tc.err, "/cache")
			assert.ErrorContains(t, got, tc.want)
			assert.NotContains(t, got.Error(), "\n")
			assert.ErrorIs(t, got, tc.err, "the cause stays at hand")
		})
	}
	assert.NoError(t, explain(nil, "/cache"))
}

func TestVersions(t *testing.T) {
	cases := []struct {
		a, b string
		want int
	}{
		{"2.6.0", "2.15.0", -1}, {"2.15.1+cu132", "2.15", 0}, {"2.15+cpu", "2.15", 0}, {"3.0.0", "2.15", 1}, {"2.16.0a0+git1", "2.15", 1},
	}
	for _, tc := range cases {
		got := compareVersions(tc.a, tc.b)
		assert.Equal(t, tc.want, max(-1, min(1, got)), "%s and %s", tc.a, tc.b)
	}
	assert.True(t, sameVersion("2.15.0+cu132", "2.15.0"))
	assert.True(t, sameVersion("2.15.0+cpu", "2.15.0+cpu"))
	assert.False(t, sameVersion("2.15.0+cu132", "2.15.0+cpu"))
	assert.False(t, sameVersion("2.15.01", "2.15.0"))
}
