package lrscheduler

import (
	"fmt"

	"github.com/e0112027/gotorch/optim"
)

// Rate is a learning rate for all groups, or one for each.
type Rate interface{ float64 | []float64 }

// list is what a Rate holds.
func list[R Rate](rate R) []float64 {
	if x, ok := any(rate).(float64); ok {
		return []float64{x}
	}
	return any(rate).([]float64)
}

// each returns a number for each group of what is given for all or for each.
func each(name, argument string, optimizer optim.Optimizer, given []float64) []float64 {
	n := len(optimizer.ParamGroups())
	switch len(given) {
	case n:
		return append([]float64(nil), given...)
	case 1:
		all := make([]float64, n)
		for i := range all {
			all[i] = given[0]
		}
		return all
	}
	misuse(name, "ValueError", "%s must have the same length as optimizer.param_groups. %s has %d values, param_groups has %d.", argument, argument, len(given), n)
	return nil
}

// cycled is the part of the schedules that move momentum, or the first of betas, against
// the learning rates.
type cycled struct {
	cycle     bool `py:"cycle_momentum"`
	useBeta1  bool
	low, high []float64
}

// begin gives the groups the highest momentum, unless the schedule is resumed.
func (c *cycled) begin(name string, optimizer optim.Optimizer, low, high []float64, set bool) {
	if !c.cycle {
		return
	}
	groups := optimizer.ParamGroups()
	c.useBeta1 = groups[0].Has("betas")
	if !c.useBeta1 && !groups[0].Has("momentum") {
		misuse(name, "ValueError", "optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
	}
	c.low, c.high = each(name, "base_momentum", optimizer, low), each(name, "max_momentum", optimizer, high)
	for i, g := range groups {
		if set {
			c.setMomentum(g, c.high[i])
			g.Extra["max_momentum"], g.Extra["base_momentum"] = c.high[i], c.low[i]
		}
	}
}

// setMomentum changes a group's momentum, or the first of its betas.
func (c *cycled) setMomentum(g *optim.Group, x float64) {
	if !c.useBeta1 {
		g.Set("momentum", x)
		return
	}
	betas := g.Get("betas").([2]float64)
	g.Set("betas", [2]float64{x, betas[1]})
}

func (c *cycled) pack(state StateDict) {
	if c.cycle {
		state["use_beta1"] = c.useBeta1
	}
}

// cycles tells whether a state cycles momentum.
func (c *cycled) cycles(state StateDict) bool {
	if cycle, ok := state["cycle_momentum"].(bool); ok {
		return cycle
	}
	return c.cycle
}

// readBeta1 returns the change of which setting is cycled.
func (c *cycled) readBeta1(optimizer optim.Optimizer, state StateDict) (func(), error) {
	beta1, saved := c.useBeta1, state["use_beta1"]
	if !c.cycles(state) {
		return func() {}, nil
	}
	if isBool := false; saved != nil || !c.cycle {
		if beta1, isBool = saved.(bool); !isBool {
			return nil, fmt.Errorf("use_beta1 can't be %v (%T)", saved, saved)
		}
	}
	setting := map[bool]string{true: "betas", false: "momentum"}[beta1]
	for _, g := range optimizer.ParamGroups() {
		if !g.Has(setting) {
			return nil, fmt.Errorf("use_beta1 can't be %v: the optimizer has no %s", beta1, setting)
		}
	}
	return func() { c.useBeta1 = beta1 }, nil
}
