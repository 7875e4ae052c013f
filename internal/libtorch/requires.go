package libtorch

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// requirement is one Requires-Dist line of a wheel's METADATA. Markers are not
// kept: the libraries themselves tell what this machine needs.
type requirement struct {
	name string // normalised: lower case, with dashes
	spec string // "==13.2.86.*", or empty
}

// pip is the requirement as pip's command line takes it.
func (r requirement) pip() string { return r.name + r.spec }

var (
	requiresLine = regexp.MustCompile(`(?m)^Requires-Dist:[ \t]*([A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*(?:\[[^\]\r\n]*\])?[ \t]*\(?([^;()\r\n]*)\)?`)
	nameSeps     = regexp.MustCompile(`[-_.]+`)
)

// parseRequires returns the requirements that a METADATA text names.
func parseRequires(metadata string) []requirement {
	var all []requirement
	for _, m := range requiresLine.FindAllStringSubmatch(metadata, -1) {
		spec := strings.ReplaceAll(strings.TrimSpace(m[2]), " ", "")
		all = append(all, requirement{normalName(m[1]), spec})
	}
	return all
}

func normalName(name string) string {
	return strings.ToLower(nameSeps.ReplaceAllString(name, "-"))
}

// pieces names, for each library of NVIDIA's that libtorch may ask for, the
// middle of the pip package that brings it: nvidia-NAME, since CUDA 13 without
// the -cu12 that it had before.
var pieces = map[string]string{
	"libcudart":       "cuda-runtime",
	"libcupti":        "cuda-cupti",
	"libnvrtc":        "cuda-nvrtc",
	"libcublas":       "cublas",
	"libcublasLt":     "cublas",
	"libcudnn":        "cudnn",
	"libcufft":        "cufft",
	"libcufile":       "cufile",
	"libcurand":       "curand",
	"libcusolver":     "cusolver",
	"libcusparse":     "cusparse",
	"libcusparseLt":   "cusparselt",
	"libnccl":         "nccl",
	"libnvJitLink":    "nvjitlink",
	"libnvToolsExt":   "nvtx",
	"libnvshmem_host": "nvshmem",
}

// toolkit is the package that lists the versions of CUDA's pieces since
// torch 2.10 or so; before, torch's own METADATA did.
const toolkit = "cuda-toolkit"

// piece is the middle of the package that brings a library, "" for libraries
// that are the system's or the driver's.
func piece(lib string) string {
	stem, _, _ := strings.Cut(path.Base(lib), ".so")
	return pieces[stem]
}

// provider picks the requirement that brings a piece.
func provider(piece string, requires []requirement) (requirement, error) {
	named := regexp.MustCompile(`^nvidia-` + regexp.QuoteMeta(piece) + `(-cu\d+)?$`)
	for _, r := range requires {
		if named.MatchString(r.name) {
			return r, nil
		}
	}
	return requirement{}, fmt.Errorf("torch's list of requirements names no package nvidia-%s", piece)
}
