package regularize

import (
	"math"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// EarlyStopping tells when a metric, such as the loss over data kept from training, has
// ceased to improve.
//
// Its counting is that of torch's ReduceLROnPlateau with threshold_mode="abs".
type EarlyStopping struct {
	Patience int     // how many epochs in turn may be without improvement
	MinDelta float64 // by how much a metric must be better to count as an improvement
	Mode     string  // "min" for a metric that should fall, "max" for one that should rise

	best      float64
	bestEpoch int
	epochs    int
	bad       int
	net       any
	weights   *torch.StateDict
}

// EarlyStoppingOption is a keyword argument of [NewEarlyStopping]: [MinDelta], [Mode] or
// [RestoreBest].
type EarlyStoppingOption interface{ applyEarlyStopping(*EarlyStopping) }

// MinDelta is by how much a metric must be better to count as an improvement; 0 unless given.
type MinDelta float64

// Mode is "min" for a metric that should fall, or "max" for one that should rise; "min"
// unless given.
type Mode string

func (d MinDelta) applyEarlyStopping(e *EarlyStopping) { e.MinDelta = float64(d) }
func (m Mode) applyEarlyStopping(e *EarlyStopping)     { e.Mode = string(m) }

// RestoreBestOption is what [RestoreBest] returns.
type RestoreBestOption struct{ net any }

// RestoreBest copies the state of a module at each improvement, so that
// [EarlyStopping.Restore] can give it back.
func RestoreBest(net any) RestoreBestOption { return RestoreBestOption{net} }

func (r RestoreBestOption) applyEarlyStopping(e *EarlyStopping) { e.net = r.net }

// NewEarlyStopping makes one that ends training at the patience-th epoch in turn without
// improvement. It panics with [*torch.Error] for a patience below 1, a MinDelta below 0 and
// an unknown mode.
func NewEarlyStopping(patience int, options ...EarlyStoppingOption) *EarlyStopping {
	e := &EarlyStopping{Patience: patience, Mode: "min"}
	for _, option := range options {
		option.applyEarlyStopping(e)
	}
	switch {
	case e.Patience < 1:
		refuse("EarlyStopping", "patience must be at least 1, got %d", e.Patience)
	case !(e.MinDelta >= 0):
		refuse("EarlyStopping", "MinDelta must be at least 0, got %v", e.MinDelta)
	case e.Mode != "min" && e.Mode != "max":
		refuse("EarlyStopping", "mode %q is unknown: it is \"min\" or \"max\"", e.Mode)
	}
	e.best, e.bestEpoch = e.worst(), -1
	return e
}

func (e *EarlyStopping) worst() float64 {
	if e.Mode == "max" {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

// Step takes an epoch's metric and tells whether to stop. NaN is no improvement. After it
// has said so it counts on: a metric that is better begins the patience anew, and it tells
// to go on.
func (e *EarlyStopping) Step(metric float64) bool {
	if e.better(metric) {
		e.best, e.bestEpoch, e.bad = metric, e.epochs, 0
		e.keep()
	} else {
		e.bad++
	}
	e.epochs++
	return e.Stopped()
}

func (e *EarlyStopping) better(metric float64) bool {
	if e.Mode == "max" {
		return metric > e.best+e.MinDelta
	}
	return metric < e.best-e.MinDelta
}

// keep copies the module's state.
func (e *EarlyStopping) keep() {
	if e.net == nil {
		return
	}
	copied := map[string]*torch.Tensor{}
	for name, t := range nn.StateDict(e.net).All() {
		copied[name] = t.Clone()
	}
	e.weights = torch.NewStateDict(copied)
}

// Stopped tells whether the patience is used up.
func (e *EarlyStopping) Stopped() bool { return e.bad >= e.Patience }

// Best returns the best metric and its epoch, counted from 0; -1 before the first
// improvement.
func (e *EarlyStopping) Best() (metric float64, epoch int) { return e.best, e.bestEpoch }

// BestWeights returns the copied state of the best epoch, for a file; nil without [RestoreBest]
// or before the first improvement.
func (e *EarlyStopping) BestWeights() *torch.StateDict { return e.weights }

// Restore gives the module of [RestoreBest] its state of the best epoch. Where no epoch was an
// improvement it stays as it is. It panics with [*torch.Error] without RestoreBest, before the
// first Step, and where the module no longer takes the state.
func (e *EarlyStopping) Restore() {
	if e.net == nil {
		refuse("EarlyStopping", "there are no weights to restore: give NewEarlyStopping the option RestoreBest(net)")
	}
	if e.epochs == 0 {
		refuse("EarlyStopping", "there are no weights to restore: Step has not been called yet")
	}
	if e.weights == nil {
		return
	}
	if err := nn.LoadStateDict(e.net, e.weights); err != nil {
		refuse("EarlyStopping", "%v", err)
	}
}
