package torch_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// printCase is a tensor of internal/tensorstr's golden file and Python's text.
type printCase struct {
	Name         string         `json:"name"`
	Want         string         `json:"want"`
	Shape        []int          `json:"shape"`
	DType        string         `json:"dtype"`
	Values       []string       `json:"values"`
	DefaultDType string         `json:"default_dtype"`
	Device       string         `json:"device"`
	GradFn       string         `json:"grad_fn"`
	RequiresGrad bool           `json:"requires_grad"`
	Options      map[string]any `json:"options"`
	Layout       string         `json:"layout"`
	Quantized    *struct {
		Scales     []float64 `json:"scales"`
		ZeroPoints []int64   `json:"zero_points"`
		Axis       *int      `json:"axis"`
	} `json:"quantized"`
	Nested *struct {
		Parts []printCase `json:"parts"`
	} `json:"nested"`
	Recipe *struct {
		Start, Step, Mod, Div int64
	} `json:"recipe"`
}

func TestString_MatchesPython(t *testing.T) {
	raw, err := os.ReadFile("../internal/tensorstr/testdata/golden.json")
	require.NoError(t, err)
	var golden struct {
		Torch string      `json:"torch"`
		Cases []printCase `json:"cases"`
	}
	require.NoError(t, json.Unmarshal(raw, &golden))

	require.GreaterOrEqual(t, len(golden.Cases), 400)
	for _, c := range golden.Cases {
		t.Run(c.Name, func(t *testing.T) {
			if c.DefaultDType != "" {
				former := torch.DefaultDType()
				torch.SetDefaultDType(printDTypes[c.DefaultDType])
				defer torch.SetDefaultDType(former)
			}
			assert.Equal(t, c.Want, c.build(t).Text(c.options()))
		})
	}
	t.Logf("%d tensors against torch %s", len(golden.Cases), golden.Torch)
}

// summarised makes the tensors whose values the golden file doesn't hold.
var summarised = map[string]func() *torch.Tensor{
	"complex summarised": func() *torch.Tensor {
		values := make([]complex64, 40*40)
		for i := range values {
			values[i] = complex(float32(i), float32(i)/8)
		}
		return torch.FromSlice(values, 40, 40)
	},
	"the middle does not choose the notation": func() *torch.Tensor {
		values := make([]float32, 1100)
		for i := range values {
			values[i] = float32(i)
		}
		values[500] = 1e30
		return torch.FromSlice(values)
	},
}

func size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// build makes the tensor in libtorch.
func (c printCase) build(t *testing.T) *torch.Tensor {
	if c.Nested != nil {
		return c.nested(t)
	}
	x := sparse(c.data(t), c.Layout)
	if c.RequiresGrad && c.GradFn == "" {
		x.SetRequiresGrad(true)
	}
	leaf := func() *torch.Tensor { return x.Clone().SetRequiresGrad(true) }
	switch c.GradFn {
	case "":
		return x
	case "AddBackward0":
		return leaf().Add(0)
	case "SumBackward0":
		return leaf().Sum()
	case "MmBackward0":
		return leaf().MM(torch.Eye(c.Shape[1]))
	default:
		t.Fatalf("no way to make %s", c.GradFn)
		return nil
	}
}

// nested makes the parts and the tensor of them.
func (c printCase) nested(t *testing.T) *torch.Tensor {
	var parts []*torch.Tensor
	for _, part := range c.Nested.Parts {
		parts = append(parts, part.build(t))
	}
	return torch.NestedTensor(parts, torch.RequiresGrad(c.RequiresGrad))
}

// quantized makes the tensor of the numbers that it stands for.
func (c printCase) quantized(x *torch.Tensor, dtype torch.DType) *torch.Tensor {
	q := c.Quantized
	if q.Axis == nil {
		return x.QuantizePerTensor(q.Scales[0], q.ZeroPoints[0], dtype)
	}
	return x.QuantizePerChannel(torch.FromSlice(q.Scales).Float(), torch.FromSlice(q.ZeroPoints), *q.Axis, dtype)
}

func (c printCase) data(t *testing.T) *torch.Tensor {
	dtype, known := printDTypes[c.DType]
	require.True(t, known, c.DType)
	switch build, special := summarised[c.Name]; {
	case special:
		return build()
	case c.Quantized != nil:
		return c.quantized(wide(t, c, parseFloat).Float(), dtype)
	case c.Device != "":
		return torch.Empty(c.Shape, dtype, torch.Meta)
	case c.Recipe != nil:
		x := torch.Arange(size(c.Shape)).Mul(c.Recipe.Step).Add(c.Recipe.Start)
		x = apply("remainder.Scalar", x, c.Recipe.Mod)
		if c.Recipe.Div != 1 {
			x = apply("div.Scalar", x.Double(), c.Recipe.Div)
		}
		return apply("reshape", x.To(dtype), c.Shape)
	case dtype == torch.UInt64:
		return wide(t, c, func(s string) (uint64, error) { return strconv.ParseUint(s, 10, 64) })
	case dtype == torch.Bool:
		return wide(t, c, strconv.ParseBool)
	case dtype.IsComplex():
		return wide(t, c, parseComplex).To(dtype)
	case dtype.IsFloatingPoint():
		return wide(t, c, parseFloat).To(dtype)
	default:
		return wide(t, c, func(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) }).To(dtype)
	}
}

// wide makes a tensor of the listed values in the widest dtype of their kind.
func wide[T torch.Element](t *testing.T, c printCase, parse func(string) (T, error)) *torch.Tensor {
	values := make([]T, len(c.Values))
	for i, s := range c.Values {
		v, err := parse(s)
		require.NoError(t, err)
		values[i] = v
	}
	return apply("reshape", torch.FromSlice(values), c.Shape)
}

