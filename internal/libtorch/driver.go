package libtorch

import (
	"os"
	"path/filepath"
	"strings"
)

// driverFiles are where NVIDIA's driver shows itself: the kernel module, and
// its library where distributions and WSL put it.
var driverFiles = []string{
	"/proc/driver/nvidia/version",
	"/usr/lib/wsl/lib/libcuda.so.1",
	"/usr/lib64/libcuda.so.1",
	"/usr/lib/libcuda.so.1",
	"/usr/lib/*-linux-gnu/libcuda.so.1",
	"/usr/local/nvidia/lib64/libcuda.so.1",
	"/run/opengl-driver/lib/libcuda.so.1",
}

// HasNVIDIADriver says whether a CUDA program could run here.
func HasNVIDIADriver() bool {
	patterns := driverFiles
	for dir := range strings.SplitSeq(os.Getenv("LD_LIBRARY_PATH"), ":") {
		if dir != "" {
			patterns = append(patterns[:len(patterns):len(patterns)], filepath.Join(dir, "libcuda.so.1"))
		}
	}
	for _, pattern := range patterns {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return true
		}
	}
	return false
}
