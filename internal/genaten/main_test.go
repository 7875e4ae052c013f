package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var atenDir = filepath.Join("..", "..", "torch", "aten")

func TestFiles_AreGenerated(t *testing.T) {
	files, err := generate(atenDir)
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(atenDir, name))
		require.NoError(t, err)
		assert.True(t, string(want) == string(got), "%s: run go generate ./torch/aten", name)
	}
	present, err := filepath.Glob(filepath.Join(atenDir, "*_gen.go"))
	require.NoError(t, err)
	for _, path := range present {
		assert.Contains(t, files, filepath.Base(path), "no operator is in it")
	}
}

func TestGoName(t *testing.T) {
	for _, tt := range [][3]string{
		{"aten::sum", "dim_IntList", "SumDimIntList"},
		{"aten::relu", "", "Relu"},
		{"aten::add_", "Tensor", "AddTensor_"},
		{"aten::_softmax", "", "InternalSoftmax"},
		{"aten::_index_put_impl_", "", "InternalIndexPutImpl_"},
		{"aten::__and__", "Tensor", "DunderAndTensor"},
		{"aten::to", "dtype", "ToDType"},
	} {
		assert.Equal(t, tt[2], goName(tt[0], tt[1]))
	}
}

func TestParameterName(t *testing.T) {
	for schema, want := range map[string]string{
		"self": "self", "kernel_size": "kernelSize", "dtype": "dtype", "A": "a", "LU": "lu",
		"range": "rangeArg", "max": "maxArg", "r": "rArg", "batch1": "batch1",
	} {
		assert.Equal(t, want, parameterName(schema), schema)
	}
}

// TestOperators_HaveAFunctionOrAReason holds the count of what torch.Call alone
// reaches, by reason.
func TestOperators_HaveAFunctionOrAReason(t *testing.T) {
	operators, err := readListing(filepath.Join(atenDir, "schemas.txt"))
	require.NoError(t, err)
	functions, reasons := 0, map[string][]string{}
	for _, o := range operators {
		if reason := o.omitted(); reason != "" {
			reasons[reason] = append(reasons[reason], o.FullName())
			continue
		}
		functions++
	}
	assert.Greater(t, functions, 1900)
	delete(reasons, "out variant")
	delete(reasons, "backward internal")
	left := 0
	for _, names := range reasons {
		left += len(names)
	}
	assert.Less(t, left, 20, "%v", reasons)
}

func TestOverloadOrder(t *testing.T) {
	operators, err := readListing(filepath.Join(atenDir, "schemas.txt"))
	require.NoError(t, err)
	order := overloadOrder(operators)
	assert.Contains(t, order, "add Tensor Scalar out Scalar_out")
	assert.Contains(t, order, "sum dim_IntList default IntList_out out dim_DimnameList DimnameList_out")
}
