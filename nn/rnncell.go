package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RNNCellBase is what [RNNCell], [LSTMCell] and [GRUCell] have in common. An LSTMCell has 4
// gates, a GRUCell 3, an RNNCell 1.
type RNNCellBase struct {
	Module
	WeightIH *torch.Tensor `nn:"weight_ih"` // (gates·HiddenSize, InputSize)
	WeightHH *torch.Tensor `nn:"weight_hh"` // (gates·HiddenSize, HiddenSize)
	BiasIH   *torch.Tensor `nn:"bias_ih"`   // (gates·HiddenSize), or nil
	BiasHH   *torch.Tensor `nn:"bias_hh"`   // (gates·HiddenSize), or nil

	InputSize, HiddenSize int
	Bias                  bool `kw:"true"`
}

func (r *RNNCellBase) build(inputSize, hiddenSize, gates int, f *factory) {
	r.InputSize, r.HiddenSize = inputSize, hiddenSize
	r.WeightIH = f.parameter(true, gates*hiddenSize, inputSize)
	r.WeightHH = f.parameter(true, gates*hiddenSize, hiddenSize)
	r.BiasIH = f.parameter(r.Bias, gates*hiddenSize)
	r.BiasHH = f.parameter(r.Bias, gates*hiddenSize)
	r.ResetParameters()
}

// ResetParameters draws all weights anew, uniformly from ±1/√HiddenSize.
func (r *RNNCellBase) ResetParameters() {
	for _, w := range []*torch.Tensor{r.WeightIH, r.WeightHH, r.BiasIH, r.BiasHH} {
		initState(w, r.HiddenSize)
	}
}

// batched gives an input without a batch one, and tells whether it did.
func (r *RNNCellBase) batched(layer string, x *torch.Tensor) (*torch.Tensor, bool) {
	r.checkDims(layer, "input", x)
	if x.NDim() == 2 {
		return x, false
	}
	return x.Unsqueeze(0), true
}

func (r *RNNCellBase) checkDims(layer, what string, t *torch.Tensor) {
	if d := t.NDim(); d != 1 && d != 2 {
		refuse(layer, "%s: Expected %s to be 1D or 2D, got %dD instead", layer, what, d)
	}
}

// state is hx for a batch: zeros for nil, one of its own without a batch.
func (r *RNNCellBase) state(x, hx *torch.Tensor, one bool) *torch.Tensor {
	switch {
	case hx == nil:
		return aten.NewZeros(x, []int{x.Size(0), r.HiddenSize}, nil)
	case one:
		return hx.Unsqueeze(0)
	}
	return hx
}

// cellOp is an operator on a state of one tensor.
type cellOp func(r *RNNCellBase, x, hx *torch.Tensor) *torch.Tensor

// run is Forward of the cells whose state is one tensor.
func (r *RNNCellBase) run(op cellOp, layer string, x, hx *torch.Tensor) *torch.Tensor {
	if hx != nil {
		r.checkDims(layer, "hidden", hx)
	}
	x, one := r.batched(layer, x)
	hx = op(r, x, r.state(x, hx, one))
	if one {
		return aten.SqueezeDim(hx, 0)
	}
	return hx
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *RNNCellBase) ExtraRepr() string { return extra(r, "input_size hidden_size bias=?") }

// RNNCell is one step of an [RNN].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
type RNNCell struct {
	RNNCellBase
	Nonlinearity string `kw:"tanh"` // "tanh" or "relu"
}

type rnnCellArgs struct{ factory }

// NewRNNCell makes a cell whose weights are drawn uniformly from ±1/√hiddenSize.
func NewRNNCell(inputSize, hiddenSize int, options ...RNNCellOption) *RNNCell {
	r, a := rnnCellOf(options)
	r.build(inputSize, hiddenSize, 1, &a.factory)
	return &r
}

// Forward returns the state after x (N, InputSize) or (InputSize), from a state hx
// (N, HiddenSize) or (HiddenSize), or from zeros for nil.
func (r *RNNCell) Forward(x, hx *torch.Tensor) *torch.Tensor { return r.call2(x, hx, r.forward) }

