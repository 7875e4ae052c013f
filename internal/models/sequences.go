package models

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	characters            = 100
	embedded, hidden      = 64, 128
	textBatch, textLength = 16, 32
	words, width, heads   = 1000, 128, 4
)

// languageModel predicts the next character by an LSTM.
type languageModel struct {
	Embedding *nn.Embedding
	LSTM      *nn.LSTM
	FC        *nn.Linear
}

// Forward maps indices (N, L) to logits (N, L, characters), and returns the last state.
func (m *languageModel) Forward(x *torch.Tensor, state *nn.LSTMState) (*torch.Tensor, nn.LSTMState) {
	y, last := m.LSTM.Forward(m.Embedding.Forward(x), state)
	return m.FC.Forward(y), last
}

// cellModel is a [languageModel] that steps a cell.
type cellModel struct {
	Embedding *nn.Embedding
	Cell      *nn.LSTMCell
	FC        *nn.Linear
}

// Forward maps indices (N, L) to logits (N, L, characters), and returns the last state.
func (m *cellModel) Forward(x *torch.Tensor, state *nn.LSTMState) (*torch.Tensor, nn.LSTMState) {
	x = m.Embedding.Forward(x)
	outputs := make([]*torch.Tensor, x.Size(1))
	var last nn.LSTMState
	for t := range outputs {
		last = m.Cell.Forward(x.Select(1, t), state)
		state, outputs[t] = &last, last.H
	}
	return m.FC.Forward(torch.Stack(outputs, torch.Dim(1))), last
}

func trainLSTM() *Training {
	return trainLanguage(&languageModel{nn.NewEmbedding(characters, embedded), nn.NewLSTM(embedded, hidden, nn.BatchFirst(true)), nn.NewLinear(hidden, characters)})
}

func trainLSTMCell() *Training {
	return trainLanguage(&cellModel{nn.NewEmbedding(characters, embedded), nn.NewLSTMCell(embedded, hidden), nn.NewLinear(hidden, characters)})
}

// trainLanguage trains a network to go on with texts, each step from the state of the one
// before.
func trainLanguage(net interface {
	Forward(x *torch.Tensor, state *nn.LSTMState) (*torch.Tensor, nn.LSTMState)
}) *Training {
	parameters := nn.Parameters(net)
	optimizer := optim.NewAdam(parameters, 0.004)
	texts := torch.Randint(0, characters, []int{Batches, textBatch, textLength + 1})
	criterion := nn.NewCrossEntropyLoss()
	var state *nn.LSTMState
	return &Training{[]any{net}, []optim.Optimizer{optimizer}, func(s *torch.Scope, i int) []*torch.Tensor {
		text := batch(s, texts, i)
		optimizer.ZeroGrad()
		logits, last := net.Forward(text.Narrow(1, 0, textLength), state)
		loss := criterion.Forward(logits.Flatten(0, 1), text.Narrow(1, 1, textLength).Flatten(0, 1))
		loss.Backward()
		utils.ClipGradNorm_(parameters, 1)
		optimizer.Step()
		state = &nn.LSTMState{H: last.H.Detach().Keep(), C: last.C.Detach().Keep()}
		return []*torch.Tensor{loss}
	}}
}

// textClassifier tells four classes of texts apart by a Transformer's encoder.
type textClassifier struct {
	Embedding *nn.Embedding
	Position  *torch.Tensor // (textLength, width)
	Encoder   *nn.TransformerEncoder
	FC        *nn.Linear
}

// Forward maps indices (N, textLength) to logits (N, 4).
func (c *textClassifier) Forward(x *torch.Tensor) *torch.Tensor {
	x = c.Encoder.Forward(c.Embedding.Forward(x).Add(c.Position), nil)
	return c.FC.Forward(x.Mean(torch.Dim(1)))
}

func trainTransformer(n int) *Training {
	net := &textClassifier{Embedding: nn.NewEmbedding(words, width), Position: nn.Parameter(torch.Zeros(textLength, width))}
	layer := nn.NewTransformerEncoderLayer(width, heads, nn.DimFeedforward(2*width), nn.BatchFirst(true))
	net.Encoder, net.FC = nn.NewTransformerEncoder(layer, 2), nn.NewLinear(width, 4)
	texts, labels := torch.Randint(0, words, []int{Batches, n, textLength}), torch.Randint(0, 4, []int{Batches, n})
	criterion := nn.NewCrossEntropyLoss()
	return supervised(net, optim.NewAdamW(nn.Parameters(net), 1e-3), func(s *torch.Scope, i int) *torch.Tensor {
		return criterion.Forward(net.Forward(batch(s, texts, i)), batch(s, labels, i))
	})
}
