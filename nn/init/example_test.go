package ninit_test

import (
	"fmt"
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	fmt.Println(ninit.Eye_(torch.Empty(2, 3)))
	// Output:
	// tensor([[1., 0., 0.],
	//         [0., 1., 0.]])
}

func Example_kaimingNormal() {
	torch.ManualSeed(0)
	weight := torch.Empty(256, 128)
	ninit.KaimingNormal_(weight, ninit.FanOut, ninit.Nonlinearity("relu"))
	fmt.Printf("%.2f, expected %.2f\n", weight.Std().Item(), math.Sqrt(2./256))
	// Output: 0.09, expected 0.09
}

func ExampleGain() {
	fmt.Printf("%.3f %.3f %.3f\n", ninit.Gain("linear"), ninit.Gain("relu"), ninit.Gain("leaky_relu", 0.2))
	// Output: 1.000 1.414 1.387
}
