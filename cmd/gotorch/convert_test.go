package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

func converted(t *testing.T, args ...string) {
	t.Helper()
	status, stdout, stderr := gotorch(append([]string{"convert"}, args...)...)
	require.Zero(t, status, stderr)
	require.Empty(t, stdout+stderr)
}

// refused converts, which fails, and returns the words.
func refused(t *testing.T, args ...string) string {
	t.Helper()
	status, stdout, stderr := gotorch(append([]string{"convert"}, args...)...)
	require.Equal(t, 1, status)
	require.Empty(t, stdout)
	return stderr
}

// Round the formats the tensors of a file of Python's stay what they were.
func TestConvert_RoundTheFormats(t *testing.T) {
	needsShim(t)
	folder := t.TempDir()
	const run = "../../torch/testdata/saved/run.pt"
	path := func(name string) string { return filepath.Join(folder, name) }
	want, err := torch.LoadStateDict(run, torch.At("model"))
	require.NoError(t, err)

	converted(t, "-at", "model", run, path("net.safetensors"))
	converted(t, "-shard-size", "50B", path("net.safetensors"), path("net.safetensors.index.json"))
	converted(t, path("net.safetensors.index.json"), path("net.npz"))
	converted(t, "-compressed", path("net.npz"), path("deflated.npz"))
	converted(t, path("deflated.npz"), path("flat.pt"))
	converted(t, path("flat.pt"), path("again.safetensors"))

	got, err := torch.LoadStateDict(path("flat.pt"))
	require.NoError(t, err)
	require.Equal(t, want.Len(), got.Len())
	for name, w := range want.All() {
		g := got.Get(name)
		require.NotNil(t, g, name)
		assert.Equal(t, []any{w.DType(), w.Shape(), w.RawBytes()}, []any{g.DType(), g.Shape(), g.RawBytes()}, name)
	}
	first, err := os.ReadFile(path("net.safetensors"))
	require.NoError(t, err)
	last, err := os.ReadFile(path("again.safetensors"))
	require.NoError(t, err)
	assert.Equal(t, first, last)
}

func TestConvert_FromPTToPTKeepsValues(t *testing.T) {
	needsShim(t)
	out := filepath.Join(t.TempDir(), "optimizer.pt")
	converted(t, "-at", "optimizer", "-at", "param_groups", "../../torch/testdata/saved/run_legacy.pt", out)
	value, err := torch.Load(out)
	require.NoError(t, err)
	lr, err := torch.Lookup[float64](value, 0, "lr")
	require.NoError(t, err)
	assert.Equal(t, 0.01, lr)
}

func TestConvert_WhatTheFormatLacks(t *testing.T) {
	needsShim(t)
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.pt"), filepath.Join(folder, "out.safetensors")
	w := torch.Ones(2)
	require.NoError(t, torch.Save(in, torch.NewDict(
		"epoch", 3, "model", torch.NewDict("w", w, "tied", w.View(2, 1), "double", torch.Ones(1, torch.Complex128)))))
	require.NoError(t, os.WriteFile(out, []byte("former"), 0o600))

	assert.Equal(t, "gotorch: safetensors can't hold all of "+in+"; --drop leaves this out:\n"+
		"  epoch: int 3\n  model.double: a tensor of torch.complex128\n", refused(t, in, out))
	assert.Equal(t, "gotorch: safetensors can't hold that tensors share memory; --unshare writes each in full:\n"+
		"  model.w, model.tied\n", refused(t, "-drop", in, out))
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "former", string(content))

	status, _, stderr := gotorch("convert", "-drop", "-unshare", in, out)
	require.Zero(t, status, stderr)
	assert.Equal(t, "gotorch: left out:\n  epoch: int 3\n  model.double: a tensor of torch.complex128\n", stderr)
	got, err := safetensors.LoadFile(out)
	require.NoError(t, err)
	assert.Len(t, got, 2)
	assert.Equal(t, []int{2, 1}, got["model.tied"].Shape())

	half := filepath.Join(folder, "half.safetensors")
	require.NoError(t, safetensors.SaveFile(half, map[string]*torch.Tensor{"w": torch.Ones(1, torch.BFloat16)}, map[string]string{"by": "me"}))
	assert.Contains(t, refused(t, half, filepath.Join(folder, "half.npz")), "metadata by: me\n  w: a tensor of torch.bfloat16\n")
}

func TestConvert_Refuses(t *testing.T) {
	needsShim(t)
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	require.NoError(t, torch.Save(path("two.pt"), torch.NewDict(
		"a.b", torch.Ones(1), "a", torch.NewDict("b", torch.Ones(1)), "n", 1)))
	require.NoError(t, torch.Save(path("alone.pt"), torch.Ones(1)))
	require.NoError(t, torch.Save(path("none.pt"), torch.NewDict()))
	for want, args := range map[string][]string{
		`become one name, "a.b"`:             {"-drop", path("two.pt"), path("out.npz")},
		"a tensor alone":                     {path("alone.pt"), path("out.npz")},
		"no tensor that npz could hold":      {"-drop", path("none.pt"), path("out.npz")},
		"over itself":                        {path("two.pt"), folder + "/./two.pt"},
		"holds one array":                    {path("two.pt"), path("out.npy")},
		"give their --shard-size":            {path("two.pt"), path("out.safetensors.index.json")},
		"name it NAME.safetensors.index":     {"-shard-size", "1GB", path("two.pt"), path("out.safetensors")},
		`"big" is no size`:                   {"-shard-size", "big", path("two.pt"), path("out.safetensors.index.json")},
		"--compressed is for .npz":           {"-compressed", path("two.pt"), path("out.pt")},
		"--at names a part of a .pt":         {"-at", "a", path("x.npz"), path("out.pt")},
		`there is no key "model"; keys: "a.`: {"-at", "model", path("two.pt"), path("out.npz")},
		"no such file":                       {path("x.npz"), path("out.pt")},
	} {
		assert.Contains(t, refused(t, args...), want)
	}
	files, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, files, 3, "nothing else is left")
}

func TestParseBytes(t *testing.T) {
	for text, want := range map[string]int64{"5": 5, "5GB": 5e9, "1.5 MB": 1.5e6, "2GiB": 2 << 30, "7kB": 7000, "3B": 3} {
		got, err := parseBytes(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got)
	}
	for _, text := range []string{"", "0", "-1GB", "GB", "5XB", "1e300", "NaN", "0.1", strings.Repeat("9", 40)} {
		_, err := parseBytes(text)
		assert.Error(t, err, text)
	}
}
