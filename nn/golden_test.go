package nn_test

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// python is testdata/modules.json, which testdata/modules.py made.
type python struct {
	Trees map[string]struct {
		Print                        string
		State                        [][3]any // name, sizes, dtype
		Parameters, Buffers, Modules []string
		SHA256                       string
		Next                         int64
	}
	Refusals map[string]string
}

func readPython(t *testing.T) *python {
	var p python
	torchtest.Golden(t, "modules.json", &p)
	return &p
}

func names[V any](named iter.Seq2[string, V]) []string {
	all := []string{}
	for name := range named {
		all = append(all, name)
	}
	return all
}

func TestModules_EqualPython(t *testing.T) {
	golden := readPython(t)
	require.Len(t, trees, len(golden.Trees))
	for name, want := range golden.Trees {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			require.Contains(t, trees, name)
			torch.ManualSeed(0)
			m := trees[name]()
			require.Equal(t, want.Next, torch.ItemAs[int64](torch.Empty(torch.Int64).Random_()), "draws")
			require.Equal(t, want.Print, nn.String(m))
			require.Equal(t, want.Parameters, names(nn.NamedParameters(m)))
			require.Equal(t, want.Buffers, names(nn.NamedBuffers(m)))
			require.Equal(t, want.Modules, names(nn.NamedModules(m)))
			requireState(t, want.State, want.SHA256, nn.StateDict(m))
		})
	}
}

func requireState(t *testing.T, want [][3]any, sum string, state *torch.StateDict) {
	t.Helper()
	digest := sha256.New()
	entries := [][3]any{}
	for name, v := range state.All() {
		sizes := []any{}
		for _, size := range v.Shape() {
			sizes = append(sizes, float64(size))
		}
		entries = append(entries, [3]any{name, sizes, v.DType().String()})
		digest.Write([]byte(name))
		digest.Write(v.RawBytes())
		require.False(t, v.RequiresGrad(), name)
	}
	if want == nil {
		want = [][3]any{}
	}
	require.Equal(t, want, entries)
	require.Equal(t, sum, hex.EncodeToString(digest.Sum(nil)))
}

func TestLoadStateDict_RefusesAsPython(t *testing.T) {
	golden := readPython(t)
	make := func() any { return nn.NewSequential(nn.NewLinear(2, 3), nn.NewBatchNorm1d(3)) }
	good := func(without ...string) *torch.StateDict {
		s := nn.StateDict(make())
		for _, name := range append(without, "1.num_batches_tracked") {
			s.Delete(name)
		}
		return s
	}
	with := func(s *torch.StateDict, name string, sizes ...int) *torch.StateDict {
		s.Set(name, torch.Ones(sizes))
		return s
	}
	states := map[string]*torch.StateDict{
		"fits without counter": good(),
		"missing":              good("0.bias"),
		"unexpected":           with(with(good(), "z", 1), "2.weight", 1),
		"size":                 with(with(good(), "0.weight", 2, 3), "1.bias"),
		"all":                  with(with(torch.NewStateDict(nil), "0.weight", 1), "z", 1),
	}
	for name, want := range golden.Refusals {
		t.Run(name, func(t *testing.T) {
			strict := true
			var options []nn.LoadOption
			if n, ok := strings.CutSuffix(name, " loose"); ok {
				name, strict = n, false
				options = append(options, nn.Strict(false))
			}
			if strict {
				name, _ = strings.CutSuffix(name, " strict")
			}
			require.Contains(t, states, name)
			err := nn.LoadStateDict(make(), states[name], options...)
			if want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, want)
		})
	}
}
