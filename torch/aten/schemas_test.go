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

// listed tells of each operator in schemas.txt whether the opened libtorch has it:
// its schema there, or "". It skips the test where that libtorch is not listed.
func listed(t *testing.T) map[string]string {
	require.NoError(t, torch.Init())
	parts := strings.Split(cgotorch.TorchVersion(), ".")
	version := strings.Join(parts[:2], ".")
	text, err := os.ReadFile("schemas.txt")
	require.NoError(t, err)
	schemas, known := map[string]string{}, false
	for line := range strings.Lines(string(text)) {
		versions, schema, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(schema, "(")
		if !slices.Contains(strings.Fields(versions), version) {
			schema = ""
		}
		if schemas[name] == "" {
			schemas[name] = schema
		}
		known = known || schema != ""
	}
	if !known {
		t.Skipf("libtorch %s is not one of those in schemas.txt", version)
	}
	return schemas
}

// TestSchemas_AreThoseOfThisLibtorch compares schemas.txt with what the opened
// libtorch prints, and calls what it lacks.
func TestSchemas_AreThoseOfThisLibtorch(t *testing.T) {
	present, absent := 0, 0
	for name, schema := range listed(t) {
		got, err := torch.NewOp(name).Schema()
		if schema != "" {
			present++
			if assert.NoError(t, err) {
				assert.Equal(t, schema, got)
			}
			continue
		}
		absent++
		want := "libtorch " + cgotorch.TorchVersion() + " has no operator " + name
		assert.ErrorContains(t, err, want)
		_, err = torch.Call(name)
		var e *torch.Error
		if assert.ErrorAs(t, err, &e) {
			assert.Contains(t, e.Msg, want)
		}
	}
	assert.Greater(t, present, 3000)
	assert.Positive(t, absent, "every other version has operators that this one lacks")
}
