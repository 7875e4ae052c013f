package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/torch"
)

// expression is a call in Go and the Python expression that must give the same
// bits.
type expression struct {
	python string // over a, the arguments, and torch
	args   string // see cases.NewInputs
	call   func(a []*torch.Tensor) any
}

// expressions are the tables of the families.
var expressions = slices.Concat(
	ampExpressions,
	argumentExpressions,
	autocastExpressions,
	coreExpressions,
	complexExpressions,
	createExpressions,
	dtypeExpressions,
	fftExpressions,
	indexExpressions,
	linalgExpressions,
	matrixExpressions,
	outExpressions,
	pointwiseExpressions,
	quantizedExpressions,
	randomExpressions,
	settingsExpressions,
	shapeExpressions,
	sparseExpressions,
	specialExpressions,
	statisticsExpressions,
	windowExpressions,
)

// coreExpressions show each kind of argument and of value.
var coreExpressions = []expression{
	{"a[0] + a[1]", "float32 2 3; float64 3", func(a []*torch.Tensor) any { return a[0].Add(a[1]) }},
	{"a[0].sum(0)", "float32 4 3 t", func(a []*torch.Tensor) any { return a[0].Sum(torch.Dim(0)) }},
	{"a[0].bitwise_and(a[1])", "int64 4; bool 4", func(a []*torch.Tensor) any { return a[0].BitwiseAnd(a[1]) }},
	{"a[0] * a[1]", "complex64 3; unit 3", func(a []*torch.Tensor) any { return a[0].Mul(a[1]) }},
	{"a[0].log() @ a[1].float()", "positive 3 3; spd 3 3", func(a []*torch.Tensor) any { return a[0].Log().MatMul(a[1].To(torch.Float32)) }},
	{"a[0].index_select(0, a[1])", "float32 5 2; index 3 < 5", func(a []*torch.Tensor) any { return a[0].IndexSelect(0, a[1]) }},
	{"a[0].max(1)", "float32 2 3", func(a []*torch.Tensor) any { return list(a[0].MaxDim(1)) }},
	{"a[0].numel()", "float32 2 3", func(a []*torch.Tensor) any { return a[0].Numel() }},
	{"a[0].is_contiguous()", "float32 2 3 t", func(a []*torch.Tensor) any { return a[0].IsContiguous() }},
	{"a[0].item()", "float32", func(a []*torch.Tensor) any { return a[0].Item() }},
	{"str(a[0].dtype)", "float32", func(a []*torch.Tensor) any { return a[0].DType().String() }},
}

// list makes one value of an operator's several.
func list(tensors ...*torch.Tensor) []*torch.Tensor { return tensors }

func (e expression) name() string { return "surface/" + e.python + " [" + e.args + "]" }

// surfaceCases compares the values of expressions.
func surfaceCases() []testCase {
	var out []testCase
	for _, e := range expressions {
		out = append(out, testCase{e.name(), func(r *recorder) {
			torch.ManualSeed(0)
			args, err := cases.NewInputs(e.args)
			if err != nil {
				r.must(err)
				return
			}
			r.value("value", e.call(args))
			r.draws()
		}})
	}
	return out
}

// value records what an expression gave.
func (r *recorder) value(key string, v any) {
	switch v := v.(type) {
	case *torch.Tensor:
		r.anyLayout(key, v.Detach())
	case []*torch.Tensor:
		for i, t := range v {
			r.value(key+" "+strconv.Itoa(i), t)
		}
	case float64:
		r.number(key, v)
	case bool, int, string, []int:
		r.text(key, fmt.Sprint(v))
	default:
		r.must(fmt.Errorf("%s: a value of type %T can't be compared", key, v))
	}
}
