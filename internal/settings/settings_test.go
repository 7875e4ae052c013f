package settings

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

type inner struct {
	Mode string    `py:"mode"`
	last []float64 `py:"_last"`
}

type sample struct {
	inner
	F    float64           `py:"f"`
	I    int               `py:"i"`
	B    bool              `py:"b"`
	P    [2]float64        `py:"p"`
	E    [2]float64        `py:"e" none:""`
	S    string            `py:"s" none:""`
	O    aten.Opt[bool]    `py:"o"`
	N    aten.Opt[int]     `py:"n"`
	X    aten.Opt[float64] `py:"x"`
	Q    *float64          `py:"q"`
	M    map[int]int       `py:"m"`
	_    Off               `py:"off"`
	Nope int
	Gone int `py:"gone" state:"-"`
}

func TestOf_ListsTaggedFields(t *testing.T) {
	v := sample{inner: inner{"min", []float64{1}}, E: [2]float64{math.NaN(), 2}}
	assert.Equal(t, map[string]any{
		"mode": "min", "_last": []float64{1}, "f": 0.0, "i": 0, "b": false, "p": [2]float64{}, "e": []any{nil, 2.0}, "s": nil,
		"o": nil, "n": nil, "x": nil, "q": nil, "m": map[int]int{}, "off": false,
	}, Pack(Of(&v)))
}

func TestSet_TakesWhatPythonAndJSONWrite(t *testing.T) {
	half := 0.5
	for _, c := range []struct {
		name         string
		loaded, want any
	}{
		{"f", 0.5, 0.5}, {"f", 1, 1.0}, {"f", int64(2), 2.0}, {"f", "Infinity", math.Inf(1)}, {"f", "-inf", math.Inf(-1)}, {"f", json.Number("3"), 3.0},
		{"i", 3, 3}, {"i", int64(4), 4}, {"i", 5.0, 5},
		{"b", true, true}, {"mode", "max", "max"},
		{"p", [2]float64{1, 2}, [2]float64{1, 2}}, {"p", []float64{3, 4}, [2]float64{3, 4}}, {"p", []any{0.5, 1}, [2]float64{0.5, 1}},
		{"e", []any{nil, 0.5}, []any{nil, 0.5}}, {"e", []any{1.0, 0.5}, []any{1.0, 0.5}}, {"e", [2]float64{1, 2}, []any{1.0, 2.0}},
		{"s", nil, nil}, {"s", "a", "a"},
		{"_last", []float64{1}, []float64{1}}, {"_last", []any{}, []float64{}},
		{"o", true, true}, {"o", nil, nil}, {"n", 3.0, 3}, {"x", 1, 1.0}, {"q", 0.5, half}, {"q", nil, nil},
		{"m", map[int]int{1: 2}, map[int]int{1: 2}}, {"m", map[string]any{"3": 1.0}, map[int]int{3: 1}},
		{"off", nil, false}, {"off", false, false},
		{"p", torch.Tuple{0.5, 1}, [2]float64{0.5, 1}}, {"e", torch.Tuple{nil, 0.5}, []any{nil, 0.5}}, {"_last", torch.Tuple{1}, []float64{1}},
		{"m", torch.NewDict(1, 2), map[int]int{1: 2}}, {"m", &torch.Dict{Kind: torch.CounterDict}, map[int]int{}},
		{"f", &torch.SavedTensor{Tensor: torch.ScalarTensor(2.5)}, 2.5},
	} {
		var v sample
		s, ok := Find(Of(&v), c.name)
		require.True(t, ok)
		set, err := s.Set(c.loaded)
		require.NoError(t, err, c.name)
		set()
		assert.Equal(t, c.want, s.Get(), c.name)
	}
}

func TestSet_RefusesOtherTypes(t *testing.T) {
	v := sample{F: 7}
	for _, s := range Of(&v) {
		_, err := s.Set(struct{}{})
		assert.ErrorContains(t, err, s.Name)
	}
	for _, c := range []struct {
		name   string
		loaded any
	}{
		{"f", true}, {"f", nil}, {"f", "a"}, {"i", 0.5}, {"i", "Infinity"}, {"b", 1}, {"p", []float64{1}}, {"p", nil}, {"_last", []any{"a"}}, {"off", true},
		{"e", []any{nil}}, {"m", map[string]any{"a": 1.0}}, {"m", map[int]any{1: "b"}}, {"o", 1}, {"mode", nil}, {"m", torch.NewDict("a", 1)}, {"p", torch.Tuple{1.0}}, {"_last", torch.NewDict()},
	} {
		s, _ := Find(Of(&v), c.name)
		_, err := s.Set(c.loaded)
		assert.Error(t, err, "%s %v", c.name, c.loaded)
	}
	assert.Equal(t, 7.0, v.F)
}

func TestNamed(t *testing.T) {
	type named map[string]any
	want := map[string]any{"a": 1}
	for _, dict := range []any{torch.NewDict("a", 1), named{"a": 1}, map[string]int{"a": 1}} {
		got, ok := Named(dict)
		assert.True(t, ok)
		assert.Equal(t, want, got)
	}
	for _, other := range []any{nil, 1, torch.NewDict(1, 1), map[int]any{1: 1}, []any{}, (*torch.Dict)(nil)} {
		_, ok := Named(other)
		assert.False(t, ok, other)
	}
}

func TestPack_CopiesLists(t *testing.T) {
	v := sample{inner: inner{last: []float64{1, 2}}}
	packed := Pack(Of(&v))
	v.last[0] = 9
	assert.Equal(t, []float64{1, 2}, packed["_last"])
}

func TestWords_ReplacesWhatJSONLacks(t *testing.T) {
	got := Words(map[string]any{"a": math.Inf(1), "b": []float64{math.Inf(-1), 1}, "c": []any{math.NaN(), nil, "x"}, "d": 3})
	assert.Equal(t, map[string]any{"a": "Infinity", "b": []any{"-Infinity", 1.0}, "c": []any{"NaN", nil, "x"}, "d": 3}, got)
}
