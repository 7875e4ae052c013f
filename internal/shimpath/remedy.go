package shimpath

import (
	"runtime/debug"
	"strings"
)

const (
	module  = "github.com/e0112027/gotorch"
	command = module + "/cmd/gotorch"
)

// Remedy is the command that builds the shim which this program needs.
func Remedy() string {
	info, _ := debug.ReadBuildInfo()
	return remedy(info)
}

// remedy depends on how the program was built. In a module that requires
// gotorch a plain `go run` fails, for that module's go.sum does not list what
// the command needs and programs do not; with the version it works anywhere,
// and builds the shim from the very sources that the program expects.
func remedy(info *debug.BuildInfo) string {
	for _, m := range modules(info) {
		switch {
		case m.Path != module:
		case m.Replace == nil && strings.HasPrefix(m.Version, "v"):
			return "go run " + command + "@" + m.Version + " setup"
		case m.Replace != nil && !strings.HasPrefix(m.Replace.Version, "v"): // a folder
			return "go -C " + m.Replace.Path + " run ./cmd/gotorch setup"
		}
	}
	return "go run " + command + " setup"
}

// modules are those of a program but for one that was built in a checkout,
// whose version need not be published.
func modules(info *debug.BuildInfo) []*debug.Module {
	if info == nil {
		return nil
	}
	for _, s := range info.Settings {
		if s.Key == "vcs" {
			return info.Deps
		}
	}
	return append([]*debug.Module{&info.Main}, info.Deps...)
}
