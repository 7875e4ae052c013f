package cases

import "github.com/e0112027/gotorch/nn"

var containers = []Case{
	layer("nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.25), nn.Linear(8 * 7 * 7, 10))",
		"float32 8 1 14 14", func() any {
			return nn.NewSequential(
				nn.NewConv2d(1, 8, 3, nn.Padding(1)),
				nn.NewBatchNorm2d(8),
				nn.NewReLU(),
				nn.NewMaxPool2d(2),
				nn.NewFlatten(),
				nn.NewDropout(nn.P(0.25)),
				nn.NewLinear(8*7*7, 10),
			)
		}),
}
