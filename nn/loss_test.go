package nn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

type criterion interface {
	Forward(x, target *torch.Tensor) *torch.Tensor
}

var rounding = torchtest.Tolerance{Rel: 1e-13, Abs: 1e-14, Why: "another order of float64 operations"}

// lossCase is a loss and what it should be, element by element, by its formula.
type lossCase struct {
	name    string
	make    func(r nn.Reduction) criterion
	input   func() *torch.Tensor
	target  func() *torch.Tensor
	formula func(x, target *torch.Tensor) (losses, weights *torch.Tensor)
}

func double(shape ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.Randn(shape, torch.Float64) }
}

func between0and1(shape ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.Rand(shape, torch.Float64).Mul(0.8).Add(0.1) }
}

func labels(classes ...int) func() *torch.Tensor {
	return func() *torch.Tensor { return torch.FromSlice(classes) }
}

func classWeights() *torch.Tensor { return torch.FromSlice([]float64{0.5, 1, 2}) }

// likelihood is -log(p[target]) times the target's weight, and that weight.
func likelihood(logp, target, weight *torch.Tensor) (losses, weights *torch.Tensor) {
	weights = weight.IndexSelect(0, target)
	picked := logp.Gather(1, target.Unsqueeze(1)).Squeeze(torch.Dim(1))
	return picked.Mul(weights).Neg(), weights
}

func equally(losses *torch.Tensor) (l, weights *torch.Tensor) { return losses, torch.OnesLike(losses) }

func binary(x, target *torch.Tensor) *torch.Tensor {
	return target.Mul(x.Log()).Add(target.Neg().Add(1).Mul(x.Neg().Add(1).Log())).Neg()
}

var lossCases = []lossCase{
	{
		"MSELoss", func(r nn.Reduction) criterion { return nn.NewMSELoss(r) }, double(4, 3), double(4, 3),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return equally(x.Sub(y).Pow(2)) },
	},
	{
		"CrossEntropyLoss", func(r nn.Reduction) criterion { return nn.NewCrossEntropyLoss(r) }, double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			return likelihood(x.LogSoftmax(1), y, torch.Ones(3, torch.Float64))
		},
	},
	{
		"CrossEntropyLoss weight", func(r nn.Reduction) criterion { return nn.NewCrossEntropyLoss(nn.Weight(classWeights()), r) },
		double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return likelihood(x.LogSoftmax(1), y, classWeights()) },
	},
	{
		"CrossEntropyLoss ignore_index", func(r nn.Reduction) criterion { return nn.NewCrossEntropyLoss(nn.IgnoreIndex(1), r) },
		double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			return likelihood(x.LogSoftmax(1), y, torch.FromSlice([]float64{1, 0, 1}))
		},
	},
	{
		"CrossEntropyLoss probabilities", func(r nn.Reduction) criterion { return nn.NewCrossEntropyLoss(r) }, double(4, 3),
		func() *torch.Tensor { return double(4, 3)().Softmax(1) },
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			return equally(x.LogSoftmax(1).Mul(y).Sum(torch.Dim(1)).Neg())
		},
	},
	{
		"CrossEntropyLoss label_smoothing", func(r nn.Reduction) criterion { return nn.NewCrossEntropyLoss(nn.LabelSmoothing(0.3), r) },
		double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			logp := x.LogSoftmax(1)
			sharp, w := likelihood(logp, y, torch.Ones(3, torch.Float64))
			return sharp.Mul(0.7).Sub(logp.Mean(torch.Dim(1)).Mul(0.3)), w
		},
	},
	{
		"NLLLoss", func(r nn.Reduction) criterion { return nn.NewNLLLoss(nn.Weight(classWeights()), r) },
		double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return likelihood(x, y, classWeights()) },
	},
	{
		"NLLLoss ignore_index", func(r nn.Reduction) criterion { return nn.NewNLLLoss(nn.IgnoreIndex(2), r) },
		double(4, 3), labels(0, 2, 1, 1),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			return likelihood(x, y, torch.FromSlice([]float64{1, 1, 0}))
		},
	},
	{
		"BCELoss", func(r nn.Reduction) criterion { return nn.NewBCELoss(r) }, between0and1(4, 3), between0and1(4, 3),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return equally(binary(x, y)) },
	},
	{
		"BCELoss weight", func(r nn.Reduction) criterion { return nn.NewBCELoss(nn.Weight(classWeights()), r) },
		between0and1(4, 3), between0and1(4, 3),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return equally(binary(x, y).Mul(classWeights())) },
	},
	{
		"BCEWithLogitsLoss", func(r nn.Reduction) criterion { return nn.NewBCEWithLogitsLoss(r) }, double(4, 3), between0and1(4, 3),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) { return equally(binary(x.Sigmoid(), y)) },
	},
	{
		"BCEWithLogitsLoss weights",
		func(r nn.Reduction) criterion {
			return nn.NewBCEWithLogitsLoss(nn.Weight(classWeights()), nn.PosWeight(classWeights().Add(1)), r)
		},
		double(4, 3), between0and1(4, 3),
		func(x, y *torch.Tensor) (l, w *torch.Tensor) {
			positive := y.Mul(x.Sigmoid().Log()).Mul(classWeights().Add(1))
			negative := y.Neg().Add(1).Mul(x.Neg().Sigmoid().Log())
			return equally(positive.Add(negative).Neg().Mul(classWeights()))
		},
	},
}

