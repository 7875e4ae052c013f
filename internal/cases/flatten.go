package cases

import "github.com/e0112027/gotorch/nn"

var flattens = []Case{
	layer("nn.Flatten()", "float32 4 3 5 2", func() any { return nn.NewFlatten() }),
	layer("nn.Flatten(2, -1)", "float32 4 3 5 2", func() any { return nn.NewFlatten(nn.StartDim(2)) }),
	layer("nn.Flatten(0, 2)", "float32 4 3 5 2", func() any { return nn.NewFlatten(nn.StartDim(0), nn.EndDim(2)) }),
	layer("nn.Unflatten(1, (2, 3))", "float32 4 6 2", func() any { return nn.NewUnflatten(1, nn.Size{2, 3}) }),
	layer("nn.Unflatten(-1, (3, -1))", "float32 4 6", func() any { return nn.NewUnflatten(-1, nn.Size{3, -1}) }),
}
