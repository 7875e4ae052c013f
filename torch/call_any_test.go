package torch_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// called is the only result of an operator.
func called(t *testing.T, op string, args ...any) any {
	t.Helper()
	results, err := torch.Call(op, args...)
	require.NoError(t, err)
	require.Len(t, results, 1)
	return results[0]
}

func TestCall(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{1, 2, 3}, {4, 5, 6}})
	v := torch.NewTensor([]float32{-1, 0, 4})
	n := torch.NewTensor([]int64{3, 1, 2})
	kw := torch.Kwarg
	for _, tt := range []struct {
		name string
		op   string
		args []any
		want any // a tensor's values, or the result itself
	}{
		{"tensors", "aten::add.Tensor", []any{v, v}, []float32{-2, 0, 8}},
		{"keyword", "aten::add.Tensor", []any{v, v, kw("alpha", 3)}, []float32{-4, 0, 16}},
		{"all keywords", "aten::add.Tensor", []any{kw("other", v), kw("self", v)}, []float32{-2, 0, 8}},
		{"number for a tensor", "aten::add.Tensor", []any{n, 2}, []int64{5, 3, 4}},
		{"float promotes an integer tensor", "aten::add.Tensor", []any{n, 0.5}, []float32{3.5, 1.5, 2.5}},
		{"no namespace", "add", []any{v, v}, []float32{-2, 0, 8}},
		{"number first", "sub", []any{1, v}, []float32{2, 1, -3}},
		{"no overload", "aten::mul", []any{v, 2}, []float32{-2, 0, 8}},
		{"overload without namespace", "add.Scalar", []any{v, 1}, []float32{0, 1, 5}},
		{"overload named default", "aten::relu.default", []any{v}, []float32{0, 0, 4}},
		{"scalar", "eq", []any{v, 4}, []bool{false, false, true}},
		{"complex scalar", "aten::mul.Scalar", []any{torch.NewTensor([]complex64{1i}), 2i}, []complex64{-2}},
		{"small integer types", "aten::add.Scalar", []any{n, int8(1), uint16(2)}, []int64{5, 3, 4}},
		{"float32 scalar", "aten::mul.Scalar", []any{v, float32(0.5)}, []float32{-0.5, 0, 2}},
		{"uint64 scalar", "aten::mul.Scalar", []any{n, uint64(2)}, []int64{6, 2, 4}},
		{"bool scalar", "aten::mul.Scalar", []any{n, true}, []int64{3, 1, 2}},
		{"sum of all", "sum", []any{x}, float32(21)},
		{"list of ints", "sum", []any{x, []int{0}}, []float32{5, 7, 9}},
		{"list of int64", "sum", []any{x, []int64{0, 1}}, float32(21)},
		{"list of int32", "sum", []any{x, []int32{1}}, []float32{6, 15}},
		{"int for int[1]", "sum", []any{x, 1, true}, [][]float32{{6}, {15}}},
		{"None for a list", "aten::sum.dim_IntList", []any{x, nil}, float32(21)},
		{"nil list is None", "aten::sum.dim_IntList", []any{x, []int(nil)}, float32(21)},
		{"tensor for a list of SymInt", "aten::view", []any{x, torch.NewTensor([]int64{3, 2})}, [][]float32{{1, 2}, {3, 4}, {5, 6}}},
		{"uint8 tensor for a list of SymInt", "aten::view", []any{x, torch.NewTensor([]uint8{1, 6})}, [][]float32{{1, 2, 3, 4, 5, 6}}},
		{"tensors in a list of SymInt", "aten::view", []any{x, []any{torch.NewTensor(int32(3)), 2}}, [][]float32{{1, 2}, {3, 4}, {5, 6}}},
		{"tensors for a list of SymInt", "view", []any{x, []*torch.Tensor{torch.NewTensor([]int64{1}), torch.NewTensor(int8(6))}}, [][]float32{{1, 2, 3, 4, 5, 6}}},
		{"tensors in a list of int", "flip", []any{x, []any{torch.NewTensor(0.9), torch.NewTensor([]bool{true})}}, [][]float32{{6, 5, 4}, {3, 2, 1}}},
		{"tensors in a list of float", "aten::upsample_nearest1d.vec", []any{torch.Ones(1, 1, 2), nil, []any{torch.NewTensor(2)}}, [][][]float32{{{1, 1, 1, 1}}}},
		{"empty list", "aten::permute", []any{torch.NewTensor(float32(2)), []int{}}, float32(2)},
		{"dtype", "sum", []any{n, kw("dtype", torch.Float64)}, 6.0},
		{"dtype as its number", "sum", []any{n, kw("dtype", int(torch.Float64))}, 6.0},
		{"string", "div", []any{n, 2, kw("rounding_mode", "floor")}, []int64{1, 0, 1}},
		{"keyword without default", "meshgrid", []any{[]*torch.Tensor{n}, kw("indexing", "ij")}, nil},
		{"list of tensors", "cat", []any{[]*torch.Tensor{n, n}}, []int64{3, 1, 2, 3, 1, 2}},
		{"list of tensors and a dim", "stack", []any{[]*torch.Tensor{n, n}, 1}, [][]int64{{3, 3}, {1, 1}, {2, 2}}},
		{"optional tensors", "index", []any{x, []*torch.Tensor{nil, torch.NewTensor([]int64{2, 0})}}, [][]float32{{3, 1}, {6, 4}}},
		{"optional tensor left out", "aten::linear", []any{x, torch.NewTensor([][]float32{{1, 1, 1}})}, [][]float32{{6}, {15}}},
		{"optional tensor None", "aten::linear", []any{x, torch.NewTensor([][]float32{{1, 1, 1}}), nil}, [][]float32{{6}, {15}}},
		{"optional tensor nil", "aten::linear", []any{x, torch.NewTensor([][]float32{{1, 1, 1}}), (*torch.Tensor)(nil)}, [][]float32{{6}, {15}}},
		{"optional tensor given", "aten::linear", []any{x, torch.NewTensor([][]float32{{1, 1, 1}}), torch.NewTensor([]float32{1})}, [][]float32{{7}, {16}}},
		{"optional scalars", "clamp", []any{v, 0, 2}, []float32{0, 0, 2}},
		{"optional scalar None", "clamp", []any{v, nil, 2}, []float32{-1, 0, 2}},
		{"optional scalar by name", "clamp", []any{v, kw("max", 2)}, []float32{-1, 0, 2}},
		{"optional float", "nan_to_num", []any{torch.NewTensor([]float64{math.NaN(), math.Inf(1)}), 1.5, 2}, []float64{1.5, 2}},
		{"int for a float", "aten::dropout", []any{n.Gt(5).To(torch.Float32), 1, true}, []float32{0, 0, 0}},
		{"bool", "argsort", []any{n, kw("descending", true)}, []int64{0, 2, 1}},
		{"list of bools", "aten::count_nonzero", []any{v}, int64(2)},
		{"factory", "zeros", []any{[]int{2}}, []float32{0, 0}},
		{"factory's dtype", "aten::ones", []any{[]int{2}, kw("dtype", torch.Int16)}, []int16{1, 1}},
		{"device", "aten::full", []any{[]int{1}, 7, kw("device", torch.CPU)}, []int64{7}},
		{"device by name", "aten::full", []any{[]int{1}, 7, kw("device", "cpu")}, []int64{7}},
		{"layout", "aten::full", []any{[]int{1}, 7, kw("layout", torch.Strided)}, []int64{7}},
		{"memory format", "clone", []any{v, kw("memory_format", torch.ContiguousFormat)}, []float32{-1, 0, 4}},
		{"arange", "arange", []any{3}, []int64{0, 1, 2}},
		{"arange with a step", "arange", []any{0, 1, 0.5}, []float32{0, 0.5}},
		{"list of scalars", "aten::_foreach_add.ScalarList", []any{[]*torch.Tensor{n, v}, []any{1, 0.5}}, nil},
		{"floats for scalars", "aten::_foreach_mul.ScalarList", []any{[]*torch.Tensor{v}, []float64{2}}, nil},
		{"list of floats", "aten::upsample_nearest1d.vec", []any{v.Reshape(1, 1, 3), nil, []float64{2}}, [][][]float32{{{-1, -1, 0, 0, 4, 4}}}},
		{"tensor for an int", "aten::select.int", []any{n, 0, torch.NewTensor(int64(2))}, int64(2)},
		{"tensor for a float", "aten::nan_to_num", []any{torch.NewTensor([]float64{math.NaN()}), torch.NewTensor(2.5)}, []float64{2.5}},
		{"any ints", "aten::sum.dim_IntList", []any{x, []any{0, int64(1)}}, float32(21)},
		{"any tensors", "index", []any{x, []any{nil, torch.NewTensor([]int64{0})}}, [][]float32{{1}, {4}}},
		{"any floats", "aten::upsample_nearest1d.vec", []any{v.Reshape(1, 1, 3), nil, []any{1}}, [][][]float32{{{-1, 0, 4}}}},
		{"einsum", "einsum", []any{"ij->j", []*torch.Tensor{x}}, []float32{5, 7, 9}},
		{"view", "aten::view", []any{x, []int{3, 2}}, [][]float32{{1, 2}, {3, 4}, {5, 6}}},
		{"where", "where", []any{v.Gt(0), v, 0}, []float32{0, 0, 4}},
		{"pow of a number", "pow", []any{2, n}, []int64{8, 2, 4}},
		{"conv", "conv1d", []any{v.Reshape(1, 1, 3), torch.NewTensor([][][]float32{{{1, 1}}})}, [][][]float32{{{-1, 4}}}},
		{"result is a bool", "aten::equal", []any{v, v}, true},
		{"result is an int", "aten::size.int", []any{x, 1}, int64(3)},
		{"result is a number", "aten::item", []any{torch.NewTensor(2.5)}, 2.5},
		{"result is complex", "aten::item", []any{torch.NewTensor(complex64(2i))}, 2i},
		{"result is a dtype", "aten::promote_types", []any{torch.Int32, torch.Float16}, torch.Float16},
		{"result is a dtype of two", "result_type", []any{n, v}, torch.Float32},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := called(t, tt.op, tt.args...)
			switch got := got.(type) {
			case *torch.Tensor:
				torchtest.Equal(t, tt.want, got)
			case []*torch.Tensor:
				assert.Nil(t, tt.want)
				assert.NotEmpty(t, got)
			default:
				assert.Equal(t, tt.want, got)
			}
		})
	}
}

