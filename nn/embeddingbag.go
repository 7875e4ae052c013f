package nn

import (
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// EmbeddingBag looks up vectors by their indices and sums up those of a bag, or takes their
// mean or their maximum.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
type EmbeddingBag struct {
	Module
	Weight *torch.Tensor // (NumEmbeddings, EmbeddingDim)

	NumEmbeddings, EmbeddingDim int
	MaxNorm                     aten.Opt[float64] `kw:""`
	NormType                    float64           `kw:"2"`
	ScaleGradByFreq             bool              `kw:"false"` // not with "max"
	Mode                        string            `kw:"mean"`  // "sum", "mean" or "max"
	Sparse                      bool              `kw:"false"` // not with "max"
	IncludeLastOffset           bool              `kw:"false"`
	PaddingIdx                  aten.Opt[int]     `kw:""` // its vector counts in no bag
}

type embeddingBagArgs struct{ factory }

// NewEmbeddingBag makes a layer of numEmbeddings vectors, drawn from the standard normal
// distribution. It panics for a [PaddingIdx] that is none of theirs.
func NewEmbeddingBag(numEmbeddings, embeddingDim int, options ...EmbeddingBagOption) *EmbeddingBag {
	e, a := embeddingBagOf(options)
	e.NumEmbeddings, e.EmbeddingDim = numEmbeddings, embeddingDim
	e.PaddingIdx = paddingOf("EmbeddingBag", e.PaddingIdx, "padding_idx", numEmbeddings)
	e.Weight = a.parameter(true, numEmbeddings, embeddingDim)
	e.ResetParameters()
	return &e
}

//kw:options EmbeddingBagFromPretrainedOption nn.EmbeddingBag

type embeddingBagFromPretrainedArgs struct {
	freeze bool `kw:"true"`
}

// NewEmbeddingBagFromPretrained makes a layer of embeddings (n, dim), whose memory it
// shares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html#torch.nn.EmbeddingBag.from_pretrained
func NewEmbeddingBagFromPretrained(embeddings *torch.Tensor, options ...EmbeddingBagFromPretrainedOption) *EmbeddingBag {
	e, a := embeddingBagFromPretrainedOf(options)
	e.NumEmbeddings, e.EmbeddingDim = pretrainedSize("EmbeddingBag", embeddings)
	e.PaddingIdx = paddingOf("EmbeddingBag", e.PaddingIdx, "padding_idx", e.NumEmbeddings)
	e.Weight = Parameter(embeddings).SetRequiresGrad(!a.freeze)
	return &e
}

// ResetParameters draws the vectors anew; that of the padding is zero.
func (e *EmbeddingBag) ResetParameters() { drawVectors(e.Weight, e.PaddingIdx) }

// Forward takes indices x (B, N), a bag in each row, and no offsets; or x (N) and offsets
// (B), where each bag begins. perSampleWeights, which may be nil, are a factor for each of
// the indices, of their shape, with "sum". It returns (B, EmbeddingDim).
func (e *EmbeddingBag) Forward(x, offsets, perSampleWeights *torch.Tensor) *torch.Tensor {
	if !e.Hooked() {
		return e.forward(x, offsets, perSampleWeights)
	}
	return e.CallMany([]*torch.Tensor{x, offsets, perSampleWeights}, func(in []*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{e.forward(in[0], in[1], in[2])}
	})[0]
}

func (e *EmbeddingBag) forward(x, offsets, factors *torch.Tensor) *torch.Tensor {
	e.check(x, offsets, factors)
	lastOffset := e.IncludeLastOffset
	if x.NDim() == 2 {
		lastOffset = false
		offsets = torch.Arange(0, x.Numel(), x.Size(1), x.DType(), x.Device(), torch.InScopeOf(x))
		x = x.Reshape(-1)
		if factors != nil {
			factors = factors.Reshape(-1)
		}
	}
	if norm, ok := e.MaxNorm.Get(); ok {
		shorten(e.Weight, x, norm, e.NormType)
	}
	if factors != nil && e.Mode != "sum" {
		refuseAs("NotImplementedError", "EmbeddingBag", "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode='sum' (got mode='%s'). Please open a feature request on GitHub.", e.Mode)
	}
	y, _, _, _ := aten.EmbeddingBagPaddingIdx(e.Weight, x, offsets, e.ScaleGradByFreq, e.mode(), e.Sparse, factors, lastOffset, e.PaddingIdx)
	return y
}

// check refuses the shapes that Python's function does.
func (e *EmbeddingBag) check(x, offsets, factors *torch.Tensor) {
	if factors != nil && !factors.IsSameSize(x) {
		refuse("EmbeddingBag", "embedding_bag: If per_sample_weights (%s) is not None, then it must have the same shape as the input (%s)",
			sizes.String(factors.Shape()), sizes.String(x.Shape()))
	}
	if d := e.Weight.NDim(); d != 2 {
		refuse("EmbeddingBag", "weight has to be a 2D Tensor, but got Tensor of dimension %d", d)
	}
	switch d := x.NDim(); {
	case d != 1 && d != 2:
		refuse("EmbeddingBag", "input has to be 1D or 2D Tensor, but got Tensor of dimension %d", d)
	case d == 2 && offsets != nil:
		refuse("EmbeddingBag", "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>")
	case d == 1 && offsets == nil:
		refuse("EmbeddingBag", "offsets has to be a 1D Tensor but got None")
	case d == 1 && offsets.NDim() != 1:
		refuse("EmbeddingBag", "offsets has to be a 1D Tensor")
	}
}

// mode is the mode's number in libtorch.
func (e *EmbeddingBag) mode() int {
	switch e.Mode {
	case "sum":
		return 0
	case "mean":
		return 1
	case "max":
		if e.ScaleGradByFreq {
			refuse("EmbeddingBag", "max mode does not support scaling the gradient by the frequency")
		}
		if e.Sparse {
			refuse("EmbeddingBag", "max mode does not support sparse weights")
		}
		return 2
	}
	refuse("EmbeddingBag", "mode has to be one of sum, mean or max")
	return 0
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (e *EmbeddingBag) ExtraRepr() string {
	return extra(e, "num_embeddings embedding_dim max_norm=? norm_type=? scale_grad_by_freq=? mode=' padding_idx=?")
}
