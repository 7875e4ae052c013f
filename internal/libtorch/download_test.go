package libtorch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// index fills pip's index with torch 2.15.0, which names CUDA's pieces through
// the toolkit's package as releases since 2.10 do, and 2.6.0, which names them
// itself.
func (m *machine) fillIndex() {
	libs := elfFiles(m.t)
	m.wheel("torch", "2.15.0", []string{"sympy>=1.13.3", `cuda-toolkit[cudart,cublas]==13.2.2; platform_system == "Linux"`, `nvidia-cudnn-cu13==9.26.0.51; platform_system == "Linux"`},
		torchFiles(m.t, "2.15.0+cu132"))
	m.wheel("cuda_toolkit", "13.2.2", []string{
		"nvidia-cuda-runtime==13.2.86.*; sys_platform == 'linux' and extra == 'cudart'",
		"nvidia-cublas==13.4.1.3.*; sys_platform == 'linux' and extra == 'cublas'",
	}, map[string]string{})
	m.wheel("nvidia_cuda_runtime", "13.2.86", nil, map[string]string{
		"nvidia/cu13/lib/libcudart.so.13": libs["libcudart.so.13"], "nvidia/cu13/lib/libcudart_static.a": "", "nvidia/cu13/include/cuda.h": ""})
	m.wheel("nvidia_cublas", "13.4.1.3", nil, map[string]string{"nvidia/cu13/lib/libcublas.so.13": libs["libcublas.so.13"]})
	m.wheel("nvidia_cudnn_cu13", "9.26.0.51", nil, map[string]string{"nvidia/cudnn/lib/libcudnn.so.9": libs["libcudnn.so.9"]})
}

// unpacked lists the files of a finished download but for the licences.
func (m *machine) unpacked(version string) (files []string) {
	root := m.cache.torch(version)
	err := filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(p, ".dist-info") {
			rel, _ := filepath.Rel(root, p)
			files = append(files, rel)
		}
		return err
	})
	require.NoError(m.t, err)
	return files
}

func TestDownload_CPU(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	torch, shim, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.Equal(t, "2.15.0+cu132", torch.Version)
	assert.False(t, torch.CUDA)
	assert.Equal(t, torch.Dir, shim.Libtorch)
	assert.Equal(t, []string{
		"gotorch.json", "nvidia/cu13/lib/libcudart.so.13",
		"torch/include/ATen/ATen.h", "torch/include/torch/extension.h",
		"torch/lib/libc10.so", "torch/lib/libtorch_cpu.so", "torch/share/cmake/x.cmake", "torch/version.py",
	}, m.unpacked("2.15.0"))
	for _, line := range m.asked()[:3] {
		assert.Contains(t, line, "-m pip download --no-deps --only-binary=:all:")
		assert.NotContains(t, line, "trusted-host", "pip's verification stays on")
	}
	assert.Empty(t, m.leftovers())

	before := len(m.asked())
	_, _, err = Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.Len(t, m.asked(), before, "the download serves again")
}

func TestDownload_CUDAFollowsWhatLibrariesAskFor(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	d := &download{version: "2.15.0", cuda: true, cache: m.cache, progress: Silent}
	require.NoError(t, d.prepareUnchecked(t.Context()))
	require.NoError(t, d.fill(t.Context()))
	require.NoError(t, os.Rename(d.stage("tree"), m.cache.torch("2.15.0")))
	got := m.unpacked("2.15.0")
	for _, lib := range []string{"torch/lib/libtorch_cuda.so", "nvidia/cudnn/lib/libcudnn.so.9", "nvidia/cu13/lib/libcublas.so.13"} {
		assert.Contains(t, got, lib)
	}
	assert.NotContains(t, got, "torch/lib/libtorch_python.so")
}

func TestDownload_OlderTorchNamesThePiecesItself(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	m.wheel("torch", "2.6.0", []string{`nvidia-cuda-runtime-cu12==12.4.127; platform_system == "Linux"`}, torchFiles(t, "2.6.0+cu124"))
	require.NoError(t, os.Remove(filepath.Join(m.index, "torch-2.15.0-py3-none-any.whl")))
	m.wheel("nvidia_cuda_runtime_cu12", "12.4.127", nil, map[string]string{"nvidia/cuda_runtime/lib/libcudart.so.13": elfFiles(t)["libcudart.so.13"]})
	o := m.options()
	o.Want.Version = "2.6"
	torch, _, err := Setup(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, "2.6.0+cu124", torch.Version)
	assert.Contains(t, m.unpacked("2.6.0"), "nvidia/cuda_runtime/lib/libcudart.so.13")
}

func TestDownload_PipTrouble(t *testing.T) {
	cases := map[string]struct{ name, value, what, remedy string }{
		"disk full":      {"FAKE_PIP", "full", "is full", "free some space"},
		"offline":        {"FAKE_PIP", "offline", "does not answer", "network"},
		"wrong checksum": {"FAKE_PIP", "hash", "checksum", "run setup again"},
		"no such wheel":  {"FAKE_INDEX", "/nowhere", "no such wheel", "-torch"},
		"no pip":         {"FAKE_NO_PIP", "1", "has no pip", "ensurepip"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			m.fillIndex()
			t.Setenv(tc.name, tc.value)
			m.refused(tc.what, tc.remedy)
			assert.NoDirExists(t, m.cache.torch("2.15.0"))
		})
	}
}

