package cases

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// NewInputs makes tensors from words such as "float32 2 3; index 3 < 5": a kind of values
// and the sizes. Python's side draws them alike.
//
//	float32, float64, complex64, ...  normal
//	int64, uint8, ...                 0 to 8, less 4 where signed
//	bool                              even odds
//	positive                          float32 from 0.1 to 1.1
//	unit                              float32 from 0 to 1
//	spd                               float64, symmetric, positive definite
//	index ... < n                     int64 from 0 to n-1
//
// A "t" at the end swaps the last two dimensions' strides.
func NewInputs(words string) ([]*torch.Tensor, error) {
	if words == "" {
		return nil, nil
	}
	var args []*torch.Tensor
	for one := range strings.SplitSeq(words, ";") {
		arg, err := newInput(strings.Fields(one))
		if err != nil {
			return nil, fmt.Errorf("argument %q: %w", one, err)
		}
		args = append(args, arg)
	}
	return args, nil
}

func newInput(words []string) (*torch.Tensor, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("no words")
	}
	kind, words := words[0], words[1:]
	transposed := len(words) > 0 && words[len(words)-1] == "t"
	if transposed {
		words = words[:len(words)-1]
	}
	limit := 0
	if n := len(words); n >= 2 && words[n-2] == "<" {
		limit, _ = strconv.Atoi(words[n-1])
		words = words[:n-2]
	}
	var shape []int
	for _, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		shape = append(shape, n)
	}
	t, err := drawn(kind, shape, limit)
	if err != nil || !transposed {
		return t, err
	}
	return t.Transpose(-1, -2).Contiguous().Transpose(-1, -2), nil
}

func drawn(kind string, shape []int, limit int) (*torch.Tensor, error) {
	switch kind {
	case "positive":
		return torch.Rand(shape).Add(0.1), nil
	case "unit":
		return torch.Rand(shape), nil
	case "spd":
		m := torch.Randn(shape, torch.Float64)
		return m.MatMul(m.Transpose(-1, -2)).Add(torch.Eye(shape[len(shape)-1], torch.Float64)), nil
	case "index":
		return torch.Randint(0, limit, shape), nil
	case "bool":
		return torch.Randint(0, 2, shape).To(torch.Bool), nil
	}
	dtype, err := torch.ParseDType(kind)
	switch {
	case err != nil:
		return nil, err
	case dtype.IsFloatingPoint() || dtype.IsComplex():
		return torch.Randn(shape, dtype), nil
	case dtype.IsSigned():
		return torch.Randint(-4, 5, shape, dtype), nil
	}
	return torch.Randint(0, 9, shape, dtype), nil
}