func TestCall_InPlaceReturnsTheReceiver(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([]float32{1, -2})
	assert.Same(t, x, called(t, "aten::add_.Tensor", x, 1))
	assert.Same(t, x, called(t, "relu_", x))
	torchtest.Equal(t, []float32{2, 0}, x)
	results, err := torch.Call("aten::_foreach_mul_.Scalar", []*torch.Tensor{x}, 2)
	require.NoError(t, err)
	assert.Empty(t, results)
	torchtest.Equal(t, []float32{4, 0}, x)
}

func TestCall_DTypeFollowsDataThatIsReplaced(t *testing.T) {
	torchtest.NoLeaks(t)
	x, data := torch.Ones(2), torch.NewTensor([]int64{3, 4, 5})
	results, err := torch.Call("aten::set_data", x, data)
	require.NoError(t, err)
	assert.Empty(t, results)
	torchtest.Equal(t, data, x)
	v := torch.Invocation{Op: torch.NewOp("aten::set_data")}
	v.Tensor(x)
	v.Tensor(torch.NewTensor([]float64{1}))
	v.Run()
	torchtest.Equal(t, []float64{1}, x)
	x.SetData(data)
	torchtest.Equal(t, data, x)
}

func TestCall_OutIsReturned(t *testing.T) {
	torchtest.NoLeaks(t)
	x, out := torch.NewTensor([]float32{1, 2}), torch.Empty(2)
	assert.Same(t, out, called(t, "add", x, x, torch.Kwarg("out", out)))
	torchtest.Equal(t, []float32{2, 4}, out)
	values, indices := torch.Empty(0), torch.Empty(0, torch.Int64)
	results, err := torch.Call("aten::max.dim_max", x, 0, torch.Kwarg("max", values), torch.Kwarg("max_values", indices))
	require.NoError(t, err)
	require.Len(t, results, 2)
	assert.Same(t, values, results[0])
	assert.Same(t, indices, results[1])
	torchtest.Equal(t, float32(2), values)
}

