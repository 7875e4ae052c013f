package functional_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

func TestFunctions_DefaultsArePythons(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 3)
	torchtest.Equal(t, x, F.Dropout(x, F.Training(false)))
	torchtest.Equal(t, []float64{0.25, 0.75}, F.Softmax(torch.FromSlice([]float32{0, 0}), 0, F.DType(torch.Float64)).Mul(torch.FromSlice([]float64{0.5, 1.5})))
	// Batch statistics count where there are no others, and evaluation is the default.
	torchtest.Equal(t, [][]float32{{0}, {4}}, F.BatchNorm(torch.FromSlice([]float32{0, 4}, 2, 1), torch.Zeros(1), torch.Ones(1), nil, nil, F.Eps(0)))
	torchtest.Equal(t, []float32{5, 1, 2, 5}, F.Pad(torch.FromSlice([]float32{1, 2}), []int{1, 1}, F.Value(5)))
	torchtest.Equal(t, []float32{0, 1, 0}, F.Pad(torch.FromSlice([]float32{1}), []int{1, 1}))
}

func TestMSE_Weight(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.FromSlice([]float32{1, 2, 4}), torch.FromSlice([]float32{1, 1, 2})
	w := torch.FromSlice([]float32{1, 2, 1})
	torchtest.Equal(t, []float32{0, 2, 4}, F.MSELoss(x, y, F.Weight(w), F.None))
	require.Equal(t, 6.0, F.MSELoss(x, y, F.Weight(w), F.Sum).Item())
	require.Equal(t, 1.5, F.MSELoss(x, y, F.Weight(w)).Item())
	torchtest.Panics(t, "Weights and input must have the same size.", func() { F.MSELoss(x, y, F.Weight(torch.Ones(2))) })
	torchtest.Equal(t, []float32{0, 2, 9}, F.MSELoss(x, torch.FromSlice([]float32{1}), F.Weight(w), F.None))
}

func TestBCE_BroadcastsWeight(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.Full([]int{2, 2}, 0.5), torch.Ones(2, 2)
	plain := torch.Data[float32](F.BinaryCrossEntropy(x, y, F.None))[0]
	torchtest.Equal(t, [][]float32{{plain, 2 * plain}, {plain, 2 * plain}}, F.BinaryCrossEntropy(x, y, F.Weight(torch.FromSlice([]float32{1, 2})), F.None))
}

// The words are Python's.
func TestMSE_WarnsWhereItBroadcastsTheTarget(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []torch.Warning
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w) })
	defer torch.SetWarningHandler(nil)
	x := torch.Ones(4, 1)
	F.MSELoss(x, torch.Ones(4, 1))
	require.Empty(t, got)
	F.MSELoss(x, torch.Ones(4))
	require.Equal(t, []torch.Warning{{
		Category: torch.UserWarning,
		Message: "Using a target size (torch.Size([4])) that is different to the input size (torch.Size([4, 1])). " +
			"This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
		Op: "mse_loss",
	}}, got)
	nn.NewMSELoss().Forward(x, torch.Ones())
	require.Len(t, got, 2)
	require.Contains(t, got[1].Message, "a target size (torch.Size([])) that")
}
