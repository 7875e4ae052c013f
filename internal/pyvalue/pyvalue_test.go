package pyvalue_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// read is the Go value of what encode.py writes.
func read(t *testing.T, text string, blobs pyvalue.Blobs) any {
	t.Helper()
	var v *pyvalue.Value
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	s := torch.NewScope()
	t.Cleanup(s.Close)
	return blobs.Any(s, v, pyvalue.Storages{})
}

func TestAny(t *testing.T) {
	for text, want := range map[string]any{
		`null`: nil, `{"b": true}`: true, `{"i": -7}`: -7, `{"f": "3ff8000000000000"}`: 1.5, `{"s": "same"}`: "same",
		`{"dtype": "float64"}`: torch.Float64, `{"device": "cpu"}`: "cpu",
		`{"c": ["3ff0000000000000", "0000000000000000"]}`: 1 + 0i,
		`{"l": [{"i": 1}, null]}`:                         []any{1, nil},
	} {
		assert.Equal(t, want, read(t, text, nil), text)
	}
}

func TestAny_TensorsShareTheirStorage(t *testing.T) {
	raw := torch.NewTensor([]float32{1, 2, 3, 4, 5, 6}).ViewDType(torch.UInt8)
	both := read(t, `{"l": [
		{"t": {"blob": "a", "storage": 0, "dtype": "float32", "size": [2, 2], "stride": [1, 2], "offset": 1, "grad": true}},
		{"t": {"blob": "a", "storage": 0, "dtype": "float32", "size": [6], "stride": [1], "offset": 0}}]}`, pyvalue.Blobs{"a": raw}).([]any)
	view, whole := both[0].(*torch.Tensor), both[1].(*torch.Tensor)
	assert.Equal(t, []float32{2, 4, 3, 5}, torch.Data[float32](view.Detach().Contiguous()))
	assert.Equal(t, []int{1, 2}, view.Strides())
	assert.True(t, view.RequiresGrad())
	whole.Fill_(0)
	assert.Zero(t, view.Sum().Item())
}

func TestAssign(t *testing.T) {
	var to struct {
		Int   int
		Float float64
		Some  aten.Opt[float64]
		List  []int
		On    torch.Device
	}
	target := reflect.ValueOf(&to).Elem()
	for field, value := range map[string]any{"Int": 3, "Float": 4, "Some": 5, "List": []any{1, 2}, "On": "cpu"} {
		assert.True(t, pyvalue.Assign(target.FieldByName(field), value), field)
	}
	assert.Equal(t, 3, to.Int)
	assert.Equal(t, 4.0, to.Float)
	assert.Equal(t, aten.Some(5.0), to.Some)
	assert.Equal(t, []int{1, 2}, to.List)
	assert.Equal(t, torch.CPU, to.On)
	for field, value := range map[string]any{"Int": 3.5, "List": []any{"x"}, "Float": "4"} {
		assert.False(t, pyvalue.Assign(target.FieldByName(field), value), "%s of %v", field, value)
	}
}
