package nn

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/internal/tensorstr"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RNNBase is what [RNN], [LSTM] and [GRU] have in common.
type RNNBase struct {
	Module
	// Weights are weight_ih_l0 (gates·HiddenSize, InputSize), weight_hh_l0
	// (gates·HiddenSize, HiddenSize), bias_ih_l0 and bias_hh_l0 (gates·HiddenSize), with an
	// LSTM's ProjSize weight_hr_l0 (ProjSize, HiddenSize), the same with _reverse where
	// Bidirectional, then those of layer 1. An LSTM has 4 gates, a GRU 3, an RNN 1.
	Weights ParameterDict `nn:",inline"`

	InputSize, HiddenSize int
	NumLayers             int     `kw:"1"`
	Bias                  bool    `kw:"true"`
	BatchFirst            bool    `kw:"false"`
	Dropout               float64 `kw:"0,DropoutP"` // of the output of each layer but the last
	Bidirectional         bool    `kw:"false"`
}

// build makes the weights of a network with so many gates, whose output has size out.
func (r *RNNBase) build(layer string, inputSize, hiddenSize, gates, out int, f *factory) {
	r.InputSize, r.HiddenSize = inputSize, hiddenSize
	r.check(layer)
	for i := range r.NumLayers {
		in := inputSize
		if i > 0 {
			in = out * r.directions()
		}
		for _, direction := range []string{"", "_reverse"}[:r.directions()] {
			suffix := fmt.Sprintf("_l%d%s", i, direction)
			r.Weights.Set("weight_ih"+suffix, f.parameter(true, gates*hiddenSize, in))
			r.Weights.Set("weight_hh"+suffix, f.parameter(true, gates*hiddenSize, out))
			r.Weights.Set("bias_ih"+suffix, f.parameter(r.Bias, gates*hiddenSize))
			r.Weights.Set("bias_hh"+suffix, f.parameter(r.Bias, gates*hiddenSize))
			r.Weights.Set("weight_hr"+suffix, f.parameter(out != hiddenSize, out, hiddenSize))
		}
	}
	r.ResetParameters()
}

