package main

import (
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// criterion is what all losses have.
type criterion interface {
	Forward(input, target *torch.Tensor) *torch.Tensor
}

type loss struct {
	name   string
	make   func() criterion
	shape  []int // of its input
	target func() *torch.Tensor
}

func classes(shape ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.Randint(0, 5, shape) }
}

func probabilities(shape ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.Rand(shape).Softmax(1) }
}

func uniform(shape ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.Rand(shape) }
}

func lossWeights() *torch.Tensor { return torch.Rand(5).Add(0.5) }

// lossCases compares every loss with its options: value, gradient, printed form.
func lossCases() []testCase {
	var out []testCase
	for _, l := range losses() {
		out = append(out, testCase{"loss/" + l.name, func(r *recorder) {
			torch.ManualSeed(0)
			c := l.make()
			r.text("print", nn.String(c))
			r.loss(c, l)
		}})
	}
	return out
}

func (r *recorder) loss(c criterion, l loss) {
	draw := torch.Randn
	if strings.HasPrefix(l.name, "BCELoss") { // it wants probabilities
		draw = torch.Rand
	}
	x := draw(l.shape).SetRequiresGrad(true)
	y := c.Forward(x, l.target())
	r.tensor("value", y)
	y.Mul(torch.Rand(y.Shape())).Sum().Backward()
	r.tensor("grad", x.Grad())
	r.draws()
}

func losses() []loss {
	batch := []int{8, 5}
	var out []loss
	for _, rd := range []nn.Reduction{nn.Mean, nn.Sum, nn.None} {
		of := func(name string) string { return name + " " + rd.String() }
		out = append(out,
			loss{of("MSELoss"), func() criterion { return nn.NewMSELoss(rd) }, batch, uniform(8, 5)},
			loss{of("CrossEntropyLoss"), func() criterion { return nn.NewCrossEntropyLoss(rd) }, batch, classes(8)},
			loss{of("CrossEntropyLoss weight"), func() criterion { return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), rd) }, batch, classes(8)},
			loss{of("CrossEntropyLoss ignore_index"), func() criterion { return nn.NewCrossEntropyLoss(nn.IgnoreIndex(2), rd) }, batch, classes(8)},
			loss{of("CrossEntropyLoss label_smoothing"), func() criterion { return nn.NewCrossEntropyLoss(nn.LabelSmoothing(0.1), rd) }, batch, classes(8)},
			loss{of("CrossEntropyLoss probabilities"), func() criterion { return nn.NewCrossEntropyLoss(rd) }, batch, probabilities(8, 5)},
			loss{of("CrossEntropyLoss pictures"), func() criterion { return nn.NewCrossEntropyLoss(rd) }, []int{2, 5, 4, 3}, classes(2, 4, 3)},
			loss{of("NLLLoss"), func() criterion { return nn.NewNLLLoss(rd) }, batch, classes(8)},
			loss{of("NLLLoss weight ignore_index"), func() criterion {
				return nn.NewNLLLoss(nn.Weight(lossWeights()), nn.IgnoreIndex(1), rd)
			}, batch, classes(8)},
			loss{of("BCELoss"), func() criterion { return nn.NewBCELoss(rd) }, batch, uniform(8, 5)},
			loss{of("BCELoss weight"), func() criterion { return nn.NewBCELoss(nn.Weight(lossWeights()), rd) }, batch, uniform(8, 5)},
			loss{of("BCEWithLogitsLoss"), func() criterion { return nn.NewBCEWithLogitsLoss(rd) }, batch, uniform(8, 5)},
			loss{of("BCEWithLogitsLoss weight pos_weight"), func() criterion {
				w, p := lossWeights(), lossWeights()
				return nn.NewBCEWithLogitsLoss(nn.Weight(w), nn.PosWeight(p), rd)
			}, batch, uniform(8, 5)},
		)
	}
	return append(out,
		loss{"CrossEntropyLoss weight ignore_index label_smoothing", func() criterion {
			return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), nn.IgnoreIndex(2), nn.LabelSmoothing(0.2))
		}, batch, classes(8)},
		loss{"CrossEntropyLoss weight probabilities label_smoothing", func() criterion {
			return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), nn.LabelSmoothing(0.2))
		}, batch, probabilities(8, 5)},
		loss{"CrossEntropyLoss one sample", func() criterion { return nn.NewCrossEntropyLoss() }, []int{5}, classes()},
	)
}
