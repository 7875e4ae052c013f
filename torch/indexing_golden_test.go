package torch_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// indexGolden is testdata/indexing.json, which indexing.py makes.
type indexGolden struct {
	Torch  string
	Bases  map[string]flatTensor
	Reads  []indexCase
	Writes []indexCase
}

type flatTensor struct {
	DType   string
	Shape   []int
	Strides []int
	Data    []any // float64 or bool
}

type indexCase struct {
	Text, Base string
	Index      []map[string]any
	Value      map[string]any
	Result     *flatTensor
	Error      string
}

var dtypesByName = map[string]torch.DType{
	"torch.int64": torch.Int64, "torch.int32": torch.Int32, "torch.int16": torch.Int16,
	"torch.uint8": torch.UInt8, "torch.float32": torch.Float32, "torch.float64": torch.Float64,
	"torch.bool": torch.Bool,
}

// tensor builds what Python wrote down, in memory order of its own.
func (f flatTensor) tensor(s *torch.Scope) *torch.Tensor {
	numbers := make([]float64, len(f.Data))
	for i, v := range f.Data {
		switch v := v.(type) {
		case float64:
			numbers[i] = v
		case bool:
			if v {
				numbers[i] = 1
			}
		}
	}
	dtype, known := dtypesByName[f.DType]
	if !known {
		panic("no dtype is called " + f.DType)
	}
	return torch.FromSliceIn(s, numbers).To(dtype).Reshape(f.Shape...)
}

// strided is tensor with the strides that Python had.
func (f flatTensor) strided(s *torch.Scope) *torch.Tensor {
	dense := f.tensor(s)
	t := torch.Empty(len(f.Data), torch.In(s), dense.DType()).AsStrided(f.Shape, f.Strides)
	return t.Copy_(dense)
}

func flatOf(v any) flatTensor {
	m := v.(map[string]any)
	f := flatTensor{DType: m["dtype"].(string), Data: m["data"].([]any)}
	for _, size := range m["shape"].([]any) {
		f.Shape = append(f.Shape, int(size.(float64)))
	}
	return f
}

// goIndex turns what Python wrote down into the Go index that means the same.
func goIndex(s *torch.Scope, encoded map[string]any) any {
	for kind, v := range encoded {
		switch kind {
		case "int":
			return int(v.(float64))
		case "float", "bool":
			return v
		case "mark":
			if v == "..." {
				return torch.Ellipsis
			}
			return torch.NewAxis
		case "slice":
			return goSlice(v.([]any))
		case "tensor":
			return flatOf(v).tensor(s)
		case "list":
			return goList(v.([]any))
		}
	}
	return nil
}

func goSlice(v []any) any {
	bound := func(i int) (int, bool) {
		n, ok := v[i].(float64)
		return int(n), ok
	}
	start, hasStart := bound(0)
	stop, hasStop := bound(1)
	var step []int
	if n, ok := bound(2); ok {
		step = []int{n}
	}
	switch {
	case hasStart && hasStop:
		return torch.Slice(start, stop, step...)
	case hasStart:
		return torch.SliceFrom(start, step...)
	case hasStop:
		return torch.SliceTo(stop, step...)
	case step != nil:
		return torch.SliceStep(step[0])
	}
	return torch.All
}

func goList(v []any) any {
	if len(v) > 0 {
		switch v[0].(type) {
		case bool:
			bools := make([]bool, len(v))
			for i := range v {
				bools[i] = v[i].(bool)
			}
			return bools
		case []any:
			rows := make([][]int, len(v))
			for i := range v {
				rows[i] = goList(v[i].([]any)).([]int)
			}
			return rows
		}
	}
	ints := make([]int, len(v))
	for i := range v {
		ints[i] = int(v[i].(float64))
	}
	return ints
}

func TestIndex_MatchesPython(t *testing.T) {
	torchtest.NoLeaks(t)
	golden := loadIndexGolden(t)
	require.GreaterOrEqual(t, len(golden.Reads), 120)
	for _, test := range golden.Reads {
		t.Run(test.Text, func(t *testing.T) {
			golden.run(t, test, func(x *torch.Tensor, _ *torch.Scope, index []any) *torch.Tensor {
				return x.Index(index...)
			})
		})
	}
}

func TestSetIndex_MatchesPython(t *testing.T) {
	torchtest.NoLeaks(t)
	golden := loadIndexGolden(t)
	require.GreaterOrEqual(t, len(golden.Writes), 60)
	for _, test := range golden.Writes {
		t.Run(test.Text, func(t *testing.T) {
			golden.run(t, test, func(x *torch.Tensor, s *torch.Scope, index []any) *torch.Tensor {
				value := goIndex(s, test.Value)
				if n, ok := value.(float64); ok && n == float64(int(n)) && x.DType() != torch.Float32 {
					value = int(n)
				}
				return x.SetIndex(value, index...)
			})
		})
	}
}

func loadIndexGolden(t *testing.T) (golden indexGolden) {
	torchtest.Golden(t, "indexing.json", &golden)
	return golden
}

// run compares what f makes of one case with what Python made, error and all.
func (g *indexGolden) run(t *testing.T, test indexCase, f func(x *torch.Tensor, s *torch.Scope, index []any) *torch.Tensor) {
	torch.Scoped(func(s *torch.Scope) {
		base := g.Bases[test.Base].strided(s)
		var index []any
		var got *torch.Tensor
		err := torch.Try(func() error {
			for _, encoded := range test.Index {
				index = append(index, goIndex(s, encoded))
			}
			got = f(base, s, index)
			return nil
		})
		if test.Error != "" {
			require.Error(t, err)
			require.Equal(t, test.Error, err.(*torch.Error).Kind, err)
			require.NotContains(t, strings.ToLower(err.Error()), "internal assert")
			return
		}
		require.NoError(t, err)
		torchtest.Equal(t, test.Result.tensor(s), got)
	})
}
