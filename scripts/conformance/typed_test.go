package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestCallTyped_EqualsCall(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{1, -2, 3}, {4, 0.5, -6}})
	n := torch.NewTensor([]int64{2, 0})
	for _, tt := range []struct {
		op   string
		args []any
	}{
		{"aten::relu.default", []any{x}},
		{"aten::add.Tensor", []any{x, x, torch.Kwarg("alpha", 2)}},
		{"aten::add.Scalar", []any{x, 2.5}},
		{"aten::sum.dim_IntList", []any{x, []any{0}, true, torch.Kwarg("dtype", torch.Float64)}},
		{"aten::sum.dim_IntList", []any{x, nil}},
		{"aten::argmax", []any{x, 1}},
		{"aten::leaky_relu", []any{x, 1}},
		{"aten::max.dim", []any{x, 1}},
		{"aten::chunk", []any{x, 2}},
		{"aten::cat", []any{[]any{x, x}, 1}},
		{"aten::index.Tensor", []any{x, []any{nil, n}}},
		{"aten::max_pool1d", []any{x, 2}},
		{"aten::im2col", []any{x.View(1, 1, 2, 3), 2, 1, 0, 1}},
		{"aten::zeros", []any{[]any{2}, torch.Kwarg("dtype", torch.Int8), torch.Kwarg("device", "cpu")}},
		{"aten::size.int", []any{x, 1}},
		{"aten::equal", []any{x, x}},
		{"aten::item", []any{n.Sum()}},
		{"aten::promote_types", []any{torch.Int8, torch.Float64}},
		{"aten::einsum", []any{"ij->ji", []any{x}}},
		{"aten::_foreach_add.ScalarList", []any{[]any{x}, []any{1}}},
	} {
		t.Run(tt.op, func(t *testing.T) {
			want, err := torch.Call(tt.op, tt.args...)
			require.NoError(t, err)
			got, err := callTyped(tt.op, tt.args)
			require.NoError(t, err)
			require.Len(t, got, len(want))
			for i := range want {
				if w, ok := want[i].(*torch.Tensor); ok {
					torchtest.Equal(t, w, got[i].(*torch.Tensor))
					continue
				}
				assert.IsType(t, want[i], got[i])
			}
		})
	}
}

func TestCallTyped_LeavesToCall(t *testing.T) {
	x := torch.Ones(2)
	for _, tt := range []struct {
		op   string
		args []any
		want string
	}{
		{"aten::add.out", []any{x, x, torch.Kwarg("out", x)}, "package aten leaves the operator to Call"},
		{"aten::mul.Tensor", []any{x, 2}, "int as the *torch.Tensor other"},
		{"aten::nan_to_num", []any{x, "no"}, "string as the aten.Opt[float64] nan"},
	} {
		_, err := callTyped(tt.op, tt.args)
		assert.ErrorIs(t, err, errNotTyped)
		assert.ErrorContains(t, err, tt.want)
	}
	_, err := callTyped("aten::mm", []any{x, x})
	assert.ErrorContains(t, err, "must be a matrix")
	assert.NotErrorIs(t, err, errNotTyped)
}
