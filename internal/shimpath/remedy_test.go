package shimpath

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRemedy(t *testing.T) {
	deps := func(d debug.Module) *debug.BuildInfo {
		return &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.com/other", Version: "v1.0.0"}, &d}}
	}
	cases := map[string]struct {
		info *debug.BuildInfo
		want string
	}{
		"in this module": {&debug.BuildInfo{}, "go run github.com/e0112027/gotorch/cmd/gotorch setup"},
		"in a checkout":  {&debug.BuildInfo{Main: debug.Module{Path: module, Version: "v0.1.3-0.2026"}, Settings: []debug.BuildSetting{{Key: "vcs", Value: "git"}}}, "go run github.com/e0112027/gotorch/cmd/gotorch setup"},
		"go run @v0.1.2": {&debug.BuildInfo{Main: debug.Module{Path: module, Version: "v0.1.2"}}, "go run github.com/e0112027/gotorch/cmd/gotorch@v0.1.2 setup"},
		"devel":          {&debug.BuildInfo{Main: debug.Module{Path: module, Version: "(devel)"}}, "go run github.com/e0112027/gotorch/cmd/gotorch setup"},
		"no build info":  {nil, "go run github.com/e0112027/gotorch/cmd/gotorch setup"},
		"required":       {deps(debug.Module{Path: module, Version: "v0.1.2"}), "go run github.com/e0112027/gotorch/cmd/gotorch@v0.1.2 setup"},
		"a folder":       {deps(debug.Module{Path: module, Version: "v0.1.2", Replace: &debug.Module{Path: "../gotorch", Version: "(devel)"}}), "go -C ../gotorch run ./cmd/gotorch setup"},
		"a fork":         {deps(debug.Module{Path: module, Version: "v0.1.2", Replace: &debug.Module{Path: "example.com/fork", Version: "v0.1.3"}}), "go run github.com/e0112027/gotorch/cmd/gotorch setup"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tc.want, remedy(tc.info)) })
	}
	assert.Equal(t, "go run github.com/e0112027/gotorch/cmd/gotorch setup", Remedy())
}
