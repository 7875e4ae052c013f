package data_test

import (
	"context"
	"fmt"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
)

// squares is a dataset: sample i is the number i, and its class is i squared.
type squares int

func (s squares) Len() int { return int(s) }

func (s squares) Get(i int) (data.Labeled, error) {
	return data.Labeled{Input: torch.FromSlice([]float32{float32(i)}), Target: int64(i * i)}, nil
}

func Example() {
	loader := data.NewLoader(squares(5), data.BatchSize(2))
	for batch, err := range loader.Batches(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(batch.Input.Shape(), batch.Target)
	}
	// Output:
	// [2 1] tensor([0, 1])
	// [2 1] tensor([4, 9])
	// [1 1] tensor([16])
}

func ExampleDefaultCollate() {
	type number struct {
		Value int
		Name  string
	}
	type numbers struct {
		Value *torch.Tensor
		Name  []string
	}
	scope := torch.NewScope()
	defer scope.Close()
	batch, err := data.DefaultCollate[numbers]([]number{{1, "one"}, {2, "two"}}, scope)
	fmt.Println(batch.Value, batch.Name, err)
	// Output: tensor([1, 2]) [one two] <nil>
}

func ExampleRandomSplit() {
	torch.ManualSeed(0)
	parts, err := data.RandomSplit(squares(10), []float64{0.8, 0.2})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(parts[0].Len(), parts[1].Len())
	// Output: 8 2
}

func ExampleLoader_Iter() {
	ctx := context.Background()
	a := data.NewLoader(squares(4), data.BatchSize(2)).Iter(ctx)
	defer a.Close()
	b := data.NewLoader(squares(2)).Iter(ctx)
	defer b.Close()
	for a.Next() && b.Next() {
		fmt.Println(a.Batch().Target, b.Batch().Target)
	}
	fmt.Println(a.Err(), b.Err())
	// Output:
	// tensor([0, 1]) tensor([0])
	// tensor([4, 9]) tensor([1])
	// <nil> <nil>
}
