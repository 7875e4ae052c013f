package libtorch

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// fakeCompiler answers as a C++ compiler does, and writes its command lines
// where they are to be compiled.
const fakeCompiler = `#!/bin/sh
if [ "$1" = --version ]; then echo "fakecc 1.0"; exit; fi
echo "$@" >> "$FAKE_LOG"
case "$FAKE_CXX" in
fail) echo "a.cpp:1: error: nonsense" >&2; exit 1;;
full) echo "as: No space left on device" >&2; exit 1;;
old) echo "error: unrecognized command line option '-std=c++20'" >&2; exit 1;;
slow) sleep "$FAKE_SECONDS" & echo $! > "$FAKE_LOG.pid"; wait;;
esac
out=; prev=
for a; do [ "$prev" = -o ] && out=$a; prev=$a; done
echo object > "$out"
`

// fakePython answers the three questions that are put to a Python: where torch
// is, whether there is pip, and to download.
const fakePython = `#!/bin/sh
if [ "$1" = -I ]; then shift; [ -n "$FAKE_PIP_OF_USER" ] && exit 1; fi
case "$1 $2 $3" in
-c*) [ -n "$FAKE_TORCH" ] && echo "$FAKE_TORCH"; exit 0;;
"-m pip --version") exit ${FAKE_NO_PIP:-0};;
esac
echo "$@" >> "$FAKE_LOG"
case "$FAKE_PIP" in
full) echo "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device" >&2; exit 1;;
offline) echo "WARNING: Retrying (Retry(total=4)) after connection broken" >&2
  echo "ERROR: No matching distribution found for torch" >&2; exit 1;;
hash) echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE." >&2; exit 1;;
oldpython) case "$*" in *--python-version*) ;; *) echo "ERROR: No matching distribution found for torch" >&2; exit 1;; esac;;
slow) echo half > "$TMPDIR/torch.whl.part"; sleep "$FAKE_SECONDS";;
esac
dest=; prev=
for a; do [ "$prev" = --dest ] && dest=$a; prev=$a; done
for a; do case "$a" in
*==*) name=$(echo "${a%%==*}" | tr - _); cp "$FAKE_INDEX/$name"-*.whl "$dest" || { echo "ERROR: No matching distribution found for $a" >&2; exit 1; };;
esac; done
`

// machine is a user's machine: an empty cache, and on PATH nothing but fakes
// and the system's tools.
type machine struct {
	t     *testing.T
	log   string // what compiler and pip were asked
	cache cacheDir
	index string // the wheels that pip knows
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the fake libtorch is made of ELF files")
	}
	home := t.TempDir()
	m := &machine{t: t, log: filepath.Join(home, "log"), index: filepath.Join(home, "index")}
	bin := filepath.Join(home, "bin")
	m.write(filepath.Join(bin, "c++"), fakeCompiler)
	m.write(filepath.Join(bin, "python3"), fakePython)
	for name, value := range map[string]string{
		"HOME": home, "XDG_CACHE_HOME": filepath.Join(home, ".cache"), "PATH": bin + ":/usr/bin:/bin",
		"FAKE_LOG": m.log, "FAKE_INDEX": m.index, "FAKE_SECONDS": "20", "FAKE_CXX": "", "FAKE_PIP": "", "FAKE_TORCH": "", "FAKE_PIP_OF_USER": "",
		"CXX": "", "LIBTORCH": "", "VIRTUAL_ENV": "", shimpath.EnvVar: "",
	} {
		t.Setenv(name, value)
	}
	dir, err := shimpath.CacheDir()
	require.NoError(t, err)
	m.cache = cacheDir(dir)
	require.NoError(t, m.cache.prepare())
	return m
}