func TestCall_SeveralResults(t *testing.T) {
	torchtest.NoLeaks(t)
	results, err := torch.Call("sort", torch.NewTensor([]int64{3, 1}))
	require.NoError(t, err)
	require.Len(t, results, 2)
	torchtest.Equal(t, []int64{1, 3}, results[0].(*torch.Tensor))
	torchtest.Equal(t, []int64{1, 0}, results[1].(*torch.Tensor))
	parts := called(t, "chunk", torch.NewTensor([]int64{3, 1}), 2).([]*torch.Tensor)
	require.Len(t, parts, 2)
	torchtest.Equal(t, []int64{1}, parts[1])
}

func TestCall_DrawsFromAGenerator(t *testing.T) {
	torchtest.NoLeaks(t)
	g := torch.NewGenerator(torch.CPU)
	draw := func() *torch.Tensor {
		g.ManualSeed(3)
		return called(t, "rand", []int{4}, torch.Kwarg("generator", g)).(*torch.Tensor)
	}
	torchtest.Equal(t, draw(), draw())
	torchtest.Equal(t, torch.Rand(4, torch.WithGenerator(g.ManualSeed(3))), draw())
	none := called(t, "rand", []int{4}, torch.Kwarg("generator", (*torch.Generator)(nil)))
	assert.Equal(t, []int{4}, none.(*torch.Tensor).Shape())
}

