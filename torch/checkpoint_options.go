package torch

import "github.com/e0112027/gotorch/torch/internal/option"

// CheckpointOption is a keyword argument of [Checkpointed] and
// [CheckpointSequential].
type CheckpointOption func(*checkpointOptions)

type checkpointOptions struct {
	option.Given

	reentrant, preserveRNG, earlyStop, determinism bool
	around                                         func(recompute bool, run func())
}

func checkpointOptionsOf(options []CheckpointOption) checkpointOptions {
	o := checkpointOptions{preserveRNG: true, earlyStop: true, determinism: true}
	for _, option := range options {
		option(&o)
	}
	return o
}

// UseReentrant has the function run without recording the first time, and its second
// run be differentiated by a backward pass within the backward pass. Such a
// function must have an input that requires a gradient, and [Grad] and [Inputs] do
// not work with it. It is false unless given, as PyTorch recommends.
func UseReentrant(on bool) CheckpointOption {
	return func(o *checkpointOptions) { o.Once("UseReentrant"); o.reentrant = on }
}

// PreserveRNGState tells whether the default generators are set back for the second
// run, as they are unless this is false.
func PreserveRNGState(on bool) CheckpointOption {
	return func(o *checkpointOptions) { o.Once("PreserveRNGState"); o.preserveRNG = on }
}

// EarlyStop tells whether the second run ends, by a panic that Checkpoint recovers,
// as soon as it has computed all that the pass needs; it does unless this is false.
func EarlyStop(on bool) CheckpointOption {
	return func(o *checkpointOptions) { o.Once("EarlyStop"); o.earlyStop = on }
}

// DeterminismCheck tells whether shapes, dtypes and devices of what both runs save
// are compared, as they are unless this is false.
func DeterminismCheck(on bool) CheckpointOption {
	return func(o *checkpointOptions) { o.Once("DeterminismCheck"); o.determinism = on }
}

// CheckpointContext has each run of the function happen within around, which must
// call run once: for modes that hold in one of them. Python's context_fn.
func CheckpointContext(around func(recompute bool, run func())) CheckpointOption {
	return func(o *checkpointOptions) { o.Once("CheckpointContext"); o.around = around }
}

func (o checkpointOptions) run(recompute bool, f func()) {
	if o.around == nil {
		f()
		return
	}
	o.around(recompute, f)
}
