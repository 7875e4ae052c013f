package torch_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// resultCase is an operator's result written out by hand: ToSlice of it, which
// tells shape, dtype and every value.
type resultCase struct {
	name string
	got  func() *torch.Tensor
	want any
}

func runResults(t *testing.T, cases []resultCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, c.got().ToSlice()) })
	}
}

// panicCase is a call that must panic with libtorch's message.
type panicCase struct {
	name, message string
	call          func()
}

func runPanics(t *testing.T, cases []panicCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := torch.Try(func() error { c.call(); return nil })
			var e *torch.Error
			require.ErrorAs(t, err, &e)
			assert.Contains(t, e.Msg, c.message)
		})
	}
}

func vec[T torch.Element](values ...T) *torch.Tensor { return torch.FromSlice(values) }

func f32(values ...float32) *torch.Tensor { return vec(values...) }
func f64(values ...float64) *torch.Tensor { return vec(values...) }
func i64(values ...int64) *torch.Tensor   { return vec(values...) }
func bools(values ...bool) *torch.Tensor  { return vec(values...) }

// generated are the methods that internal/genops writes.
func generated(t *testing.T) []reflect.Method {
	t.Helper()
	files, err := filepath.Glob("*_gen.go")
	require.NoError(t, err)
	header := regexp.MustCompile(`(?m)^func \(t \*Tensor\) (\w+)\(`)
	var methods []reflect.Method
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range header.FindAllSubmatch(source, -1) {
			m, ok := reflect.TypeFor[*torch.Tensor]().MethodByName(string(match[1]))
			require.True(t, ok, "%s", match[1])
			methods = append(methods, m)
		}
	}
	require.Greater(t, len(methods), 150)
	return methods
}

// applyMethod calls a method of one tensor, or of two, the second being other.
func applyMethod(m reflect.Method, x, other *torch.Tensor) (y *torch.Tensor, err error) {
	args := []reflect.Value{reflect.ValueOf(x)}
	if m.Type.NumIn() == 2 {
		args = append(args, reflect.ValueOf(other))
	}
	err = torch.Try(func() error {
		y = m.Func.Call(args)[0].Interface().(*torch.Tensor)
		return nil
	})
	return y, err
}

// samples are one operand of each kind that an operator accepts or refuses.
func samples() map[string]*torch.Tensor {
	return map[string]*torch.Tensor{
		"float32":  f32(0.25, -0.5, 0.75, 1),
		"float64":  f64(0.25, -0.5, 0.75, 1),
		"int64":    i64(0, 1, 2, 3),
		"bool":     bools(true, false, true, true),
		"scalar":   torch.ScalarTensor(0.5),
		"empty":    torch.Empty(0, 3),
		"strided":  torch.FromSlice([]float32{0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, 3, 2).Transpose(0, 1),
		"complex":  vec[complex64](1i, 0.5),
		"bfloat16": f32(0.25, -0.5).To(torch.BFloat16),
	}
}

// bits are a tensor's shape, dtype and bytes, NaN included.
func bits(t *torch.Tensor) []any { return []any{t.Shape(), t.DType(), t.RawBytes()} }

func TestGenerated_TwinEqualsItsFunction(t *testing.T) {
	for _, twin := range generated(t) {
		name, isTwin := strings.CutSuffix(twin.Name, "_")
		if !isTwin {
			continue
		}
		function, ok := reflect.TypeFor[*torch.Tensor]().MethodByName(name)
		require.True(t, ok, name)
		worked := false
		for sample, x := range samples() {
			want, err := applyMethod(function, x, x)
			receiver := x.Clone()
			got, errInPlace := applyMethod(twin, receiver, x)
			if err != nil {
				assert.Error(t, errInPlace, "%s of %s", twin.Name, sample)
				continue
			}
			if errInPlace != nil {
				// Integers give floats and complex numbers real ones, which don't
				// fit into the receiver.
				assert.Regexp(t, "can't be cast|requires dtype|not supported for complex", errInPlace.Error(),
					"%s of %s", twin.Name, sample)
				assert.NotEqual(t, x.DType(), want.DType())
				continue
			}
			worked = true
			assert.Same(t, receiver, got)
			assert.Equal(t, bits(want.To(x.DType())), bits(got), "%s of %s", twin.Name, sample)
		}
		assert.True(t, worked, "%s works on no sample", twin.Name)
	}
}

func TestGenerated_ShapesAndStrides(t *testing.T) {
	for _, m := range generated(t) {
		worked := false
		for sample, x := range samples() {
			y, err := applyMethod(m, x.Clone(), x.Clone())
			if err != nil {
				continue
			}
			worked = true
			assert.Equal(t, x.Shape(), y.Shape(), "%s of %s", m.Name, sample)
			packed := x.Clone(torch.ContiguousFormat)
			again, err := applyMethod(m, packed, packed.Clone())
			require.NoError(t, err)
			assert.Equal(t, bits(y), bits(again), "%s of %s", m.Name, sample)
		}
		assert.True(t, worked, "%s works on no sample", m.Name)
	}
}

func TestGenerated_RefusesClosedAndNil(t *testing.T) {
	scope := torch.NewScope()
	closed := torch.FromSliceIn(scope, []float32{1, 2})
	scope.Close()
	for _, m := range generated(t) {
		_, err := applyMethod(m, closed, closed)
		assert.ErrorContains(t, err, "is closed", m.Name)
		_, err = applyMethod(m, nil, nil)
		assert.ErrorContains(t, err, "nil", m.Name)
	}
}
