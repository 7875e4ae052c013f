package nn

import (
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RNN is Elman's recurrent network: its state is tanh, or relu, of what weights make of the
// input and of the former state.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html
type RNN struct {
	RNNBase
	Nonlinearity string `kw:"tanh"` // "tanh" or "relu"
}

type rnnArgs struct{ factory }

// NewRNN makes a network whose weights are drawn uniformly from ±1/√hiddenSize.
func NewRNN(inputSize, hiddenSize int, options ...RNNOption) *RNN {
	r, a := rnnOf(options)
	if r.Nonlinearity != "tanh" && r.Nonlinearity != "relu" {
		refuse("RNN", "Unknown nonlinearity '%s'. Select from 'tanh' or 'relu'.", r.Nonlinearity)
	}
	r.build("RNN", inputSize, hiddenSize, 1, hiddenSize, &a.factory)
	return &r
}

// Forward runs over x (L, N, InputSize), (N, L, InputSize) with BatchFirst, or one sequence
// (L, InputSize), from a state hx (layers·directions, N, HiddenSize), without N for one
// sequence, or from zeros for nil. It returns the last layer's states, x's shape but for
// directions·HiddenSize at the end, and the state after the last step, of hx's shape.
func (r *RNN) Forward(x, hx *torch.Tensor) (output, last *torch.Tensor) {
	return r.call2to2(x, hx, r.forward)
}

func (r *RNN) forward(x, hx *torch.Tensor) (output, last *torch.Tensor) {
	if r.Nonlinearity == "relu" {
		return r.run(aten.RnnReluInput, "RNN", " tensor", x, hx)
	}
	return r.run(aten.RnnTanhInput, "RNN", " tensor", x, hx)
}

// ForwardPacked is [RNN.Forward] for sequences of several lengths. A state has the order in
// which they came.
func (r *RNN) ForwardPacked(x *rnn.PackedSequence, hx *torch.Tensor) (output *rnn.PackedSequence, last *torch.Tensor) {
	op := packedOneStateOp(aten.RnnTanhData)
	if r.Nonlinearity == "relu" {
		op = aten.RnnReluData
	}
	data, last := r.call2to2(x.Data, hx, func(data, hx *torch.Tensor) (_, _ *torch.Tensor) {
		return r.runPacked(op, "RNN", data, hx, x)
	})
	return repacked(data, x), last
}

// GRU is the recurrent network of gated units.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html
type GRU struct{ RNNBase }

type gruArgs struct{ factory }

// NewGRU makes a network whose weights are drawn uniformly from ±1/√hiddenSize.
func NewGRU(inputSize, hiddenSize int, options ...GRUOption) *GRU {
	g, a := gruOf(options)
	g.build("GRU", inputSize, hiddenSize, 3, hiddenSize, &a.factory)
	return &g
}

// Forward takes and returns what [RNN.Forward] does.
func (g *GRU) Forward(x, hx *torch.Tensor) (output, last *torch.Tensor) {
	return g.call2to2(x, hx, g.forward)
}

func (g *GRU) forward(x, hx *torch.Tensor) (output, last *torch.Tensor) {
	return g.run(aten.GruInput, "GRU", "", x, hx)
}

// ForwardPacked is [GRU.Forward] for sequences of several lengths. A state has the order in
// which they came.
func (g *GRU) ForwardPacked(x *rnn.PackedSequence, hx *torch.Tensor) (output *rnn.PackedSequence, last *torch.Tensor) {
	data, last := g.call2to2(x.Data, hx, func(data, hx *torch.Tensor) (_, _ *torch.Tensor) {
		return g.runPacked(aten.GruData, "GRU", data, hx, x)
	})
	return repacked(data, x), last
}
