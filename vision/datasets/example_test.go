package datasets_test

import (
	"context"
	"fmt"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/vision/datasets"
	"github.com/e0112027/gotorch/vision/transforms"
)

func ExampleFromBytes() {
	pixels := []byte{0, 255, 51, 102, 204, 153}
	train, err := datasets.FromBytes(pixels, []byte{7, 1, 3}, 1, 2, datasets.Transform(transforms.NewToTensor()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for batch, err := range data.NewLoader(train, data.BatchSize(2)).Batches(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(batch.Input.Shape(), batch.Target)
	}
	// Output:
	// [2 1 1 2] tensor([7, 1])
	// [1 1 1 2] tensor([3])
}