// sparse turns a dense tensor into one of a layout; "" leaves it.
func sparse(x *torch.Tensor, layout string) *torch.Tensor {
	switch layout {
	case "":
		return x
	case "sparse_coo":
		return apply("to_sparse", x)
	case "sparse_csr", "sparse_csc":
		return apply("to_"+layout, x)
	default:
		return apply("to_"+layout, x, []int{2, 2})
	}
}

// apply calls an operator by its schema's name.
func apply(op string, x *torch.Tensor, args ...any) *torch.Tensor {
	v := torch.Invocation{Op: torch.NewOp("aten::" + op)}
	v.Tensor(x)
	for _, arg := range args {
		if ints, ok := arg.([]int); ok {
			v.Ints(ints)
		} else {
			v.Scalar(arg)
		}
	}
	return v.One()
}

func parseFloat(s string) (float64, error) {
	if s == "nan" {
		return math.NaN(), nil
	}
	return strconv.ParseFloat(s, 64)
}

func parseComplex(s string) (complex128, error) {
	re, im, _ := strings.Cut(s, " ")
	r, err := parseFloat(re)
	if err != nil {
		return 0, err
	}
	i, err := parseFloat(im)
	return complex(r, i), err
}

func (c printCase) options() torch.PrintOptions {
	o := torch.DefaultPrintOptions()
	for name, into := range map[string]*int{
		"precision": &o.Precision, "threshold": &o.Threshold, "edgeitems": &o.EdgeItems, "linewidth": &o.LineWidth,
	} {
		if v, given := c.Options[name]; given {
			*into = int(v.(float64))
		}
	}
	if v, given := c.Options["sci_mode"]; given {
		o.SciMode = torch.SciOff
		if v.(bool) {
			o.SciMode = torch.SciOn
		}
	}
	return o
}

var printDTypes = func() map[string]torch.DType {
	byName := map[string]torch.DType{}
	for d := torch.UInt8; d <= torch.Float4E2M1FNX2; d++ {
		byName[strings.TrimPrefix(d.String(), "torch.")] = d
	}
	return byName
}()

func TestString_ReadsThroughViews(t *testing.T) {
	x := apply("reshape", torch.Arange(6), []int{2, 3})
	z := torch.FromSlice([]complex64{1 + 2i, 3 - 4i})
	cases := []struct {
		name string
		x    *torch.Tensor
		want string
	}{
		{"transposed", apply("t", x), "tensor([[0, 3],\n        [1, 4],\n        [2, 5]])"},
		{"expanded", apply("expand", apply("reshape", torch.Arange(2), []int{2, 1}), []int{2, 3}), "tensor([[0, 0, 0],\n        [1, 1, 1]])"},
		{"offset", apply("select.int", x, 0, 1), "tensor([3, 4, 5])"},
		{"element", apply("select.int", apply("select.int", x, 0, 1), 0, 2), "tensor(5)"},
		{"conjugated", apply("conj", z), "tensor([1.-2.j, 3.+4.j])"},
		{"negated", apply("imag", apply("conj", z)), "tensor([-2.,  4.])"},
		{
			"expanded to more elements than memory holds", apply("expand", torch.Arange(8), []int{1 << 40, 8}),
			"tensor([[0, 1, 2,  ..., 5, 6, 7],\n        [0, 1, 2,  ..., 5, 6, 7],\n        [0, 1, 2,  ..., 5, 6, 7],\n        ...,\n" +
				"        [0, 1, 2,  ..., 5, 6, 7],\n        [0, 1, 2,  ..., 5, 6, 7],\n        [0, 1, 2,  ..., 5, 6, 7]])",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, c.x.String()) })
	}
}

func TestFormat_Verbs(t *testing.T) {
	x := torch.FromSlice([]float64{1.5, 2.25}).Float()
	cases := []struct{ format, want string }{
		{"%v", "tensor([1.5000, 2.2500])"},
		{"%s", "tensor([1.5000, 2.2500])"},
		{"%.1v", "tensor([1.5, 2.2])"},
		{"%.2f", "tensor([1.50, 2.25])"},
		{"%.1e", "tensor([1.5e+00, 2.2e+00])"},
		{"%#v", "torch.Tensor(shape=[2], dtype=torch.float32, device=cpu)"},
		{"%d", "%!d(torch.Tensor(shape=[2], dtype=torch.float32, device=cpu))"},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, fmt.Sprintf(c.format, x), c.format)
	}
	long := torch.Arange(1001)
	assert.Contains(t, fmt.Sprint(long), " ..., ")
	assert.NotContains(t, fmt.Sprintf("%+v", long), "...")
	assert.Equal(t, "<nil>", (*torch.Tensor)(nil).String())
}

func ExampleTensor_Format() {
	x := torch.NewTensor([][]float32{{1, 2.5}, {-3, 1000}}, torch.RequiresGrad(true))
	fmt.Println(x)
	fmt.Printf("%.1f\n", x.Mul(2))
	// Output:
	// tensor([[   1.0000,    2.5000],
	//         [  -3.0000, 1000.0000]], requires_grad=True)
	// tensor([[   2.,    5.],
	//         [  -6., 2000.]], grad_fn=<MulBackward0>)
}

func TestString_LeavesNothingBehind(t *testing.T) {
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(40, 40, torch.In(s), torch.RequiresGrad(true))
		before := s.Len()
		_ = x.String()
		assert.Equal(t, before, s.Len())
		assert.True(t, torch.IsGradEnabled())
	})
}
