package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
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

// caller runs an operator: torch.Call or callTyped.
type caller func(op string, args []any) ([]any, error)

func callAny(op string, args []any) ([]any, error) { return torch.Call(op, args...) }

// replay makes one call and describes how it differs from the recorded one. It
// returns an error of kind errNotTyped where the caller has no way to make it.
func (r *recording) replay(s *torch.Scope, c *recordedCall, op string, call caller) (diff string, err error) {
	storages := pyvalue.Storages{}
	var args []any
	for _, v := range c.Args {
		args = append(args, r.blobs.Any(s, v, storages))
	}
	for _, k := range c.Kwargs {
		args = append(args, torch.Kwarg(k.name, r.blobs.Any(s, k.value, storages)))
	}
	torch.ManualSeed(r.Seed)
	results, err := call(op, args)
	if errors.Is(err, errNotTyped) {
		return "", err
	}
	if err != nil {
		return err.Error(), nil
	}
	for _, t := range tensorsIn(results) {
		s.Adopt(t) // of operators without tensors among their inputs
	}
	anyBits := c.metadataOnly()
	grads, err := gradients(s, results, args)
	if err != nil {
		return "gradients: " + err.Error(), nil
	}
	for _, pair := range []struct {
		name string
		want []*pyvalue.Value
		got  []any
	}{
		{"result", c.Results, results},
		{"tensor among the arguments afterwards,", c.After, anys(tensorsIn(args))},
		{"gradient", c.Grads, grads},
	} {
		if len(pair.want) != len(pair.got) {
			return fmt.Sprintf("%d %ss, Python has %d", len(pair.got), pair.name, len(pair.want)), nil
		}
		for i, want := range pair.want {
			if diff := r.diff(s, want, pair.got[i], anyBits); diff != "" {
				return fmt.Sprintf("%s %d: %s", pair.name, i, diff), nil
			}
		}
	}
	return "", nil
}

// metadataOnly tells that a call's bits are not compared.
func (c *recordedCall) metadataOnly() bool { return c.Unsettled || unspecified(c.Op) }

// gradients differentiates the results with respect to the leaves among the
// arguments, where both are there; a nil one belongs to a leaf without influence.
func gradients(s *torch.Scope, results, args []any) (grads []any, err error) {
	var roots, ones, leaves []*torch.Tensor
	for _, t := range tensorsIn(results) {
		if t.RequiresGrad() && t.Layout() == torch.Strided {
			roots = append(roots, t)
		}
	}
	for _, t := range tensorsIn(args) {
		if t.IsLeaf() && t.RequiresGrad() {
			leaves = append(leaves, t)
		}
	}
	if len(roots) == 0 || len(leaves) == 0 {
		return nil, nil
	}
	err = torch.Try(func() error {
		for _, t := range roots {
			ones = append(ones, torch.OnesLike(t))
		}
		grads = anys(torch.Grad(roots, leaves, torch.GradOutputs(ones...), torch.AllowUnused(true)))
		return nil
	})
	return grads, err
}

func anys(tensors []*torch.Tensor) []any {
	list := make([]any, len(tensors))
	for i, t := range tensors {
		list[i] = t
	}
	return list
}

// tensorsIn lists the tensors among arguments, in order.
func tensorsIn(args []any) []*torch.Tensor {
	var tensors []*torch.Tensor
	for _, a := range args {
		switch a := a.(type) {
		case *torch.Tensor:
			if a != nil {
				tensors = append(tensors, a)
			}
		case []*torch.Tensor:
			tensors = append(tensors, tensorsIn(anys(a))...)
		case []any:
			tensors = append(tensors, tensorsIn(a)...)
		case torch.Keyword:
			tensors = append(tensors, tensorsIn([]any{a.Value})...)
		}
	}
	return tensors
}

// diff compares a result with the recorded one.
func (r *recording) diff(s *torch.Scope, want *pyvalue.Value, got any, anyBits bool) string {
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
		return diffList(want.List, got, func(w *pyvalue.Value, g *torch.Tensor) string { return r.diff(s, w, g, anyBits) })
	case []int:
		return diffList(want.List, got, func(w *pyvalue.Value, g int) string { return r.diff(s, w, int64(g), anyBits) })
	case float64:
		if want.Float != nil && math.Float64bits(pyvalue.ParseFloat(*want.Float)) == math.Float64bits(got) ||
			want.Float != nil && math.IsNaN(got) && math.IsNaN(pyvalue.ParseFloat(*want.Float)) {
			return ""
		}
	case int64:
		if want.Int != nil && *want.Int == got {
			return ""
		}
	default:
		if r.blobs.Any(s, want, pyvalue.Storages{}) == got {
			return ""
		}
	}
	return fmt.Sprintf("%v (%T) differs from Python's", got, got)
}

func diffList[T any](want []*pyvalue.Value, got []T, diff func(*pyvalue.Value, T) string) string {
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

func (r *recording) diffTensor(s *torch.Scope, want *pyvalue.Tensor, got *torch.Tensor, anyBits bool) string {
	if dtype := pyvalue.DTypes[want.DType]; dtype != got.DType() {
		return fmt.Sprintf("%s, Python's is %s", got.DType(), dtype)
	}
	if want.Grad && !got.RequiresGrad() {
		return "it asks for no gradient, Python's does"
	}
	switch {
	case want.Parts != nil:
		return r.diffSparse(s, want, got.Detach(), anyBits)
	case got.Layout() != torch.Strided:
		return fmt.Sprintf("%s, Python's is not", got.Layout())
	case want.Blob == pyvalue.Zero:
		return r.diffZero(want, got)
	}
	if !slices.Equal(want.Size, got.Shape()) || !slices.Equal(want.Stride, got.Strides()) {
		return fmt.Sprintf("shape %v and strides %v, Python's %v and %v", got.Shape(), got.Strides(), want.Size, want.Stride)
	}
	if want.Conj != got.IsConj() || want.Neg != got.IsNeg() {
		return "only one side is conjugated or negated lazily"
	}
	if anyBits {
		return ""
	}
	expected := r.blobs.Tensor(s, want, pyvalue.Storages{}).RawBytes()
	if actual := got.RawBytes(); !bytes.Equal(expected, actual) {
		return fmt.Sprintf("the bits of a %s tensor %v differ", got.DType(), got.Shape())
	}
	return ""
}

// diffZero compares with a tensor of zeros that has no memory.
func (r *recording) diffZero(want *pyvalue.Tensor, got *torch.Tensor) string {
	if !slices.Equal(want.Size, got.Shape()) {
		return fmt.Sprintf("shape %v, Python's %v", got.Shape(), want.Size)
	}
	if lacks, err := torch.Call("aten::_is_zerotensor", got); err != nil || lacks[0] != true {
		return "it has memory, Python's does not"
	}
	return ""
}

// diffSparse compares what sparse tensors are made of.
func (r *recording) diffSparse(s *torch.Scope, want *pyvalue.Tensor, got *torch.Tensor, anyBits bool) string {
	if pyvalue.Layouts[want.Layout] != got.Layout() || !slices.Equal(want.Size, got.Shape()) {
		return fmt.Sprintf("%s %v, Python's is %s %v", got.Layout(), got.Shape(), want.Layout, want.Size)
	}
	if want.Layout == "sparse_coo" && want.Coalesced != aten.IsCoalesced(got) {
		return "only one side is coalesced"
	}
	for i, p := range pyvalue.Parts(got, want.Layout) {
		if diff := r.diffTensor(s, want.Parts[i], p, anyBits); diff != "" {
			return fmt.Sprintf("part %d of it: %s", i, diff)
		}
	}
	return ""
}
