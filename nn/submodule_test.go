package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
)

// tower has modules in each kind of place.
type tower struct {
	Act    nn.Forwarder
	FC     *nn.Linear
	Value  nn.Linear
	List   []nn.Forwarder
	Pair   [2]*nn.Linear
	ByName map[string]nn.Forwarder
	Dict   nn.ModuleDict[nn.Forwarder]
	Net    *nn.Sequential
	any    any
	Scale  nn.ParameterDict `nn:",inline"`
	Inner  struct{ Act nn.Forwarder }
}

func newTower() *tower {
	linear := func() *nn.Linear { return nn.NewLinear(1, 1) }
	d := &tower{
		Act: nn.NewReLU(), FC: linear(), Value: *linear(), List: []nn.Forwarder{linear(), nn.NewReLU()},
		Pair: [2]*nn.Linear{linear(), linear()}, ByName: map[string]nn.Forwarder{"a": nn.NewReLU()},
		Net: nn.NewSequential(nn.Named("conv", linear()), nn.NewReLU()), any: linear(),
	}
	d.Dict.Set("x", nn.NewReLU())
	d.Scale.Set("gain", one())
	d.Inner.Act = nn.NewReLU()
	return d
}

func TestSetSubmodule_IntoEachKindOfPlace(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, name := range []string{"act", "list.1", "by_name.a", "dict.x", "net.conv", "net.1", "inner.act"} {
		t.Run(name, func(t *testing.T) {
			d, gelu := newTower(), nn.NewGELU()
			before := names(nn.NamedModules(d))
			nn.SetSubmodule(d, name, gelu)
			assert.Equal(t, before, names(nn.NamedModules(d)), "the names stay")
			got := nn.GetSubmodule(d, name)
			assert.Same(t, gelu, got)
		})
	}
	for _, name := range []string{"fc", "pair.1", "any"} {
		d, other := newTower(), nn.NewLinear(3, 4)
		nn.SetSubmodule(d, name, other)
		assert.Same(t, other, nn.GetSubmodule(d, name), name)
	}
	d, other := newTower(), nn.NewLinear(3, 4)
	nn.SetSubmodule(d, "value", other)
	assert.Equal(t, 4, d.Value.OutFeatures)
	assert.Same(t, other.Weight, d.Value.Weight)
}

func TestSetSubmodule_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	d := newTower()
	for message, f := range map[string]func(){
		"Cannot set the submodule without a target name!":                     func() { nn.SetSubmodule(d, "", d) },
		"tower has no attribute `none`":                                       func() { nn.SetSubmodule(d, "none.x", d) },
		"Sequential has no attribute `7`":                                     func() { nn.SetSubmodule(d, "net.7", nn.NewReLU()) },
		"fc is a *nn.Linear, which can't hold a *nn.ReLU; give the field":     func() { nn.SetSubmodule(d, "fc", nn.NewReLU()) },
		"pair.0 is a *nn.Linear, which can't hold a *nn.ReLU; give the field": func() { nn.SetSubmodule(d, "pair.0", nn.NewReLU()) },
		"<nil> is no module":                                                  func() { nn.SetSubmodule(d, "fc", nil) },
		"float64 is no module":                                                func() { nn.SetSubmodule(d, "fc", 1.0) },
	} {
		torchtest.Panics(t, message, f)
	}
}
