package safetensors_test

import (
	"bytes"
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

func ExampleDecode() {
	var file bytes.Buffer
	err := safetensors.Encode(&file, map[string]*torch.Tensor{
		"fc.weight": torch.NewTensor([][]float32{{1, 2}, {3, 4}}),
		"fc.bias":   torch.NewTensor([]float32{0.5, -0.5}),
	}, map[string]string{"format": "pt"})
	if err != nil {
		fmt.Println(err)
		return
	}

	f, err := safetensors.Decode(file.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Names(), f.Metadata())
	bias, err := f.Tensor("fc.bias")
	fmt.Println(bias, err)
	// Output:
	// [fc.bias fc.weight] map[format:pt]
	// tensor([ 0.5000, -0.5000]) <nil>
}
