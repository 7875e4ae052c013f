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

	"github.com/e0112027/gotorch/nn"
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

// Neither defaults nor options nor a kernel's size are shared between layers.
func TestOptions_ListsAreTheLayersOwn(t *testing.T) {
	padding, kernel := nn.Padding(1, 1), nn.Size{2, 2}
	a, b := nn.NewMaxPool2d(kernel, padding), nn.NewMaxPool2d(kernel, padding)
	a.Padding[0], a.KernelSize[0], a.Dilation[0] = 7, 8, 9
	assert.Equal(t, nn.MaxPool{KernelSize: nn.Size{2, 2}, Stride: nn.Size{2, 2}, Padding: nn.Size{1, 1}, Dilation: nn.Size{1}}, b.MaxPool)
	assert.Equal(t, nn.Size{2, 2}, a.Stride)
	c, d := nn.NewConv2d(1, 1, kernel, padding), nn.NewConv2d(1, 1, kernel, padding)
	c.Padding[0], c.KernelSize[0], c.Stride[0] = 7, 8, 9
	assert.Equal(t, []nn.Size{{1, 1}, {2, 2}, {1, 1}}, []nn.Size{d.Padding, d.KernelSize, d.Stride})
}
