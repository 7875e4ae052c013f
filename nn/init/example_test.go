package ninit_test

import (
	"fmt"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	fmt.Println(ninit.Eye_(torch.Empty(2, 3)))
	// Output:
	// tensor([[1., 0., 0.],
	//         [0., 1., 0.]])
}
