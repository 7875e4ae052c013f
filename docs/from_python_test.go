package docs_test

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
)

// TestFromPython runs the Go of from-python.md's tables and compares what the
// expressions print with what Python printed for the left sides.
func TestFromPython(t *testing.T) {
	var rows []struct {
		Row     string
		Go      []string
		Printed *string
	}
	torchtest.Golden(t, "from_python.json", &rows)

	s := &sheet{t: t}
	for _, section := range []func(*sheet){
		making, seeds, kinds, inAndOut, indexing, arithmetic, bits, reductions, grouping,
		shapes, matrices, spectra, layouts, byName, gradients, modules, sequences, losses, optimizers, loading, saving, modes, printing,
	} {
		section(s)
	}

	document := read(t, "from-python.md")
	compiled := flatten(read(t, "from_python_tensors_test.go")) + flatten(read(t, "from_python_training_test.go"))
	var want []shown
	for _, row := range rows {
		assert.True(t, strings.Contains(document, "\n"+row.Row+"\n"), "make testdata/from_python.json anew: %s", row.Row)
		if row.Printed != nil {
			want = append(want, shown{row.Go[0], *row.Printed})
			continue
		}
		for _, line := range row.Go {
			assert.True(t, strings.Contains(compiled, "\n"+line+"\n"), line)
		}
	}
	assert.Len(t, rows, strings.Count(document, "\n| `"), "make testdata/from_python.json anew")
	require.Len(t, s.shown, len(want))
	for i := range want {
		assert.Equal(t, want[i], s.shown[i])
	}
}

// sheet collects what the sections' expressions print.
type sheet struct {
	t     *testing.T
	file  string
	lines []string
	shown []shown
}

type shown struct{ code, printed string }

// show notes the printed form of a value with the code of its argument, which is
// all of the caller's line between the parentheses.
func (s *sheet) show(value any) {
	_, file, line, ok := runtime.Caller(1)
	require.True(s.t, ok)
	if file != s.file {
		text, err := os.ReadFile(file)
		require.NoError(s.t, err)
		s.file, s.lines = file, strings.Split(string(text), "\n")
	}
	code, ok := strings.CutPrefix(strings.TrimSpace(s.lines[line-1]), "s.show(")
	require.True(s.t, ok, code)
	s.shown = append(s.shown, shown{strings.TrimSuffix(code, ")"), printed(value)})
}

// printed writes lists, bools and modules as testdata/from_python.py does.
func printed(value any) string {
	v := reflect.ValueOf(value)
	if _, ok := value.(nn.ExtraReprer); ok {
		return nn.String(value)
	}
	switch v.Kind() {
	case reflect.Bool:
		return map[bool]string{true: "True", false: "False"}[v.Bool()]
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = printed(v.Index(i).Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(value)
}