func TestCall_ResultJoinsTheScope(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope()
	x := torch.Ones(2, torch.In(s))
	y := called(t, "add", x, 1).(*torch.Tensor)
	before := s.Len()
	assert.Equal(t, 2, before)
	s.Close()
	_, err := torch.Call("add", y, 1)
	requireError(t, err, "aten::add.Tensor", "scope")
}

func TestCall_Differentiates(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([]float32{3}, torch.RequiresGrad(true))
	called(t, "sum", called(t, "mul", x, x)).(*torch.Tensor).Backward()
	torchtest.Equal(t, []float32{6}, x.Grad())
}

func TestCall_OtherNamespace(t *testing.T) {
	torchtest.NoLeaks(t)
	got := called(t, "_test::leaky_relu", torch.NewTensor([]float32{-2, 3}), 0.5)
	torchtest.Equal(t, []float32{-1, 3}, got.(*torch.Tensor))
	assert.IsType(t, true, called(t, "mkldnn::_is_mkldnn_bf16_supported"))
	_, err := torch.Call("_test::get_first", 1)
	requireError(t, err, "_test::get_first", "a list of depth 1") // lists of lists have no Go form
}

// requireError asks for a *torch.Error that names the operator and holds texts.
func requireError(t *testing.T, err error, op string, texts ...string) {
	t.Helper()
	var e *torch.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, op, e.Op)
	for _, text := range texts {
		assert.Contains(t, e.Error(), text)
	}
}

