package prune_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/prune"
	"github.com/e0112027/gotorch/torch"
)

func linear() *nn.Linear {
	m := nn.NewLinear(4, 1, nn.Bias(false))
	torch.NoGrad(func() { m.Weight.Copy_(torch.NewTensor([][]float32{{1, -4, 2, 3}})) })
	return m
}

func TestPrune_KeepsOriginalAndMask(t *testing.T) {
	torchtest.NoLeaks(t)
	m := linear()
	original := m.Weight
	prune.L1Unstructured(m, "weight", prune.Count(2))
	assert.Equal(t, []string{"weight_orig", "weight_mask"}, nn.StateDict(m).Names())
	assert.Equal(t, []*torch.Tensor{original}, nn.Parameters(m))
	torchtest.Equal(t, [][]float32{{0, -4, 0, 3}}, m.Weight.Detach())
	torch.NoGrad(func() { original.Mul_(2) })
	torchtest.Equal(t, [][]float32{{-2}}, m.Forward(torch.Ones(1, 4)).Detach())
	m.Forward(torch.Ones(1, 4)).Backward()
	torchtest.Equal(t, [][]float32{{0, 1, 0, 1}}, original.Grad())
	assert.True(t, prune.IsPruned(&struct{ Inner *nn.Linear }{m}))
	prune.Remove(m, "weight")
	assert.Same(t, original, m.Weight)
	torchtest.Equal(t, [][]float32{{0, -8, 0, 6}}, m.Weight.Detach())
	assert.Equal(t, []string{"weight"}, nn.StateDict(m).Names())
	assert.False(t, prune.IsPruned(m) || m.Hooked())
}

func TestPrune_IsLoadedAndCloned(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := linear(), nn.NewLinear(4, 1, nn.Bias(false))
	prune.L1Unstructured(a, "weight", prune.Fraction(0.5))
	prune.Identity(b, "weight")
	require.NoError(t, nn.LoadStateDict(b, nn.StateDict(a)))
	torchtest.Equal(t, a.Weight.Detach(), b.Weight.Detach())
	c := nn.Clone(a)
	torchtest.Equal(t, a.Weight.Detach(), c.Weight.Detach())
	prune.Remove(c, "weight")
	assert.True(t, prune.IsPruned(a))
	torch.NoGrad(func() { c.Weight.Zero_() })
	torchtest.Equal(t, [][]float32{{-1}}, a.Forward(torch.Ones(1, 4)).Detach())
	torchtest.Equal(t, [][]float32{{0}}, c.Forward(torch.Ones(1, 4)).Detach())
}

func TestPrune_Refusals(t *testing.T) {
	torchtest.NoLeaks(t)
	type plain struct{ Weight *torch.Tensor }
	for message, f := range map[string]func(){
		"amount=5 should be smaller than the number of parameters to prune=4": func() { prune.L1Unstructured(linear(), "weight", prune.Count(5)) },
		"amount=1.5 should either be a float in the range [0, 1]":             func() { prune.L1Unstructured(linear(), "weight", prune.Fraction(1.5)) },
		"amount=-1 should either be":                                          func() { prune.RandomUnstructured(linear(), "weight", prune.Count(-1)) },
		"*nn.Linear has no parameter \"bias\"":                                func() { prune.Identity(linear(), "bias") },
		"*prune_test.plain can't be pruned; embed nn.Module":                  func() { prune.Identity(&plain{}, "weight") },
		"has to be pruned before pruning can be removed":                      func() { prune.Remove(linear(), "weight") },
		"Invalid index 2 for tensor of size [1 4]":                            func() { prune.RandomStructured(linear(), "weight", prune.Count(1), 2) },
		"importance_scores should have the same shape as parameter weight": func() {
			prune.L1Unstructured(linear(), "weight", prune.Count(1), prune.ImportanceScores(torch.Ones(4)))
		},
		"the mask has the shape [4], expected [1 4]": func() { prune.CustomFromMask(linear(), "weight", torch.Ones(4)) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func Example() {
	layer := nn.NewLinear(4, 2)
	prune.L1Unstructured(layer, "weight", prune.Fraction(0.5))
	fmt.Println(nn.StateDict(layer).Names())
	prune.Remove(layer, "weight")
	fmt.Println(nn.StateDict(layer).Names(), layer.Weight.Eq(0).Sum().Item())
	// Output:
	// [bias weight_orig weight_mask]
	// [weight bias] 4
}