func (m *machine) write(path, text string) string {
	m.t.Helper()
	require.NoError(m.t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(m.t, os.WriteFile(path, []byte(text), 0o755))
	return path
}

// asked returns what compiler and pip were asked, one command a line.
func (m *machine) asked() []string {
	text, err := os.ReadFile(m.log)
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(m.t, err)
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// torch makes a libtorch of that version and returns its folder.
func (m *machine) torch(name, version string) string {
	m.t.Helper()
	dir := filepath.Join(m.t.TempDir(), name)
	for file, text := range torchFiles(m.t, version) {
		m.write(filepath.Join(dir, strings.TrimPrefix(file, "torch/")), text)
	}
	require.NoError(m.t, os.Remove(filepath.Join(dir, "lib", "libtorch_cuda.so")))
	return dir
}

// options is a set-up of a two-file shim.
func (m *machine) options() Options {
	return Options{Hash: "0123456789abcdef", Sources: fstest.MapFS{
		"cgotorch.h": {Data: []byte("// header")}, "a.cpp": {Data: []byte("// a")}, "b.cpp": {Data: []byte("// b")},
	}}
}

// refused expects that Setup fails with an error that a person can act on.
func (m *machine) refused(what, remedy string) {
	m.t.Helper()
	_, _, err := Setup(m.t.Context(), m.options())
	var known *Error
	require.ErrorAs(m.t, err, &known)
	assert.Contains(m.t, known.What, what)
	assert.Contains(m.t, known.Remedy, remedy)
	assert.NotContains(m.t, known.Error(), "\n", "one clear line")
}

// leftovers lists what lies in the cache under a name of unfinished work.
func (m *machine) leftovers() []string {
	var all []string
	for _, pattern := range []string{".*", "*/.*", "*/*/.*"} {
		found, err := filepath.Glob(filepath.Join(string(m.cache), pattern))
		require.NoError(m.t, err)
		all = append(all, found...)
	}
	return all
}

// wheel puts a wheel into pip's index.
func (m *machine) wheel(name, version string, requires []string, files map[string]string) {
	m.t.Helper()
	require.NoError(m.t, os.MkdirAll(m.index, 0o755))
	f, err := os.Create(filepath.Join(m.index, name+"-"+version+"-py3-none-any.whl"))
	require.NoError(m.t, err)
	defer f.Close()
	z := zip.NewWriter(f)
	files[name+"-"+version+".dist-info/METADATA"] = "Name: " + name + "\nRequires-Dist: " + strings.Join(requires, "\nRequires-Dist: ") + "\n"
	for path, text := range files {
		w, err := z.Create(path)
		require.NoError(m.t, err)
		_, err = w.Write([]byte(text))
		require.NoError(m.t, err)
	}
	require.NoError(m.t, z.Close())
}

// torchFiles is the content of a torch wheel, as far as it matters, and of the
// rest one file of each kind.
func torchFiles(t *testing.T, version string) map[string]string {
	libs := elfFiles(t)
	return map[string]string{
		"torch/version.py":                  "__version__ = '" + version + "'\n",
		"torch/__init__.py":                 "",
		"torch/include/torch/extension.h":   "//",
		"torch/include/ATen/ATen.h":         "//",
		"torch/share/cmake/x.cmake":         "",
		"torch/bin/protoc":                  "",
		"torch/lib/libc10.so":               libs["libc10.so"],
		"torch/lib/libtorch_cpu.so":         libs["libtorch_cpu.so"],
		"torch/lib/libtorch_cuda.so":        libs["libtorch_cuda.so"],
		"torch/lib/libtorch_python.so":      libs["libc10.so"],
		"torch/lib/libjitbackend_test.so":   libs["libc10.so"],
		"torch-0.dist-info/licenses/NOTICE": "",
	}
}

var elfOnce struct {
	sync.Once
	files map[string]string
	err   string
}

// elfFiles compiles, once, libraries that ask for each other as libtorch's and
// NVIDIA's do.
func elfFiles(t *testing.T) map[string]string {
	t.Helper()
	elfOnce.Do(func() {
		dir, err := os.MkdirTemp("", "gotorch-elf-")
		if err != nil {
			elfOnce.err = err.Error()
			return
		}
		defer os.RemoveAll(dir)
		elfOnce.files = map[string]string{}
		for _, lib := range [][]string{ // name, then what it asks for
			{"libc10.so"}, {"libold.so"}, {"libcudart.so.13"}, {"libcublas.so.13"},
			{"libcudnn.so.9", "libcublas.so.13"},
			{"libtorch_cpu.so", "libc10.so", "libcudart.so.13"},
			{"libtorch_cuda.so", "libtorch_cpu.so", "libcudnn.so.9"},
		} {
			symbol := "int _ZN3c104failERKNSt7__cxx1112basic_stringE(void){return 0;}"
			if lib[0] == "libold.so" { // as libc10 of torch 2.6.0 for CUDA 12.4
				symbol = "int _ZN3c104failERKSs(void){return 0;} int _ZNSt11logic_errorC1ERKNSt7__cxx1112basic_stringE(void){return 0;}"
			}
			args := []string{"-shared", "-nostdlib", "-Wl,-soname," + lib[0], "-Wl,--no-as-needed", "-o", lib[0], "-x", "c", "-", "-x", "none"}
			cmd := exec.Command("gcc", append(args, lib[1:]...)...)
			cmd.Dir, cmd.Stdin = dir, strings.NewReader(symbol)
			if out, err := cmd.CombinedOutput(); err != nil {
				elfOnce.err = string(out) + err.Error()
				return
			}
			content, err := os.ReadFile(filepath.Join(dir, lib[0]))
			if err != nil {
				elfOnce.err = err.Error()
			}
			elfOnce.files[lib[0]] = string(content)
		}
	})
	require.Empty(t, elfOnce.err)
	return elfOnce.files
}

// said is a Progress that remembers its lines.
type said struct {
	silent
	mu    sync.Mutex
	lines []string
}

func (s *said) Line(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, text)
}

func (s *said) all() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.lines, "\n")
}
