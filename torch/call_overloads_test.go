package torch

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// overloadsGolden is what testdata/overloads.py recorded in Python.
type overloadsGolden struct {
	Torch  string
	Rows   [][2]any
	Picked map[string]string
}

// goArgument turns a row's value into what Call takes: "T", "N" and "F" are
// tensors, and lists hold tensors, ints or floats.
func goArgument(v any, x *Tensor) any {
	switch v := v.(type) {
	case string:
		switch v {
		case "T":
			return x
		case "N":
			return NewTensor(int64(1))
		case "F":
			return NewTensor(float32(1.5))
		}
		return v
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return int(n)
		}
		f, _ := v.Float64()
		return f
	case []any:
		return goList(v, x)
	}
	return v
}

func goList(list []any, x *Tensor) any {
	switch first := goArgument(list[0], x).(type) {
	case *Tensor:
		return slices.Repeat([]*Tensor{first}, len(list))
	case float64:
		return slices.Repeat([]float64{first}, len(list))
	}
	ints := make([]int, len(list))
	for i, v := range list {
		ints[i] = goArgument(v, x).(int)
	}
	return ints
}

func TestOverload_IsThePythonOne(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "overloads.json"))
	require.NoError(t, err)
	defer f.Close()
	var golden overloadsGolden
	numbers := json.NewDecoder(f)
	numbers.UseNumber()
	require.NoError(t, numbers.Decode(&golden))
	if !strings.HasPrefix(Version(), golden.Torch[:strings.LastIndexByte(golden.Torch, '.')]) {
		t.Skipf("the golden is of torch %s, this is %s", golden.Torch, Version())
	}
	x := Ones(2)
	checked := 0
	for _, name := range slices.Sorted(maps.Keys(golden.Picked)) {
		for i, want := range strings.Fields(golden.Picked[name]) {
			if want == "?" {
				continue
			}
			assert.Equal(t, want, picked(name, golden.Rows[i], x), "%s%v", name, golden.Rows[i])
			checked++
		}
	}
	assert.Greater(t, checked, 10000)
}

// picked names the overload that a row chooses, "-" where none takes it.
func picked(name string, row [2]any, x *Tensor) (overload string) {
	positional := []any{}
	for _, v := range row[0].([]any) {
		positional = append(positional, goArgument(v, x))
	}
	keywords := []Keyword{}
	for k, v := range row[1].(map[string]any) {
		keywords = append(keywords, Kwarg(k, goArgument(v, x)))
	}
	overload = "-"
	_ = Try(func() error {
		o, _ := chooseOverload(name, positional, keywords)
		overload = o.schema.Overload
		if overload == "" {
			overload = "default"
		}
		return nil
	})
	return overload
}
