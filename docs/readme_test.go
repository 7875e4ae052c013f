// Package docs_test compiles and runs the Go code that the documents show.
package docs_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// The body is that of README.md's program.
func Example() {
	torch.ManualSeed(0)
	x := torch.Linspace(-3, 3, 1000).View(-1, 1)
	loader := data.NewLoader(data.FromTensors(x, x.Sin()), data.BatchSize(50), data.Shuffle(true))
	net := nn.NewSequential(nn.NewLinear(1, 32), nn.NewTanh(), nn.NewLinear(32, 1))
	criterion := nn.NewMSELoss()
	optimizer := optim.NewAdam(nn.Parameters(net), 0.01)
	for range 50 {
		for batch, err := range loader.Batches(context.Background()) {
			if err != nil {
				log.Fatal(err)
			}
			optimizer.ZeroGrad()
			loss := criterion.Forward(net.Forward(batch.Input), batch.Target)
			loss.Backward()
			optimizer.Step()
		}
	}
	nn.Print(net)
	fmt.Printf("sin 1.5 is about %.1f\n", net.Forward(torch.NewTensor([]float32{1.5})).Item())
	// Output:
	// Sequential(
	//   (0): Linear(in_features=1, out_features=32, bias=True)
	//   (1): Tanh()
	//   (2): Linear(in_features=32, out_features=1, bias=True)
	// )
	// sin 1.5 is about 1.0
}

// TestReadme_Program keeps README.md's program and Example above equal.
func TestReadme_Program(t *testing.T) {
	source, err := os.ReadFile("readme_test.go")
	require.NoError(t, err)
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	body, output, ok := strings.Cut(between(t, string(source), "func Example() {\n", "\n}\n"), "\t// Output:\n")
	require.True(t, ok)
	assert.Equal(t, between(t, string(readme), "func main() {\n", "}\n```"), body)
	printed := strings.ReplaceAll("\n"+output, "\n\t// ", "\n")
	assert.Contains(t, string(readme), "```"+printed+"\n```")
}

func between(t *testing.T, text, begin, end string) string {
	t.Helper()
	_, text, ok := strings.Cut(text, begin)
	require.True(t, ok, begin)
	text, _, ok = strings.Cut(text, end)
	require.True(t, ok, end)
	return text
}
