package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/genkw/testdata/functions"
	"github.com/e0112027/gotorch/internal/genkw/testdata/kw"
	"github.com/e0112027/gotorch/internal/genkw/testdata/layers"
)

//go:generate go run . -kw testdata/kw -signatures testdata/signatures.json -constructors testdata/constructors_gen.go testdata/layers testdata/functions

// requireGenerated compares what genkw writes for packages with their files.
func requireGenerated(t *testing.T, run, kw, signatures, constructors string, folders ...string) {
	t.Helper()
	files, err := generate(kw, signatures, constructors, folders)
	require.NoError(t, err)
	for path, want := range files {
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "run %s", run)
	}
}

func TestPackages_AreGenerated(t *testing.T) {
	requireGenerated(t, "go generate ./internal/genkw", "testdata/kw", "testdata/signatures.json", "testdata/constructors_gen.go", "testdata/layers", "testdata/functions")
	nn := filepath.Join("..", "..", "nn")
	parity := filepath.Join("..", "..", "scripts", "parity")
	requireGenerated(t, "go generate ./nn", filepath.Join(nn, "internal", "kw"),
		filepath.Join(parity, "signatures", "nn.json"), filepath.Join(parity, "constructors_nn_gen.go"), nn, filepath.Join(nn, "functional"), filepath.Join(nn, "utils", "rnn"))
}

func TestOptions_TakeDefaultsAndPlaces(t *testing.T) {
	p := layers.NewPool(3)
	assert.Equal(t, layers.Pool{Kernel: 3, Eps: 1e-5, Stride: kw.Size{1}, Mode: "zeros", Kind: layers.Two}, *p)
	assert.NotSame(t, &p.Stride[0], &layers.NewPool(3).Stride[0], "a layer's lists are its own")

	p = layers.NewPool(3, layers.Eps(2), layers.Stride(4, 5), layers.Mode("x"), layers.One, layers.Out(os.Stdout))
	assert.Equal(t, layers.Pool{Kernel: 3, Eps: 2, Stride: kw.Size{4, 5}, Mode: "x", Out: os.Stdout}, *p)

	m, betas := functions.Pool(2, functions.Betas(0.1, 0.2), functions.Two)
	assert.Equal(t, layers.Pool{Kernel: 2, Eps: 1e-5, Stride: kw.Size{1}, Mode: "zeros", Kind: kw.Two}, m)
	assert.Equal(t, [2]float64{0.1, 0.2}, betas)
	assert.Equal(t, "constant", functions.Pad())
}

func TestRead_Refuses(t *testing.T) {
	for message, source := range map[string]string{
		"package kw has no Missing":            "type Layer struct { Missing int `kw:\"1\"` }",
		"no layer layers.Missing":              "//kw:options LayerOption layers.Missing",
		"is no -Field":                         "//kw:options LayerOption layers.Layer Eps\ntype Layer struct{}",
		"two families are called Layer":        "type Layer struct { Eps float64 `kw:\"1\"` }\ntype LayerSettings struct { Eps float64 `kw:\"1\"` }",
		"no doc links to its page of Python's": "type Layer struct { Eps float64 `kw:\"1\"` }\nfunc NewLayer(options ...LayerOption) {}",
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module m\n"), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "layers.go"), []byte("package layers\n\n"+source+"\n"), 0o600))
		_, err := generate("testdata/kw", "signatures.json", "", []string{dir})
		assert.ErrorContains(t, err, message)
	}
}

func TestLower(t *testing.T) {
	for name, want := range map[string]string{
		"Conv": "conv", "RNN": "rnn", "RNNBase": "rnnBase", "LPPool": "lpPool", "ReLU": "reLU", "BCEWithLogitsLoss": "bceWithLogitsLoss",
	} {
		assert.Equal(t, want, lower(name))
	}
}
