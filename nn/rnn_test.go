package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
)

func TestRecurrent_HooksHaveTheTensorsInTurn(t *testing.T) {
	torchtest.NoLeaks(t)
	lstm, gru, cell, bag := nn.NewLSTM(5, 4), nn.NewGRU(5, 4), nn.NewLSTMCell(5, 4), nn.NewEmbeddingBag(5, 3)
	var seen [][2]int
	count := func(_ any, inputs, outputs []*torch.Tensor) []*torch.Tensor {
		seen = append(seen, [2]int{len(inputs), len(outputs)})
		changed := append([]*torch.Tensor{}, outputs...)
		changed[0] = torch.OnesLike(outputs[0])
		return changed
	}
	for _, m := range []any{lstm, gru, cell, bag} {
		nn.OnForward(m, count)
	}
	x := torch.Randn(3, 2, 5)
	ones := func(y *torch.Tensor) { assert.Equal(t, float64(y.Numel()), y.Sum().Item()) }
	y, state := lstm.Forward(x, nil)
	ones(y)
	y, _ = lstm.Forward(x, &state)
	ones(y)
	packed, _ := lstm.ForwardPacked(rnn.PackPaddedSequence(x, []int{3, 1}), nil)
	ones(packed.Data)
	y, _ = gru.Forward(x, nil)
	ones(y)
	ones(cell.Forward(x.Select(0, 0), nil).H)
	ones(bag.Forward(torch.Zeros(2, 2, torch.Int64), nil, nil))
	assert.Equal(t, [][2]int{{3, 3}, {3, 3}, {3, 3}, {2, 2}, {3, 2}, {3, 1}}, seen)
}

func TestClone_RecurrentNetworkHasWeightsOfItsOwn(t *testing.T) {
	torchtest.NoLeaks(t)
	lstm := nn.NewLSTM(5, 4, nn.NumLayers(2))
	copied := nn.Clone(lstm)
	x := torch.Randn(3, 2, 5)
	want, _ := lstm.Forward(x, nil)
	torch.NoGrad(func() { lstm.Weights.Get("weight_hh_l1").Fill_(0) })
	got, _ := copied.Forward(x, nil)
	torchtest.Equal(t, want.Detach(), got.Detach(), "the copy")
	assert.NotSame(t, lstm.Weights.Get("weight_ih_l0"), copied.Weights.Get("weight_ih_l0"))
}

func TestLSTM_RefusesHalfAState(t *testing.T) {
	err := torch.Try(func() error {
		nn.NewLSTM(5, 4).Forward(torch.Randn(3, 2, 5), &nn.LSTMState{H: torch.Zeros(1, 2, 4)})
		return nil
	})
	assert.ErrorContains(t, err, "a state needs both H and C")
}

func TestLSTM_TakesOtherDTypesUnderAutocast(t *testing.T) {
	torchtest.NoLeaks(t)
	lstm := nn.NewLSTM(5, 4)
	torch.Autocast(torch.DeviceCPU, func() {
		y, _ := lstm.Forward(torch.Randn(3, 2, 5, torch.BFloat16), nil)
		assert.Equal(t, torch.BFloat16, y.DType())
	}, torch.BFloat16)
}