func (r *RNNCell) forward(x, hx *torch.Tensor) *torch.Tensor {
	switch r.Nonlinearity {
	case "tanh":
		return r.run(tanhCell, "RNNCell", x, hx)
	case "relu":
		return r.run(reluCell, "RNNCell", x, hx)
	}
	refuseAs("RuntimeError", "RNNCell", "Unknown nonlinearity: %s", r.Nonlinearity)
	return nil
}

func tanhCell(r *RNNCellBase, x, hx *torch.Tensor) *torch.Tensor {
	return aten.RnnTanhCell(x, hx, r.WeightIH, r.WeightHH, &aten.RnnTanhCellOptions{BIh: r.BiasIH, BHh: r.BiasHH})
}

func reluCell(r *RNNCellBase, x, hx *torch.Tensor) *torch.Tensor {
	return aten.RnnReluCell(x, hx, r.WeightIH, r.WeightHH, &aten.RnnReluCellOptions{BIh: r.BiasIH, BHh: r.BiasHH})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *RNNCell) ExtraRepr() string {
	return extra(r, "input_size hidden_size bias=? nonlinearity=?")
}

// GRUCell is one step of a [GRU].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
type GRUCell struct{ RNNCellBase }

type gruCellArgs struct{ factory }

// NewGRUCell makes a cell whose weights are drawn uniformly from ±1/√hiddenSize.
func NewGRUCell(inputSize, hiddenSize int, options ...GRUCellOption) *GRUCell {
	g, a := gruCellOf(options)
	g.build(inputSize, hiddenSize, 3, &a.factory)
	return &g
}

// Forward takes and returns what [RNNCell.Forward] does.
func (g *GRUCell) Forward(x, hx *torch.Tensor) *torch.Tensor { return g.call2(x, hx, g.forward) }

func (g *GRUCell) forward(x, hx *torch.Tensor) *torch.Tensor { return g.run(gruCell, "GRUCell", x, hx) }

func gruCell(r *RNNCellBase, x, hx *torch.Tensor) *torch.Tensor {
	return aten.GruCell(x, hx, r.WeightIH, r.WeightHH, &aten.GruCellOptions{BIh: r.BiasIH, BHh: r.BiasHH})
}

// LSTMCell is one step of an [LSTM].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
type LSTMCell struct{ RNNCellBase }

type lstmCellArgs struct{ factory }

// NewLSTMCell makes a cell whose weights are drawn uniformly from ±1/√hiddenSize.
func NewLSTMCell(inputSize, hiddenSize int, options ...LSTMCellOption) *LSTMCell {
	l, a := lstmCellOf(options)
	l.build(inputSize, hiddenSize, 4, &a.factory)
	return &l
}

// Forward returns the state after x (N, InputSize) or (InputSize), from a state of two
// tensors (N, HiddenSize) or (HiddenSize), or from zeros for nil.
func (l *LSTMCell) Forward(x *torch.Tensor, state *LSTMState) LSTMState {
	h, c := state.parts()
	if !l.Hooked() {
		return l.forward(x, h, c)
	}
	out := l.CallMany([]*torch.Tensor{x, h, c}, func(in []*torch.Tensor) []*torch.Tensor {
		last := l.forward(in[0], in[1], in[2])
		return []*torch.Tensor{last.H, last.C}
	})
	return LSTMState{out[0], out[1]}
}

func (l *LSTMCell) forward(x, h, c *torch.Tensor) LSTMState {
	x, one := l.batched("LSTMCell", x)
	if h != nil || c != nil {
		if h == nil || c == nil {
			refuse("LSTMCell", "a state needs both H and C; no state at all is zeros")
		}
		l.checkDims("LSTMCell", "hx[0]", h)
		l.checkDims("LSTMCell", "hx[1]", c)
		h, c = l.state(x, h, one), l.state(x, c, one)
	} else {
		h = l.state(x, nil, one)
		c = h
	}
	h, c = aten.LstmCell(x, []*torch.Tensor{h, c}, l.WeightIH, l.WeightHH, &aten.LstmCellOptions{BIh: l.BiasIH, BHh: l.BiasHH})
	if one {
		return LSTMState{aten.SqueezeDim(h, 0), aten.SqueezeDim(c, 0)}
	}
	return LSTMState{h, c}
}
