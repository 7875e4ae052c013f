package functional

import (
	"github.com/e0112027/gotorch/torch"
)

//kw:options HingeEmbeddingLossOption nn.HingeEmbeddingLoss

// HingeEmbeddingLoss is [nn.HingeEmbeddingLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hinge_embedding_loss.html
func HingeEmbeddingLoss(x, target *torch.Tensor, options ...HingeEmbeddingLossOption) *torch.Tensor {
	m := hingeEmbeddingLossOf(options)
	return m.Forward(x, target)
}

//kw:options MarginRankingLossOption nn.MarginRankingLoss

// MarginRankingLoss is [nn.MarginRankingLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.margin_ranking_loss.html
func MarginRankingLoss(x1, x2, target *torch.Tensor, options ...MarginRankingLossOption) *torch.Tensor {
	m := marginRankingLossOf(options)
	return m.Forward(x1, x2, target)
}

//kw:options CosineEmbeddingLossOption nn.CosineEmbeddingLoss

// CosineEmbeddingLoss is [nn.CosineEmbeddingLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_embedding_loss.html
func CosineEmbeddingLoss(x1, x2, target *torch.Tensor, options ...CosineEmbeddingLossOption) *torch.Tensor {
	m := cosineEmbeddingLossOf(options)
	return m.Forward(x1, x2, target)
}

//kw:options SoftMarginLossOption nn.SoftMarginLoss

// SoftMarginLoss is [nn.SoftMarginLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.soft_margin_loss.html
func SoftMarginLoss(x, target *torch.Tensor, options ...SoftMarginLossOption) *torch.Tensor {
	m := softMarginLossOf(options)
	return m.Forward(x, target)
}

//kw:options MultiMarginLossOption nn.MultiMarginLoss

// MultiMarginLoss is [nn.MultiMarginLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html
func MultiMarginLoss(x, target *torch.Tensor, options ...MultiMarginLossOption) *torch.Tensor {
	m := multiMarginLossOf(options)
	return m.Forward(x, target)
}

//kw:options MultilabelMarginLossOption nn.MultiLabelMarginLoss

// MultilabelMarginLoss is [nn.MultiLabelMarginLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_margin_loss.html
func MultilabelMarginLoss(x, target *torch.Tensor, options ...MultilabelMarginLossOption) *torch.Tensor {
	m := multilabelMarginLossOf(options)
	return m.Forward(x, target)
}

//kw:options MultilabelSoftMarginLossOption nn.MultiLabelSoftMarginLoss

// MultilabelSoftMarginLoss is [nn.MultiLabelSoftMarginLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_soft_margin_loss.html
func MultilabelSoftMarginLoss(x, target *torch.Tensor, options ...MultilabelSoftMarginLossOption) *torch.Tensor {
	m := multilabelSoftMarginLossOf(options)
	return m.Forward(x, target)
}

//kw:options TripletMarginLossOption nn.TripletMarginLoss

// TripletMarginLoss is [nn.TripletMarginLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_loss.html
func TripletMarginLoss(anchor, positive, negative *torch.Tensor, options ...TripletMarginLossOption) *torch.Tensor {
	m := tripletMarginLossOf(options)
	return m.Forward(anchor, positive, negative)
}

//kw:options TripletMarginWithDistanceLossOption nn.TripletMarginWithDistanceLoss

// TripletMarginWithDistanceLoss is [nn.TripletMarginWithDistanceLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_with_distance_loss.html
func TripletMarginWithDistanceLoss(anchor, positive, negative *torch.Tensor, options ...TripletMarginWithDistanceLossOption) *torch.Tensor {
	m := tripletMarginWithDistanceLossOf(options)
	return m.Forward(anchor, positive, negative)
}
