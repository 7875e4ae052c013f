package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
)

// refusedCalls are mistakes in recurrent layers and embeddings.
var refusedCalls = []Case{
	function("nn.RNN(5, 4, nonlinearity='sin')", "", func([]*torch.Tensor) any { return nn.NewRNN(5, 4, nn.Nonlinearity("sin")) }),
	function("nn.RNN(0, 4)", "", func([]*torch.Tensor) any { return nn.NewRNN(0, 4) }),
	function("nn.GRU(5, 0)", "", func([]*torch.Tensor) any { return nn.NewGRU(5, 0) }),
	function("nn.LSTM(5, 4, num_layers=0)", "", func([]*torch.Tensor) any { return nn.NewLSTM(5, 4, nn.NumLayers(0)) }),
	function("nn.LSTM(5, 4, dropout=1.5)", "", func([]*torch.Tensor) any { return nn.NewLSTM(5, 4, nn.DropoutP(1.5)) }),
	function("nn.LSTM(5, 4, proj_size=-1)", "", func([]*torch.Tensor) any { return nn.NewLSTM(5, 4, nn.ProjSize(-1)) }),
	function("nn.LSTM(5, 4, proj_size=4)", "", func([]*torch.Tensor) any { return nn.NewLSTM(5, 4, nn.ProjSize(4)) }),
	function("nn.RNN(5, 4)(a[0])", "float32 5", func(a []*torch.Tensor) any { return pair(nn.NewRNN(5, 4).Forward(a[0], nil)) }),
	function("nn.GRU(5, 4)(a[0])", "float32 1 1 1 5", func(a []*torch.Tensor) any { return pair(nn.NewGRU(5, 4).Forward(a[0], nil)) }),
	function("nn.LSTM(5, 4)(a[0])", "float32 5", func(a []*torch.Tensor) any { return firstOf(nn.NewLSTM(5, 4).Forward(a[0], nil)) }),
	function("nn.LSTM(5, 4)(a[0])", "float64 3 2 5", func(a []*torch.Tensor) any { return firstOf(nn.NewLSTM(5, 4).Forward(a[0], nil)) }),
	function("nn.LSTM(5, 4)(a[0])", "float32 3 2 6", func(a []*torch.Tensor) any { return firstOf(nn.NewLSTM(5, 4).Forward(a[0], nil)) }),
	function("nn.GRU(5, 4)(a[0], a[1])", "float32 3 2 5; float32 1 2 5", func(a []*torch.Tensor) any { return pair(nn.NewGRU(5, 4).Forward(a[0], a[1])) }),
	function("nn.GRU(5, 4)(a[0], a[1])", "float32 3 2 5; float32 1 4", func(a []*torch.Tensor) any { return pair(nn.NewGRU(5, 4).Forward(a[0], a[1])) }),
	function("nn.GRU(5, 4)(a[0], a[1])", "float32 3 5; float32 1 1 4", func(a []*torch.Tensor) any { return pair(nn.NewGRU(5, 4).Forward(a[0], a[1])) }),
	function("nn.LSTM(5, 4)(a[0], (a[1], a[2]))", "float32 3 2 5; float32 1 2 4; float32 1 3 4", func(a []*torch.Tensor) any {
		return firstOf(nn.NewLSTM(5, 4).Forward(a[0], stateOf(a)))
	}),
	function("nn.LSTM(5, 4, proj_size=2)(a[0], (a[1], a[2]))", "float32 3 2 5; float32 1 2 4; float32 1 2 4", func(a []*torch.Tensor) any {
		return firstOf(nn.NewLSTM(5, 4, nn.ProjSize(2)).Forward(a[0], stateOf(a)))
	}),
	function("nn.LSTM(5, 4)(a[0], (a[1], a[2]))", "float32 3 2 5; float32 2 4; float32 1 2 4", func(a []*torch.Tensor) any {
		return firstOf(nn.NewLSTM(5, 4).Forward(a[0], stateOf(a)))
	}),
	function("nn.LSTM(5, 4)(a[0], (a[1], a[2]))", "float32 3 5; float32 1 1 4; float32 1 4", func(a []*torch.Tensor) any {
		return firstOf(nn.NewLSTM(5, 4).Forward(a[0], stateOf(a)))
	}),
	function("nn.RNNCell(5, 4, nonlinearity='sin')(a[0])", "float32 2 5", func(a []*torch.Tensor) any {
		return nn.NewRNNCell(5, 4, nn.Nonlinearity("sin")).Forward(a[0], nil)
	}),
	function("nn.GRUCell(5, 4)(a[0])", "float32 1 2 5", func(a []*torch.Tensor) any { return nn.NewGRUCell(5, 4).Forward(a[0], nil) }),
	function("nn.RNNCell(5, 4)(a[0], a[1])", "float32 2 5; float32 1 2 4", func(a []*torch.Tensor) any { return nn.NewRNNCell(5, 4).Forward(a[0], a[1]) }),
	function("nn.LSTMCell(5, 4)(a[0], (a[1], a[2]))", "float32 2 5; float32 2 4; float32 1 2 4", func(a []*torch.Tensor) any {
		return nn.NewLSTMCell(5, 4).Forward(a[0], stateOf(a))
	}),
	function("nn.utils.rnn.pad_packed_sequence(nn.utils.rnn.pack_padded_sequence(a[0], [3, 2]), total_length=2)", "float32 3 2 5", func(a []*torch.Tensor) any {
		return pair(rnn.PadPackedSequence(rnn.PackPaddedSequence(a[0], []int{3, 2}), rnn.TotalLength(2)))
	}),

	function("nn.Embedding(5, 3, padding_idx=5)", "", func([]*torch.Tensor) any { return nn.NewEmbedding(5, 3, nn.PaddingIdx(5)) }),
	function("nn.EmbeddingBag(5, 3, padding_idx=-6)", "", func([]*torch.Tensor) any { return nn.NewEmbeddingBag(5, 3, nn.PaddingIdx(-6)) }),
	function("nn.Embedding.from_pretrained(a[0])", "float32 5", func(a []*torch.Tensor) any { return nn.NewEmbeddingFromPretrained(a[0]) }),
	function("F.embedding(a[0], a[1], padding_idx=9)", "index 4 < 5; float32 5 3", func(a []*torch.Tensor) any { return F.Embedding(a[0], a[1], F.PaddingIdx(9)) }),
	function("nn.EmbeddingBag(5, 3)(a[0])", "index 4 < 5", func(a []*torch.Tensor) any { return nn.NewEmbeddingBag(5, 3).Forward(a[0], nil, nil) }),
	function("nn.EmbeddingBag(5, 3)(a[0], a[0])", "index 4 2 < 5", func(a []*torch.Tensor) any { return nn.NewEmbeddingBag(5, 3).Forward(a[0], a[0], nil) }),
	function("nn.EmbeddingBag(5, 3)(a[0], a[1])", "index 4 < 5; index 2 1 < 2", func(a []*torch.Tensor) any { return nn.NewEmbeddingBag(5, 3).Forward(a[0], a[1], nil) }),
	function("nn.EmbeddingBag(5, 3)(a[0])", "index 1 4 2 < 5", func(a []*torch.Tensor) any { return nn.NewEmbeddingBag(5, 3).Forward(a[0], nil, nil) }),
	function("nn.EmbeddingBag(5, 3, mode='min')(a[0])", "index 4 2 < 5", func(a []*torch.Tensor) any {
		return nn.NewEmbeddingBag(5, 3, nn.Mode("min")).Forward(a[0], nil, nil)
	}),
	function("nn.EmbeddingBag(5, 3, mode='max', sparse=True)(a[0])", "index 4 2 < 5", func(a []*torch.Tensor) any {
		return nn.NewEmbeddingBag(5, 3, nn.Mode("max"), nn.Sparse(true)).Forward(a[0], nil, nil)
	}),
	function("nn.EmbeddingBag(5, 3, mode='max', scale_grad_by_freq=True)(a[0])", "index 4 2 < 5", func(a []*torch.Tensor) any {
		return nn.NewEmbeddingBag(5, 3, nn.Mode("max"), nn.ScaleGradByFreq(true)).Forward(a[0], nil, nil)
	}),
	function("nn.EmbeddingBag(5, 3)(a[0], per_sample_weights=a[1])", "index 4 2 < 5; float32 4 2", func(a []*torch.Tensor) any {
		return nn.NewEmbeddingBag(5, 3).Forward(a[0], nil, a[1])
	}),
	function("nn.EmbeddingBag(5, 3, mode='sum')(a[0], per_sample_weights=a[1])", "index 4 2 < 5; float32 4 3", func(a []*torch.Tensor) any {
		return nn.NewEmbeddingBag(5, 3, nn.Mode("sum")).Forward(a[0], nil, a[1])
	}),
	function("nn.Bilinear(0, 4, 5)", "", func([]*torch.Tensor) any { return nn.NewBilinear(0, 4, 5) }),
}

// firstOf is the output of what returns a state too.
func firstOf(y *torch.Tensor, _ nn.LSTMState) any { return y }
