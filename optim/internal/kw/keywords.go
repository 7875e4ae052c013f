// Package kw holds the keyword arguments of packages optim and lrscheduler: one type for
// each name, whatever takes it. Which constructor takes which is generated.
package kw

// LR is the learning rate, of one parameter group in AddParamGroup.
type LR float64

// Momentum is the share of the former direction that is kept.
type Momentum float64

// Dampening is the share of the gradient that [Momentum] leaves out.
type Dampening float64

// WeightDecay is the strength with which parameters are pulled to zero.
type WeightDecay float64

// Nesterov turns [Momentum] into Nesterov's.
type Nesterov bool

// Maximize has the parameters follow the gradient up rather than down.
type Maximize bool

// Foreach says whether the rule for lists of tensors is used, which for some optimizers
// rounds otherwise than the one for single tensors; unless given, it is where all
// parameters of a group are on an accelerator.
type Foreach bool

// Fused has libtorch's fused kernel make the steps, which is faster and rounds otherwise.
type Fused bool

// Betas are the shares of the former mean and mean square that are kept.
type Betas [2]float64

// Eps is what is added to divisors.
type Eps float64

// MinChange is the smallest change of a learning rate that is made, Python's eps.
type MinChange float64

// AMSGrad divides by the largest mean square so far.
type AMSGrad bool

// DecoupledWeightDecay decays the weights themselves, as AdamW does, rather than add
// to the gradient.
type DecoupledWeightDecay bool

// Alpha is the share of the former mean square that is kept, or the power by which
// steps of ASGD shrink.
type Alpha float64

// Centered divides by the deviation rather than the mean square.
type Centered bool

// LRDecay is how fast the learning rate falls from step to step.
type LRDecay float64

// InitialAccumulatorValue is what the sums of squares begin with.
type InitialAccumulatorValue float64

// Rho is the share of the former mean square that is kept.
type Rho float64

// MomentumDecay is how fast Nesterov's momentum grows to its full size.
type MomentumDecay float64

// Lambd is how fast ASGD's parameters decay.
type Lambd float64

// T0 is the step at which ASGD begins to average, or the number of epochs to the
// first restart.
type T0 float64

// Etas are the factors that shrink and grow a step where the gradient's sign changes,
// and where it stays.
type Etas [2]float64

// StepSizes are the smallest and the largest step.
type StepSizes [2]float64

// Beta2Decay is the power of the step by which the mean square's memory grows.
type Beta2Decay float64

// Epsilons are what Adafactor's mean squares and the root mean square of its
// parameters are at least; a first one of NaN is the smallest number that the dtype adds
// to 1.
type Epsilons [2]float64

// D is the root mean square above which Adafactor clips an update.
type D float64

// MaxIter is how many directions a step of LBFGS tries at most.
type MaxIter int

// MaxEval is how often a step of LBFGS calls the closure at most.
type MaxEval int

// ToleranceGrad is the largest gradient with which LBFGS is content.
type ToleranceGrad float64

// ToleranceChange is the change of loss or parameters below which LBFGS stops.
type ToleranceChange float64

// HistorySize is how many directions LBFGS remembers.
type HistorySize int

// LineSearchFn is how LBFGS finds the length of a step: "strong_wolfe", or "" for the
// learning rate.
type LineSearchFn string

// NSCoefficients are those of Muon's Newton-Schulz iteration.
type NSCoefficients [3]float64

// NSSteps is how often Muon iterates, less than 100 times.
type NSSteps int

// AdjustLRFn is how Muon fits the learning rate to a matrix: "original" (which "" is
// too), "match_rms_adamw" or "spectral_unclamped".
type AdjustLRFn string

// LastEpoch resumes a schedule after an epoch, counted from 0, rather than start it.
// The optimizer must have loaded a state that a scheduler took part in.
type LastEpoch int

// Gamma is the factor of the learning rates.
type Gamma float64

// Factor is what the learning rates are multiplied by.
type Factor float64

// TotalIters is the number of steps in which the learning rates change.
type TotalIters int

// StartFactor is the factor of the first learning rates.
type StartFactor float64

// EndFactor is the factor of the last learning rates.
type EndFactor float64

// Power is that of the polynomial.
type Power float64

// EtaMin is the lowest learning rate.
type EtaMin float64

// TMult is what each restart makes the time to the next one longer by.
type TMult int

// Mode is "min" or "max" for a metric that falls or grows as training goes well; or
// what becomes of a cycle's height: "triangular", "triangular2" or "exp_range".
type Mode string

// Patience is the number of epochs without improvement that pass.
type Patience int

// Threshold is how much of the best metric an improvement must be at least.
type Threshold float64

// ThresholdMode takes the threshold for a share ("rel") or a difference ("abs").
type ThresholdMode string

// Cooldown is the number of epochs after a reduction that don't count.
type Cooldown int

// MinLR is the lower bound of the learning rates, one for all groups or one for each.
type MinLR []float64

// StepSizeUp is the number of steps in which a cycle rises.
type StepSizeUp int

// StepSizeDown is the number of steps in which a cycle falls; as many as it rises in
// unless given.
type StepSizeDown int

// ScaleFn returns the height of a cycle, from its number or, by ScaleMode, that of the
// step. It stands in place of a mode.
type ScaleFn func(x float64) float64

// ScaleMode says what the height depends on: "cycle" or "iterations".
type ScaleMode string

// CycleMomentum has momentum, or the first of betas, go the other way than the
// learning rates.
type CycleMomentum bool

// BaseMomentum is the lowest momentum, one for all groups or one for each.
type BaseMomentum []float64

// MaxMomentum is the highest momentum, one for all groups or one for each.
type MaxMomentum []float64

// TotalSteps is the number of steps of the whole schedule.
type TotalSteps int

// Epochs is the number of epochs of the whole schedule.
type Epochs int

// StepsPerEpoch is the number of steps of an epoch.
type StepsPerEpoch int

// PctStart is the share of the steps in which the learning rates rise.
type PctStart float64

// AnnealStrategy is the form of a way from one learning rate to another: "cos" or
// "linear".
type AnnealStrategy string

// DivFactor is what the highest learning rate is divided by to begin with.
type DivFactor float64

// FinalDivFactor is what the first learning rate is divided by in the end.
type FinalDivFactor float64

// ThreePhase falls to the first learning rate, and only then to the last.
type ThreePhase bool

// AnnealEpochs is the number of epochs in which the learning rates reach their end.
type AnnealEpochs int
