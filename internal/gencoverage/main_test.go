package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const repository = "../.."

func TestCoverage_IsGenerated(t *testing.T) {
	table, err := newTable(repository)
	require.NoError(t, err)
	got, err := os.ReadFile(filepath.Join(repository, "docs", "coverage.md"))
	require.NoError(t, err)
	assert.Equal(t, string(got), string(table.markdown()), "run go generate ./internal/gencoverage")
}

func TestCoverage_LeavesNoNameOut(t *testing.T) {
	table, err := newTable(repository)
	require.NoError(t, err)
	assert.Empty(t, table.problems)
	for _, r := range table.rows {
		if _, above := homes[r.module]; above {
			continue // still to be written; the table shows what is missing
		}
		assert.NotEmpty(t, r.golang+r.reason, "%s.%s has neither a Go name nor a reason", r.module, r.name)
	}
}

func TestArguments_NameWhatThereIs(t *testing.T) {
	table := table{arguments: []argument{
		{names: []string{"torch.cat", "torch.dog"}, golang: "`Cat` and `linalg.Dog`", place: "arguments.txt:7"},
	}}
	table.checkArguments([]string{"torch.cat"}, goPackages{"torch": {"Cat": true}})
	assert.Equal(t, []string{
		"arguments.txt:7: no name of Python's is torch.dog",
		"arguments.txt:7: there is no linalg.Dog",
	}, table.problems)
}

func TestRule_FindsNames(t *testing.T) {
	packages := goPackages{
		"torch":  {"Tensor.MaskedFill_": true, "Tensor.MaskedFill": true, "Cat": true, "Tensor.Norm": true},
		"linalg": {"Norm": true},
		"nn":     {"Linear": true, "NewLinear": true, "Module.Apply": true},
		"data":   {"NewSubset": true},
	}
	rule := newRule(packages)
	for python, want := range map[string]string{
		"torch.Tensor.masked_fill_": "Tensor.MaskedFill_",
		"torch.masked_fill":         "Tensor.MaskedFill",
		"torch.cat":                 "Cat",
		"torch.linalg.norm":         "linalg.Norm",
		"torch.norm":                "Tensor.Norm",
		"torch.special.norm":        "Tensor.Norm",
		"torch.linalg.det":          "",
		"torch.nn.Linear":           "nn.Linear",
		"torch.nn.Module.apply":     "nn.Module.Apply",
		"torch.utils.data.Subset":   "data.NewSubset",
		"torch.nn.cat":              "",
	} {
		module, name := splitPython(python)
		assert.Equal(t, want, rule.find(module, name), python)
	}
	assert.True(t, packages.has("linalg.Norm"))
	assert.True(t, packages.has("Tensor.Norm"))
	assert.False(t, packages.has("linalg.Det"))
}
