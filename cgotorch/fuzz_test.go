package cgotorch

import (
	"math"
	"testing"
)

// Operators that only describe memory or read little of it, called with and
// without boxing, and with arguments of every kind.
var fuzzed = []string{
	"aten::add.Tensor", "aten::relu", "aten::sum.dim_IntList", "aten::permute", "aten::view", "aten::expand",
	"aten::select.int", "aten::slice.Tensor", "aten::cat", "aten::stack", "aten::einsum", "aten::index.Tensor",
	"aten::to.dtype_layout", "aten::scalar_tensor", "aten::transpose.int", "aten::argmax", "aten::clone",
	"aten::as_strided", "aten::lerp.Scalar", "aten::addmm", "aten::linear", "aten::std.correction",
	"aten::_foreach_add.ScalarList", "aten::conv2d.padding", "aten::bernoulli",
	"aten::relu_", "aten::copy_", "aten::where.self", "aten::view.dtype",
}

var fuzzedOps = func() (ops []*Op) {
	for _, name := range fuzzed {
		ops = append(ops, NewOp(name))
	}
	return ops
}()

// FuzzOpCall reads bytes as arguments, cuts the words off anywhere, and calls an
// operator with them. Handles are always of live tensors: a word cannot tell.
func FuzzOpCall(f *testing.F) {
	f.Add([]byte{0, 1, 0, 1, 1})
	f.Add([]byte{5, 1, 1, 6, 2, 2, 3, 0, 0})
	f.Add([]byte{10, 10, 9, 2, 0, 1})
	for op := range fuzzed {
		f.Add([]byte{byte(op), 1, 0, 2, 1, 4, 1, 6, 1, 1, 15, 15})
		f.Add([]byte{byte(op), 9, 3, 0, 1, 2, 7, 1, 4, 14, 2, 9, 0, 1})
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		noLeaks(t)
		tensors := []Handle{number(t), number(t, 2), number(t, 2, 3), number(t, 0, 3), number(t, 1, 2, 3, 4)}
		g, err := NewGenerator(0, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer ReleaseGenerator(g)
		r := fuzzReader{data: data, tensors: tensors, generator: g}
		op := fuzzedOps[r.below(len(fuzzed))]
		cut, words := r.next(), args(func(a *Args) {
			for len(r.data) > 0 {
				r.argument(a)
			}
		})
		truncate(words, int(cut))
		results, err := op.Call(words)
		if err != nil && err.Error() == "" {
			t.Error("an error without a text")
		}
		for _, result := range results {
			Release(append(result.Handles, result.Handle)...)
		}
	})
}

// truncate drops the last words where n says so.
func truncate(a *Args, n int) {
	if n >= argWords {
		return
	}
	if a.heap != nil {
		a.heap = a.heap[:max(1, len(a.heap)-n)]
		return
	}
	a.n = max(0, a.n-n)
}

type fuzzReader struct {
	data      []byte
	tensors   []Handle
	generator GeneratorHandle
}

func (r *fuzzReader) next() byte {
	if len(r.data) == 0 {
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *fuzzReader) below(n int) int { return int(r.next()) % n }

func (r *fuzzReader) tensor() Handle { return r.tensors[r.below(len(r.tensors))] }

// int is small, or at an end of a range.
func (r *fuzzReader) int() int {
	if b := int8(r.next()); b > -100 && b < 100 {
		return int(b) / 8
	}
	ends := []int{math.MinInt64, math.MaxInt64, math.MinInt32, math.MaxInt32, 1 << 62, -1 << 62, 200, 1 << 40}
	return ends[r.below(len(ends))]
}

func (r *fuzzReader) double() float64 {
	doubles := []float64{0, 1, -1, 0.5, math.NaN(), math.Inf(1), math.MaxFloat64}
	return doubles[r.below(len(doubles))]
}

func (r *fuzzReader) text() string {
	texts := []string{"", "ij,jk->ik", "ij->", "...", "i->ii", "same", "valid", "\x00\xff", "a very long text that takes many words"}
	return texts[r.below(len(texts))]
}

func (r *fuzzReader) argument(a *Args) {
	switch tag := Tag(r.below(18)); tag {
	case TagTensor:
		a.Tensor(r.tensor())
	case TagInt:
		a.Int(int64(r.int()))
	case TagDouble:
		a.Double(r.double())
	case TagBool:
		a.Bool(r.next()&1 != 0)
	case TagComplex:
		a.Complex(complex(r.double(), r.double()))
	case TagInts:
		ints := make([]int, r.below(6))
		for i := range ints {
			ints[i] = r.int()
		}
		a.Ints(ints)
	case TagDoubles:
		doubles := make([]float64, r.below(4))
		for i := range doubles {
			doubles[i] = r.double()
		}
		a.Doubles(doubles)
	case TagBools:
		a.Bools(make([]bool, r.below(4)))
	case TagTensors:
		n := r.below(4)
		a.List(TagTensors, n)
		for range n {
			a.Element(r.tensor())
		}
	case TagScalars:
		n := r.below(4)
		a.List(TagScalars, n)
		for range n {
			a.Double(r.double())
		}
	case TagString:
		a.String(r.text())
	case TagStrings:
		a.Strings([]string{r.text(), r.text()})
	case TagDevice:
		a.Device(r.below(30), r.int())
	case TagGenerator:
		a.Generator(r.generator)
	case TagSpill: // a list that promises more than there is
		tags := []Tag{TagInts, TagDoubles, TagBools, TagScalars, TagString, TagStrings}
		a.put2(tags[r.below(len(tags))], uint64(r.int()))
	default: // None, the default, and a tag that is none
		a.put(uint64(tag))
	}
}
