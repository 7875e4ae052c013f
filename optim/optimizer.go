package optim

import (
	"github.com/e0112027/gotorch/internal/zerograd"
	"github.com/e0112027/gotorch/torch"
)

// Closure computes the loss and its gradients anew, as [Optimizer].Step may ask for:
//
//	optimizer.Step(func() *torch.Tensor {
//		optimizer.ZeroGrad()
//		loss := criterion.Forward(net.Forward(input), target)
//		loss.Backward()
//		return loss
//	})
type Closure = func() *torch.Tensor

// Optimizer is what all optimizers have. Each has AddParamGroup and Settings too, with
// its own options and settings. A user's own has all of them by embedding [Base].
type Optimizer interface {
	// Step changes every parameter that has a gradient by the optimizer's rule. A
	// closure is called first, with gradients on, and its loss returned; without one
	// the result is nil. [LBFGS] needs one.
	Step(closure ...Closure) *torch.Tensor
	// ZeroGrad takes the gradients away from all parameters; with
	// SetToNone(false) it sets them to zero instead.
	ZeroGrad(options ...ZeroGradOption)
	// ParamGroups returns the parameter groups. Their settings may be changed between
	// steps.
	ParamGroups() []*Group
	// Parameters returns the parameters of all groups.
	Parameters() []*torch.Tensor
	// StepCount returns how many times Step was called.
	StepCount() int
	// StateDict returns the optimizer's state.
	StateDict() *StateDict
	// LoadStateDict sets the state to one that StateDict returned, here or in
	// Python. Where it returns an error, nothing has changed.
	LoadStateDict(state *StateDict) error
}

// ZeroGradOption is an option of ZeroGrad: [SetToNone].
type ZeroGradOption interface{ setToNone() bool }

// SetToNone says whether ZeroGrad takes gradients away, as it does unless told, or
// sets them to zero, which keeps their memory.
type SetToNone bool

func (s SetToNone) setToNone() bool { return bool(s) }

// ZeroGrad implements [Optimizer].
func (o *Base[S]) ZeroGrad(options ...ZeroGradOption) {
	toNone := len(options) == 0 || options[len(options)-1].setToNone()
	for _, g := range o.groups {
		for _, p := range g.Params {
			zerograd.Clear(p, toNone)
		}
	}
}
