package torch_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/e0112027/gotorch/torch"
)

func Example_checkpoint() {
	dir, err := os.MkdirTemp("", "checkpoint")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "run.pt")

	state := torch.NewStateDict(map[string]*torch.Tensor{"fc.weight": torch.Ones(2, 3), "fc.bias": torch.Zeros(2)})
	if err := torch.Save(path, torch.NewDict("epoch", 3, "model", state, "losses", []float64{0.5, 0.25})); err != nil {
		log.Fatal(err)
	}

	checkpoint, err := torch.Load(path)
	if err != nil {
		log.Fatal(err)
	}
	epoch, _ := torch.Lookup[int](checkpoint, "epoch")
	losses, _ := torch.Lookup[[]float64](checkpoint, "losses")
	fmt.Println(epoch, losses)
	_, err = torch.Lookup[*torch.Tensor](checkpoint, "model", "fc")
	fmt.Println(err)

	model, err := torch.LoadStateDict(path, torch.At("model"))
	fmt.Println(model.Names(), err)
	// Output:
	// 3 [0.5 0.25]
	// torch: ["model"]: there is no key "fc"; keys: "fc.bias", "fc.weight"
	// [fc.bias fc.weight] <nil>
}
