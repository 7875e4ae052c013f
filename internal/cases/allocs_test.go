package cases_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// allocations counts what f allocates with a tensor in a scope, which allocates its
// tensors by the dozen, so that a call's share rounds to none.
func allocations(x *torch.Tensor, f func(x *torch.Tensor)) (n float64) {
	torch.Scoped(func(s *torch.Scope) {
		x = x.Clone().MoveTo(s)
		n = testing.AllocsPerRun(100, func() { f(x) })
	})
	return n
}

func TestForward_AllocatesTheTensorAlone(t *testing.T) {
	torch.SetNumThreads(1)
	for _, c := range cases.All {
		m, ok := any(nil), false
		if c.IsLayer() && c.Call == nil {
			m = c.Make()
			_, ok = m.(nn.Forwarder)
		}
		if !ok || c.Allocates != "" {
			continue
		}
		nn.Eval(m)
		in, err := c.NewInputs()
		assert.NoError(t, err)
		assert.Zero(t, allocations(in[0].Detach(), func(x *torch.Tensor) { m.(nn.Forwarder).Forward(x) }), c.Name())
	}
}

// Their Forward takes and returns more than a tensor.
func TestRecurrentForward_AllocatesTheTensorsAlone(t *testing.T) {
	torch.SetNumThreads(1)
	rnn, gru, lstm := nn.NewRNN(5, 4), nn.NewGRU(5, 4, nn.BatchFirst(true)), nn.NewLSTM(5, 4, nn.ProjSize(2))
	cell, gruCell, lstmCell := nn.NewRNNCell(5, 4), nn.NewGRUCell(5, 4), nn.NewLSTMCell(5, 4)
	plain, bag, bilinear := nn.NewLSTM(5, 4), nn.NewEmbeddingBag(5, 3), nn.NewBilinear(5, 5, 2)
	sequences, rows, indices := torch.Randn(3, 2, 5), torch.Randn(2, 5), torch.Randint(0, 5, []int{6})
	state := nn.LSTMState{H: torch.Zeros(1, 2, 4), C: torch.Zeros(1, 2, 4)}
	hx, offsets := torch.Zeros(2, 4), torch.FromSlice([]int{0, 2})
	for name, c := range map[string]struct {
		x       *torch.Tensor
		forward func(x *torch.Tensor)
	}{
		"RNN":               {sequences, func(x *torch.Tensor) { rnn.Forward(x, nil) }},
		"GRU":               {sequences, func(x *torch.Tensor) { gru.Forward(x, nil) }},
		"LSTM, projected":   {sequences, func(x *torch.Tensor) { lstm.Forward(x, nil) }},
		"LSTM":              {sequences, func(x *torch.Tensor) { plain.Forward(x, nil) }},
		"LSTM with a state": {sequences, func(x *torch.Tensor) { plain.Forward(x, &state) }},
		"RNNCell":           {rows, func(x *torch.Tensor) { cell.Forward(x, hx) }},
		"GRUCell":           {rows, func(x *torch.Tensor) { gruCell.Forward(x, nil) }},
		"LSTMCell":          {rows, func(x *torch.Tensor) { lstmCell.Forward(x, nil) }},
		"LSTMCell, again":   {rows, func(x *torch.Tensor) { last := lstmCell.Forward(x, nil); lstmCell.Forward(x, &last) }},
		"Bilinear":          {rows, func(x *torch.Tensor) { bilinear.Forward(x, x) }},
	} {
		assert.Zero(t, allocations(c.x, c.forward), name)
	}
	assert.LessOrEqual(t, allocations(indices, func(x *torch.Tensor) { bag.Forward(x, offsets, nil) }), 2.0,
		"EmbeddingBag: its operator returns four tensors, in a list")
}

func TestFunctions_AllocateTheTensorAlone(t *testing.T) {
	torch.SetNumThreads(1)
	w, b, v := torch.Randn(4, 3, 3, 3), torch.Randn(4), torch.Ones(3)
	pictures, rows, classes := torch.Randn(2, 3, 8, 8), torch.Randn(4, 3), torch.Randint(0, 3, []int{4})
	for name, f := range map[string]func(x *torch.Tensor){
		"conv2d":         func(x *torch.Tensor) { F.Conv2d(x, w, b) },
		"conv2d options": func(x *torch.Tensor) { F.Conv2d(x, w, b, F.Stride(2), F.Padding(1, 2), F.Groups(1)) },
		"batch_norm":     func(x *torch.Tensor) { F.BatchNorm(x, v, v, v, v, F.Eps(1e-3)) },
		"max_pool2d":     func(x *torch.Tensor) { F.MaxPool2d(x, 2, F.Stride(1)) },
		"adaptive":       func(x *torch.Tensor) { F.AdaptiveAvgPool2d(x, F.Size{2, 3}) },
		"layer_norm":     func(x *torch.Tensor) { F.LayerNorm(x, F.Size{8}, nil, nil, F.Eps(1e-3)) },
		"cross_entropy":  func(x *torch.Tensor) { F.CrossEntropy(x, classes, F.Sum, F.LabelSmoothing(0.1), F.Weight(v)) },
		"mse_loss":       func(x *torch.Tensor) { F.MSELoss(x, x, F.Sum) },
		"relu":           func(x *torch.Tensor) { F.ReLU(x, F.Inplace(false)) },
		"softmax":        func(x *torch.Tensor) { F.Softmax(x, 1, F.DType(torch.Float32)) },
		"dropout":        func(x *torch.Tensor) { F.Dropout(x, F.P(0.2), F.Training(false)) },
		"embedding":      func(x *torch.Tensor) { F.Embedding(classes, rows, F.PaddingIdx(1)) },
		"one_hot":        func(x *torch.Tensor) { F.OneHot(classes, F.NumClasses(3)) },
		"pad":            func(x *torch.Tensor) { F.Pad(x, []int{1, 1}, F.Value(2)) },
	} {
		x := pictures
		if name == "cross_entropy" || name == "mse_loss" {
			x = rows
		}
		assert.Zero(t, allocations(x, f), name)
	}
}
