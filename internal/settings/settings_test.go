package settings

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSet_TakesWhatPythonWrites(t *testing.T) {
	var (
		f    float64
		i    int
		b    bool
		s    string
		p    [2]float64
		list []float64
		o    *bool
	)
	for _, c := range []struct {
		value        any
		loaded, want any
	}{
		{&f, 0.5, 0.5}, {&f, 1, 1.0}, {&f, int64(2), 2.0},
		{&i, 3, 3}, {&i, int64(4), 4},
		{&b, true, true}, {&s, "min", "min"},
		{&p, [2]float64{1, 2}, [2]float64{1, 2}}, {&p, []float64{3, 4}, [2]float64{3, 4}}, {&p, []any{0.5, 1}, [2]float64{0.5, 1}},
		{&list, []float64{1}, []float64{1}}, {&list, []any{}, []float64{}},
		{&o, true, true}, {&o, nil, nil},
		{nil, nil, nil}, {nil, false, nil}, {false, nil, false},
	} {
		setting := Setting{"x", c.value}
		set, err := setting.Set(c.loaded)
		require.NoError(t, err)
		set()
		assert.Equal(t, c.want, setting.Get())
	}
}

func TestSet_RefusesOtherTypes(t *testing.T) {
	var (
		f    float64 = 7
		i    int
		b    bool
		s    string
		p    [2]float64
		list []float64
		o    *bool
	)
	for _, c := range []Setting{
		{"a", &f}, {"b", &i}, {"c", &b}, {"d", &s}, {"e", &p}, {"f", &list}, {"g", &o}, {"h", nil},
	} {
		_, err := c.Set(struct{}{})
		assert.ErrorContains(t, err, c.Name+" can't be")
	}
	for _, c := range []struct {
		value, loaded any
	}{{&f, true}, {&f, nil}, {&i, 0.5}, {&b, 1}, {&p, []float64{1}}, {&list, []any{"a"}}, {false, true}} {
		_, err := Setting{"x", c.value}.Set(c.loaded)
		assert.Error(t, err, "%v", c.loaded)
	}
	assert.Equal(t, 7.0, f)
}

func TestPack_CopiesLists(t *testing.T) {
	list := []float64{1, 2}
	packed := Pack([]Setting{{"list", &list}})
	list[0] = 9
	assert.Equal(t, map[string]any{"list": []float64{1, 2}}, packed)
}
