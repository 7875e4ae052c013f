package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// unspecified tells whether an operator's result holds memory as it was found,
// which Python doesn't reproduce either.
func unspecified(op string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(op, "aten::"), ".")
	switch name {
	case "empty", "empty_like", "empty_strided", "empty_permuted", "new_empty", "new_empty_strided", "resize", "resize_",
		"resize_as", "resize_as_":
		return true
	}
	return false
}

// replay makes one call and describes how it differs from the recorded one.
func (r *recording) replay(s *torch.Scope, c *recordedCall) string {
	storages := map[string]*torch.Tensor{}
	var args []any
	for _, v := range c.Args {
		args = append(args, r.argument(s, v, storages))
	}
	for _, k := range c.Kwargs {
		args = append(args, torch.Kwarg(k.name, r.argument(s, k.value, storages)))
	}
	torch.ManualSeed(r.Seed)
	results, err := torch.Call(c.Op, args...)
	if err != nil {
		return err.Error()
	}
	if len(results) != len(c.Results) {
		return fmt.Sprintf("%d results, Python has %d", len(results), len(c.Results))
	}
	anyBits := c.Unsettled || unspecified(c.Op)
	for i, want := range c.Results {
		if diff := r.diff(s, want, results[i], anyBits); diff != "" {
			return fmt.Sprintf("result %d: %s", i, diff)
		}
		if t, ok := results[i].(*torch.Tensor); ok && t != nil {
			s.Adopt(t) // of operators without tensors among their inputs
		}
	}
	for i, t := range tensorsIn(args) {
		if diff := r.diff(s, c.After[i], t, anyBits); diff != "" {
			return fmt.Sprintf("tensor %d of the arguments afterwards: %s", i, diff)
		}
	}
	return ""
}

// tensorsIn lists the tensors among arguments, in order.
func tensorsIn(args []any) []*torch.Tensor {
	var tensors []*torch.Tensor
	for _, a := range args {
		switch a := a.(type) {
		case *torch.Tensor:
			tensors = append(tensors, a)
		case []any:
			tensors = append(tensors, tensorsIn(a)...)
		case torch.Keyword:
			tensors = append(tensors, tensorsIn([]any{a.Value})...)
		}
	}
	return tensors
}

// diff compares a result with the recorded one.
func (r *recording) diff(s *torch.Scope, want *value, got any, anyBits bool) string {
	if t, ok := got.(*torch.Tensor); ok && t == nil {
		got = nil
	}
	if want == nil || got == nil {
		if want == nil && got == nil {
			return ""
		}
		return fmt.Sprintf("None is given by one side: %v", got)
	}
	switch got := got.(type) {
	case *torch.Tensor:
		if want.Tensor == nil {
			return "a tensor, which Python's is not"
		}
		return r.diffTensor(s, want.Tensor, got, anyBits)
	case []*torch.Tensor:
		return diffList(want.List, got, func(w *value, g *torch.Tensor) string { return r.diff(s, w, g, anyBits) })
	case []int:
		return diffList(want.List, got, func(w *value, g int) string { return r.diff(s, w, int64(g), anyBits) })
	case float64:
		if want.Float != nil && math.Float64bits(parseFloat(*want.Float)) == math.Float64bits(got) ||
			want.Float != nil && math.IsNaN(got) && math.IsNaN(parseFloat(*want.Float)) {
			return ""
		}
	case int64:
		if want.Int != nil && *want.Int == got {
			return ""
		}
	default:
		if r.argument(s, want, map[string]*torch.Tensor{}) == got {
			return ""
		}
	}
	return fmt.Sprintf("%v (%T) differs from Python's", got, got)
}

func diffList[T any](want []*value, got []T, diff func(*value, T) string) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d elements, Python has %d", len(got), len(want))
	}
	for i, g := range got {
		if d := diff(want[i], g); d != "" {
			return fmt.Sprintf("element %d: %s", i, d)
		}
	}
	return ""
}

func (r *recording) diffTensor(s *torch.Scope, want *recordedTensor, got *torch.Tensor, anyBits bool) string {
	if dtype := dtypes[want.DType]; dtype != got.DType() {
		return fmt.Sprintf("%s, Python's is %s", got.DType(), dtype)
	}
	if !slices.Equal(want.Size, got.Shape()) || !slices.Equal(want.Stride, got.Strides()) {
		return fmt.Sprintf("shape %v and strides %v, Python's %v and %v", got.Shape(), got.Strides(), want.Size, want.Stride)
	}
	if want.Conj != got.IsConj() {
		return "only one side is conjugated lazily"
	}
	if anyBits {
		return ""
	}
	expected := r.tensor(s, want, map[string]*torch.Tensor{}).RawBytes()
	if actual := got.RawBytes(); !bytes.Equal(expected, actual) {
		return fmt.Sprintf("the bits of a %s tensor %v differ", got.DType(), got.Shape())
	}
	return ""
}
