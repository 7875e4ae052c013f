package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// unary runs an operator of one tensor that has no method here.
func unary(op string, x *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: torch.NewOp("aten::" + op)}
	v.Tensor(x)
	return v.One()
}

func roundTrip[T torch.Element](t *testing.T, dtype torch.DType, data ...T) {
	t.Run(dtype.String(), func(t *testing.T) {
		torchtest.NoLeaks(t)
		assert.Equal(t, dtype, torch.DTypeOf[T]())
		x := torch.FromSlice(data)
		assert.Equal(t, dtype, x.DType())
		assert.Equal(t, data, torch.Data[T](x))
		assert.Equal(t, data, torch.UnsafeData[T](x))
		raw := x.RawBytes()
		assert.Len(t, raw, len(data)*dtype.Size())
		torchtest.Equal(t, x, torch.FromRawBytes(raw, dtype, len(data)))
		assert.Equal(t, []T{}, torch.Data[T](torch.FromSlice([]T{})))
		assert.Nil(t, torch.UnsafeData[T](torch.FromSlice([]T{})))
		torchtest.Equal(t, x, torch.NewTensor(data))
	})
}

func TestElements_RoundTrip(t *testing.T) {
	roundTrip(t, torch.Bool, true, false)
	roundTrip[uint8](t, torch.UInt8, 0, math.MaxUint8)
	roundTrip[int8](t, torch.Int8, math.MinInt8, math.MaxInt8)
	roundTrip[int16](t, torch.Int16, math.MinInt16, math.MaxInt16)
	roundTrip[int32](t, torch.Int32, math.MinInt32, math.MaxInt32)
	roundTrip[int64](t, torch.Int64, math.MinInt64, math.MaxInt64)
	roundTrip[int](t, torch.Int64, math.MinInt64, math.MaxInt64)
	roundTrip[uint16](t, torch.UInt16, 0, math.MaxUint16)
	roundTrip[uint32](t, torch.UInt32, 0, math.MaxUint32)
	roundTrip[uint64](t, torch.UInt64, 0, math.MaxUint64)
	roundTrip[float32](t, torch.Float32, 1.5, math.MaxFloat32)
	roundTrip[float64](t, torch.Float64, 1.5, math.Inf(-1))
	roundTrip[complex64](t, torch.Complex64, 1-2i)
	roundTrip(t, torch.Complex128, 1-2i)
	roundTrip[torch.Half](t, torch.Float16, 0x3c00, 0xffff)
	roundTrip[torch.BFloat](t, torch.BFloat16, 0x3f80, 0xffff)
}

func TestFromSlice_OfAnArrayBesidePointers(t *testing.T) {
	torchtest.NoLeaks(t)
	type row struct {
		name *string
		data [4]float32
	}
	name := "row"
	rows := []*row{{&name, [4]float32{1, 2, 3, 4}}}
	torchtest.Equal(t, []float32{1, 2, 3, 4}, torch.FromSlice(rows[0].data[:]))
	assert.Equal(t, "row", *rows[0].name)
}

func TestRawBytes_OfDTypesWithoutGoElements(t *testing.T) {
	torchtest.NoLeaks(t)
	raw := []byte{1, 2, 3, 4, 5, 6, 7, 8}
	for _, dtype := range []torch.DType{
		torch.Complex32, torch.Float8E4M3FN, torch.Float8E5M2, torch.Float8E5M2FNUZ, torch.Float8E4M3FNUZ, torch.Bits8, torch.Bits16,
	} {
		x := torch.FromRawBytes(raw, dtype, 8/dtype.Size())
		assert.Equal(t, raw, x.RawBytes(), "%v", dtype)
		assert.Equal(t, raw[4:], x.View(2, 4/dtype.Size()).Index(1).RawBytes(), "%v", dtype)
		torchtest.Panics(t, "have no Go type", func() { x.ToSlice() })
	}
	quantized := func(dtype torch.DType) *torch.Tensor {
		v := torch.Invocation{Op: torch.NewOp("aten::_empty_affine_quantized")}
		v.Ints([]int{1 << 12})
		v.DType(dtype)
		return v.One()
	}
	assert.Len(t, quantized(torch.QInt8).RawBytes(), 1<<12)
	assert.Len(t, quantized(torch.QInt32).RawBytes(), 4<<12)
	torchtest.Panics(t, "no memory of their own each", func() { quantized(torch.QUInt4x2).RawBytes() })
}

