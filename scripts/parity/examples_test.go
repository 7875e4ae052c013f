package main

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExampleRuns_LeaveNoExampleOut(t *testing.T) {
	folders, err := os.ReadDir("../../examples")
	require.NoError(t, err)
	for _, folder := range folders {
		switch name := folder.Name(); name {
		case "internal": // no program
		case "mnist": // article.go runs it
		default:
			assert.FileExists(t, "example_"+name+".py")
			assert.True(t, slices.ContainsFunc(exampleRuns, func(e exampleRun) bool { return e.example == name }), name)
		}
	}
}

func TestExampleRun_NamesTheFolderOfMNIST(t *testing.T) {
	e := exampleRun{"vae", []string{"data", mnistFolder, "epochs", "2"}}
	assert.Equal(t, []string{"--data=here", "--epochs=2"}, e.dashed("--", "here"))
	assert.Contains(t, e.compare(options{examples: "."}).skipped, "MNIST_DATA")
	assert.Contains(t, e.compare(options{data: "."}).skipped, "-examples")
}
