package cases_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

var list = flag.Bool("list-layers", false, "print the layers' Python for testdata/layers.py, and test nothing")

// described is what testdata/layers.py wrote for a layer.
type described struct {
	Print  string
	State  [][3]any // name, sizes, dtype
	SHA256 string
	Next   int64
}

func TestGolden_LayersEqualPython(t *testing.T) {
	if *list {
		for _, c := range cases.All {
			if c.IsLayer() {
				fmt.Println(c.Python)
			}
		}
		return
	}
	var golden map[string]described
	torchtest.Golden(t, "layers.json", &golden)
	for _, c := range cases.All {
		if !c.IsLayer() {
			continue
		}
		t.Run(c.Python, func(t *testing.T) {
			torchtest.NoLeaks(t)
			require.Contains(t, golden, c.Python, "run testdata/layers.py")
			torch.ManualSeed(0)
			requireDescribed(t, golden[c.Python], c.Make())
		})
	}
	for text := range golden {
		assert.True(t, slices.ContainsFunc(cases.All, func(c cases.Case) bool { return c.Python == text }), "no case makes %s", text)
	}
}

func requireDescribed(t *testing.T, want described, m any) {
	t.Helper()
	require.Equal(t, want.Next, torch.ItemAs[int64](torch.Empty(torch.Int64).Random_()), "draws")
	require.Equal(t, want.Print, nn.String(m))
	digest := sha256.New()
	entries := [][3]any{}
	for name, v := range nn.StateDict(m).All() {
		sizes := []any{}
		for _, size := range v.Shape() {
			sizes = append(sizes, float64(size))
		}
		entries = append(entries, [3]any{name, sizes, v.DType().String()})
		digest.Write([]byte(name))
		digest.Write(v.RawBytes())
	}
	require.Equal(t, want.State, entries)
	require.Equal(t, want.SHA256, hex.EncodeToString(digest.Sum(nil)))
}
