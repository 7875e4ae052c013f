package models_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/models"
)

// python is testdata/resnets.json, which testdata/resnets.py made.
type python map[string]struct {
	Print string
	State [][2]any // key and sizes
	Next  int64    // drawn after the network
}

func TestResNet_IsPrintedKeyedAndDrawnAsPythons(t *testing.T) {
	torchtest.NoLeaks(t)
	var theirs python
	torchtest.Golden(t, "resnets.json", &theirs)
	for name, make := range map[string]func() *models.ResNet{
		"resnet18": func() *models.ResNet { return models.NewResNet18(models.NumClasses(10)) },
		"resnet34": func() *models.ResNet { return models.NewResNet34() },
		"resnet50": func() *models.ResNet { return models.NewResNet50() },
		"resnext50_32x4d": func() *models.ResNet {
			return models.NewResNet50(models.Groups(32), models.WidthPerGroup(4), models.ReplaceStrideWithDilation(false, true, true))
		},
	} {
		want, ok := theirs[name]
		require.True(t, ok, name)
		torch.ManualSeed(0)
		net := make()
		assert.Equal(t, want.Print, nn.String(net), name)
		assert.Equal(t, want.State, keysAndSizes(net), name)
		assert.Equal(t, want.Next, torch.ItemAs[int64](torch.Randint(0, 1<<40, []int{1})), "%s draws as much", name)
	}
}

// keysAndSizes lists the state as JSON has it.
func keysAndSizes(net *models.ResNet) (state [][2]any) {
	for key, value := range nn.StateDict(net).All() {
		sizes := []any{}
		for _, size := range value.Shape() {
			sizes = append(sizes, float64(size))
		}
		state = append(state, [2]any{key, sizes})
	}
	return state
}

// Pictures of 32x32 are the smallest: the last layer sees one pixel.
func TestResNet_LearnsAndEvaluates(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	net := models.NewResNet18(models.NumClasses(3), models.ZeroInitResidual(true))
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Rand(4, 3, 32, 32, torch.In(s))
		y := net.Forward(x)
		assert.Equal(t, []int{4, 3}, y.Shape())
		y.Square().Sum().Backward()
		for name, p := range nn.NamedParameters(net) {
			require.NotNil(t, p.Grad(), name)
		}
		nn.Eval(net)
		torch.NoGrad(func() {
			one := net.Forward(x.Narrow(0, 0, 1))
			torchtest.AllClose(t, net.Forward(x).Narrow(0, 0, 1), one, torchtest.Tolerance{Rel: 1e-4, Abs: 1e-5, Why: "another batch has other kernels"})
		})
	})
}

func TestResNet_ZeroInitResidualBeginsAsIdentity(t *testing.T) {
	net := models.NewResNet[models.Bottleneck]([4]int{2, 1, 1, 1}, models.ZeroInitResidual(true))
	x := torch.Rand(2, 256, 8, 8)
	torchtest.Equal(t, x, net.Layer1.At(1).Forward(x))
}

func TestResNet_NormLayer(t *testing.T) {
	net := models.NewResNet18(models.NormLayer(func(channels int) nn.Forwarder { return nn.NewGroupNorm(8, channels) }))
	assert.IsType(t, &nn.GroupNorm{}, net.Layer2.At(0).(*models.BasicBlock).BN2)
	assert.IsType(t, &nn.GroupNorm{}, net.BN1)
}

func TestBasicBlock_RefusesWhatPythonsDoes(t *testing.T) {
	torchtest.Panics(t, "BasicBlock only supports groups=1 and base_width=64", func() { models.NewBasicBlock(4, 4, models.Groups(2)) })
	torchtest.Panics(t, "BasicBlock only supports groups=1 and base_width=64", func() { models.NewResNet18(models.WidthPerGroup(128)) })
	torchtest.Panics(t, "Dilation > 1 not supported in BasicBlock", func() { models.NewBasicBlock(4, 4, models.Dilation(2)) })
}
