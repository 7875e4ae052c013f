package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// Flatten makes one dimension of those from StartDim to EndDim.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html
type Flatten struct{ StartDim, EndDim int }

// FlattenOption is a keyword argument of [NewFlatten]: [Dims].
type FlattenOption func(*Flatten)

// Dims are the first and the last dimension that are flattened, counted from the
// end when negative: 1 and -1 unless given.
func Dims(start, end int) FlattenOption {
	return func(f *Flatten) { f.StartDim, f.EndDim = start, end }
}

// NewFlatten makes the layer.
func NewFlatten(options ...FlattenOption) *Flatten {
	f := &Flatten{1, -1}
	for _, option := range options {
		option(f)
	}
	return f
}

// Forward maps x (N, *) to (N, everything else), by default.
func (f *Flatten) Forward(x *torch.Tensor) *torch.Tensor { return x.Flatten(f.StartDim, f.EndDim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (f *Flatten) ExtraRepr() string {
	return fmt.Sprintf("start_dim=%d, end_dim=%d", f.StartDim, f.EndDim)
}
