package nn

import (
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Embedding looks up vectors by their indices.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
type Embedding struct {
	Module
	Weight *torch.Tensor // (NumEmbeddings, EmbeddingDim)

	NumEmbeddings, EmbeddingDim int
	PaddingIdx                  aten.Opt[int]     `kw:""`
	MaxNorm                     aten.Opt[float64] `kw:""`
	NormType                    float64           `kw:"2"`
	ScaleGradByFreq             bool              `kw:"false"`
	Sparse                      bool              `kw:"false"`
}

type embeddingArgs struct{ factory }

// NewEmbedding makes a layer of numEmbeddings vectors, drawn from the standard normal
// distribution. It panics for a [PaddingIdx] that is none of theirs.
func NewEmbedding(numEmbeddings, embeddingDim int, options ...EmbeddingOption) *Embedding {
	e, a := embeddingOf(options)
	e.NumEmbeddings, e.EmbeddingDim = numEmbeddings, embeddingDim
	e.PaddingIdx = paddingOf("Embedding", e.PaddingIdx, "Padding_idx", numEmbeddings)
	e.Weight = a.parameter(true, numEmbeddings, embeddingDim)
	e.ResetParameters()
	return &e
}

//kw:options EmbeddingFromPretrainedOption nn.Embedding

type embeddingFromPretrainedArgs struct {
	freeze bool `kw:"true"`
}

// NewEmbeddingFromPretrained makes a layer of embeddings (n, dim), whose memory it shares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html#torch.nn.Embedding.from_pretrained
func NewEmbeddingFromPretrained(embeddings *torch.Tensor, options ...EmbeddingFromPretrainedOption) *Embedding {
	e, a := embeddingFromPretrainedOf(options)
	e.NumEmbeddings, e.EmbeddingDim = pretrainedSize("Embedding", embeddings)
	e.PaddingIdx = paddingOf("Embedding", e.PaddingIdx, "Padding_idx", e.NumEmbeddings)
	e.Weight = Parameter(embeddings).SetRequiresGrad(!a.freeze)
	return &e
}

func pretrainedSize(layer string, embeddings *torch.Tensor) (n, dim int) {
	if embeddings.NDim() != 2 {
		refuseAs("AssertionError", layer, "Embeddings parameter is expected to be 2-dimensional")
	}
	return embeddings.Size(0), embeddings.Size(1)
}

// paddingOf counts a padding's index from the start.
func paddingOf(layer string, index aten.Opt[int], name string, n int) aten.Opt[int] {
	i, ok := index.Get()
	switch {
	case !ok:
		return index
	case i > 0 && i >= n, i < -n:
		refuseAs("AssertionError", layer, "%s must be within num_embeddings", name)
	case i < 0:
		i += n
	}
	return aten.Some(i)
}

// ResetParameters draws the vectors anew; that of the padding is zero.
func (e *Embedding) ResetParameters() { drawVectors(e.Weight, e.PaddingIdx) }

func drawVectors(weight *torch.Tensor, padding aten.Opt[int]) {
	ninit.Normal_(weight, 0, 1)
	if i, ok := padding.Get(); ok {
		torch.NoGrad(func() { weight.Select(0, i).Fill_(0) })
	}
}

// Forward maps indices x (*) of an integer dtype to (*, EmbeddingDim).
func (e *Embedding) Forward(x *torch.Tensor) *torch.Tensor { return e.Call(x, e.forward) }

func (e *Embedding) forward(x *torch.Tensor) *torch.Tensor {
	padding := paddingOf("Embedding", e.PaddingIdx, "Padding_idx", e.Weight.Size(0))
	if norm, ok := e.MaxNorm.Get(); ok {
		x = x.Contiguous()
		shorten(e.Weight, x, norm, e.NormType)
	}
	return aten.Embedding(e.Weight, x, &aten.EmbeddingOptions{PaddingIdx: padding, ScaleGradByFreq: e.ScaleGradByFreq, Sparse: e.Sparse})
}

// shorten bounds the norms of the vectors that are looked up, unrecorded.
func shorten(weight, x *torch.Tensor, norm, normType float64) {
	torch.NoGrad(func() { aten.EmbeddingRenorm_(weight, x, norm, normType) })
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (e *Embedding) ExtraRepr() string {
	return extra(e, "num_embeddings embedding_dim padding_idx=? max_norm=? norm_type=? scale_grad_by_freq=? sparse=?")
}
