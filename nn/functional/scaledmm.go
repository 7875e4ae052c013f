package functional

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

type groupedMMArgs struct {
	offs     *torch.Tensor         `kw:""` // of a matrix that is split into groups
	outDType aten.Opt[torch.DType] `kw:"" py:"out_dtype"`
}

// GroupedMM multiplies the groups of a by those of b, as experts of a mixture: a (M, K), split
// into rows by [Offs], with b (G, K, N) is (M, N); a (G, M, K) with b (G, K, N) is (G, M, N);
// a (G, M, K) with b (K, N), whose columns are split, is (M, N); a (M, K) with b (K, N), whose
// K are split, is (G, M, N). bias is nil.
//
// It panics where the layout or the dtype is one that libtorch has no kernel for.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grouped_mm.html
func GroupedMM(a, b, bias *torch.Tensor, options ...GroupedMMOption) *torch.Tensor {
	o := groupedMMOf(options)
	return aten.InternalGroupedMm(a, b, &aten.InternalGroupedMmOptions{Offs: o.offs, Bias: bias, OutDType: o.outDType})
}

// ScalingType is what a scale of a matrix of few bits counts for.
type ScalingType int

// What a scale counts for, numbered as in libtorch.
const (
	TensorWise       ScalingType = iota // the whole matrix
	RowWise                             // a row of the left matrix, a column of the right one
	BlockWise1x16                       // 16 elements of a row
	BlockWise1x32                       // 32 elements of a row
	BlockWise1x128                      // 128 elements of a row
	BlockWise128x128                    // a square of 128 by 128
)

// SwizzleType is the order in which scales lie in memory.
type SwizzleType int

// The orders, numbered as in libtorch.
const (
	NoSwizzle SwizzleType = iota
	Swizzle32x4x4
	Swizzle32x8
)

// Scaling tells how to decode a matrix of few bits: Python's scale, scale_recipe and swizzle.
// One scale or several, each with its recipe; Swizzles may be nil.
type Scaling struct {
	Scales   []*torch.Tensor
	Recipes  []ScalingType
	Swizzles []SwizzleType
}

// NewScaling makes a [Scaling] by one scale.
func NewScaling(scale *torch.Tensor, recipe ScalingType) Scaling {
	scale.Device() // panics where there is no tensor
	return Scaling{Scales: []*torch.Tensor{scale}, Recipes: []ScalingType{recipe}}
}

// numbers are those of constants.
func numbers[T ~int](values []T) []int {
	out := make([]int, len(values))
	for i, v := range values {
		out[i] = int(v)
	}
	return out
}

type scaledMMArgs struct {
	outputDType    torch.DType `kw:"torch.BFloat16" py:"output_dtype"`
	contractionDim []int       `kw:""`
	useFastAccum   bool        `kw:"false"`
}

// ScaledMM multiplies a (M, K) by b (K, N), both of an 8-bit or 4-bit floating dtype, decoded
// by their scales. bias (N) may be nil. On the CPU libtorch has it for [TensorWise] and
// [RowWise] scales, elsewhere by the device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_mm.html
func ScaledMM(a, b *torch.Tensor, scaleA, scaleB Scaling, bias *torch.Tensor, options ...ScaledMMOption) *torch.Tensor {
	o := scaledMMOf(options)
	return aten.InternalScaledMmV2(a, b, scaleA.Scales, numbers(scaleA.Recipes), numbers(scaleA.Swizzles),
		scaleB.Scales, numbers(scaleB.Recipes), numbers(scaleB.Swizzles), bias, aten.Some(o.outputDType),
		&aten.InternalScaledMmV2Options{ContractionDim: o.contractionDim, UseFastAccum: o.useFastAccum})
}

type scaledAddMMArgs struct {
	contractionDim []int   `kw:""`
	useFastAccum   bool    `kw:"false"`
	beta           float64 `kw:"1"` // x's factor
	alpha          float64 `kw:"1"` // the product's
}

// ScaledAddMM adds the product of [ScaledMM] to x (M, N), of dtype float16, bfloat16 or
// float32, rounding once. It needs libtorch 2.15 and a CUDA device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_addmm.html
func ScaledAddMM(x, a, b *torch.Tensor, scaleA, scaleB Scaling, options ...ScaledAddMMOption) *torch.Tensor {
	o := scaledAddMMOf(options)
	return aten.InternalScaledAddmm(x, a, b, scaleA.Scales, numbers(scaleA.Recipes), numbers(scaleA.Swizzles),
		scaleB.Scales, numbers(scaleB.Recipes), numbers(scaleB.Swizzles),
		&aten.InternalScaledAddmmOptions{ContractionDim: o.contractionDim, UseFastAccum: o.useFastAccum, Beta: o.beta, Alpha: o.alpha})
}

// ScaledAddMM_ is [ScaledAddMM] in place, and returns x.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_addmm_.html
func ScaledAddMM_(x, a, b *torch.Tensor, scaleA, scaleB Scaling, options ...ScaledAddMMOption) *torch.Tensor {
	o := scaledAddMMOf(options)
	return aten.InternalScaledAddmm_(x, a, b, scaleA.Scales, numbers(scaleA.Recipes), numbers(scaleA.Swizzles),
		scaleB.Scales, numbers(scaleB.Recipes), numbers(scaleB.Swizzles),
		&aten.InternalScaledAddmm_Options{ContractionDim: o.contractionDim, UseFastAccum: o.useFastAccum, Beta: o.beta, Alpha: o.alpha})
}

type scaledGroupedMMArgs struct {
	offs *torch.Tensor `kw:""` // of a matrix that is split into groups
	scaledMMArgs
}

// ScaledGroupedMM is [GroupedMM] of matrices of few bits, decoded by their scales. bias may be
// nil. It needs a CUDA device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_grouped_mm.html
func ScaledGroupedMM(a, b *torch.Tensor, scaleA, scaleB Scaling, bias *torch.Tensor, options ...ScaledGroupedMMOption) *torch.Tensor {
	o := scaledGroupedMMOf(options)
	return aten.InternalScaledGroupedMmV2(a, b, scaleA.Scales, numbers(scaleA.Recipes), numbers(scaleA.Swizzles),
		scaleB.Scales, numbers(scaleB.Recipes), numbers(scaleB.Swizzles), &aten.InternalScaledGroupedMmV2Options{
			Offs: o.offs, Bias: bias, OutDType: aten.Some(o.outputDType), ContractionDim: o.contractionDim, UseFastAccum: o.useFastAccum,
		})
}