func TestReading_FollowsStridesAndLazyBits(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Arange(24).View(2, 3, 4)
	assert.Equal(t, [][]int64{{0, 4, 8}, {1, 5, 9}, {2, 6, 10}, {3, 7, 11}}, x.Index(0).T().ToSlice())
	assert.Equal(t, []int64{5, 5, 5}, torch.Data[int64](torch.Full([]int{1}, 5).Expand(3)))
	c := torch.FromSlice([]complex64{1 + 2i, 3 - 4i})
	conjugate := unary("_conj", c)
	assert.True(t, conjugate.IsConj())
	assert.Equal(t, []complex64{1 - 2i, 3 + 4i}, torch.Data[complex64](conjugate))
	negative := unary("_neg_view", torch.FromSlice([]float32{1, -2}))
	assert.True(t, negative.IsNeg())
	assert.Equal(t, []float32{-1, 2}, negative.ToSlice())
	for _, lazy := range []func(){
		func() { torch.UnsafeData[complex64](conjugate) },
		func() { torch.UnsafeData[float32](negative) },
		func() { torch.UnsafeData[int64](x.Index(0).T()) },
	} {
		torchtest.Panics(t, "lazily conjugated or negated", lazy)
	}
	w := torch.Ones(2, torch.RequiresGrad(true))
	assert.Equal(t, []float32{2, 2}, w.Mul(2).ToSlice(), "of a graph")
}

func TestReading_ShapesWithoutElements(t *testing.T) {
	torchtest.NoLeaks(t)
	assert.Equal(t, float32(3), torch.Full([]int{}, 3.0).ToSlice())
	assert.Equal(t, []float32{}, torch.Zeros(0).ToSlice())
	assert.Equal(t, [][]float32{}, torch.Zeros(0, 3).ToSlice())
	assert.Equal(t, [][]float32{{}, {}}, torch.Zeros(2, 0).ToSlice())
	assert.Equal(t, [][][]float32{{}, {}}, torch.Zeros(2, 0, 3).ToSlice())
	assert.Empty(t, torch.Zeros(0, 3).RawBytes())
	torchtest.Equal(t, torch.Zeros(2, 0), torch.NewTensor([][]float32{{}, {}}))
	torchtest.Equal(t, torch.Zeros(0), torch.NewTensor([][]float32{}))
	torchtest.Equal(t, torch.Zeros(2, 0, 3), torch.FromSlice([]float32{}, 2, 0, 3))
}

func TestReading_WhatLiesElsewhere(t *testing.T) {
	torchtest.NoLeaks(t)
	meta := torch.Ones(2, torch.Meta)
	assert.Equal(t, []int{2}, meta.Shape())
	sparse := unary("to_sparse", torch.Eye(2))
	assert.Equal(t, torch.SparseCOO, sparse.Layout())
	assert.Equal(t, []int{2, 2}, sparse.Shape())
	assert.Equal(t, 4, sparse.Numel())
	csr := unary("to_sparse_csr", torch.Eye(2))
	assert.Equal(t, []int{2, 2}, csr.Shape())
	zero := torch.Invocation{Op: torch.NewOp("aten::_efficientzerotensor")}
	zero.Ints([]int{3})
	zeros := zero.One()
	v := torch.Invocation{Op: torch.NewOp("aten::_nested_tensor_from_tensor_list")}
	v.Tensors([]*torch.Tensor{torch.Ones(2), torch.Ones(3)})
	nested := v.One()
	runPanics(t, []panicCase{
		{"meta's data", "Cannot copy out of meta tensor", func() { torch.Data[float32](meta) }},
		{"meta's bytes", "Cannot copy out of meta tensor", func() { meta.RawBytes() }},
		{"meta's memory", "not contiguous on the CPU", func() { torch.UnsafeData[float32](meta) }},
		{"sparse data", "unsupported memory format", func() { sparse.ToSlice() }},
		{"sparse memory", "not contiguous on the CPU", func() { torch.UnsafeData[float32](sparse) }},
		{"compressed data", "", func() { csr.RawBytes() }},
		{"zeros without memory", "no memory of their own", func() { zeros.ToSlice() }},
		{"zeros without memory, unsafe", "no memory of their own", func() { torch.UnsafeData[float32](zeros) }},
		{"ragged data", "parts of a nested tensor may differ", func() { nested.ToSlice() }},
	})
	assert.Equal(t, []float32{1, 1, 1, 1, 1}, torch.Data[float32](nested))
}

