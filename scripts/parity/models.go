package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/e0112027/gotorch/internal/models"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	vision "github.com/e0112027/gotorch/vision/models"
)

const modelSteps = 20

// modelCases train each whole network of internal/models with 1 and with 2 threads, whose
// bits differ.
func modelCases() []testCase {
	var out []testCase
	for _, m := range models.All {
		for _, threads := range []int{1, 2} {
			out = append(out, testCase{fmt.Sprintf("models/%s threads %d", m.Name, threads), func(r *recorder) { recordModel(r, m, threads) }})
		}
	}
	return append(out, resNetCases()...)
}

func recordModel(r *recorder, m models.Model, threads int) {
	defer torch.SetNumThreads(torch.NumThreads())
	torch.SetNumThreads(threads)
	torch.ManualSeed(0)
	training := m.New()
	recordNets(r, "initial", training.Nets)
	for i := range modelSteps {
		for j, loss := range training.Step(i) {
			r.number(fmt.Sprintf("loss %d %d", i, j), loss)
		}
	}
	recordNets(r, "final", training.Nets)
	for n, optimizer := range training.Optimizers {
		states := optimizer.StateDict().State
		for _, index := range slices.Sorted(maps.Keys(states)) {
			for _, key := range slices.Sorted(maps.Keys(states[index])) {
				r.tensor(fmt.Sprintf("optimizer %d state %d %s", n, index, key), states[index][key].(*torch.Tensor))
			}
		}
	}
	r.draws()
}

func recordNets(r *recorder, prefix string, nets []any) {
	for n, net := range nets {
		for name, t := range nn.StateDict(net).All() {
			r.tensor(fmt.Sprintf("%s %d %s", prefix, n, name), t)
		}
	}
}

var resNets = []struct {
	name string
	make func() *vision.ResNet
}{
	{"resnet18", func() *vision.ResNet { return vision.NewResNet18() }},
	{"resnet34 zero_init_residual", func() *vision.ResNet {
		return vision.NewResNet34(vision.NumClasses(5), vision.ZeroInitResidual(true))
	}},
	{"resnet50 norm_layer", func() *vision.ResNet {
		groupNorm := func(channels int) nn.Forwarder { return nn.NewGroupNorm(4, channels) }
		return vision.NewResNet50(vision.NumClasses(5), vision.NormLayer(groupNorm), vision.ZeroInitResidual(true))
	}},
	{"resnext50_32x4d", func() *vision.ResNet {
		return vision.NewResNet50(vision.NumClasses(5), vision.Groups(32), vision.WidthPerGroup(4))
	}},
	{"wide_resnet50_2 dilated", func() *vision.ResNet {
		return vision.NewResNet50(vision.NumClasses(5), vision.WidthPerGroup(128), vision.ReplaceStrideWithDilation(false, true, true))
	}},
	{"resnet101", func() *vision.ResNet { return vision.NewResNet101(vision.NumClasses(5)) }},
	{"resnet152", func() *vision.ResNet { return vision.NewResNet152(vision.NumClasses(5)) }},
	{"blocks of a kind", func() *vision.ResNet {
		return vision.NewResNet[vision.Bottleneck]([4]int{1, 2, 1, 1}, vision.NumClasses(5))
	}},
}

func resNetCases() []testCase {
	var out []testCase
	for _, n := range resNets {
		out = append(out, testCase{"vision/models/" + n.name, func(r *recorder) { recordResNet(r, n.make) }})
	}
	return out
}

func recordResNet(r *recorder, make func() *vision.ResNet) {
	torch.ManualSeed(0)
	net := make()
	for name, t := range nn.StateDict(net).All() {
		r.tensor("initial "+name, t)
	}
	x := torch.Rand(2, 3, 64, 64)
	net.Forward(x).Square().Sum().Backward()
	for name, p := range nn.NamedParameters(net) {
		r.tensor("grad "+name, p.Grad())
	}
	nn.Eval(net)
	torch.NoGrad(func() { r.tensor("evaluated", net.Forward(x)) })
}
