package functional_test

import (
	"fmt"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	logits := torch.NewTensor([][]float32{{2, 0}, {0, 2}})
	loss := F.CrossEntropy(logits, torch.FromSlice([]int{0, 1}), F.LabelSmoothing(0.1))
	fmt.Printf("%.4f\n", loss.Item())
	// Output: 0.2269
}
