package optim_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// Lion is an optimizer of a user's: https://arxiv.org/abs/2302.06675.
type Lion struct{ optim.Base[LionSettings] }

type LionSettings struct {
	LR    float64    `py:"lr"`
	Betas [2]float64 `py:"betas"`
}

func NewLion(params []*torch.Tensor, lr float64) *Lion {
	return &Lion{optim.NewBase(params, LionSettings{lr, [2]float64{0.9, 0.99}}, lion)}
}

func lion(s *LionSettings, b *optim.Batch) {
	means := b.Zeros("exp_avg")
	b.Params.Add_(means.Lerp(b.Grads, 1-s.Betas[0]).Sign(), -s.LR)
	means.Lerp_(b.Grads, 1-s.Betas[1])
}

// A user's own optimizer is its settings and a function; groups, state, steps for lists
// and closures are the base's.
func ExampleBase() {
	w := torch.Ones(2).SetRequiresGrad(true)
	optimizer := NewLion([]*torch.Tensor{w}, 0.5)
	loss := optimizer.Step(func() *torch.Tensor {
		optimizer.ZeroGrad()
		loss := w.Sum()
		loss.Backward()
		return loss
	})
	fmt.Println(loss.Item(), w.ToSlice(), optimizer.StateDict().State[0]["exp_avg"])
	// Output: 2 [0.5 0.5] tensor([0.0100, 0.0100])
}

func TestBase_SettingsByNameAndTyped(t *testing.T) {
	o := NewLion(parameter(), 0.5)
	g := o.ParamGroups()[0]
	assert.Equal(t, [2]float64{0.9, 0.99}, g.Get("betas"))
	g.Set("betas", []float64{0.5, 0.75})
	assert.Equal(t, [2]float64{0.5, 0.75}, o.Settings(0).Betas)
	o.Settings(0).LR = 3
	assert.Equal(t, 3.0, g.LR())
	torchtest.Panics(t, `the parameter group has no "momentum", it has [betas lr]`, func() { g.Set("momentum", 1) })
	torchtest.Panics(t, `the parameter group has no "momentum"`, func() { g.Get("momentum") })
	torchtest.Panics(t, "lr can't be a (string)", func() { g.Set("lr", "a") })
	g.Extra["max_lr"] = 7.0
	assert.Equal(t, 7.0, g.Get("max_lr"))
	assert.Equal(t, 7.0, o.StateDict().ParamGroups[0]["max_lr"])
}

func TestStepHooks(t *testing.T) {
	p := parameter()
	closure := func() *torch.Tensor { return p[0].Sum() }
	for _, o := range []interface {
		optim.Optimizer
		RegisterStepPreHook(hook func()) (remove func())
		RegisterStepPostHook(hook func()) (remove func())
	}{NewLion(p, 0.5), optim.NewLBFGS(p, 0.5)} {
		var order []string
		note := func(what string) func() { return func() { order = append(order, what) } }
		removeFirst := o.RegisterStepPreHook(note("first"))
		o.RegisterStepPreHook(note("second"))
		remove := o.RegisterStepPostHook(note("after"))
		o.Step(closure)
		removeFirst()
		remove()
		o.Step(closure)
		assert.Equal(t, []string{"first", "second", "after", "second"}, order)
	}
}
