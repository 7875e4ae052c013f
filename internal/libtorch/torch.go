package libtorch

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// The range of libtorch versions that the shim's sources compile against, and
// the one that is fetched where none is found.
const (
	Oldest  = "2.6"
	Newest  = "2.15"
	Default = "2.15.0"
)

// Torch is a libtorch on this machine: a libtorch archive's folder or a
// Python's torch package, which hold the same headers and libraries.
type Torch struct {
	Dir     string `json:"dir"`       // holds lib/ and include/
	Version string `json:"version"`   // with its local part, such as 2.15.0+cu132
	CXX11   bool   `json:"cxx11_abi"` // the C++ ABI of its std::string
	CUDA    bool   `json:"cuda"`      // brings libtorch_cuda
	Source  string `json:"source"`    // how it was found, for people
}

// Open examines the libtorch in dir. The error says what is missing there.
func Open(dir, source string) (*Torch, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	t := &Torch{Dir: dir, Source: source, Version: shimpath.TorchVersion(dir)}
	for _, part := range []string{"", "include/torch", "include/ATen", "lib/" + soname("torch_cpu"), "lib/" + soname("c10")} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(part))); err != nil {
			return nil, fmt.Errorf("no libtorch in %s: %w", dir, err)
		}
	}
	if t.Version == "" {
		return nil, fmt.Errorf("no libtorch in %s: neither version.py nor build-version tells a version", dir)
	}
	_, err = os.Stat(filepath.Join(t.LibDir(), soname("torch_cuda")))
	t.CUDA = err == nil
	t.CXX11, err = cxx11ABI(filepath.Join(t.LibDir(), soname("c10")))
	return t, err
}

// LibDir is the folder of its libraries.
func (t *Torch) LibDir() string { return filepath.Join(t.Dir, "lib") }

// IncludeDirs are the folders of its headers.
func (t *Torch) IncludeDirs() []string {
	inc := filepath.Join(t.Dir, "include")
	return []string{inc, filepath.Join(inc, "torch", "csrc", "api", "include")}
}

// ABI names the C++ ABI for people.
func (t *Torch) ABI() string {
	if t.CXX11 {
		return "cxx11"
	}
	return "pre-cxx11"
}

// String is the version, the place and how it was found.
func (t *Torch) String() string {
	return fmt.Sprintf("libtorch %s in %s (%s)", t.Version, t.Dir, t.Source)
}

// checkRange returns an error where the shim does not compile against it.
func (t *Torch) checkRange() error {
	if compareVersions(t.Version, Oldest) < 0 || compareVersions(t.Version, Newest) > 0 {
		return fmt.Errorf("libtorch %s in %s is outside the range %s to %s", t.Version, t.Dir, Oldest, Newest)
	}
	return nil
}

// is says whether t is the wanted version; a wanted 2.15.0 takes 2.15.0+cu132.
func (t *Torch) is(wanted string) bool { return sameVersion(t.Version, wanted) }

func sameVersion(full, wanted string) bool {
	public, _, _ := strings.Cut(full, "+")
	return wanted == full || wanted == public
}

// compareVersions orders two versions by major and minor: patch releases keep
// libtorch's headers.
func compareVersions(a, b string) int {
	x, y := majorMinor(a), majorMinor(b)
	return (x[0]-y[0])*1000 + x[1] - y[1]
}

func majorMinor(version string) (mm [2]int) {
	public, _, _ := strings.Cut(version, "+")
	for i, part := range strings.SplitN(public, ".", 3) {
		if i < 2 {
			mm[i], _ = strconv.Atoi(part)
		}
	}
	return mm
}

func soname(lib string) string { return "lib" + lib + shimpath.LibSuffix() }
