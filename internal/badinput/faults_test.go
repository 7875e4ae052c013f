package badinput

import (
	"math"
	"reflect"

	"github.com/e0112027/gotorch/torch"
)

// inputs are the tensors of one call, which it may change.
type inputs struct {
	scope         *torch.Scope
	right, closed *torch.Tensor
}

func newInputs() *inputs {
	s := torch.NewScope()
	gone := torch.NewScope()
	in := &inputs{s, torch.Ones(2, 3, torch.In(s)), torch.Ones(2, 3, torch.In(gone))}
	gone.Close()
	return in
}

func (in *inputs) make(dtype torch.DType, device torch.Device, sizes ...int) *torch.Tensor {
	return torch.Full(sizes, 1, dtype, device, torch.In(in.scope))
}

// fault is a value that an argument of its type should seldom have. Where it is
// certain, nothing takes it.
type fault struct {
	name    string
	value   func(in *inputs) any
	certain bool
	lives   bool // it is a tensor that an operator gets to see
}

func constant(name string, v any) fault {
	return fault{name: name, value: func(*inputs) any { return v }}
}

// faults has them by the type of the argument.
var faults = map[reflect.Type][]fault{
	reflect.TypeFor[*torch.Tensor](): {
		{"closed", func(in *inputs) any { return in.closed }, true, false},
		constant("nil", (*torch.Tensor)(nil)),
		{"the zero value", func(*inputs) any { return &torch.Tensor{} }, true, false},
		{"a vector", func(in *inputs) any { return in.make(torch.Float32, torch.CPU, 7) }, false, true},
		{"a scalar", func(in *inputs) any { return in.make(torch.Float32, torch.CPU) }, false, true},
		{"no elements", func(in *inputs) any { return in.make(torch.Float32, torch.CPU, 0) }, false, true},
		{"five dimensions", func(in *inputs) any { return in.make(torch.Float32, torch.CPU, 1, 2, 1, 3, 5) }, false, true},
		{"float64", func(in *inputs) any { return in.make(torch.Float64, torch.CPU, 2, 3) }, false, true},
		{"complex", func(in *inputs) any { return in.make(torch.Complex64, torch.CPU, 2, 3) }, false, true},
		{"bool", func(in *inputs) any { return in.make(torch.Bool, torch.CPU, 2, 3) }, false, true},
		{"indices out of range", func(in *inputs) any { return in.make(torch.Int64, torch.CPU, 2, 3).Mul(99) }, false, true},
		{"meta", func(in *inputs) any { return in.make(torch.Float32, torch.Meta, 2, 3) }, false, true},
		{"float8", func(in *inputs) any { return in.right.To(torch.Float8E5M2) }, false, true},
	},
	reflect.TypeFor[[]*torch.Tensor](): {
		{"closed", func(in *inputs) any { return []*torch.Tensor{in.right, in.closed} }, true, false},
		constant("no list", []*torch.Tensor(nil)),
		{"nil", func(in *inputs) any { return []*torch.Tensor{in.right, nil} }, false, false},
		{"two shapes", func(in *inputs) any { return []*torch.Tensor{in.right, in.make(torch.Float32, torch.CPU, 7)} }, false, false},
		{"two dtypes", func(in *inputs) any { return []*torch.Tensor{in.right, in.make(torch.Bool, torch.CPU, 2, 3)} }, false, false},
		{"two devices", func(in *inputs) any { return []*torch.Tensor{in.right, in.make(torch.Float32, torch.Meta, 2, 3)} }, false, false},
	},
	reflect.TypeFor[any](): {
		{"closed", func(in *inputs) any { return in.closed }, true, false},
		{"a struct", func(*inputs) any { return struct{ X int }{1} }, true, false},
		{"a function", func(*inputs) any { return func() {} }, true, false},
		constant("nil", nil), constant("text", "nonsense"), constant("complex", 2i), constant("NaN", math.NaN()),
		constant("a large number", uint64(math.MaxUint64)), constant("strings", []string{"a"}),
		{"another shape", func(in *inputs) any { return in.make(torch.Float32, torch.CPU, 7) }, false, false},
	},
	reflect.TypeFor[int]():       {constant("99", 99), constant("-99", -99)},
	reflect.TypeFor[[]int]():     {constant("none", []int{}), constant("99", []int{99}), constant("-99", []int{-99, 1}), constant("twice", []int{0, 0}), constant("six", []int{1, 1, 1, 1, 1, 1})},
	reflect.TypeFor[float64]():   {constant("NaN", math.NaN()), constant("-inf", math.Inf(-1)), constant("-1", -1.0)},
	reflect.TypeFor[[]float64](): {constant("NaN", []float64{math.NaN()}), constant("none", []float64{})},
	reflect.TypeFor[string]():    {constant("nonsense", "nonsense"), constant("not UTF-8", "\xff\x00")},
	reflect.TypeFor[[]string]():  {constant("nonsense", []string{"nonsense"})},
	reflect.TypeFor[bool]():      {constant("true", true)},
	reflect.TypeFor[[]bool]():    {constant("five", make([]bool, 5))},
	reflect.TypeFor[[]any]():     {constant("text", []any{"nonsense"}), constant("nil", []any{nil})},
	reflect.TypeFor[torch.DType](): {
		{"no dtype", func(*inputs) any { return torch.DType(200) }, false, false}, constant("complex", torch.Complex64),
	},
	reflect.TypeFor[torch.Device]():       {constant("no device", torch.Device{Type: 99}), constant("index 99", torch.CUDA(99))},
	reflect.TypeFor[torch.Layout]():       {constant("no layout", torch.Layout(77))},
	reflect.TypeFor[torch.MemoryFormat](): {constant("no format", torch.MemoryFormat(77))},
	reflect.TypeFor[*torch.Generator]():   {constant("nil", (*torch.Generator)(nil))},
}

// plain are the arguments that stand beside the wrong one, by type.
func plain(in *inputs) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[*torch.Tensor]():   in.right,
		reflect.TypeFor[[]*torch.Tensor](): []*torch.Tensor{in.right, in.right},
		reflect.TypeFor[any]():             2,
		reflect.TypeFor[[]int]():           []int{0},
		reflect.TypeFor[float64]():         0.5,
		reflect.TypeFor[torch.DType]():     torch.Float32,
	}
}

// options are tried wherever an argument takes one.
var options = []any{
	torch.Dim(99), torch.Dim(-99), torch.Dim(0, 0), torch.KeepDim(true), torch.P("nonsense"), torch.P(struct{}{}), torch.P(math.NaN()),
	torch.Correction(99), torch.Alpha("nonsense"), torch.Alpha(2i), torch.Value(struct{}{}), torch.Beta("nonsense"), torch.DType(200),
	torch.Int64, torch.Complex64, torch.Device{Type: 99}, torch.CUDA(99), torch.Meta, torch.Layout(77), torch.SparseCSR,
	torch.MemoryFormat(77), torch.ChannelsLast, torch.RequiresGrad(true), torch.Descending(true), torch.Right(true),
	torch.ATol(-1), torch.RTol(math.NaN()), torch.IncludeSelf(false),
}
