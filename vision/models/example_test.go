package models_test

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/models"
)

func ExampleNewResNet18() {
	net := models.NewResNet18(models.NumClasses(10))
	nn.Eval(net)
	pictures := torch.Rand(4, 3, 224, 224)
	torch.NoGrad(func() { fmt.Println(net.Forward(pictures).Shape(), nn.CountParameters(net)) })
	// Output: [4 10] 11181642
}
