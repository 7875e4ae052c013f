package tensorstr_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

func TestFormat_NeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOptions(t)
		tensor := tensorstr.Tensor{
			Shape:        rapid.SliceOfN(rapid.IntRange(0, 9), 0, 5).Draw(t, "shape"),
			DType:        rapid.SampledFrom([]string{"float32", "int64", "float16", "bool"}).Draw(t, "dtype"),
			RequiresGrad: rapid.Bool().Draw(t, "requires_grad"),
		}
		tensor.Elements = drawElements(t, count(o.ShownShape(tensor.Shape)))

		text := tensorstr.Format(tensor, o)

		assert.True(t, strings.HasPrefix(text, "tensor("), text)
		assert.True(t, strings.HasSuffix(text, ")"), text)
		assert.Equal(t, strings.Count(text, "["), strings.Count(text, "]"), text)
	})
}

func TestFormat_ShowsEveryElementUpToThreshold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(1, 6), 1, 4).Draw(t, "shape")
		o := tensorstr.Full()
		o.LineWidth = rapid.IntRange(1, 100).Draw(t, "linewidth")
		values := make(tensorstr.Ints, count(shape))
		for i := range values {
			values[i] = rapid.Int64().Draw(t, "value")
		}

		text := tensorstr.Format(tensorstr.Tensor{Shape: shape, DType: "int64", Elements: values}, o)

		numbers := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && (r < '0' || r > '9') })
		assert.Len(t, numbers, len(values))
	})
}

func TestFormat_PanicsOnWrongElementCount(t *testing.T) {
	assert.PanicsWithValue(t, "tensorstr: 2 elements for a tensor of shape [3], of which 3 are shown", func() {
		tensorstr.Format(tensorstr.Tensor{Shape: []int{3}, DType: "int64", Elements: tensorstr.Ints{1, 2}},
			tensorstr.Default())
	})
}

func TestOptions_ShownShape(t *testing.T) {
	o := tensorstr.Default()
	huge := []int{math.MaxInt, math.MaxInt, 2}
	assert.Equal(t, []int{6, 6, 2}, o.ShownShape(huge))
	assert.Equal(t, []int{10, 100}, o.ShownShape([]int{10, 100}))
	assert.Equal(t, []int{0, 5000}, o.ShownShape([]int{0, 5000}))
	assert.Equal(t, []int{}, o.ShownShape(nil))
}

func drawOptions(t *rapid.T) tensorstr.Options {
	return tensorstr.Options{
		Precision: rapid.IntRange(-1, 20).Draw(t, "precision"),
		Threshold: rapid.IntRange(-1, 2000).Draw(t, "threshold"),
		EdgeItems: rapid.OneOf(rapid.IntRange(-1, 6), rapid.Just(math.MaxInt)).Draw(t, "edgeitems"),
		LineWidth: rapid.IntRange(-10, 200).Draw(t, "linewidth"),
		SciMode:   rapid.SampledFrom([]tensorstr.SciMode{tensorstr.SciAuto, tensorstr.SciOn, tensorstr.SciOff}).Draw(t, "sci"),
	}
}

// drawElements repeats a few drawn values, so that thousands of elements stay cheap.
func drawElements(t *rapid.T, n int) tensorstr.Elements {
	few := rapid.SliceOfN(rapid.Float64(), 1, 5).Draw(t, "values")
	few = append(few, rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1), 1e300}).Draw(t, "special"))
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		floats := make(tensorstr.Floats, n)
		for i := range floats {
			floats[i] = few[i%len(few)]
		}
		return floats
	case 1:
		complexes := make(tensorstr.Complexes, n)
		for i := range complexes {
			complexes[i] = complex(few[i%len(few)], few[i%2])
		}
		return complexes
	default:
		bools := make(tensorstr.Bools, n)
		for i := range bools {
			bools[i] = few[i%len(few)] > 0
		}
		return bools
	}
}

func count(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}
