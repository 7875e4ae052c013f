package amp

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// Optimizer is what a GradScaler needs of one. Those of package optim are.
type Optimizer interface {
	// Step changes the parameters by their gradients.
	Step(closure ...func() *torch.Tensor) *torch.Tensor
	// Parameters are all that the optimizer changes.
	Parameters() []*torch.Tensor
}

// GradScaler multiplies a loss so that gradients in float16 do not vanish, divides
// the gradients again before the optimizer uses them, and looks for the largest
// factor at which none of them overflows: a step with infinite or NaN gradients is
// left out and the factor halved; after many steps without, it is doubled.
//
//	scaler.Scale(loss).Backward()
//	scaler.Step(optimizer)
//	scaler.Update()
//
// Its methods may not be called by several goroutines at once.
//
// See https://docs.pytorch.org/docs/stable/amp.html#torch.amp.GradScaler
type GradScaler struct {
	enabled        bool
	initScale      float64
	growthFactor   float64
	backoffFactor  float64
	growthInterval int
	initTracker    int
	// Scalars on the device of what was scaled first, float32 and int32; nil before.
	scale, tracker *torch.Tensor
	states         map[Optimizer]*optimizerState
	order          []Optimizer // of states
}

// Option is an argument of [NewGradScaler], called as in Python: [InitScale],
// [GrowthFactor], [BackoffFactor], [GrowthInterval] or [torch.Enabled], which turned
// off has Scale return what it gets and Step step.
type Option interface{ ScalerOption(option.Seal) }

type options struct {
	option.Given
	*GradScaler
}

type scalerFunc func(*options)

// ScalerOption makes it one.
func (scalerFunc) ScalerOption(option.Seal) {}

// InitScale is the first factor; 65536 unless given.
func InitScale(scale float64) Option {
	return scalerFunc(func(s *options) { s.Once("InitScale"); s.initScale = scale })
}

// GrowthFactor multiplies the factor after GrowthInterval good steps; 2 unless given.
func GrowthFactor(factor float64) Option {
	return scalerFunc(func(s *options) { s.Once("GrowthFactor"); s.growthFactor = factor })
}

// BackoffFactor multiplies the factor after a step was left out; 0.5 unless given.
func BackoffFactor(factor float64) Option {
	return scalerFunc(func(s *options) { s.Once("BackoffFactor"); s.backoffFactor = factor })
}

// GrowthInterval is how many good steps in a row let the factor grow; 2000 unless
// given.
func GrowthInterval(steps int) Option {
	return scalerFunc(func(s *options) { s.Once("GrowthInterval"); s.growthInterval = steps })
}

// NewGradScaler returns a scaler for a device type; for a CUDA that is not there it
// is turned off, as in Python. It panics where the growth factor is not above 1 or
// the backoff factor not below it.
func NewGradScaler(device torch.DeviceType, opts ...Option) *GradScaler {
	s := &GradScaler{
		enabled: true, initScale: 65536, growthFactor: 2, backoffFactor: 0.5, growthInterval: 2000,
		states: map[Optimizer]*optimizerState{},
	}
	given := options{GradScaler: s}
	for _, opt := range opts {
		switch opt := opt.(type) {
		case scalerFunc:
			opt(&given)
		case torch.EnabledOption:
			given.Once("Enabled")
			s.enabled = bool(opt)
		}
	}
	if device == torch.DeviceCUDA && !torch.CUDAIsAvailable() {
		s.enabled = false
	}
	switch {
	case s.enabled && s.growthFactor <= 1:
		misuse("AssertionError", "The growth factor must be > 1.0.")
	case s.enabled && s.backoffFactor >= 1:
		misuse("AssertionError", "The backoff factor must be < 1.0.")
	}
	return s
}

// IsEnabled tells whether the scaler scales.
func (s *GradScaler) IsEnabled() bool { return s.enabled }

// Scale returns a loss times the factor.
func (s *GradScaler) Scale(loss *torch.Tensor) *torch.Tensor {
	if !s.enabled {
		return loss
	}
	if s.scale == nil {
		device := loss.Device()
		s.scale = torch.Full(nil, s.initScale, torch.Float32, device).Keep()
		s.tracker = torch.Full(nil, s.initTracker, torch.Int32, device).Keep()
	}
	return loss.Mul(s.scale.To(loss.Device()))
}

// Unscale_ divides the gradients of an optimizer's parameters by the factor and
// notes whether one is infinite or NaN. Step does it unless it was done before, to
// clip gradients say. It panics where it was done twice since the last Update, and
// for gradients in float16.
func (s *GradScaler) Unscale_(optimizer Optimizer) {
	if !s.enabled {
		return
	}
	s.checkScaled("unscale_", optimizer)
	state := s.state(optimizer)
	switch state.stage {
	case unscaled:
		misuse("RuntimeError", "unscale_() has already been called on this optimizer since the last update().")
	case stepped:
		misuse("RuntimeError", "unscale_() is being called after step().")
	}
	state.release()
	torch.NoGrad(func() { state.foundInf = s.unscale(optimizer.Parameters()) })
	state.stage = unscaled
}

// Step unscales the gradients, unless [GradScaler.Unscale_] did, and has the
// optimizer step where all of them are finite. It reports whether it did.
func (s *GradScaler) Step(optimizer Optimizer) bool {
	if !s.enabled {
		optimizer.Step()
		return true
	}
	s.checkScaled("step", optimizer)
	state := s.state(optimizer)
	if state.stage == stepped {
		misuse("RuntimeError", "step() has already been called since the last update().")
	}
	if state.stage == ready {
		s.Unscale_(optimizer)
	}
	if len(state.foundInf) == 0 {
		misuse("AssertionError", "No inf checks were recorded for this optimizer.")
	}
	finite := !state.overflowed()
	if finite {
		optimizer.Step()
	}
	state.stage = stepped
	return finite
}

// Update lets the factor grow or shrink by what the steps since the last Update
// found.
func (s *GradScaler) Update() {
	if !s.enabled {
		return
	}
	s.checkScaled("update")
	torch.Scoped(func(scope *torch.Scope) {
		found := s.foundInf(scope)
		if found == nil {
			misuse("AssertionError", "No inf checks were recorded prior to update.")
		}
		updateScale(s, found)
	})
	s.forget()
}

// UpdateTo sets the factor instead.
func (s *GradScaler) UpdateTo(scale float64) {
	if !s.enabled {
		return
	}
	s.checkScaled("update")
	s.scale.Fill_(scale)
	s.forget()
}

func (s *GradScaler) checkScaled(what string, optimizers ...Optimizer) {
	if slices.Contains(optimizers, nil) {
		misuse("TypeError", "%s: the optimizer is nil", what)
	}
	if s.scale == nil {
		misuse("AssertionError", "Attempted %s but _scale is None.  This may indicate your script did not use scaler.scale(loss or outputs) earlier in the iteration.", what)
	}
}

func misuse(kind, format string, args ...any) {
	panic(&torch.Error{Op: "GradScaler", Kind: kind, Msg: fmt.Sprintf(format, args...)})
}
