package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)```")

// TestDocuments_CodeIsCompiled looks for every block of Go code of the documents
// among the lines of this folder's tests.
func TestDocuments_CodeIsCompiled(t *testing.T) {
	sources, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	compiled := ""
	for _, source := range sources {
		compiled += flatten(read(t, source))
	}
	for _, document := range []string{"memory.md", "from-python.md"} {
		blocks := goBlock.FindAllStringSubmatch(read(t, document), -1)
		assert.NotEmpty(t, blocks, document)
		for _, block := range blocks {
			assert.True(t, strings.Contains(compiled, flatten(block[1])), "%s:\n%s", document, block[1])
		}
	}
}

// TestAddingALayer_ShowsTheFiles looks for every line of code of the document in the files
// that it speaks of.
func TestAddingALayer_ShowsTheFiles(t *testing.T) {
	files := ""
	for _, file := range []string{"nn/leakyrelu.go", "nn/functional/activation.go", "nn/internal/kw/keywords.go", "internal/cases/activation.go"} {
		files += flatten(read(t, filepath.Join("..", file)))
	}
	blocks := goBlock.FindAllStringSubmatch(read(t, "adding-a-layer.md"), -1)
	assert.Len(t, blocks, 4)
	for _, block := range blocks {
		for line := range strings.Lines(flatten(block[1])) {
			assert.Contains(t, files, line)
		}
	}
}

// flatten takes away what depends on where lines stand.
func flatten(text string) string {
	var lines strings.Builder
	lines.WriteByte('\n')
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines.WriteString(line + "\n")
		}
	}
	return lines.String()
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}
