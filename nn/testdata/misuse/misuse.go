// Package misuse does not compile: each line of it has an option where none of its kind
// belongs, and the word that the compiler says of it.
package misuse

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var x *torch.Tensor

var (
	_ = nn.NewConv2d(1, 2, 3, nn.Eps(1e-3))         // does not implement kw.ConvOption
	_ = nn.NewBatchNorm2d(3, nn.Stride(2))          // does not implement kw.BatchNormOption
	_ = nn.NewAvgPool1d(2, nn.DivisorOverride(3))   // does not implement kw.AvgPool1dOption
	_ = nn.NewLinear(3, 4, nn.Bias(0))              // cannot use 0
	_ = F.Conv2d(x, x, x, F.PaddingMode("reflect")) // cannot use F.PaddingMode
	_ = nn.NewDropout(nn.Training(false))           // undefined: nn.Training
	_ = nn.NewReLU(*nn.NewReLU())                   // does not implement kw.ActivationOption
	_ = nn.NewConv2d(1, 2, 3, nn.Stride(1.5))       // 1.5 (untyped float constant)
	_ = nn.NewCrossEntropyLoss("sum")               // does not implement kw.CrossEntropyLossOption
	_ = nn.NewMSELoss(F.Weight(x))                  // does not implement kw.MSELossOption
)