// check refuses what Python's constructor does.
func (r *RNNBase) check(layer string) {
	switch {
	case !(0 <= r.Dropout && r.Dropout <= 1):
		refuse(layer, "dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
	case r.InputSize <= 0:
		refuse(layer, "input_size must be greater than zero")
	case r.HiddenSize <= 0:
		refuse(layer, "hidden_size must be greater than zero")
	case r.NumLayers <= 0:
		refuse(layer, "num_layers must be greater than zero")
	case r.Dropout > 0 && r.NumLayers == 1:
		torch.Warn(torch.Warning{Op: "nn." + layer, Message: fmt.Sprintf("dropout option adds dropout after all but last recurrent layer, "+
			"so non-zero dropout expects num_layers greater than 1, but got dropout=%s and num_layers=1", tensorstr.Number(r.Dropout))})
	}
}

// ResetParameters draws all weights anew, uniformly from ±1/√HiddenSize.
func (r *RNNBase) ResetParameters() {
	for _, w := range r.Weights.All() {
		initState(w, r.HiddenSize)
	}
}

// initState draws a recurrent network's weight, which may be nil.
func initState(w *torch.Tensor, hiddenSize int) {
	if w == nil {
		return
	}
	bound := 0.0
	if hiddenSize > 0 {
		bound = 1 / math.Sqrt(float64(hiddenSize))
	}
	ninit.Uniform_(w, 0-bound, bound)
}

func (r *RNNBase) directions() int {
	if r.Bidirectional {
		return 2
	}
	return 1
}

// batchDim is the dimension of the batch.
func (r *RNNBase) batchDim() int {
	if r.BatchFirst {
		return 0
	}
	return 1
}

// batched gives one sequence a batch of its own, and tells whether it did.
func (r *RNNBase) batched(layer, article string, x *torch.Tensor) (*torch.Tensor, bool) {
	switch d := x.NDim(); d {
	case 3:
		return x, false
	case 2:
		return x.Unsqueeze(r.batchDim()), true
	default:
		refuse(layer, "%s: Expected input to be 2D or 3D, got %dD%s instead", layer, d, article)
		return nil, false
	}
}

// zeros is the state (layers·directions, batch, size) before a sequence.
func (r *RNNBase) zeros(x *torch.Tensor, batch, size int) *torch.Tensor {
	return aten.NewZeros(x, []int{r.NumLayers * r.directions(), batch, size}, nil)
}

// checkInput refuses an input of another dtype or size than the weights'.
func (r *RNNBase) checkInput(layer string, x *torch.Tensor, dims int) {
	want := r.Weights.tensors[0].DType()
	switch got := x.DType(); {
	case got != want && !torch.IsAutocastEnabled(x.Device().Type):
		refuse(layer, "RNN input dtype (%v) does not match weight dtype (%v). Convert input: input.to(%v), or convert model: model.to(%v)", got, want, want, got)
	case x.NDim() != dims:
		refuseAs("RuntimeError", layer, "input must have %d dimensions, got %d", dims, x.NDim())
	case x.Size(-1) != r.InputSize:
		refuseAs("RuntimeError", layer, "input.size(-1) must be equal to input_size. Expected %d, got %d", r.InputSize, x.Size(-1))
	}
}

// checkState refuses a state of another size.
func (r *RNNBase) checkState(layer, what string, h *torch.Tensor, batch, size int) {
	layers := r.NumLayers * r.directions()
	if h.NDim() == 3 && h.Size(0) == layers && h.Size(1) == batch && h.Size(2) == size {
		return
	}
	shape := pyTuple(h.Shape())
	refuseAs("RuntimeError", layer, "Expected %s size %s, got [%s]", what, pyTuple([]int{layers, batch, size}), shape[1:len(shape)-1])
}

// oneStateOp is an operator on sequences whose state is one tensor, packedOneStateOp that on
// packed ones.
type (
	oneStateOp       func(x, hx *torch.Tensor, weights []*torch.Tensor, bias bool, layers int, dropout float64, training, bidirectional, batchFirst bool) (output, last *torch.Tensor)
	packedOneStateOp func(x, sizes, hx *torch.Tensor, weights []*torch.Tensor, bias bool, layers int, dropout float64, training, bidirectional bool) (output, last *torch.Tensor)
)

// run is Forward of the networks whose state is one tensor.
func (r *RNNBase) run(op oneStateOp, layer, article string, x, hx *torch.Tensor) (output, last *torch.Tensor) {
	x, one := r.batched(layer, article, x)
	switch {
	case hx == nil:
		hx = r.zeros(x, x.Size(r.batchDim()), r.HiddenSize)
	case one && hx.NDim() != 2:
		refuseAs("RuntimeError", layer, "For unbatched 2-D input, hx should also be 2-D but got %d-D tensor", hx.NDim())
	case one:
		hx = hx.Unsqueeze(1)
	case hx.NDim() != 3:
		refuseAs("RuntimeError", layer, "For batched 3-D input, hx should also be 3-D but got %d-D tensor", hx.NDim())
	}
	r.checkInput(layer, x, 3)
	r.checkState(layer, "hidden", hx, x.Size(r.batchDim()), r.HiddenSize)
	output, last = op(x, hx, r.Weights.tensors, r.Bias, r.NumLayers, r.Dropout, r.Training(), r.Bidirectional, r.BatchFirst)
	if one {
		return aten.SqueezeDim(output, r.batchDim()), aten.SqueezeDim(last, 1)
	}
	return output, last
}

// runPacked is ForwardPacked of the networks whose state is one tensor.
func (r *RNNBase) runPacked(op packedOneStateOp, layer string, data, hx *torch.Tensor, x *rnn.PackedSequence) (output, last *torch.Tensor) {
	batch := firstSize(x)
	if hx == nil {
		hx = r.zeros(data, batch, r.HiddenSize)
	} else {
		hx = permuted(hx, x.SortedIndices)
	}
	r.checkInput(layer, data, 2)
	r.checkState(layer, "hidden", hx, batch, r.HiddenSize)
	output, last = op(data, x.BatchSizes, hx, r.Weights.tensors, r.Bias, r.NumLayers, r.Dropout, r.Training(), r.Bidirectional)
	return output, permuted(last, x.UnsortedIndices)
}

// firstSize is how many sequences there are.
func firstSize(x *rnn.PackedSequence) int {
	return torch.ItemAs[int](x.BatchSizes.Select(0, 0))
}

// permuted sorts a state's batch, in the order in which it is for nil.
func permuted(state, order *torch.Tensor) *torch.Tensor {
	if order == nil {
		return state
	}
	return state.IndexSelect(1, order)
}

// repacked is the output of packed sequences, in their order.
func repacked(data *torch.Tensor, x *rnn.PackedSequence) *rnn.PackedSequence {
	return &rnn.PackedSequence{Data: data, BatchSizes: x.BatchSizes, SortedIndices: x.SortedIndices, UnsortedIndices: x.UnsortedIndices}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *RNNBase) ExtraRepr() string {
	return extra(r, "input_size hidden_size num_layers=? bias=? batch_first=? dropout=? bidirectional=?")
}