func TestLosses_AreTheirFormulas(t *testing.T) {
	for _, c := range lossCases {
		t.Run(c.name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			torch.ManualSeed(0)
			x, target := c.input(), c.target()
			losses, weights := c.formula(x, target)
			torchtest.AllClose(t, losses, c.make(nn.None).Forward(x, target), rounding)
			torchtest.AllClose(t, losses.Sum(), c.make(nn.Sum).Forward(x, target), rounding)
			torchtest.AllClose(t, losses.Sum().Div(weights.Sum()), c.make(nn.Mean).Forward(x, target), rounding)
		})
	}
}

func TestLosses_JoinTheInputsScope(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range lossCases {
		target := c.target()
		torch.Scoped(func(s *torch.Scope) {
			x := s.Adopt(c.input())
			require.Same(t, s, c.make(nn.Mean).Forward(x, target).Scope(), c.name)
		})
	}
}

func TestLosses_MoveTheirWeights(t *testing.T) {
	l := nn.NewCrossEntropyLoss(nn.Weight(torch.Ones(3)))
	require.Empty(t, nn.Parameters(l))
	nn.To(l, torch.Float64)
	require.Equal(t, torch.Float64, l.Weight.DType())
}

func TestLosses_Refuse(t *testing.T) {
	x := torch.Rand(4, 3)
	for message, f := range map[string]func(){
		"Using a target size (torch.Size([4])) that is different to the input size (torch.Size([4, 3]))": func() { nn.NewBCELoss().Forward(x, torch.Rand(4)) },
		"Target size (torch.Size([3])) must be the same as input size (torch.Size([4, 3]))":              func() { nn.NewBCEWithLogitsLoss().Forward(x, torch.Rand(3)) },
		"Target 3 is out of bounds": func() { nn.NewCrossEntropyLoss().Forward(x, torch.FromSlice([]int{0, 1, 2, 3})) },
		"batch_size (4) to match":   func() { nn.NewCrossEntropyLoss().Forward(x, torch.FromSlice([]int{0, 1})) },
		"aten::mse_loss":            func() { nn.NewMSELoss().Forward(torch.FromSlice([]int{1}), torch.FromSlice([]int{1})) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestMSELoss_Broadcasts(t *testing.T) {
	torchtest.NoLeaks(t)
	l := nn.NewMSELoss(nn.None)
	torchtest.Equal(t, [][]float32{{0, 1}, {1, 0}}, l.Forward(torch.FromSlice([]float32{1, 2}, 2, 1), torch.FromSlice([]float32{1, 2})))
}

func TestReduction_String(t *testing.T) {
	require.Equal(t, "none mean sum", nn.None.String()+" "+nn.Mean.String()+" "+nn.Sum.String())
}
