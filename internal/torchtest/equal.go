// Package torchtest holds the assertions that tests of this module make about
// tensors: bit equality by default, a tolerance only with its reason, goldens
// from testdata, and nothing left alive at the end.
//
//	torchtest.NoLeaks(t)
//	torchtest.Equal(t, [][]float32{{2, 4}}, x.Mul(2))
package torchtest

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// T is what the assertions need of a *testing.T, a *testing.B or a *rapid.T.
type T interface {
	require.TestingT
	Helper()
}

// Equal stops the test unless got has want's dtype, shape and bits. want is a
// *torch.Tensor, or what [torch.NewTensor] takes. Two nans are equal only where
// their bits are, and 0 is not -0.
func Equal(t T, want any, got *torch.Tensor, note ...any) {
	t.Helper()
	if diff := Diff(want, got); diff != "" {
		require.Fail(t, diff, note...)
	}
}

// Diff describes how got differs from want, as [Equal] compares them; "" where
// it does not.
func Diff(want any, got *torch.Tensor) (diff string) {
	torch.Scoped(func(s *torch.Scope) {
		w, problem := expected(s, want)
		if w == nil || got == nil || problem != "" {
			diff = nilDiff(w, got, problem)
			return
		}
		diff = describe(w, got, bytes.Equal)
	})
	return diff
}

// expected returns want as a tensor: the test's own, or a new one in s.
func expected(s *torch.Scope, want any) (*torch.Tensor, string) {
	switch want := want.(type) {
	case nil:
		return nil, ""
	case *torch.Tensor:
		return want, ""
	}
	var tensor *torch.Tensor
	err := torch.Try(func() error {
		tensor = torch.NewTensor(want, torch.In(s))
		return nil
	})
	if err != nil {
		return nil, err.Error()
	}
	return tensor, ""
}

func nilDiff(want, got *torch.Tensor, problem string) string {
	switch {
	case problem != "":
		return "the wanted value is no tensor: " + problem
	case want == nil && got == nil:
		return ""
	case want == nil:
		return fmt.Sprintf("expected no tensor, got %#v", got)
	}
	return fmt.Sprintf("expected %#v, got no tensor", want)
}

// describe compares dtype, shape and then element by element, as bytes.
func describe(want, got *torch.Tensor, same func(w, g []byte) bool) string {
	if want.DType() != got.DType() {
		return fmt.Sprintf("expected dtype %v, got %v", want.DType(), got.DType())
	}
	shape := want.Shape()
	if !slices.Equal(shape, got.Shape()) {
		return fmt.Sprintf("expected shape %v, got %v", shape, got.Shape())
	}
	w, g := want.RawBytes(), got.RawBytes()
	if bytes.Equal(w, g) {
		return ""
	}
	return listDifferences(want.DType(), shape, w, g, same)
}

// How many differing elements a message shows.
const shown = 8

func listDifferences(dtype torch.DType, shape []int, w, g []byte, same func(w, g []byte) bool) string {
	var b strings.Builder
	size, count, total := dtype.Size(), 0, 1
	for _, n := range shape {
		total *= n
	}
	for i := range total {
		we, ge := w[i*size:(i+1)*size], g[i*size:(i+1)*size]
		if same(we, ge) {
			continue
		}
		if count++; count <= shown {
			fmt.Fprintf(&b, "\n\tat %v: expected %s, got %s", position(i, shape), element(dtype, we), element(dtype, ge))
		}
	}
	if count == 0 {
		return ""
	}
	if count > shown {
		fmt.Fprintf(&b, "\n\t… and %d more", count-shown)
	}
	return fmt.Sprintf("%d of %d elements of a %v tensor %v differ:%s", count, total, dtype, shape, b.String())
}

// position turns the number of an element into its indices.
func position(i int, shape []int) []int {
	at := make([]int, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		at[d] = i % shape[d]
		i /= shape[d]
	}
	return at
}

// element shows one element with its bits where the number alone could hide
// the difference.
func element(dtype torch.DType, raw []byte) string {
	value := torch.FromRawBytes(raw, dtype).ToSlice
	var shown any
	if err := torch.Try(func() error { shown = value(); return nil }); err != nil {
		return fmt.Sprintf("bits %x", raw)
	}
	switch v := shown.(type) {
	case float32:
		return fmt.Sprintf("%v (%08x)", v, math.Float32bits(v))
	case float64:
		return fmt.Sprintf("%v (%016x)", v, math.Float64bits(v))
	}
	return fmt.Sprint(shown)
}
