package aten_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// TestRandomOperators_TakeAGenerator looks through all functions for those whose
// operator takes a generator: each passes one.
func TestRandomOperators_TakeAGenerator(t *testing.T) {
	paths, err := filepath.Glob("*_gen.go")
	require.NoError(t, err)
	functions := 0
	for _, path := range paths {
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		// A function's comment, which shows the schema, and its body.
		for _, part := range strings.Split(string(source), "\n\n// ") {
			if strings.Contains(part, "Generator? generator") && strings.Contains(part, "\nfunc ") {
				functions++
				assert.Regexp(t, `v\.Generator\(|putGenerator`, part)
			}
		}
	}
	assert.GreaterOrEqual(t, functions, 50)
}

// TestSamplers_DrawFromTheGeneratorGiven holds the random operators that package
// torch has no name for.
func TestSamplers_DrawFromTheGeneratorGiven(t *testing.T) {
	torchtest.NoLeaks(t)
	shapes := torch.Full([]int{4, 8}, 2.0)
	for name, draw := range map[string]func(g *torch.Generator) *torch.Tensor{
		"_standard_gamma": func(g *torch.Generator) *torch.Tensor {
			return aten.InternalStandardGamma(shapes, &aten.InternalStandardGammaOptions{Generator: g})
		},
		"_sample_dirichlet": func(g *torch.Generator) *torch.Tensor {
			return aten.InternalSampleDirichlet(shapes, &aten.InternalSampleDirichletOptions{Generator: g})
		},
		"rrelu_with_noise": func(g *torch.Generator) *torch.Tensor {
			return aten.RreluWithNoise(shapes.Neg(), torch.Empty(4, 8), &aten.RreluWithNoiseOptions{Training: true, Generator: g})
		},
		"normal_functional": func(g *torch.Generator) *torch.Tensor {
			return aten.NormalFunctional(shapes, &aten.NormalFunctionalOptions{Generator: g})
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := torch.RNGState()
			g := torch.NewGenerator(torch.CPU)
			first := draw(g.ManualSeed(3))
			torchtest.Equal(t, first, draw(g.ManualSeed(3)), "the same seed")
			assert.False(t, first.Equal(draw(g.ManualSeed(4))), "another seed")
			torchtest.Equal(t, before, torch.RNGState(), "the default generator is left alone")
		})
	}
}
