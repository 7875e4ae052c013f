package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFamilies_AreGenerated(t *testing.T) {
	for _, f := range families {
		want, err := f.source()
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join("..", "..", "torch", f.path()))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "run go generate ./torch")
	}
}

func TestFamilies_HaveDocs(t *testing.T) {
	for _, f := range families {
		switch f := f.(type) {
		case family:
			for _, o := range f.operators {
				assert.Regexp(t, `\.$`, o.doc, o.name)
			}
		case library:
			for _, fn := range f.functions {
				assert.Regexp(t, `\.$`, fn.Text, fn.Name)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	assert.Equal(t, []string{"a bb", "ccc"}, wrap("a bb ccc", 4))
	assert.Equal(t, []string{"longword", "b"}, wrap("longword b", 4))
}
