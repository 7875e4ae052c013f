package safetensors_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

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

func ExampleOpen() {
	folder, err := os.MkdirTemp("", "safetensors")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "net.safetensors")
	err = safetensors.SaveFile(path, map[string]*torch.Tensor{"a": torch.Ones(2), "b": torch.Zeros(1000, 1000)}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}

	f, err := safetensors.Open(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	info, err := f.Info("b") // reads no element
	fmt.Println(info.Shape, info.DType, err)
	a, err := f.Tensor("a")
	fmt.Println(a, err)
	// Output:
	// [1000 1000] torch.float32 <nil>
	// tensor([1., 1.]) <nil>
}
