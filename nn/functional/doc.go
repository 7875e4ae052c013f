// Package functional holds the layers of package nn as functions, as Python's
// torch.nn.functional: each takes the layer's tensors as arguments.
//
//	loss := functional.CrossEntropy(logits, labels, functional.LabelSmoothing(0.1))
package functional

import "github.com/e0112027/gotorch/nn/internal/kw"

// Sizes are the types that a size may have where it is no option.
type Sizes = kw.Sizes

// InputSize stands for the input's own size in that of an adaptive pooling's output,
// Python's None.
const InputSize = -1
