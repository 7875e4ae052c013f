package cgotorch

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResolve_NamesWhatIsMissing(t *testing.T) {
	for _, name := range []string{"aten::no_such_operator", "aten::add.NoSuchOverload", "add", "", "::", "aten::add."} {
		requireError(t, NewOp(name).Resolve(), strings.TrimSuffix(strings.TrimSuffix(name, ".NoSuchOverload"), "."), "RuntimeError", "has no operator")
	}
	_, err := NewOp("aten::no_such_operator").Schema()
	assert.Error(t, err)
}

func TestSchema(t *testing.T) {
	schema, err := NewOp("aten::relu").Schema()
	require.NoError(t, err)
	assert.Equal(t, "aten::relu(Tensor self) -> Tensor", schema)
	names, err := OpNames()
	require.NoError(t, err)
	assert.Contains(t, names, "aten::add.Tensor")
	assert.Contains(t, names, "aten::relu")
}

// An operator of each way to call: relu, sum and add are called without boxing,
// logspace and hann_window with it.
func TestCall_RefusesArguments(t *testing.T) {
	noLeaks(t)
	x := number(t, 2)
	for _, c := range []struct {
		name, op, message string
		fill              func(a *Args)
	}{
		{"too few", "aten::add.Tensor", "missing a value for argument 'other' (position 2)",
			func(a *Args) { a.Tensor(x) }},
		{"too few, boxed", "aten::logspace", "missing a value for argument 'end' (position 2)",
			func(a *Args) { a.Double(1) }},
		{"none", "aten::relu", "missing a value for argument 'self' (position 1)", nil},
		{"none, boxed", "aten::logspace", "missing a value for argument 'start' (position 1)", nil},
		{"too many", "aten::relu", "takes 1 arguments but more were given",
			func(a *Args) { a.Tensor(x); a.Tensor(x) }},
		{"too many, boxed", "aten::logspace", "takes 8 arguments but more were given", func(a *Args) {
			a.Double(1)
			a.Double(2)
			a.Int(3)
			for range 6 {
				a.Default()
			}
		}},
		{"a string for a tensor", "aten::relu", "relu(): argument 'self' (position 1) must be Tensor, not str",
			func(a *Args) { a.String("one") }},
		{"None for a tensor", "aten::add.Tensor", "add(): argument 'other' (position 2) must be Tensor, not None",
			func(a *Args) { a.Tensor(x); a.None() }},
		{"a float for an int", "aten::unsqueeze", "unsqueeze(): argument 'dim' (position 2) must be int, not float",
			func(a *Args) { a.Tensor(x); a.Double(1) }},
		{"a float for an int, boxed", "aten::logspace", "logspace(): argument 'steps' (position 3) must be int, not float",
			func(a *Args) { a.Double(1); a.Double(2); a.Double(3) }},
		{"a tensor for a number", "aten::add.Tensor", "argument 'alpha' (position 3) must be Scalar, not Tensor",
			func(a *Args) { a.Tensor(x); a.Tensor(x); a.Tensor(x) }},
		{"a tensor for a number, boxed", "aten::logspace", "argument 'start' (position 1) must be Scalar, not Tensor",
			func(a *Args) { a.Tensor(x) }},
		{"a tensor for a list of tensors", "aten::cat", "cat(): argument 'tensors' (position 1) must be Tensor[], not Tensor",
			func(a *Args) { a.Tensor(x) }},
		{"an int for a bool", "aten::sum.dim_IntList", "argument 'keepdim' (position 3) must be bool, not int",
			func(a *Args) { a.Tensor(x); a.Int(0); a.Int(1) }},
		{"floats for ints", "aten::permute", "argument 'dims' (position 2) must be int[], not list of floats",
			func(a *Args) { a.Tensor(x); a.Doubles([]float64{0}) }},
		{"a device for a string", "aten::einsum", "argument 'equation' (position 1) must be str, not torch.device",
			func(a *Args) { a.Device(0, -1) }},
		{"no default", "aten::relu", "argument 'self' (position 1) must be Tensor, not default",
			func(a *Args) { a.Default() }},
		{"a tag from nowhere", "aten::relu", "must be Tensor, not unknown value",
			func(a *Args) { a.put(99) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := call1(c.op, c.fill)
			requireError(t, err, c.op, "TypeError", c.message)
			h, err := call1("aten::relu", func(a *Args) { a.Tensor(x) })
			require.NoError(t, err, "the next call works")
			Release(h)
		})
	}
}

