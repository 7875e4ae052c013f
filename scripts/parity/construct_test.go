package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/nn"
)

func TestConstructor_TakesPythonsArguments(t *testing.T) {
	for _, c := range []struct {
		class string
		args  map[string]any
		want  string
	}{
		{"Linear", map[string]any{"in_features": 2, "out_features": 3, "bias": false}, "Linear(in_features=2, out_features=3, bias=False)"},
		{"Conv1d", map[string]any{"in_channels": 4, "out_channels": 5, "kernel_size": 3, "padding": "same"},
			"Conv1d(4, 5, kernel_size=(3,), stride=(1,), padding=same)"},
		{"AdaptiveAvgPool2d", map[string]any{"output_size": []any{3, nil}}, "AdaptiveAvgPool2d(output_size=(3, None))"},
		{"BatchNorm1d", map[string]any{"num_features": 2, "eps": 0.5, "momentum": nil},
			"BatchNorm1d(2, eps=0.5, momentum=None, affine=True, bias=True, track_running_stats=True)"},
	} {
		m, err := constructors["torch.nn."+c.class].call(c.args)
		require.NoError(t, err)
		assert.Equal(t, c.want, nn.String(m))
	}
	m, err := constructors["torch.nn.KLDivLoss"].call(map[string]any{"reduction": "batchmean"})
	require.NoError(t, err)
	assert.True(t, m.(*nn.KLDivLoss).BatchMean)
}

func TestConstructor_Refuses(t *testing.T) {
	linear := constructors["torch.nn.Linear"]
	for message, args := range map[string]map[string]any{
		"bias is of type bool, never int":        {"in_features": 2, "out_features": 3, "bias": 1},
		"in_features is of type int, never str":  {"in_features": "2", "out_features": 3},
		"in_features is of type int, never None": {"in_features": nil, "out_features": 3},
		"without out_features":                   {"in_features": 2},
	} {
		_, err := linear.call(args)
		assert.EqualError(t, err, "Go's types refuse it: "+message)
	}
	_, err := linear.call(map[string]any{"in_features": 2, "out_features": 3, "stride": 1})
	assert.ErrorContains(t, err, "has no keyword stride")
}
