package tensorstr_test

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

// goldenDense is a dense tensor of testdata/golden.json. Values is null for a
// meta tensor.
type goldenDense struct {
	Shape  []int     `json:"shape"`
	DType  string    `json:"dtype"`
	Values *[]string `json:"values"`
}

type goldenCase struct {
	goldenDense
	Name         string         `json:"name"`
	Want         string         `json:"want"`
	DefaultDType string         `json:"default_dtype"`
	Device       string         `json:"device"`
	Layout       string         `json:"layout"`
	GradFn       string         `json:"grad_fn"`
	RequiresGrad bool           `json:"requires_grad"`
	Options      map[string]any `json:"options"`
	Sparse       *struct {
		NNZ   int `json:"nnz"`
		Parts []struct {
			goldenDense
			Name string `json:"name"`
		} `json:"parts"`
	} `json:"sparse"`
	Quantized struct {
		Texts []string `json:"texts"`
	} `json:"quantized"`
	Nested struct {
		Texts []string `json:"texts"`
	} `json:"nested"`
}

func TestFormat_MatchesPython(t *testing.T) {
	raw, err := os.ReadFile("testdata/golden.json")
	require.NoError(t, err)
	var golden struct {
		Torch string       `json:"torch"`
		Cases []goldenCase `json:"cases"`
	}
	require.NoError(t, json.Unmarshal(raw, &golden))
	require.GreaterOrEqual(t, len(golden.Cases), 260)

	for _, c := range golden.Cases {
		t.Run(c.Name, func(t *testing.T) {
			assert.Equal(t, c.Want, tensorstr.Format(c.tensor(t), c.options(t)))
		})
	}
	t.Logf("%d tensors against torch %s", len(golden.Cases), golden.Torch)
}

func (c goldenCase) tensor(t *testing.T) tensorstr.Tensor {
	tensor := tensorstr.Tensor{
		Shape: c.Shape, Elements: c.elements(t), DType: c.DType,
		DefaultDType: c.DefaultDType, Device: c.Device, Layout: c.Layout,
		GradFn: c.GradFn, RequiresGrad: c.RequiresGrad,
		Quantized: c.Quantized.Texts, Nested: c.Nested.Texts,
	}
	if c.Sparse == nil {
		return tensor
	}
	tensor.Sparse = &tensorstr.Sparse{NNZ: c.Sparse.NNZ}
	for _, p := range c.Sparse.Parts {
		tensor.Sparse.Parts = append(tensor.Sparse.Parts,
			tensorstr.Part{Name: p.Name, Shape: p.Shape, Elements: p.elements(t)})
	}
	return tensor
}

func (c goldenCase) options(t *testing.T) tensorstr.Options {
	o := tensorstr.Default()
	for name, value := range c.Options {
		switch name {
		case "precision":
			o.Precision = int(value.(float64))
		case "threshold":
			o.Threshold = int(value.(float64))
		case "edgeitems":
			o.EdgeItems = int(value.(float64))
		case "linewidth":
			o.LineWidth = int(value.(float64))
		case "sci_mode":
			o.SciMode = map[bool]tensorstr.SciMode{true: tensorstr.SciOn, false: tensorstr.SciOff}[value.(bool)]
		default:
			t.Fatalf("option %q", name)
		}
	}
	return o
}

func (d goldenDense) elements(t *testing.T) tensorstr.Elements {
	if d.Values == nil {
		return nil
	}
	values := *d.Values
	switch {
	case d.DType == "bool":
		return tensorstr.Bools(parsed(t, values, strconv.ParseBool))
	case strings.HasPrefix(d.DType, "uint"):
		return tensorstr.Uints(parsed(t, values, func(s string) (uint64, error) {
			return strconv.ParseUint(s, 10, 64)
		}))
	case strings.HasPrefix(d.DType, "int"):
		return tensorstr.Ints(parsed(t, values, func(s string) (int64, error) {
			return strconv.ParseInt(s, 10, 64)
		}))
	case strings.HasPrefix(d.DType, "complex"):
		return tensorstr.Complexes(parsed(t, values, parseComplex))
	default:
		return tensorstr.Floats(parsed(t, values, parseFloat))
	}
}

func parsed[T any](t *testing.T, texts []string, parse func(string) (T, error)) []T {
	values := make([]T, len(texts))
	for i, s := range texts {
		v, err := parse(s)
		require.NoError(t, err)
		values[i] = v
	}
	return values
}

func parseFloat(s string) (float64, error) {
	if s == "-nan" || s == "nan" {
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
