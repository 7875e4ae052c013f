package shimpath

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// seal describes the shim at path as setup does, among other things.
func seal(t *testing.T, path string) {
	t.Helper()
	s, err := SealOf(path)
	require.NoError(t, err)
	text, err := json.Marshal(struct {
		Seal
		Other string `json:"other"`
	}{s, "thing"})
	require.NoError(t, err)
	write(t, filepath.Join(filepath.Dir(path), DescriptionFile), string(text))
}

func TestFind_DamagedShimIsNotOpened(t *testing.T) {
	cases := map[string]struct {
		spoil func(t *testing.T, shim string)
		say   string
	}{
		"cut short":      {func(t *testing.T, shim string) { require.NoError(t, os.Truncate(shim, 2)) }, "it has 2 bytes, and 3 when it was built"},
		"empty":          {func(t *testing.T, shim string) { require.NoError(t, os.Truncate(shim, 0)) }, "it has 0 bytes"},
		"other content":  {func(t *testing.T, shim string) { write(t, shim, "fle") }, "not what was built"},
		"no seal":        {func(t *testing.T, shim string) { write(t, filepath.Join(filepath.Dir(shim), DescriptionFile), "{}") }, "tells no size"},
		"no description": {func(t *testing.T, shim string) { write(t, filepath.Join(filepath.Dir(shim), DescriptionFile), "{") }, DescriptionFile},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := remember(t, cache(t))
			seal(t, c.Shim)
			require.Equal(t, c.Shim, Find(hash, false).Path)
			tc.spoil(t, c.Shim)
			for _, env := range []string{"", c.Shim} {
				t.Setenv(EnvVar, env)
				f := Find(hash, false)
				assert.Empty(t, f.Path)
				assert.Contains(t, last(f), tc.say)
			}
		})
	}
}

// A program that starts while a setup replaces the shim sees the one or the other.
func TestIntact_WhileItIsReplaced(t *testing.T) {
	dir := t.TempDir()
	shim := write(t, filepath.Join(dir, LibName()), "elf")
	seal(t, shim)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 6 {
			next := write(t, filepath.Join(dir, "next", LibName()), strings.Repeat("x", i))
			seal(t, next)
			assert.NoError(t, os.Rename(next, shim))
			assert.NoError(t, os.Rename(filepath.Join(dir, "next", DescriptionFile), filepath.Join(dir, DescriptionFile)))
			time.Sleep(150 * time.Millisecond) // two setups take longer than that
		}
	}()
	for {
		select {
		case <-done:
			return
		default:
			assert.NoError(t, Intact(shim))
		}
	}
}
