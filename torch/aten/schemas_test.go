package aten_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch"
)

// TestSchemas_AreThoseOfThisLibtorch compares schemas.txt with what the opened
// libtorch prints.
func TestSchemas_AreThoseOfThisLibtorch(t *testing.T) {
	require.NoError(t, torch.Init())
	parts := strings.Split(cgotorch.TorchVersion(), ".")
	version := strings.Join(parts[:2], ".")
	text, err := os.ReadFile("schemas.txt")
	require.NoError(t, err)
	checked := 0
	for line := range strings.Lines(string(text)) {
		versions, schema, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || !slices.Contains(strings.Fields(versions), version) {
			continue
		}
		name, _, _ := strings.Cut(schema, "(")
		got, err := torch.NewOp(name).Schema()
		if assert.NoError(t, err) {
			assert.Equal(t, schema, got)
		}
		checked++
	}
	if checked == 0 {
		t.Skipf("libtorch %s is not one of those in schemas.txt", version)
	}
	assert.Greater(t, checked, 3000)
}
