package opschema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/opschema"
)

func TestParse(t *testing.T) {
	s, err := opschema.Parse(`aten::f.over(Tensor(a!) self, int[1]? dim, Tensor?[] xs=[], *, str mode="a, (b)", float p=0.5) -> (Tensor(a!), int n)`)
	require.NoError(t, err)
	assert.Equal(t, "aten::f", s.Name)
	assert.Equal(t, "over", s.Overload)
	assert.Equal(t, "aten::f.over", s.FullName())
	assert.Equal(t, []opschema.Argument{
		{Name: "self", Type: opschema.Type{Base: "Tensor", Alias: "a", Write: true}},
		{Name: "dim", Type: opschema.Type{Base: "int", List: true, Size: 1, Optional: true}},
		{Name: "xs", Type: opschema.Type{Base: "Tensor", List: true, ElementOptional: true}, Default: "[]", HasDefault: true},
		{Name: "mode", Type: opschema.Type{Base: "str"}, Default: `"a, (b)"`, HasDefault: true, KeywordOnly: true},
		{Name: "p", Type: opschema.Type{Base: "float"}, Default: "0.5", HasDefault: true, KeywordOnly: true},
	}, s.Arguments)
	assert.Equal(t, 3, s.Positional())
	assert.Equal(t, "n", s.Returns[1].Name)
	assert.Equal(t, 0, s.Writes(0))
	assert.Equal(t, -1, s.Writes(1))
	assert.False(t, s.Out())
	assert.Equal(t, "Optional[List[int]]", s.Arguments[1].Type.Python())
	assert.Equal(t, "int[1]?", s.Arguments[1].Type.String())
	assert.Equal(t, "List[Optional[Tensor]]", s.Arguments[2].Type.Python())
}

func TestParse_KeywordOnlyFirst(t *testing.T) {
	s, err := opschema.Parse("ns::f(*, Tensor(a!)[] out) -> ()")
	require.NoError(t, err)
	assert.True(t, s.Out())
	assert.Empty(t, s.Returns)
	assert.Zero(t, s.Positional())
}

func TestParse_Wrong(t *testing.T) {
	for _, text := range []string{
		"", "aten::", "f(Tensor a) -> Tensor", "aten::f", "aten::f(", "aten::f()", "aten::f() ->",
		"aten::f(Tensor) -> Tensor", "aten::f(Tensor a b) -> Tensor", "aten::f(Tensor a=) ->",
		"aten::f(int[x] a) -> ()", "aten::f(int[][] a) -> ()", "aten::f(int?? a) -> ()",
		"aten::f(int[ a) -> ()", "aten::f(Tensor( a) -> ()", "aten::f() -> () x",
	} {
		_, err := opschema.Parse(text)
		assert.Error(t, err, text)
	}
}

// schemas are those of every operator of aten.
func schemas(t testing.TB) []string {
	text, err := os.ReadFile(filepath.Join("..", "..", "torch", "aten", "schemas.txt"))
	require.NoError(t, err)
	var schemas []string
	for line := range strings.Lines(string(text)) {
		if _, schema, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			schemas = append(schemas, schema)
		}
	}
	return schemas
}

func TestParse_EveryOperator(t *testing.T) {
	all := schemas(t)
	require.Greater(t, len(all), 3000)
	for _, text := range all {
		s, err := opschema.Parse(text)
		require.NoError(t, err)
		assert.Equal(t, strings.Count(text, "!"), writes(s), text)
		for _, a := range s.Arguments {
			assert.Contains(t, text, a.Name)
			assert.Regexp(t, `^[A-Za-z_]\w*$`, a.Name, text)
		}
	}
}

func writes(s *opschema.Schema) int {
	n := 0
	for _, a := range s.Arguments {
		if a.Type.Write {
			n++
		}
	}
	for _, r := range s.Returns {
		if r.Type.Write {
			n++
		}
	}
	return n
}

func FuzzParse(f *testing.F) {
	for _, text := range schemas(f)[:200] {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := opschema.Parse(text)
		if err != nil {
			return
		}
		assert.Equal(t, text, s.String())
		assert.Contains(t, s.Name, "::")
		assert.LessOrEqual(t, s.Positional(), len(s.Arguments))
	})
}
