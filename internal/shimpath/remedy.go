package shimpath

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

const (
	module  = "github.com/e0112027/gotorch"
	command = module + "/cmd/gotorch"
)

// Remedy says what to do on this machine for the shim that this program needs,
// "run: " and a command where there is one; flags are more flags of setup's.
func Remedy(flags ...string) string {
	info, _ := debug.ReadBuildInfo()
	_, err := exec.LookPath("go")
	_, source, _, _ := runtime.Caller(0)
	exe, _ := executable()
	m := machine{hasGo: err == nil, source: source, exe: exe, isCheckout: isCheckout}
	return m.remedy(info, strings.Join(append([]string{"setup"}, flags...), " "))
}

// machine is what a remedy depends on beside the program.
type machine struct {
	hasGo      bool
	source     string // this file's path where the program was built
	exe        string
	isCheckout func(dir string) bool
}

func (m *machine) remedy(info *debug.BuildInfo, setup string) string {
	if info != nil && info.Path == command && m.exe != "" && !strings.Contains(m.exe, "/go-build") {
		return "run: " + quoted(m.exe) + " " + setup // the command itself, installed
	}
	do := m.build(info, setup)
	if m.hasGo {
		return do
	}
	return "there is no Go here. Where there is, " + do +
		", then copy the folder that `gotorch env` there calls GOTORCH_CACHE to the same path here, and set " +
		EnvVar + " to the file that it calls so"
}

// build says how the shim is built where there is Go. With its version the command
// works anywhere, and builds the shim from the very sources that the program
// expects; a plain `go run` works only inside of this module, for the go.sum of
// another lists what programs need and not what the command does.
func (m *machine) build(info *debug.BuildInfo, setup string) string {
	self := find(info)
	if self != nil && self.Replace == nil && strings.HasPrefix(self.Version, "v") {
		return "run: go run " + command + "@" + self.Version + " " + setup
	}
	for _, dir := range m.folders(self) {
		if m.isCheckout(dir) {
			return "run: go -C " + quoted(dir) + " run ./cmd/gotorch " + setup
		}
	}
	return "run `go run ./cmd/gotorch " + setup + "` in the copy of " + module + " that this program was built from" + revision(info)
}

// folders are where the module's source may lie: where this file was compiled from
// (not with -trimpath; a vendored copy lacks the command), and what a replace
// directive names.
func (m *machine) folders(self *debug.Module) []string {
	var dirs []string
	if filepath.IsAbs(m.source) {
		dirs = append(dirs, filepath.Dir(filepath.Dir(filepath.Dir(m.source))))
	}
	if self == nil || self.Replace == nil || strings.HasPrefix(self.Replace.Version, "v") {
		return dirs
	}
	if filepath.IsAbs(self.Replace.Path) {
		return append(dirs, self.Replace.Path)
	}
	if main, _, vendored := strings.Cut(m.source, "/vendor/"+module+"/"); vendored {
		dirs = append(dirs, filepath.Join(main, self.Replace.Path))
	}
	return dirs
}

// isCheckout says whether dir holds this module with its command. What others may
// write is no place to run a command in.
func isCheckout(dir string) bool {
	for _, file := range []string{"go.mod", filepath.Join("cmd", "gotorch", "main.go")} {
		p := filepath.Join(dir, file)
		if !isFile(p) || Distrust(p) != nil {
			return false
		}
	}
	return true
}

// find returns this module among those of a program, nil where the program was
// built in a checkout of it, whose version need not be published.
func find(info *debug.BuildInfo) *debug.Module {
	if info == nil {
		return nil
	}
	for _, d := range info.Deps {
		if d.Path == module {
			return d
		}
	}
	if info.Main.Path != module || setting(info, "vcs") != "" {
		return nil
	}
	return &info.Main
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// revision names the commit of a program that was built in a checkout.
func revision(info *debug.BuildInfo) string {
	if info == nil || info.Main.Path != module || setting(info, "vcs.revision") == "" {
		return ""
	}
	return ", commit " + setting(info, "vcs.revision")
}

// quoted is a path as a shell takes it.
func quoted(path string) string {
	if strings.ContainsAny(path, " \t\n'\"\\$&;|<>()*?[]#~`!") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