func TestShape_OfManyDimensions(t *testing.T) {
	torchtest.NoLeaks(t)
	rapid.Check(t, func(r *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(0, 2), 0, 16).Draw(r, "sizes")
		strides := make([]int, len(sizes))
		for d, step := len(sizes)-1, 1; d >= 0; d-- {
			strides[d] = step
			step *= max(sizes[d], 1)
		}
		torch.Scoped(func(s *torch.Scope) {
			x := torch.Empty(sizes, torch.In(s))
			assert.Equal(r, append([]int{}, sizes...), x.Shape())
			assert.Equal(r, strides, x.Strides())
			assert.Equal(r, len(sizes), x.NDim())
			for d, size := range sizes {
				assert.Equal(r, size, x.Size(d))
				assert.Equal(r, size, x.Size(d-len(sizes)))
			}
		})
	})
}

func TestItemAs(t *testing.T) {
	torchtest.NoLeaks(t)
	large := torch.FromSlice([]uint64{1<<63 + 5})
	require.Equal(t, uint64(1<<63+5), torch.ItemAs[uint64](large))
	assert.Equal(t, float64(1<<63), large.Item(), "rounded to a float64")
	assert.Equal(t, complex(float64(1<<63), 0), torch.ItemAs[complex128](large))
	assert.Equal(t, -3, torch.ItemAs[int](i64(-3)))
	assert.Equal(t, int64(1), torch.ItemAs[int64](bools(true)))
	assert.True(t, torch.ItemAs[bool](bools(true)))
	assert.Equal(t, 1-2i, torch.ItemAs[complex128](torch.NewTensor(complex128(1-2i))))
	assert.Equal(t, 2.5+0i, torch.ItemAs[complex128](f64(2.5)))
	assert.Equal(t, 1.0, bools(true).Item())
	runPanics(t, []panicCase{
		{"a float as int", "an element of torch.float64 is no int", func() { torch.ItemAs[int](f64(1)) }},
		{"an int as bool", "an element of torch.int64 is no bool", func() { torch.ItemAs[bool](i64(1)) }},
		{"a complex as float", "an element of torch.complex128 is no float64", func() { torch.NewTensor(1i).Item() }},
		{"none", "a Tensor with 0 elements cannot be converted to Scalar", func() { f32().Item() }},
	})
}

func TestNumbers_OfEveryGoType(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, two := range []any{
		2, int8(2), int16(2), int32(2), int64(2), uint(2), uint8(2), uint16(2), uint32(2), uint64(2),
	} {
		torchtest.Equal(t, []int64{5}, i64(3).Add(two), "%T", two)
	}
	for _, half := range []any{0.5, float32(0.5)} {
		torchtest.Equal(t, []float32{3.5}, i64(3).Add(half), "%T", half)
	}
	torchtest.Equal(t, []complex64{3 + 1i}, f32(3).Add(1i))
	torchtest.Equal(t, []complex64{3 + 1i}, f32(3).Add(complex64(1i)))
	torchtest.Equal(t, []int64{4}, i64(3).Add(true))
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, torch.In(s))
		for _, wrong := range []any{uint64(1 << 63), uint(1 << 63), "1", nil, torch.Half(1), []int{1}} {
			assert.Error(t, torch.Try(func() error { x.Add(wrong); return nil }), "%T", wrong)
		}
		assert.Equal(t, []float32{2, 2}, x.Add(1).ToSlice())
	})
}
