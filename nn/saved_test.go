package nn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// A state_dict carries the versions that Python's carries, and Python's file goes into
// the module.
func TestStateDict_AsPythonSavedIt(t *testing.T) {
	python, err := torch.LoadStateDict("../torch/testdata/saved/run.pt", torch.At("model"))
	require.NoError(t, err)
	net := nn.NewSequential(nn.NewLinear(3, 4), nn.NewBatchNorm1d(4), nn.NewReLU(), nn.NewLinear(4, 2, nn.Bias(false)))
	require.NoError(t, nn.LoadStateDict(net, python))
	ours := nn.StateDict(net)
	require.Equal(t, python.Names(), ours.Names())
	for name, tensor := range ours.All() {
		require.True(t, tensor.Equal(python.Get(name)), name)
	}
	require.Equal(t, python.Metadata.Keys(), ours.Metadata.Keys())
	for name, facts := range python.Metadata.All() {
		require.Equal(t, facts.(*torch.Dict).Get("version"), ours.Metadata.Get(name).(*torch.Dict).Get("version"), name)
	}
}
