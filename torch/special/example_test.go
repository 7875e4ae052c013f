package special_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/special"
)

func Example() {
	p := torch.NewTensor([]float64{0.025, 0.5, 0.975})
	fmt.Println(special.Ndtri(p))
	fmt.Println(special.LegendrePolynomialP(0.5, torch.Arange(4)))
	// Output:
	// tensor([-1.9600,  0.0000,  1.9600], dtype=torch.float64)
	// tensor([ 1.0000,  0.5000, -0.1250, -0.4375])
}
