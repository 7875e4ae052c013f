package cases

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
)

// stateOf is an LSTM's state of two inputs.
func stateOf(a []*torch.Tensor) *nn.LSTMState { return &nn.LSTMState{H: a[1], C: a[2]} }

// pair2 is what a recurrent network returns.
func pair2(y, last any) any { return []any{y, last} }

// packedLengths are those of the packed cases, of 3 sequences up to 5 long.
var packedLengths = []int{3, 5, 1}

const (
	packedPython = "m(nn.utils.rnn.pack_padded_sequence(a[0], [3, 5, 1], enforce_sorted=False))"
	statedPython = "m(nn.utils.rnn.pack_padded_sequence(a[0], [3, 5, 1], enforce_sorted=False), a[1])"
)

func packed(x *torch.Tensor) *rnn.PackedSequence {
	return rnn.PackPaddedSequence(x, packedLengths, rnn.EnforceSorted(false))
}

func packedLSTM(python, inputs string, make func() any) Case {
	return called(layer(python, inputs, make), packedPython, func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.LSTM).ForwardPacked(packed(a[0]), nil)
		return pair2(y, last)
	})
}

var recurrents = []Case{
	layer("nn.RNN(5, 4)", "float32 3 2 5", func() any { return nn.NewRNN(5, 4) }),
	layer("nn.RNN(5, 4)", "float32 3 2 5; float32 1 2 4", func() any { return nn.NewRNN(5, 4) }),
	layer("nn.RNN(5, 4, num_layers=2, nonlinearity='relu', bidirectional=True)", "float32 3 2 5; float32 4 2 4", func() any {
		return nn.NewRNN(5, 4, nn.NumLayers(2), nn.Nonlinearity("relu"), nn.Bidirectional(true))
	}),
	layer("nn.RNN(5, 4, bias=False, batch_first=True)", "float32 2 3 5", func() any { return nn.NewRNN(5, 4, nn.Bias(false), nn.BatchFirst(true)) }),
	layer("nn.RNN(5, 4, num_layers=3, dropout=0.5)", "float32 3 2 5", func() any { return nn.NewRNN(5, 4, nn.NumLayers(3), nn.DropoutP(0.5)) }),
	layer("nn.RNN(5, 4, dtype=torch.float64)", "float64 3 5; float64 1 4", func() any { return nn.NewRNN(5, 4, nn.DType(torch.Float64)) }),
	called(layer("nn.RNN(5, 4)", "float32 5 3 5; float32 1 3 4", func() any { return nn.NewRNN(5, 4) }), statedPython, func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.RNN).ForwardPacked(packed(a[0]), a[1])
		return pair2(y, last)
	}),
	called(layer("nn.RNN(5, 4, nonlinearity='relu')", "float32 5 3 5", func() any { return nn.NewRNN(5, 4, nn.Nonlinearity("relu")) }), packedPython, func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.RNN).ForwardPacked(packed(a[0]), nil)
		return pair2(y, last)
	}),

	layer("nn.GRU(5, 4)", "float32 3 2 5", func() any { return nn.NewGRU(5, 4) }),
	layer("nn.GRU(5, 4)", "float32 3 5; float32 1 4", func() any { return nn.NewGRU(5, 4) }),
	layer("nn.GRU(5, 4, num_layers=2, bias=False, batch_first=True, dropout=0.3, bidirectional=True)", "float32 2 3 5; float32 4 2 4", func() any {
		return nn.NewGRU(5, 4, nn.NumLayers(2), nn.Bias(false), nn.BatchFirst(true), nn.DropoutP(0.3), nn.Bidirectional(true))
	}),
	layer("nn.GRU(5, 4, dtype=torch.float64)", "float64 3 2 5", func() any { return nn.NewGRU(5, 4, nn.DType(torch.Float64)) }),
	called(layer("nn.GRU(5, 4, bidirectional=True)", "float32 5 3 5; float32 2 3 4", func() any { return nn.NewGRU(5, 4, nn.Bidirectional(true)) }), statedPython, func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.GRU).ForwardPacked(packed(a[0]), a[1])
		return pair2(y, last)
	}),

	layer("nn.LSTM(5, 4)", "float32 3 2 5", func() any { return nn.NewLSTM(5, 4) }),
	layer("nn.LSTM(5, 4)", "float32 3 5", func() any { return nn.NewLSTM(5, 4) }),
	called(layer("nn.LSTM(5, 4)", "float32 3 5; float32 1 4; float32 1 4", func() any { return nn.NewLSTM(5, 4) }), "m(a[0], (a[1], a[2]))", func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.LSTM).Forward(a[0], stateOf(a))
		return pair2(y, last)
	}),
	layer("nn.LSTM(5, 4, num_layers=2, bidirectional=True)", "float32 7 2 5", func() any { return nn.NewLSTM(5, 4, nn.NumLayers(2), nn.Bidirectional(true)) }),
	layer("nn.LSTM(5, 4, bias=False, batch_first=True)", "float32 2 3 5", func() any { return nn.NewLSTM(5, 4, nn.Bias(false), nn.BatchFirst(true)) }),
	layer("nn.LSTM(5, 4, num_layers=2, dropout=0.5)", "float32 3 2 5", func() any { return nn.NewLSTM(5, 4, nn.NumLayers(2), nn.DropoutP(0.5)) }),
	layer("nn.LSTM(5, 4, dtype=torch.float64)", "float64 3 2 5", func() any { return nn.NewLSTM(5, 4, nn.DType(torch.Float64)) }),
	called(layer("nn.LSTM(5, 4, num_layers=2, bidirectional=True, proj_size=3)", "float32 3 2 5; float32 4 2 3; float32 4 2 4", func() any {
		return nn.NewLSTM(5, 4, nn.NumLayers(2), nn.Bidirectional(true), nn.ProjSize(3))
	}), "m(a[0], (a[1], a[2]))", func(m any, a []*torch.Tensor) any {
		y, last := m.(*nn.LSTM).Forward(a[0], stateOf(a))
		return pair2(y, last)
	}),
	packedLSTM("nn.LSTM(5, 4)", "float32 5 3 5", func() any { return nn.NewLSTM(5, 4) }),
	packedLSTM("nn.LSTM(5, 4, num_layers=2, bidirectional=True, proj_size=3, bias=False)", "float32 5 3 5", func() any {
		return nn.NewLSTM(5, 4, nn.NumLayers(2), nn.Bidirectional(true), nn.ProjSize(3), nn.Bias(false))
	}),
	called(layer("nn.LSTM(5, 4)", "float32 5 3 5; float32 1 3 4; float32 1 3 4", func() any { return nn.NewLSTM(5, 4) }),
		"m(nn.utils.rnn.pack_padded_sequence(a[0], torch.tensor([3, 5, 1]), enforce_sorted=False), (a[1], a[2]))", func(m any, a []*torch.Tensor) any {
			y, last := m.(*nn.LSTM).ForwardPacked(rnn.PackPaddedSequence(a[0], torch.FromSlice(packedLengths), rnn.EnforceSorted(false)), stateOf(a))
			return pair2(y, last)
		}),

	layer("nn.RNNCell(5, 4)", "float32 2 5; float32 2 4", func() any { return nn.NewRNNCell(5, 4) }),
	layer("nn.RNNCell(5, 4, bias=False, nonlinearity='relu')", "float32 5; float32 4", func() any {
		return nn.NewRNNCell(5, 4, nn.Bias(false), nn.Nonlinearity("relu"))
	}),
	layer("nn.RNNCell(5, 4, dtype=torch.float64)", "float64 2 5", func() any { return nn.NewRNNCell(5, 4, nn.DType(torch.Float64)) }),
	layer("nn.GRUCell(5, 4)", "float32 2 5; float32 2 4", func() any { return nn.NewGRUCell(5, 4) }),
	layer("nn.GRUCell(5, 4, bias=False)", "float32 5", func() any { return nn.NewGRUCell(5, 4, nn.Bias(false)) }),
	layer("nn.GRUCell(5, 4, dtype=torch.float64)", "float64 2 5", func() any { return nn.NewGRUCell(5, 4, nn.DType(torch.Float64)) }),
	layer("nn.LSTMCell(5, 4)", "float32 2 5", func() any { return nn.NewLSTMCell(5, 4) }),
	layer("nn.LSTMCell(5, 4, dtype=torch.float64)", "float64 2 5", func() any { return nn.NewLSTMCell(5, 4, nn.DType(torch.Float64)) }),
	called(layer("nn.LSTMCell(5, 4, bias=False)", "float32 5; float32 4; float32 4", func() any { return nn.NewLSTMCell(5, 4, nn.Bias(false)) }),
		"m(a[0], (a[1], a[2]))", func(m any, a []*torch.Tensor) any { return m.(*nn.LSTMCell).Forward(a[0], stateOf(a)) }),

	function("nn.utils.rnn.pack_padded_sequence(a[0], [4, 2, 2], batch_first=True)", "float32 3 4 2", func(a []*torch.Tensor) any {
		return rnn.PackPaddedSequence(a[0], []int{4, 2, 2}, rnn.BatchFirst(true))
	}),
	function("nn.utils.rnn.pad_packed_sequence(nn.utils.rnn.pack_padded_sequence(a[0], [3, 5, 1], enforce_sorted=False), padding_value=0.5, total_length=7)",
		"float32 5 3 2", func(a []*torch.Tensor) any {
			return pair(rnn.PadPackedSequence(packed(a[0]), rnn.PaddingValue(0.5), rnn.TotalLength(7)))
		}),
	function("nn.utils.rnn.pad_packed_sequence(nn.utils.rnn.pack_padded_sequence(a[0], [3, 2, 2]), batch_first=True)", "float32 3 3 2", func(a []*torch.Tensor) any {
		return pair(rnn.PadPackedSequence(rnn.PackPaddedSequence(a[0], []int{3, 2, 2}), rnn.BatchFirst(true)))
	}),
	function("nn.utils.rnn.pad_sequence(a)", "float32 3 2; float32 5 2; float32 1 2", func(a []*torch.Tensor) any { return rnn.PadSequence(a) }),
	function("nn.utils.rnn.pad_sequence(a, batch_first=True, padding_value=-1, padding_side='left')", "float32 3; float32 5", func(a []*torch.Tensor) any {
		return rnn.PadSequence(a, rnn.BatchFirst(true), rnn.PaddingValue(-1), rnn.PaddingSide("left"))
	}),
	function("nn.utils.rnn.pack_sequence(a)", "float32 5 2; float32 3 2; float32 1 2", func(a []*torch.Tensor) any { return rnn.PackSequence(a) }),
	function("nn.utils.rnn.pack_sequence(a, enforce_sorted=False)", "float32 3 2; float32 5 2; float32 1 2", func(a []*torch.Tensor) any {
		return rnn.PackSequence(a, rnn.EnforceSorted(false))
	}),
	function("nn.utils.rnn.unpack_sequence(nn.utils.rnn.pack_sequence(a, enforce_sorted=False))", "float32 3 2; float32 5 2; float32 1 2", func(a []*torch.Tensor) any {
		return rnn.UnpackSequence(rnn.PackSequence(a, rnn.EnforceSorted(false)))
	}),
	function("nn.utils.rnn.unpad_sequence(a[0] * 1, torch.tensor([3, 5, 1]))", "float32 5 3 2", func(a []*torch.Tensor) any {
		return rnn.UnpadSequence(a[0].Mul(1), torch.FromSlice(packedLengths))
	}),
	function("nn.utils.rnn.invert_permutation(a[0].argsort())", "float32 7", func(a []*torch.Tensor) any { return rnn.InvertPermutation(a[0].Argsort()) }),
}