func TestCall1_RefusesOtherResultsAndFreesThem(t *testing.T) {
	noLeaks(t)
	x := number(t, 4, 4)
	for op, fill := range map[string]func(a *Args){
		"aten::max.dim":                     func(a *Args) { a.Tensor(x); a.Int(0) },
		"aten::split.Tensor":                func(a *Args) { a.Tensor(x); a.Int(1) },
		"aten::_version":                    func(a *Args) { a.Tensor(x) },
		"aten::equal":                       func(a *Args) { a.Tensor(x); a.Tensor(x) },
		"aten::_debug_has_internal_overlap": func(a *Args) { a.Tensor(x) },
	} {
		_, err := call1(op, fill)
		requireError(t, err, op, "TypeError", "the result is not one tensor")
	}
}

func TestCall_Results(t *testing.T) {
	noLeaks(t)
	x, one := number(t, 3, 2), number(t)
	call := func(op string, fill func(a *Args)) Result {
		results, err := NewOp(op).Call(args(fill))
		require.NoError(t, err)
		require.Len(t, results, 1)
		return results[0]
	}
	assert.Equal(t, Result{Tag: TagBool, Int: 1}, call("aten::equal", func(a *Args) { a.Tensor(x); a.Tensor(x) }))
	assert.Equal(t, Result{Tag: TagDouble, Double: 2}, call("aten::item", func(a *Args) { a.Tensor(one) }))
	assert.Equal(t, Result{Tag: TagInt, Int: 3}, call("aten::sym_size.int", func(a *Args) { a.Tensor(x); a.Int(0) }))
	complexOne, err := call1("aten::complex", func(a *Args) { a.Tensor(one); a.Tensor(one) })
	require.NoError(t, err)
	assert.Equal(t, Result{Tag: TagComplex, Complex: 2 + 2i}, call("aten::item", func(a *Args) { a.Tensor(complexOne) }))
	Release(complexOne)

	results, err := NewOp("aten::_choose_qparams_per_tensor").Call(args(func(a *Args) { a.Tensor(x) }))
	require.NoError(t, err)
	assert.Equal(t, []Tag{TagDouble, TagInt}, []Tag{results[0].Tag, results[1].Tag})

	results, err = NewOp("aten::histogramdd.int_bins").Call(args(func(a *Args) { a.Tensor(x); a.Int(3) }))
	require.NoError(t, err)
	assert.Equal(t, []Tag{TagTensor, TagTensors}, []Tag{results[0].Tag, results[1].Tag})
	Release(append(results[1].Handles, results[0].Handle)...)

	results, err = NewOp("aten::set_data").Call(args(func(a *Args) { a.Tensor(x); a.Tensor(x) }))
	require.NoError(t, err)
	assert.Empty(t, results, "an operator without results")
}

// The kinds of results that no operator in the dispatcher returns on its own.
func TestResults_DecodesEveryKind(t *testing.T) {
	words := args(func(a *Args) {
		a.None()
		a.Ints([]int{3, -2})
		a.Ints(nil)
		a.Doubles([]float64{1, 2.5})
		a.Bools([]bool{true, false})
		a.String("")
		a.String("12345678")
		a.String("größer")
		a.Device(1, -1)
		a.Complex(1 - 2i)
	})
	require.NotNil(t, words.heap, "more words than are held in place")
	op := NewOp("none")
	op.returns.Store(10)
	assert.Equal(t, []Result{
		{Tag: TagNone},
		{Tag: TagInts, Ints: []int{3, -2}},
		{Tag: TagInts},
		{Tag: TagDoubles, Doubles: []float64{1, 2.5}},
		{Tag: TagBools, Bools: []bool{true, false}},
		{Tag: TagString},
		{Tag: TagString, String: "12345678"},
		{Tag: TagString, String: "größer"},
		{Tag: TagDevice, Ints: []int{1, -1}},
		{Tag: TagComplex, Complex: 1 - 2i},
	}, op.results(words.heap))
}

