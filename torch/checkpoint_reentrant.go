package torch

import "github.com/e0112027/gotorch/cgotorch"

// CheckpointFunction is the operation of a checkpoint with [UseReentrant], which
// gives its node the name; [Checkpointed] makes it.
//
// See https://docs.pytorch.org/docs/stable/checkpoint.html#torch.utils.checkpoint.checkpoint
type CheckpointFunction struct {
	checkpointOptions
	f   func(inputs ...*Tensor) []*Tensor
	rng rngStates
}

// Forward runs the function.
func (c *CheckpointFunction) Forward(ctx *FunctionContext, inputs ...*Tensor) (outputs []*Tensor) {
	ctx.SaveForBackward(inputs...)
	c.run(false, func() { outputs = c.f(inputs...) })
	return outputs
}

// Backward runs the function again, and backward through it.
func (c *CheckpointFunction) Backward(ctx *FunctionContext, grads ...*Tensor) []*Tensor {
	if !cgotorch.CheckpointValid() {
		misuse("checkpoint", "RuntimeError", "When use_reentrant=True, torch.utils.checkpoint is incompatible"+
			" with .grad() or passing an `inputs` parameter to .backward()."+
			" To resolve this error, you can either set use_reentrant=False,"+
			" or call .backward() without passing the `inputs` argument.")
	}
	inputs := make([]*Tensor, len(ctx.needs))
	for i, t := range ctx.SavedTensors() {
		if t != nil {
			inputs[i] = t.Detach().SetRequiresGrad(t.RequiresGrad())
		}
	}
	var outputs, weights []*Tensor
	c.rng.with(func() {
		EnableGrad(func() {
			c.run(true, func() {
				for i, t := range c.f(inputs...) {
					if t.RequiresGrad() {
						outputs, weights = append(outputs, t), append(weights, grads[i])
					}
				}
			})
		})
	})
	if len(outputs) == 0 {
		misuse("checkpoint", "RuntimeError", "none of output has requires_grad=True, this checkpoint() is not necessary")
	}
	Backward(outputs, GradOutputs(weights...))
	results := make([]*Tensor, len(inputs))
	for i, t := range inputs {
		if t != nil {
			results[i] = t.Grad()
		}
	}
	return results
}
