package torch_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestPromoteTypes(t *testing.T) {
	for _, test := range []struct{ a, b, want torch.DType }{
		{torch.Int32, torch.Float16, torch.Float16},
		{torch.Float16, torch.BFloat16, torch.Float32},
		{torch.UInt8, torch.Int8, torch.Int16},
		{torch.Bool, torch.Bool, torch.Bool},
		{torch.Complex64, torch.Float64, torch.Complex128},
	} {
		assert.Equal(t, test.want, torch.PromoteTypes(test.a, test.b), "%v %v", test.a, test.b)
		assert.Equal(t, test.want, torch.PromoteTypes(test.b, test.a), "%v %v", test.b, test.a)
	}
	torchtest.Panics(t, "Promotion for", func() { torch.PromoteTypes(torch.Float8E5M2, torch.Int8) })
}

func TestCanCast(t *testing.T) {
	assert.True(t, torch.CanCast(torch.Float64, torch.Float16))
	assert.True(t, torch.CanCast(torch.Int64, torch.Float32))
	assert.False(t, torch.CanCast(torch.Float32, torch.Int64))
	assert.False(t, torch.CanCast(torch.Complex64, torch.Float64))
	assert.False(t, torch.CanCast(torch.Int8, torch.Bool))
}

func TestResultType(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		ints, one, half := torch.Zeros(2, torch.Int32, in), torch.Zeros(torch.Float64, in), torch.Zeros(2, torch.Float16, in)
		for _, test := range []struct {
			a, b any
			want torch.DType
		}{
			{ints, half, torch.Float16},
			{half, one, torch.Float16}, // no dimension
			{ints, one, torch.Float64},
			{ints, 2.5, torch.Float32},
			{3, ints, torch.Int32},
			{half, 1i, torch.Complex32},
			{1, 2.5, torch.Float32},
			{true, 2, torch.Int64},
		} {
			assert.Equal(t, test.want, torch.ResultType(test.a, test.b), "%v %v", test.a, test.b)
		}
		torchtest.Panics(t, "expected a *torch.Tensor or a number, got string", func() { torch.ResultType(ints, "1") })
	})
}

func TestFInfo_IsWhatTheTypeHolds(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		for _, d := range []torch.DType{torch.Float16, torch.BFloat16, torch.Float32, torch.Float64,
			torch.Float8E5M2, torch.Float8E4M3FN, torch.Float8E5M2FNUZ, torch.Float8E4M3FNUZ} {
			t.Run(d.String(), func(t *testing.T) {
				f := torch.FInfo(d)
				held := func(v float64) float64 { return torch.NewTensor(v, torch.In(s)).To(d).To(torch.Float64).Item() }
				assert.Equal(t, 8*d.Size(), f.Bits)
				for _, v := range []float64{f.Max, f.Min, f.SmallestNormal, 1 + f.Eps} {
					assert.Equal(t, v, held(v))
				}
				assert.Equal(t, 1.0, held(1+f.Eps/2))
				assert.Equal(t, -f.Max, f.Min)
			})
		}
	})
	assert.Equal(t, torch.FInfo(torch.Float32), torch.FInfo(torch.Complex64))
	assert.Equal(t, torch.FInfo(torch.Float64), torch.FInfo(torch.Complex128))
	assert.Equal(t, torch.FInfo(torch.Float16), torch.FInfo(torch.Complex32))
	torchtest.Panics(t, "torch.int8 is no floating type", func() { torch.FInfo(torch.Int8) })
}

func TestIInfo(t *testing.T) {
	for _, want := range []torch.IntInfo{
		{DType: torch.Int8, Bits: 8, Min: math.MinInt8, Max: math.MaxInt8},
		{DType: torch.Int16, Bits: 16, Min: math.MinInt16, Max: math.MaxInt16},
		{DType: torch.Int32, Bits: 32, Min: math.MinInt32, Max: math.MaxInt32},
		{DType: torch.Int64, Bits: 64, Min: math.MinInt64, Max: math.MaxInt64},
		{DType: torch.UInt8, Bits: 8, Max: math.MaxUint8},
		{DType: torch.UInt16, Bits: 16, Max: math.MaxUint16},
		{DType: torch.UInt32, Bits: 32, Max: math.MaxUint32},
		{DType: torch.UInt64, Bits: 64, Max: math.MaxUint64},
	} {
		assert.Equal(t, want, torch.IInfo(want.DType))
	}
	torchtest.Panics(t, "torch.bool is no integer type", func() { torch.IInfo(torch.Bool) })
}

func ExampleFInfo() {
	fmt.Println(torch.FInfo(torch.Float32).Eps)
	fmt.Println(torch.IInfo(torch.Int8).Max)
	// Output:
	// 1.1920928955078125e-07
	// 127
}
