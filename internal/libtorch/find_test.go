package libtorch

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// have puts a finished download into the cache.
func (m *machine) have(version string, withoutCUDA bool) string {
	m.t.Helper()
	dir := m.cache.torch(version)
	require.NoError(m.t, os.MkdirAll(dir, 0o755))
	require.NoError(m.t, os.Rename(m.torch("torch", version+"+cu130"), filepath.Join(dir, "torch")))
	require.NoError(m.t, writeJSON(filepath.Join(dir, receiptFile), receipt{version, withoutCUDA}))
	return filepath.Join(dir, "torch")
}

func TestFind_Order(t *testing.T) {
	m := newMachine(t)
	find := func() *Torch {
		found, err := Find(t.Context(), string(m.cache), Want{}, func(string) {})
		require.NoError(t, err)
		return found
	}
	_, err := Find(t.Context(), string(m.cache), Want{}, func(string) {})
	assert.ErrorIs(t, err, ErrNone)

	cached := m.have("2.11.0", true)
	assert.Equal(t, cached, find().Dir)

	python := m.torch("torch", "2.12.1+cpu")
	t.Setenv("FAKE_TORCH", python)
	assert.Equal(t, python, find().Dir)

	named := m.torch("libtorch", "2.13.0")
	t.Setenv("LIBTORCH", named)
	got := find()
	assert.Equal(t, Torch{Dir: named, Version: "2.13.0", CXX11: true, Source: "$LIBTORCH"}, *got)

	dir := m.torch("libtorch", "2.14.0")
	got, err = Find(t.Context(), string(m.cache), Want{Dir: dir}, func(string) {})
	require.NoError(t, err)
	assert.Equal(t, dir, got.Dir, "-libtorch comes before $LIBTORCH")
}

func TestFind_NamedFolderNeverFallsThrough(t *testing.T) {
	m := newMachine(t)
	m.have("2.15.0", true)
	incomplete := m.torch("torch", "2.15.0")
	require.NoError(t, os.RemoveAll(filepath.Join(incomplete, "include")))
	noVersion := m.torch("torch", "2.15.0")
	require.NoError(t, os.Remove(filepath.Join(noVersion, "version.py")))
	noELF := m.torch("torch", "2.15.0")
	m.write(filepath.Join(noELF, "lib", "libc10.so"), "not a library")
	cases := map[string]struct{ dir, say string }{
		"absent":     {filepath.Join(t.TempDir(), "none"), "no such file"},
		"incomplete": {incomplete, "include/torch"},
		"no version": {noVersion, "version"},
		"not ELF":    {noELF, "libc10"},
		"too old":    {m.torch("torch", "2.5.1"), "outside the range 2.6 to 2.15"},
		"too new":    {m.torch("torch", "2.16.0a0+git1"), "outside the range 2.6 to 2.15"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			for _, want := range []Want{{Dir: tc.dir}, {}} {
				t.Setenv("LIBTORCH", tc.dir)
				_, err := Find(t.Context(), string(m.cache), want, func(string) {})
				var known *Error
				require.ErrorAs(t, err, &known)
				assert.Contains(t, known.What, tc.say)
				assert.Contains(t, known.Remedy, "2.6 to 2.15")
			}
		})
	}
}

func TestFind_PassesOverAPythonTorchThatDoesNotFit(t *testing.T) {
	m := newMachine(t)
	cached := m.have("2.15.0", true)
	cases := map[string]struct {
		version string
		want    Want
		say     string
	}{
		"other version": {"2.14.0", Want{Version: "2.15.0"}, "2.15.0 is asked for"},
		"too old":       {"2.4.0", Want{}, "outside the range"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Setenv("FAKE_TORCH", m.torch("torch", tc.version))
			notice := ""
			found, err := Find(t.Context(), string(m.cache), tc.want, func(s string) { notice = s })
			require.NoError(t, err)
			assert.Equal(t, cached, found.Dir)
			assert.Contains(t, notice, tc.say)
		})
	}
}

func TestFind_Downloads(t *testing.T) {
	cases := map[string]struct {
		have []receipt
		want Want
		find string
	}{
		"default first":        {[]receipt{{"2.11.0", true}, {"2.15.0", true}, {"2.15.1", true}}, Want{}, "2.15.0"},
		"else newest":          {[]receipt{{"2.9.0", true}, {"2.11.0", true}}, Want{}, "2.11.0"},
		"the one asked for":    {[]receipt{{"2.11.0", true}, {"2.15.0", true}}, Want{Version: "2.11.0"}, "2.11.0"},
		"not without CUDA":     {[]receipt{{"2.15.0", true}}, Want{CUDA: true}, ""},
		"CUDA serves the CPU":  {[]receipt{{"2.15.0", false}}, Want{}, "2.15.0"},
		"not another version":  {[]receipt{{"2.11.0", true}}, Want{Version: "2.15.0"}, ""},
		"not out of the range": {[]receipt{{"2.5.0", true}}, Want{}, ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			for _, r := range tc.have {
				m.have(r.Version, r.WithoutCUDA)
			}
			found, err := Find(t.Context(), string(m.cache), tc.want, func(string) {})
			if tc.find == "" {
				assert.ErrorIs(t, err, ErrNone)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, filepath.Join(m.cache.torch(tc.find), "torch"), found.Dir)
		})
	}
}

func TestFind_StopsWithItsContext(t *testing.T) {
	m := newMachine(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Find(ctx, string(m.cache), Want{}, func(string) {})
	assert.ErrorIs(t, err, context.Canceled)
}

// The script must see an installed torch and nothing else: not the folder
// torch/ of a source tree that one stands in.
func TestWhereIsTorch_RealPython(t *testing.T) {
	found := pythons()
	if len(found) == 0 {
		t.Skip("no python3 on PATH")
	}
	site := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(site, "torch"), 0o755))
	for _, here := range []string{site, t.TempDir()} {
		t.Chdir(here)
		cmd := pythonCommand(t.Context(), found[0], "-S", "-c", whereIsTorch)
		out, err := cmd.Output()
		require.NoError(t, err)
		assert.Empty(t, string(out))
	}
	require.NoError(t, os.WriteFile(filepath.Join(site, "torch", "__init__.py"), []byte("raise ImportError('imported')"), 0o644))
	t.Setenv("PYTHONPATH", site)
	out, err := pythonCommand(t.Context(), found[0], "-S", "-c", whereIsTorch).Output()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(site, "torch")+"\n", string(out))
}

func TestParseVersion(t *testing.T) {
	cases := map[string]struct{ in, want, fails string }{
		"empty":     {"", "", ""},
		"full":      {"2.15.0", "2.15.0", ""},
		"short":     {"2.11", "2.11.0", ""},
		"local":     {"2.15+cpu", "2.15.0+cpu", ""},
		"oldest":    {"2.6.0", "2.6.0", ""},
		"too old":   {"2.5.1", "", "outside the range"},
		"too new":   {"2.16.0", "", "outside the range"},
		"injection": {"2.15.0 --index-url=x", "", "no version"},
		"path":      {"../2.15.0", "", "no version"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := ParseVersion(tc.in)
			assert.Equal(t, tc.want, got)
			if tc.fails == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, tc.fails)
			}
		})
	}
}