func TestDownload_NoPython(t *testing.T) {
	m := newMachine(t)
	t.Setenv("PATH", filepath.Dir(m.write(filepath.Join(t.TempDir(), "c++"), "#!/bin/sh\necho cc\n")))
	_, _, err := Setup(t.Context(), m.options())
	assert.ErrorContains(t, err, "no python3 on PATH; install Python")
}

func TestDownload_PythonOfAnotherVersionServes(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	t.Setenv("FAKE_PIP", "oldpython")
	_, _, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.Contains(t, m.asked()[1], "--python-version 3.12")
}

func TestDownload_InterruptedIsGoneOnWith(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	t.Setenv("FAKE_PIP", "slow")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for len(m.asked()) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	_, _, err := Setup(ctx, m.options())
	assert.ErrorIs(t, err, context.Canceled)
	assert.NoDirExists(t, m.cache.torch("2.15.0"))
	d := &download{version: "2.15.0", cache: m.cache}
	assert.NoDirExists(t, d.stage("temp"), "half a wheel is thrown away")
	assert.NoDirExists(t, d.stage("tree"))

	// As if killed: half a wheel, half a tree.
	m.write(filepath.Join(d.stage("temp"), "torch.part"), "half")
	m.write(filepath.Join(d.stage("tree"), "torch", "lib", "libc10.so"), "half")
	t.Setenv("FAKE_PIP", "")
	torch, _, err := Setup(t.Context(), m.options())
	require.NoError(t, err)
	assert.True(t, torch.CXX11, "libc10 is whole")
	assert.Empty(t, m.leftovers())
}

func TestSetup_SweepsDownloadsThatNobodyGoesOnWith(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	left := func(version string) string {
		d := &download{version: version, cache: m.cache}
		m.write(filepath.Join(d.stage("wheels"), "other.whl"), strings.Repeat("x", 200_000))
		return d.stage("")
	}
	other, same := left("2.14.0"), left("2.15.0")
	t.Setenv("FAKE_PIP", "offline")
	progress := new(said)
	o := m.options()
	o.Progress = progress
	_, _, err := Setup(t.Context(), o)
	require.Error(t, err)
	assert.NoDirExists(t, other)
	assert.Contains(t, progress.all(), "removed a download of libtorch 2.14.0 that was not finished (0.2 MB)")
	assert.DirExists(t, same, "the next run goes on from it")

	t.Setenv("LIBTORCH", m.torch("torch", "2.15.0"))
	_, _, err = Setup(t.Context(), o)
	require.NoError(t, err)
	assert.NoDirExists(t, same, "another libtorch serves")
}

func TestDownload_PipOfTheUsersOwn(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	t.Setenv("FAKE_PIP_OF_USER", "1")
	_, _, err := Setup(t.Context(), m.options())
	assert.NoError(t, err)
}

func TestDownload_BrokenWheelIsThrownAway(t *testing.T) {
	m := newMachine(t)
	m.fillIndex()
	wheel := filepath.Join(m.index, "torch-2.15.0-py3-none-any.whl")
	whole, err := os.ReadFile(wheel)
	require.NoError(t, err)
	damaged := append([]byte(nil), whole...)
	for i := len(damaged) / 10; i < len(damaged)*7/10; i++ {
		damaged[i] ^= 0x55
	}
	for name, content := range map[string][]byte{"cut short": whole[:len(whole)/2], "damaged": damaged} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, os.WriteFile(wheel, content, 0o644))
			_, _, err := Setup(t.Context(), m.options())
			assert.ErrorContains(t, err, "is broken")
			assert.NoDirExists(t, m.cache.torch("2.15.0"))
			d := &download{version: "2.15.0", cache: m.cache}
			assert.NoFileExists(t, filepath.Join(d.stage("wheels"), filepath.Base(wheel)))
		})
	}
	require.NoError(t, os.WriteFile(wheel, whole, 0o644))
	_, _, err = Setup(t.Context(), m.options())
	assert.NoError(t, err)
}

func TestWheel_NoFileLeavesTheFolder(t *testing.T) {
	for _, name := range []string{"../evil", "/etc/evil", "torch/../../evil", `torch\..\evil`} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			m.wheel("torch", "2.15.0", nil, map[string]string{name: "evil", "torch/version.py": ""})
			w, err := openWheel(filepath.Join(m.index, "torch-2.15.0-py3-none-any.whl"))
			require.NoError(t, err)
			defer w.Close()
			dir := filepath.Join(t.TempDir(), "tree")
			require.NoError(t, os.Mkdir(dir, 0o755))
			err = w.unpack(t.Context(), dir, Silent, func(string) bool { return true })
			assert.ErrorContains(t, err, "leads out of the folder")
			left, err := os.ReadDir(dir)
			require.NoError(t, err)
			assert.Empty(t, left, "nothing of such a wheel is used")
		})
	}
}

func TestCheckSpace(t *testing.T) {
	assert.NoError(t, checkSpace(t.TempDir(), 1))
	err := checkSpace(t.TempDir(), 1<<62)
	var known *Error
	require.ErrorAs(t, err, &known)
	assert.Contains(t, known.What, "needs 4611686018.4 GB")
	assert.Contains(t, known.Remedy, "free some space")
}
