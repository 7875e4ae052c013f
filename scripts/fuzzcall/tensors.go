package main

import (
	"math"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// maxElements keeps the list of a tensor's numbers readable.
const maxElements = 256

// newShape draws the shape that most tensors of a call have.
func (g *generator) newShape() []int64 {
	shape := make([]int64, pick(g, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5))
	cube := pick[int64](g, 1, 2, 2, 3, 4)
	equal := g.chance(50)
	for i := range shape {
		if equal {
			shape[i] = cube
		} else {
			shape[i] = pick[int64](g, 0, 1, 1, 2, 2, 3, 3, 4, 5, 8)
		}
	}
	return shape
}

// related is the call's shape, or one made of it, or another.
func (g *generator) related() []int64 {
	shape := slices.Clone(g.shape)
	switch n := len(shape); g.IntN(12) {
	case 0:
		g.Shuffle(n, func(i, j int) { shape[i], shape[j] = shape[j], shape[i] })
	case 1:
		if n > 0 {
			shape[g.IntN(n)] = pick[int64](g, 0, 1, 1, 2)
		}
	case 2:
		return shape[min(1, n):]
	case 3:
		if n > 0 {
			i := g.IntN(n)
			return shape[i : i+1]
		}
	case 4:
		return g.newShape()
	case 5:
		return nil
	}
	return shape
}

// tensor makes one for the argument of this name.
func (g *generator) tensor(name string) value {
	dtype := g.dtype
	switch {
	case strings.Contains(name, "ind") || strings.Contains(name, "offsets") || strings.Contains(name, "length") || name == "target":
		if g.chance(75) {
			dtype = pick(g, torch.Int64, torch.Int64, torch.Int64, torch.Int32)
		}
	case strings.Contains(name, "mask") || name == "condition":
		if g.chance(70) {
			dtype = torch.Bool
		}
	case g.chance(10):
		dtype = g.newDType()
	}
	t := g.dense(dtype, g.related())
	if !g.plain {
		t = g.rearranged(t, dtype)
	}
	if g.chance(6) || g.grad && differentiable(dtype) && g.chance(70) {
		t = of("aten::requires_grad_", t)
		if g.grad && g.chance(50) {
			t = of("aten::clone", t) // no leaf, so that it may be written to
		}
	}
	if g.meta || g.chance(1) {
		t = of("aten::to.device", t, value{Kind: kindDevice, Text: "meta"}, ofDType(dtype))
	}
	return t
}

func differentiable(d torch.DType) bool { return d.IsFloatingPoint() || d.IsComplex() }

// dense makes a contiguous tensor.
func (g *generator) dense(dtype torch.DType, shape []int64) value {
	n := int64(1)
	for i, size := range shape {
		if size > 0 && n*size > maxElements {
			shape[i] = 1
			continue
		}
		n *= size
	}
	t := g.vector(dtype, n)
	if len(shape) != 1 {
		t = of("aten::reshape", t, ofInts(shape...))
	}
	switch dtype {
	case torch.Int64:
		return t
	case torch.QInt8, torch.QUInt8, torch.QInt32, torch.QUInt4x2:
		return g.quantized(t, dtype)
	}
	if numberless(dtype) {
		return of("aten::view.dtype", of("aten::to.dtype", t, ofDType(torch.UInt8)), ofDType(dtype))
	}
	return of("aten::to.dtype", t, ofDType(dtype))
}

// numberless tells whether no number can be cast to the dtype.
func numberless(d torch.DType) bool {
	switch d {
	case torch.Bits8, torch.Bits1x8, torch.UInt1, torch.UInt4, torch.Int4, torch.Float4E2M1FNX2:
		return true
	}
	return false
}

func (g *generator) quantized(t value, dtype torch.DType) value {
	t = of("aten::to.dtype", t, ofDType(torch.Float32))
	if g.chance(30) {
		scales := of("aten::ones", ofInts(pick[int64](g, 1, 2, 3)))
		return of("aten::quantize_per_channel", t, scales, of("aten::zeros", ofInts(pick[int64](g, 1, 2, 3))), ofInt(0), ofDType(dtype))
	}
	return of("aten::quantize_per_tensor", t, ofFloat(0.25), ofInt(1), ofDType(dtype))
}

// vector makes n numbers of a character that they share: indices, zeros, draws,
// edges.
func (g *generator) vector(dtype torch.DType, n int64) value {
	v := value{Kind: kindVector}
	character := g.IntN(10)
	floats := dtype == torch.Float64 || dtype != torch.Int64 && (dtype.IsFloatingPoint() || dtype.IsComplex())
	constant := int64(g.IntN(2))
	for range n {
		var x float64
		var i int64
		switch character {
		case 0, 1, 2, 3:
			i = g.Int64N(3)
		case 4:
			i = constant
		case 5:
			i = g.Int64N(12) - 4
		case 6:
			if g.chance(50) {
				i, x = pick(g, edges...), pick(g, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324)
			}
		default:
			i, x = g.Int64N(5), g.NormFloat64()
		}
		if character < 6 {
			x = float64(i)
		}
		if floats {
			v.List = append(v.List, ofFloat(x))
		} else {
			v.List = append(v.List, ofInt(i))
		}
	}
	return v
}

// rearranged gives a tensor other strides, another layout, or a lazy bit.
func (g *generator) rearranged(t value, dtype torch.DType) value {
	switch g.IntN(24) {
	case 0, 1, 2:
		return of("aten::transpose.int", t, ofInt(0), ofInt(-1))
	case 3, 4:
		return of("aten::slice.Tensor", t, ofInt(0), value{Kind: kindNone}, value{Kind: kindNone}, ofInt(2))
	case 5:
		return of("aten::unsqueeze", t, ofInt(pick[int64](g, 0, -1)))
	case 6:
		return of("aten::select.int", t, ofInt(0), ofInt(-1))
	case 7, 8:
		return of("aten::expand", of("aten::select.int", t, ofInt(0), ofInt(0)), ofInts(g.shape...))
	case 9:
		return of("aten::slice.Tensor", t, ofInt(-1), ofInt(1))
	case 10:
		return of("aten::conj", t)
	case 11:
		if differentiable(dtype) { // Python has no such view of others
			return of("aten::_neg_view", t)
		}
	case 12:
		return of("aten::to_sparse", t)
	case 13:
		return of("aten::to_sparse.sparse_dim", t, ofInt(1))
	case 14:
		return of("aten::to_sparse_csr", t)
	case 15:
		return of("aten::to_sparse_bsc", t, ofInts(1, 1))
	case 16:
		return of("aten::to_mkldnn", t)
	case 17:
		return of("aten::_nested_tensor_from_tensor_list", value{Kind: kindList, List: []value{t, t}})
	case 18:
		return of("aten::contiguous", t, value{Name: "memory_format", Kind: kindFormat, Int: pick[int64](g, 2, 3)})
	}
	return t
}
