package optim

import (
	"fmt"
	"maps"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// Group is a parameter group. Its settings go by Python's names, whatever the
// optimizer; Settings of the optimizer itself has them as fields of a struct.
type Group struct {
	// Params are the group's parameters. They must not be replaced.
	Params []*torch.Tensor
	// Extra is what schedulers keep in the group under Python's names, such as
	// "initial_lr", and what a loaded state held beside the settings. It is part of
	// the state.
	Extra map[string]any

	name     string // the optimizer's
	settings []settings.Setting
	lr       settings.Setting
	state    map[string]*slot
	batch    *Batch // reused by every step
}

// Get returns a setting by its name in Python, such as "momentum" or "betas", or
// what Extra holds under that name. It panics where there is neither.
func (g *Group) Get(name string) any {
	if s, ok := settings.Find(g.settings, name); ok {
		return s.Get()
	}
	if v, ok := g.Extra[name]; ok {
		return v
	}
	panic(g.unknown(name))
}

// Has tells whether there is a setting, or something in Extra, of a name.
func (g *Group) Has(name string) bool {
	_, ok := settings.Find(g.settings, name)
	return ok || g.Extra[name] != nil
}

// Set changes a setting by its name in Python. It panics where the optimizer has no
// such setting, or the value is of another type than the setting.
func (g *Group) Set(name string, value any) {
	s, ok := settings.Find(g.settings, name)
	if !ok {
		panic(g.unknown(name))
	}
	set, err := s.Set(value)
	if err != nil {
		panic(&torch.Error{Op: g.name, Kind: "TypeError", Msg: err.Error()})
	}
	set()
}

func (g *Group) unknown(name string) *torch.Error {
	names := make([]string, len(g.settings))
	for i, s := range g.settings {
		names[i] = s.Name
	}
	names = slices.AppendSeq(names, maps.Keys(g.Extra))
	slices.Sort(names)
	return &torch.Error{Op: g.name, Kind: "KeyError", Msg: fmt.Sprintf("the parameter group has no %q, it has %v", name, names)}
}

// LR returns the learning rate.
func (g *Group) LR() float64 {
	lr, _ := settings.Number(g.lr.Get())
	return lr
}

// SetLR changes the learning rate.
func (g *Group) SetLR(lr float64) { g.Set("lr", lr) }
