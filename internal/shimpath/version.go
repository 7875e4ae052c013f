package shimpath

import (
	"os"
	"path/filepath"
	"strings"
)

// TorchVersion reads the full version, such as 2.15.0+cu132, of the libtorch
// in dir: from version.py in a Python's torch package, from build-version in a
// libtorch archive. It is empty where dir holds neither.
func TorchVersion(dir string) string {
	if text, err := os.ReadFile(filepath.Join(dir, "version.py")); err == nil {
		return quotedAfter(string(text), "__version__")
	}
	text, err := os.ReadFile(filepath.Join(dir, "build-version"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// quotedAfter returns the quoted value of the line that assigns to name.
func quotedAfter(text, name string) string {
	for line := range strings.Lines(text) {
		left, right, ok := strings.Cut(line, "=")
		left, _, _ = strings.Cut(left, ":") // name: Optional[str] = ...
		if ok && strings.TrimSpace(left) == name {
			return strings.Trim(strings.TrimSpace(right), `'"`)
		}
	}
	return ""
}
