package optim

// The options are types whose values are written as calls: Momentum(0.9). Each
// implements the option interface of the optimizers that know it, so that one
// given to another optimizer does not compile.

// LR is the learning rate of one parameter group, in AddParamGroup.
type LR float64

// Momentum is the share of the former direction that is kept; 0 unless given.
type Momentum float64

// Dampening is the share of the gradient that [Momentum] leaves out; 0 unless
// given.
type Dampening float64

// WeightDecay is the strength with which parameters are pulled to zero; 0 unless
// given, and 0.01 in [AdamW].
type WeightDecay float64

// Nesterov turns [Momentum] into Nesterov's.
type Nesterov bool

// Maximize has the parameters follow the gradient up rather than down.
type Maximize bool

// Foreach says whether the parameters of a group are changed all at once; unless
// given, they are where all of them are on an accelerator.
type Foreach bool

// Eps is what is added to divisors; 1e-8 unless given.
type Eps float64

// AMSGrad has [Adam] divide by the largest mean square so far.
type AMSGrad bool

// DecoupledWeightDecay has [Adam] decay the weights themselves, as [AdamW] does,
// rather than add to the gradient.
type DecoupledWeightDecay bool

// Alpha is the share of the former mean square that [RMSprop] keeps; 0.99 unless
// given.
type Alpha float64

// Centered has [RMSprop] divide by the deviation rather than the mean square.
type Centered bool

// BetasOption is what [Betas] returns.
type BetasOption struct{ beta1, beta2 float64 }

// Betas are the shares of the former mean and mean square that [Adam] keeps; 0.9
// and 0.999 unless given.
func Betas(beta1, beta2 float64) BetasOption { return BetasOption{beta1, beta2} }

// SGDOption is an option of [SGD]: [LR], [Momentum], [Dampening], [WeightDecay],
// [Nesterov], [Maximize] or [Foreach].
type SGDOption interface{ applySGD(*SGDGroup) }

func (v LR) applySGD(g *SGDGroup)          { g.LR = float64(v) }
func (v Momentum) applySGD(g *SGDGroup)    { g.Momentum = float64(v) }
func (v Dampening) applySGD(g *SGDGroup)   { g.Dampening = float64(v) }
func (v WeightDecay) applySGD(g *SGDGroup) { g.WeightDecay = float64(v) }
func (v Nesterov) applySGD(g *SGDGroup)    { g.Nesterov = bool(v) }
func (v Maximize) applySGD(g *SGDGroup)    { g.Maximize = bool(v) }
func (v Foreach) applySGD(g *SGDGroup)     { g.Foreach = v.pointer() }

// AdamOption is an option of [Adam] and [AdamW]: [LR], [Betas], [Eps],
// [WeightDecay], [AMSGrad], [Maximize], [DecoupledWeightDecay] or [Foreach].
type AdamOption interface{ applyAdam(*AdamGroup) }

func (v LR) applyAdam(g *AdamGroup)          { g.LR = float64(v) }
func (v BetasOption) applyAdam(g *AdamGroup) { g.Betas = [2]float64{v.beta1, v.beta2} }
func (v Eps) applyAdam(g *AdamGroup)         { g.Eps = float64(v) }
func (v WeightDecay) applyAdam(g *AdamGroup) { g.WeightDecay = float64(v) }
func (v AMSGrad) applyAdam(g *AdamGroup)     { g.AMSGrad = bool(v) }
func (v Maximize) applyAdam(g *AdamGroup)    { g.Maximize = bool(v) }
func (v Foreach) applyAdam(g *AdamGroup)     { g.Foreach = v.pointer() }
func (v DecoupledWeightDecay) applyAdam(g *AdamGroup) {
	g.DecoupledWeightDecay = bool(v)
}

// RMSpropOption is an option of [RMSprop]: [LR], [Alpha], [Eps], [WeightDecay],
// [Momentum], [Centered], [Maximize] or [Foreach].
type RMSpropOption interface{ applyRMSprop(*RMSpropGroup) }

func (v LR) applyRMSprop(g *RMSpropGroup)          { g.LR = float64(v) }
func (v Alpha) applyRMSprop(g *RMSpropGroup)       { g.Alpha = float64(v) }
func (v Eps) applyRMSprop(g *RMSpropGroup)         { g.Eps = float64(v) }
func (v WeightDecay) applyRMSprop(g *RMSpropGroup) { g.WeightDecay = float64(v) }
func (v Momentum) applyRMSprop(g *RMSpropGroup)    { g.Momentum = float64(v) }
func (v Centered) applyRMSprop(g *RMSpropGroup)    { g.Centered = bool(v) }
func (v Maximize) applyRMSprop(g *RMSpropGroup)    { g.Maximize = bool(v) }
func (v Foreach) applyRMSprop(g *RMSpropGroup)     { g.Foreach = v.pointer() }

func (v Foreach) pointer() *bool {
	on := bool(v)
	return &on
}
