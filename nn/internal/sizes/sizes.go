// Package sizes compares and prints the shapes that packages nn and functional check.
package sizes

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// String prints sizes as Python's torch.Size.
func String(sizes []int) string {
	items := make([]string, len(sizes))
	for i, size := range sizes {
		items[i] = strconv.Itoa(size)
	}
	return "torch.Size([" + strings.Join(items, ", ") + "])"
}

// WarnOfBroadcast warns where a loss broadcasts its target, as Python's mse_loss, l1_loss,
// smooth_l1_loss and huber_loss do: of (N, 1) and (N) it makes (N, N).
func WarnOfBroadcast(op string, x, target *torch.Tensor) {
	if x.IsSameSize(target) {
		return
	}
	torch.Warn(torch.Warning{Op: op, Message: fmt.Sprintf("Using a target size (%s) that is different to the input size (%s). "+
		"This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
		String(target.Shape()), String(x.Shape()))})
}
