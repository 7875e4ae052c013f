package amp

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// stage is how far an optimizer is since the last Update.
type stage int

const (
	ready stage = iota
	unscaled
	stepped
)

// optimizerState is what the scaler knows of one optimizer since the last Update.
type optimizerState struct {
	stage stage
	// foundInf holds for each device 1 where a gradient overflowed, else 0.
	foundInf []*torch.Tensor
}

func (s *GradScaler) state(optimizer Optimizer) *optimizerState {
	state, known := s.states[optimizer]
	if !known {
		state = &optimizerState{}
		s.states[optimizer] = state
		s.order = append(s.order, optimizer)
	}
	return state
}

func (s *GradScaler) forget() {
	for _, state := range s.states {
		state.release()
	}
	s.states, s.order = map[Optimizer]*optimizerState{}, nil
}

func (o *optimizerState) release() { o.foundInf = nil }

func (o *optimizerState) overflowed() bool {
	for _, found := range o.foundInf {
		if found.Item() != 0 {
			return true
		}
	}
	return false
}

// kind is what gradients that one kernel takes have in common.
type kind struct {
	device torch.Device
	dtype  torch.DType
}

// unscale divides the parameters' gradients by the factor and returns, for each
// device, whether one is not finite.
func (s *GradScaler) unscale(parameters []*torch.Tensor) []*torch.Tensor {
	var foundInf []*torch.Tensor
	torch.Scoped(func(scope *torch.Scope) {
		// As Python's: the reciprocal is rounded once, from float64.
		inverse := scope.Adopt(s.scale.Double()).Reciprocal().Float()
		kinds, grads := gradients(parameters, scope)
		at := map[torch.Device]*torch.Tensor{}
		for _, k := range kinds {
			if at[k.device] == nil {
				at[k.device] = torch.Zeros(torch.Float32, k.device).Keep()
				foundInf = append(foundInf, at[k.device])
			}
			aten.InternalAmpForeachNonFiniteCheckAndUnscale_(grads[k], at[k.device], inverse.To(k.device))
		}
	})
	return foundInf
}

// gradients sorts the gradients by what one kernel takes, in the parameters' order.
func gradients(parameters []*torch.Tensor, scope *torch.Scope) (kinds []kind, grads map[kind][]*torch.Tensor) {
	grads = map[kind][]*torch.Tensor{}
	for _, p := range parameters {
		grad := p.Grad(torch.In(scope))
		switch {
		case grad == nil:
			continue
		case grad.DType() == torch.Float16:
			misuse("ValueError", "Attempting to unscale FP16 gradients.")
		case grad.IsSparse():
			grad = aten.InternalValues(grad)
		}
		k := kind{grad.Device(), grad.DType()}
		if grads[k] == nil {
			kinds = append(kinds, k)
		}
		grads[k] = append(grads[k], grad)
	}
	return kinds, grads
}

// foundInf adds up what the optimizers found; nil where none looked.
func (s *GradScaler) foundInf(scope *torch.Scope) *torch.Tensor {
	var sum *torch.Tensor
	for _, optimizer := range s.order {
		for _, found := range s.states[optimizer].foundInf {
			if sum == nil {
				sum = scope.Adopt(found.To(s.scale.Device(), torch.Copy()))
			} else {
				sum.Add_(found.To(s.scale.Device()))
			}
		}
	}
	return sum
}

func updateScale(s *GradScaler, found *torch.Tensor) {
	aten.InternalAmpUpdateScale_(s.scale, s.tracker, found, s.growthFactor, s.backoffFactor, s.growthInterval)
}

// State is what a GradScaler keeps over a checkpoint; its JSON has the keys of
// Python's state_dict.
type State struct {
	Scale          float64 `json:"scale"`
	GrowthFactor   float64 `json:"growth_factor"`
	BackoffFactor  float64 `json:"backoff_factor"`
	GrowthInterval int     `json:"growth_interval"`
	GrowthTracker  int     `json:"_growth_tracker"`
}

// GetScale returns the factor; 1 where the scaler is turned off.
func (s *GradScaler) GetScale() float64 {
	switch {
	case !s.enabled:
		return 1
	case s.scale == nil:
		return s.initScale
	}
	return s.scale.Item()
}

// StateDict returns the scaler's state, and false where it is turned off. It is
// taken after [GradScaler.Update].
func (s *GradScaler) StateDict() (state State, enabled bool) {
	if !s.enabled {
		return State{}, false
	}
	tracker := s.initTracker
	if s.tracker != nil {
		tracker = torch.ItemAs[int](s.tracker)
	}
	return State{s.GetScale(), s.growthFactor, s.backoffFactor, s.growthInterval, tracker}, true
}

// LoadStateDict sets the state; it does nothing where the scaler is turned off.
func (s *GradScaler) LoadStateDict(state State) {
	if !s.enabled {
		return
	}
	s.initScale, s.initTracker = state.Scale, state.GrowthTracker
	s.growthFactor, s.backoffFactor, s.growthInterval = state.GrowthFactor, state.BackoffFactor, state.GrowthInterval
	if s.scale != nil {
		s.scale.Fill_(state.Scale)
		s.tracker.Fill_(state.GrowthTracker)
	}
}