func TestString_ReachesTheOperator(t *testing.T) {
	noLeaks(t)
	x := number(t, 2, 3)
	for _, c := range []struct {
		equation string
		sizes    []int
	}{{"ij->ji", []int{3, 2}}, {"ij->", nil}, {"i j -> i             ", []int{2}}} {
		h, err := call1("aten::einsum", func(a *Args) {
			a.String(c.equation)
			a.List(TagTensors, 1)
			a.Element(x)
		})
		require.NoError(t, err, c.equation)
		var m Meta
		require.NoError(t, ReadMeta(h, &m))
		assert.Equal(t, append([]int{}, c.sizes...), m.Sizes())
		Release(h)
	}
}

func TestCall_LongLists(t *testing.T) {
	noLeaks(t)
	x := number(t, 1000)
	results, err := NewOp("aten::split.Tensor").Call(args(func(a *Args) { a.Tensor(x); a.Int(1) }))
	require.NoError(t, err)
	parts := results[0].Handles
	require.Len(t, parts, 1000)
	assert.Len(t, results[0].Infos, 1000)
	h, err := call1("aten::cat", func(a *Args) { // 1000 handles do not fit the words in place
		a.List(TagTensors, len(parts))
		for _, part := range parts {
			a.Element(part)
		}
	})
	require.NoError(t, err)
	var m Meta
	require.NoError(t, ReadMeta(h, &m))
	assert.Equal(t, []int{1000}, m.Sizes())
	Release(append(parts, h)...)
}

// Arguments that end at, before and behind the words held in place.
func TestArgs_OverflowAtEveryPlace(t *testing.T) {
	noLeaks(t)
	for n := range 3 * argWords {
		ints := make([]int, n)
		for i := range ints {
			ints[i] = 1
		}
		if n > 0 {
			ints[n-1] = 2
		}
		h, err := call1("aten::zeros", func(a *Args) { a.Ints(ints); a.Int(dtypeInt64) })
		require.NoError(t, err)
		var m Meta
		require.NoError(t, ReadMeta(h, &m))
		assert.Equal(t, ints, m.Sizes())
		assert.EqualValues(t, dtypeInt64, m.DType())
		Release(h)
	}
}

func TestCall_Reentrant(t *testing.T) {
	noLeaks(t)
	x := number(t, 2, 2)
	done := AllowCallbacks()
	defer done()
	h, err := call1("aten::mm", func(a *Args) { a.Tensor(x); a.Tensor(x) })
	require.NoError(t, err)
	data, bytes, err := Data(h)
	require.NoError(t, err)
	assert.Equal(t, 16, bytes)
	assert.Equal(t, []float32{8, 8, 8, 8}, unsafe.Slice((*float32)(data), 4))
	Release(h)
	_, err = call1("aten::mm", func(a *Args) { a.Tensor(x) })
	requireError(t, err, "aten::mm", "TypeError", "missing a value for argument 'mat2' (position 2)")
	require.NoError(t, NewOp("aten::relu_").Call0(args(func(a *Args) { a.Tensor(x) })))
}

func TestItem_LargeUnsigned(t *testing.T) {
	noLeaks(t)
	value := uint64(1<<63 + 5)
	h, err := NewTensor(dtypeUInt64, nil, unsafe.Pointer(&value), 8)
	require.NoError(t, err)
	defer Release(h)
	results, err := NewOp("aten::item").Call(args(func(a *Args) { a.Tensor(h) }))
	if err != nil { // libtorch before it had a kind of value for them
		assert.ErrorContains(t, err, "overflow")
		return
	}
	assert.Equal(t, value, uint64(results[0].Int))
}