func TestCall_Wrong(t *testing.T) {
	torchtest.NoLeaks(t)
	x, kw := torch.Ones(2), torch.Kwarg
	for _, tt := range []struct {
		name    string
		op, is  string
		args    []any
		message string
	}{
		{"unknown", "nope", "aten::nope", nil, "has no operator aten::nope"},
		{"unknown namespace", "nope::add", "nope::add", nil, "has no operator nope::add"},
		{"unknown overload", "add.nope", "aten::add", []any{x, x}, "has no operator aten::add.nope"},
		{"no name", "", "aten::", nil, "has no operator"},
		{"missing", "aten::mm", "aten::mm", []any{x}, "aten::mm() is missing value for argument 'mat2'. Declaration: aten::mm(Tensor self, Tensor mat2) -> Tensor"},
		{"too many", "aten::mm.default", "aten::mm", []any{x, x, x}, "aten::mm() expected at most 2 argument(s) but received 3 argument(s)"},
		{"keyword only", "aten::add.Tensor", "aten::add.Tensor", []any{x, x, 2}, "takes 2 positional argument(s) but 3 was/were given"},
		{"unknown keyword", "aten::add.Tensor", "aten::add.Tensor", []any{x, x, kw("foo", 2)}, "unknown keyword argument 'foo' for operator 'aten::add'"},
		{"given twice", "aten::add.Tensor", "aten::add.Tensor", []any{x, x, kw("self", x)}, "argument 'self' specified both as positional and keyword argument"},
		{"keyword twice", "aten::add.Tensor", "aten::add.Tensor", []any{x, x, kw("alpha", 1), kw("alpha", 1)}, "keyword argument repeated: alpha"},
		{"positional after keyword", "aten::add.Tensor", "aten::add.Tensor", []any{kw("other", x), x}, "positional argument 1 follows keyword argument 'other'"},
		{"float tensor in a list of SymInt", "aten::tensor_split.indices", "aten::tensor_split.indices", []any{x, []any{torch.NewTensor(1.0)}}, "aten::tensor_split() expected a value of type 'List[int]' for argument 'indices'"},
		{"float tensor for a list of SymInt", "aten::tensor_split.indices", "aten::tensor_split.indices", []any{x, x}, "aten::tensor_split() expected a value of type 'List[int]' for argument 'indices'"},
		{"tensor (2, 1) for a list of SymInt", "aten::tensor_split.indices", "aten::tensor_split.indices", []any{x, torch.NewTensor([][]int{{1}, {1}})}, "aten::tensor_split() expected a value of type 'List[int]' for argument 'indices'"},
		{"tensor for a list of int", "aten::flip", "aten::flip", []any{x, torch.NewTensor([]int{0})}, "aten::flip() expected a value of type 'List[int]' for argument 'dims'"},
		{"wrong type", "aten::add.Tensor", "aten::add.Tensor", []any{x, "a"}, "aten::add() expected a value of type 'Tensor' for argument 'other' but instead found type 'string'.\nPosition: 1\nValue: a\nDeclaration: aten::add.Tensor("},
		{"wrong list", "sum", "aten::sum", []any{x, 1.5}, "expected a value of type 'Optional[List[int]]' for argument 'dim' but instead found type 'float64'"},
		{"nil tensor", "aten::mm.default", "aten::mm", []any{nil, x}, "expected a value of type 'Tensor' for argument 'self' but instead found type 'nil'"},
		{"nil in a list", "aten::cat", "aten::cat", []any{[]*torch.Tensor{x, nil}}, "tensor 1 is nil"},
		{"no overload takes it", "add", "aten::add", []any{x, "a"}, "no overload takes these arguments"},
		{"a large number", "aten::add.Scalar", "aten::add.Scalar", []any{x, uint64(math.MaxUint64)}, "larger than the largest int64"},
		{"unknown device", "aten::ones", "aten::ones", []any{[]int{1}, kw("device", "foo")}, "foo"},
		{"not a Go type of ours", "aten::relu", "aten::relu", []any{struct{}{}}, "instead found type 'struct {}'"},
		{"in Scalar[]", "aten::_foreach_add.ScalarList", "aten::_foreach_add.ScalarList", []any{[]*torch.Tensor{x}, []any{"a"}}, "element 0 is a string, not a number"},
		{"libtorch's own reason", "aten::mm", "aten::mm", []any{x, x}, "must be a matrix"},
		{"shapes are told though no overload takes them", "add", "aten::add", []any{x, "a"}, "inputs: [2] torch.float32 cpu"},
		{"shapes of a list", "aten::cat", "aten::cat", []any{[]*torch.Tensor{x, torch.Ones(3)}, 1.5}, "inputs: [2] torch.float32 cpu, [3] torch.float32 cpu"},
		{"shapes are told", "add", "aten::add.Tensor", []any{x, torch.Ones(3)}, "[2] torch.float32 cpu, [3] torch.float32 cpu"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			results, err := torch.Call(tt.op, tt.args...)
			assert.Nil(t, results)
			requireError(t, err, tt.is, tt.message)
		})
	}
}

// TestCall_GeneratedWrongCalls gives each of some operators each of some values
// that its first argument can't be, then each wrong number of arguments.
func TestCall_GeneratedWrongCalls(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2)
	closed := torch.NewScope()
	gone := torch.Ones(2, torch.In(closed))
	closed.Close()
	values := []any{
		nil, "text", 2, 1.5, 2i, true, []int{1}, []float64{1}, []bool{true}, []string{"a"}, []any{1},
		torch.Float32, torch.CPU, torch.Strided, torch.ContiguousFormat, struct{}{}, &x, gone,
		(*torch.Tensor)(nil), []*torch.Tensor{x}, []*torch.Tensor(nil), torch.NewGenerator(torch.CPU),
	}
	ops := []string{
		"aten::relu", "aten::mm", "aten::softmax.int", "aten::view", "aten::conv2d", "aten::linear",
		"aten::layer_norm", "aten::max.dim", "aten::index", "aten::to.dtype",
	}
	count := 0
	for _, op := range ops {
		calls := slices.Collect(func(yield func([]any) bool) {
			for _, v := range values {
				yield([]any{v})
			}
			yield(nil)
			yield(slices.Repeat([]any{x}, 40))
			yield([]any{torch.Kwarg("nope", x)})
		})
		for _, args := range calls {
			_, err := torch.Call(op, args...)
			var e *torch.Error
			if assert.ErrorAs(t, err, &e, "%s%v", op, args) {
				assert.Contains(t, e.Op, op)
				count++
			}
		}
	}
	assert.GreaterOrEqual(t, count, 200)
}
