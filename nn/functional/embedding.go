package functional

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

//kw:options EmbeddingOption nn.Embedding

// Embedding is [nn.Embedding] as a function: it looks up the rows of weight (n, dim) at
// indices x (*) of an integer dtype: (*, dim).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
func Embedding(x, weight *torch.Tensor, options ...EmbeddingOption) *torch.Tensor {
	m := embeddingOf(options)
	m.Weight = weight
	return m.Forward(x)
}

//kw:options EmbeddingBagOption nn.EmbeddingBag

type embeddingBagArgs struct {
	perSampleWeights *torch.Tensor `kw:""` // with "sum"
}

// EmbeddingBag is [nn.EmbeddingBag] as a function: of indices x (B, N) and nil, or x (N) and
// offsets (B), and of weight (n, dim): (B, dim).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
func EmbeddingBag(x, weight, offsets *torch.Tensor, options ...EmbeddingBagOption) *torch.Tensor {
	m, a := embeddingBagOf(options)
	m.Weight = weight
	return m.Forward(x, offsets, a.perSampleWeights)
}

type oneHotArgs struct {
	numClasses int `kw:"-1"`
}

// OneHot returns for classes x (*) int64 rows (*, classes) int64 that are 1 at the class and
// 0 elsewhere.
//
// It panics with *torch.Error for a class that is negative or not below [NumClasses].
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
func OneHot(x *torch.Tensor, options ...OneHotOption) *torch.Tensor {
	a := oneHotOf(options)
	return aten.OneHot(x, &aten.OneHotOptions{NumClasses: aten.Some(a.numClasses)})
}
