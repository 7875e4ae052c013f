package nn

import (
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LSTM is the recurrent network of long short-term memory.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
type LSTM struct {
	RNNBase
	ProjSize int `kw:"0"`
}

type lstmArgs struct{ factory }

// LSTMState is an [LSTM]'s memory: H (layers·directions, N, ProjSize or HiddenSize) and C
// (layers·directions, N, HiddenSize), without N for one sequence; that of an [LSTMCell] is
// (N, HiddenSize) both.
type LSTMState struct{ H, C *torch.Tensor }

// NewLSTM makes a network whose weights are drawn uniformly from ±1/√hiddenSize.
func NewLSTM(inputSize, hiddenSize int, options ...LSTMOption) *LSTM {
	l, a := lstmOf(options)
	l.HiddenSize = hiddenSize
	if l.ProjSize < 0 {
		refuse("LSTM", "proj_size should be a positive integer or zero to disable projections")
	}
	if l.ProjSize > 0 && l.ProjSize >= hiddenSize {
		refuse("LSTM", "proj_size has to be smaller than hidden_size")
	}
	l.build("LSTM", inputSize, hiddenSize, 4, l.outSize(), &a.factory)
	return &l
}

// outSize is the size of the output of one direction.
func (l *LSTM) outSize() int {
	if l.ProjSize > 0 {
		return l.ProjSize
	}
	return l.HiddenSize
}

// Forward runs over x (L, N, InputSize), (N, L, InputSize) with BatchFirst, or one sequence
// (L, InputSize), from a state, or from zeros for nil. It returns the last layer's output,
// x's shape but for directions·(ProjSize or HiddenSize) at the end, and the state after the
// last step.
func (l *LSTM) Forward(x *torch.Tensor, state *LSTMState) (output *torch.Tensor, last LSTMState) {
	h, c := state.parts()
	if !l.Hooked() {
		return l.forward(x, h, c)
	}
	return l.callHookedState(x, h, c, l.forward)
}

// parts are the tensors of a state, nil ones of nil.
func (s *LSTMState) parts() (h, c *torch.Tensor) {
	if s == nil {
		return nil, nil
	}
	return s.H, s.C
}

func (l *LSTM) forward(x, h, c *torch.Tensor) (output *torch.Tensor, last LSTMState) {
	x, one := l.batched("LSTM", "", x)
	batch := x.Size(l.batchDim())
	if h == nil && c == nil {
		h, c = l.zeros(x, batch, l.outSize()), l.zeros(x, batch, l.HiddenSize)
	} else {
		h, c = l.fitting(h, c, one)
	}
	l.checkInput("LSTM", x, 3)
	l.checkStates(h, c, batch)
	output, last.H, last.C = aten.LstmInput(x, []*torch.Tensor{h, c}, l.Weights.tensors, l.Bias, l.NumLayers, l.Dropout, l.Training(), l.Bidirectional, l.BatchFirst)
	if one {
		return aten.SqueezeDim(output, l.batchDim()), LSTMState{aten.SqueezeDim(last.H, 1), aten.SqueezeDim(last.C, 1)}
	}
	return output, last
}

// fitting gives the state of one sequence a batch too.
func (l *LSTM) fitting(h, c *torch.Tensor, one bool) (_, _ *torch.Tensor) {
	if h == nil || c == nil {
		refuse("LSTM", "a state needs both H and C; no state at all is zeros")
	}
	switch {
	case one && (h.NDim() != 2 || c.NDim() != 2):
		refuseAs("RuntimeError", "LSTM", "For unbatched 2-D input, hx and cx should also be 2-D but got (%d-D, %d-D) tensors", h.NDim(), c.NDim())
	case one:
		return h.Unsqueeze(1), c.Unsqueeze(1)
	case h.NDim() != 3 || c.NDim() != 3:
		refuseAs("RuntimeError", "LSTM", "For batched 3-D input, hx and cx should also be 3-D but got (%d-D, %d-D) tensors", h.NDim(), c.NDim())
	}
	return h, c
}

func (l *LSTM) checkStates(h, c *torch.Tensor, batch int) {
	l.checkState("LSTM", "hidden[0]", h, batch, l.outSize())
	l.checkState("LSTM", "hidden[1]", c, batch, l.HiddenSize)
}

// ForwardPacked is [LSTM.Forward] for sequences of several lengths. A state has the order in
// which they came.
func (l *LSTM) ForwardPacked(x *rnn.PackedSequence, state *LSTMState) (output *rnn.PackedSequence, last LSTMState) {
	h, c := state.parts()
	data, last := l.callHookedState(x.Data, h, c, func(data, h, c *torch.Tensor) (*torch.Tensor, LSTMState) {
		return l.forwardPacked(data, h, c, x)
	})
	return repacked(data, x), last
}

func (l *LSTM) forwardPacked(data, h, c *torch.Tensor, x *rnn.PackedSequence) (output *torch.Tensor, last LSTMState) {
	batch := firstSize(x)
	if h == nil && c == nil {
		h, c = l.zeros(data, batch, l.outSize()), l.zeros(data, batch, l.HiddenSize)
	} else {
		h, c = l.fitting(h, c, false)
		h, c = permuted(h, x.SortedIndices), permuted(c, x.SortedIndices)
	}
	l.checkInput("LSTM", data, 2)
	l.checkStates(h, c, batch)
	output, last.H, last.C = aten.LstmData(data, x.BatchSizes, []*torch.Tensor{h, c}, l.Weights.tensors, l.Bias, l.NumLayers, l.Dropout, l.Training(), l.Bidirectional)
	return output, LSTMState{permuted(last.H, x.UnsortedIndices), permuted(last.C, x.UnsortedIndices)}
}

// callHookedState calls forward between the hooks, which have the tensors in turn.
func (m *Module) callHookedState(x, h, c *torch.Tensor, forward func(x, h, c *torch.Tensor) (*torch.Tensor, LSTMState)) (*torch.Tensor, LSTMState) {
	out := m.CallMany([]*torch.Tensor{x, h, c}, func(in []*torch.Tensor) []*torch.Tensor {
		y, last := forward(in[0], in[1], in[2])
		return []*torch.Tensor{y, last.H, last.C}
	})
	return out[0], LSTMState{out[1], out[2]}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *LSTM) ExtraRepr() string {
	return extra(l, "input_size hidden_size proj_size=? num_layers=? bias=? batch_first=? dropout=? bidirectional=?")
}
