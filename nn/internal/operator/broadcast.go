package operator

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// warnOfSizes warns where a loss broadcasts its target, as Python's mse_loss, l1_loss,
// smooth_l1_loss and huber_loss do: of (N, 1) and (N) it makes (N, N).
func warnOfSizes(op string, x, target *torch.Tensor) {
	size, of := x.Shape(), target.Shape()
	if slices.Equal(size, of) {
		return
	}
	torch.Warn(torch.Warning{Op: op, Message: fmt.Sprintf("Using a target size (%s) that is different to the input size (%s). "+
		"This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
		SizeString(of), SizeString(size))})
}
