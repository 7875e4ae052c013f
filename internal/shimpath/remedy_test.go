package shimpath

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRemedy(t *testing.T) {
	deps := func(d debug.Module) *debug.BuildInfo {
		return &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.com/other", Version: "v1.0.0"}, &d}}
	}
	main := func(version string, settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Path: module, Version: version}, Settings: settings}
	}
	git := debug.BuildSetting{Key: "vcs", Value: "git"}
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "abc123"}
	replaced := func(path, version string) *debug.BuildInfo {
		return deps(debug.Module{Path: module, Version: "v0.1.2", Replace: &debug.Module{Path: path, Version: version}})
	}
	const (
		here     = "/src/gotorch/internal/shimpath/remedy.go"
		trimmed  = "github.com/e0112027/gotorch@v0.1.2/internal/shimpath/remedy.go"
		vendored = "/src/app/vendor/" + module + "/internal/shimpath/remedy.go"
		modCache = "/home/ann/go/pkg/mod/example.com/fork@v0.1.3/internal/shimpath/remedy.go"
		by       = "run: go run github.com/e0112027/gotorch/cmd/gotorch@v0.1.2 setup"
		in       = "run: go -C /src/gotorch run ./cmd/gotorch setup"
		unknown  = "run `go run ./cmd/gotorch setup` in the copy of github.com/e0112027/gotorch that this program was built from"
	)
	cases := map[string]struct {
		info      *debug.BuildInfo
		source    string
		checkouts string
		want      string
	}{
		"required":                         {deps(debug.Module{Path: module, Version: "v0.1.2"}), modCache, "", by},
		"required, vendored":               {deps(debug.Module{Path: module, Version: "v0.1.2"}), vendored, "", by},
		"required, -trimpath":              {deps(debug.Module{Path: module, Version: "v0.1.2"}), trimmed, "", by},
		"go run @v0.1.2":                   {main("v0.1.2"), modCache, "", by},
		"a checkout":                       {main("v0.1.3-0.2026", git, commit), here, "/src/gotorch", in},
		"a checkout without vcs":           {main("(devel)"), here, "/src/gotorch", in},
		"a checkout, on another machine":   {main("v0.1.3-0.2026", git, commit), here, "", unknown + ", commit abc123"},
		"a checkout, -trimpath":            {main("(devel)"), trimmed, "/src/gotorch", unknown},
		"a workspace":                      {deps(debug.Module{Path: module, Version: "(devel)"}), here, "/src/gotorch", in},
		"no build info":                    {nil, here, "/src/gotorch", in},
		"a folder":                         {replaced("../gotorch", "(devel)"), here, "/src/gotorch", in},
		"a folder, -trimpath":              {replaced("/src/gotorch", ""), trimmed, "/src/gotorch", in},
		"a folder, vendored":               {replaced("../gotorch", ""), vendored, "/src/gotorch", in},
		"a folder, on another machine":     {replaced("../gotorch", ""), here, "", unknown},
		"a fork":                           {replaced("example.com/fork", "v0.1.3"), modCache, "/home/ann/go/pkg/mod/example.com/fork@v0.1.3", "run: go -C /home/ann/go/pkg/mod/example.com/fork@v0.1.3 run ./cmd/gotorch setup"},
		"a folder with a name that splits": {replaced("/src/my gotorch", ""), trimmed, "/src/my gotorch", "run: go -C '/src/my gotorch' run ./cmd/gotorch setup"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := machine{hasGo: true, source: tc.source, exe: "/src/app/app", isCheckout: func(dir string) bool { return dir == tc.checkouts }}
			assert.Equal(t, tc.want, m.remedy(tc.info, "setup"))
			m.hasGo = false
			got := m.remedy(tc.info, "setup")
			assert.Contains(t, got, "there is no Go here. Where there is, "+tc.want)
			assert.Contains(t, got, "GOTORCH_CACHE")
			assert.NotContains(t, got, "\n")
		})
	}
}

func TestRemedy_OfTheInstalledCommandIsItself(t *testing.T) {
	info := &debug.BuildInfo{Path: command, Main: debug.Module{Path: module, Version: "v0.1.2"}}
	m := machine{exe: "/usr/local/bin/gotorch"}
	assert.Equal(t, "run: /usr/local/bin/gotorch setup -force", m.remedy(info, "setup -force"))
	m = machine{exe: "/tmp/go-build123/b001/exe/gotorch", hasGo: true}
	assert.Equal(t, "run: go run github.com/e0112027/gotorch/cmd/gotorch@v0.1.2 setup", m.remedy(info, "setup"))
}

// What is printed on this machine runs on this machine, from any folder.
func TestRemedy_Runs(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the command; run without -short")
	}
	command, found := strings.CutPrefix(Remedy("-h"), "run: ")
	require.True(t, found, Remedy())
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Contains(t, string(out), "Usage: gotorch setup")
}

func TestRemedy_DoesNotLeadWhereOthersMayWrite(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module x")
	write(t, filepath.Join(dir, "cmd", "gotorch", "main.go"), "package main")
	assert.True(t, isCheckout(dir))
	require.NoError(t, os.Chmod(dir, 0o777))
	assert.False(t, isCheckout(dir))
	assert.False(t, isCheckout(t.TempDir()))
}
