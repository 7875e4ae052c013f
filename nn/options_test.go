package nn_test

import (
	"bufio"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The compiler refuses each option of testdata/misuse, with the words beside it.
func TestOptions_MisplacedOnesDoNotCompile(t *testing.T) {
	output, err := exec.Command("go", "build", "-gcflags=-e", "./testdata/misuse").CombinedOutput()
	require.Error(t, err)
	f, err := os.Open("testdata/misuse/misuse.go")
	require.NoError(t, err)
	defer f.Close()
	wanted, line := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line++
		if code, words, ok := strings.Cut(lines.Text(), "// "); ok && strings.Contains(code, "_ =") {
			wanted++
			assert.Regexp(t, `misuse\.go:`+strconv.Itoa(line)+`:\d+: .*`+regexp.QuoteMeta(words), string(output))
		}
	}
	assert.Equal(t, wanted, strings.Count(string(output), "misuse.go:"), string(output))
}
