package torch

import (
	"strings"

	"github.com/e0112027/gotorch/torch/internal/option"
)

func init() {
	option.Refuse = func(name string) { misuse("", "TypeError", "the option %s is given twice", name) }
}

// optionKinds are kinds of [TensorOption]. Which of them a function takes is Python's
// choice of keyword arguments; one that it does not take panics, lest it be lost.
// [In] is of no kind, for every function takes it.
type optionKinds uint16

const (
	dtypeKind optionKinds = 1 << iota
	deviceKind
	layoutKind
	formatKind
	gradKind
	pinKind
	generatorKind
	checkKind
	coalescedKind
	scopeKind

	factoryKinds = dtypeKind | deviceKind | layoutKind | gradKind | pinKind
	dataKinds    = dtypeKind | deviceKind | gradKind | pinKind
)

var optionKindNames = [...]string{
	"DType", "Device", "Layout", "MemoryFormat", "RequiresGrad", "PinMemory", "WithGenerator", "CheckInvariants", "IsCoalesced", "In",
}

// String lists the kinds by the names of the options.
func (k optionKinds) String() string {
	var names []string
	for i, name := range optionKindNames {
		if k&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// given tells of which kinds the options are. Those that ask for what holds anyway
// are of none.
func (o *tensorOptions) given() (kinds optionKinds) {
	for i, given := range [...]bool{
		o.hasDType, o.hasDevice, o.hasLayout, o.hasMemoryFormat, o.requiresGrad, o.pinned, o.generator != nil,
		o.sparse.hasCheck, o.sparse.hasCoalesced,
	} {
		if given {
			kinds |= 1 << i
		}
	}
	return kinds
}

// atMostOne refuses a second value of an argument that has a default.
func (c *call) atMostOne(what string, given int) {
	if given > 1 {
		c.misuse("TypeError", "expected at most one "+what)
	}
}

// takes panics where an option is of another kind than those.
func (c *call) takes(o *tensorOptions, kinds optionKinds) {
	if lost := o.given() &^ kinds; lost != 0 {
		c.misuse("TypeError", "the function takes no "+lost.String())
	}
}
