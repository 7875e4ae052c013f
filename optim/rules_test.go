package optim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// The numbers of these cases are sums of few powers of two, so every step is
// exact and worked out by hand.
func TestRules_ByHand(t *testing.T) {
	for _, c := range []struct {
		name  string
		make  func(p []*torch.Tensor) optim.Optimizer
		start float64
		grads []float64
		want  []float64 // after each step
	}{
		{"SGD", func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.5) },
			1, []float64{0.5, -1}, []float64{0.75, 1.25}},
		{"SGD maximize", func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.5, optim.Maximize(true)) },
			1, []float64{0.5}, []float64{1.25}},
		// Buffers 0.5, then 0.25+0.5.
		{"SGD momentum", func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.5, optim.Momentum(0.5)) },
			1, []float64{0.5, 0.5}, []float64{0.75, 0.375}},
		// The first buffer is not dampened: 0.5, then 0.25 + 0.75*0.5.
		{"SGD dampening", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewSGD(p, 0.5, optim.Momentum(0.5), optim.Dampening(0.25))
		}, 1, []float64{0.5, 0.5}, []float64{0.75, 0.4375}},
		// 0.5 + 0.5*0.5, then 0.5 + 0.5*0.75.
		{"SGD nesterov", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewSGD(p, 0.5, optim.Momentum(0.5), optim.Nesterov(true))
		}, 1, []float64{0.5, 0.5}, []float64{0.625, 0.1875}},
		{"SGD weight_decay", func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 0.5, optim.WeightDecay(0.25)) },
			2, []float64{0}, []float64{1.75}},
		// The means' corrections make the first step as long as the learning rate.
		{"Adam", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewAdam(p, 0.25, optim.Betas(0.5, 0.75), optim.Eps(0))
		}, 1, []float64{8}, []float64{0.75}},
		{"Adam weight_decay makes a gradient", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewAdam(p, 0.25, optim.Betas(0.5, 0.75), optim.Eps(0), optim.WeightDecay(0.5))
		}, 1, []float64{0}, []float64{0.75}},
		{"AdamW decays the weight", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewAdamW(p, 0.25, optim.Betas(0.5, 0.75), optim.WeightDecay(0.5))
		}, 1, []float64{0}, []float64{0.875}},
		// The mean square is 4, its root 2.
		{"RMSprop", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewRMSprop(p, 0.25, optim.Alpha(0.75), optim.Eps(0))
		}, 1, []float64{4}, []float64{0.5}},
		// The mean square is 2, the mean 1, the deviation 1.
		{"RMSprop centered", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewRMSprop(p, 0.25, optim.Alpha(0.5), optim.Eps(0), optim.Centered(true))
		}, 1, []float64{2}, []float64{0.5}},
		// Buffers 1, then 0.5+1: alpha 0 leaves the gradient's own size.
		{"RMSprop momentum", func(p []*torch.Tensor) optim.Optimizer {
			return optim.NewRMSprop(p, 0.25, optim.Alpha(0), optim.Eps(0), optim.Momentum(0.5))
		}, 1, []float64{3, 3}, []float64{0.75, 0.375}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := torch.Full([]int{3}, c.start, torch.RequiresGrad(true))
			o := c.make([]*torch.Tensor{p})
			for i, grad := range c.grads {
				p.SetGrad(torch.Full([]int{3}, grad))
				o.Step()
				assert.Equal(t, torch.Full([]int{3}, c.want[i]).ToSlice(), p.ToSlice(), "step %d", i)
			}
		})
	}
}

func parameter() []*torch.Tensor {
	return []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true))}
}

func TestGroups(t *testing.T) {
	first, second := parameter(), parameter()
	o := optim.NewSGD(first, 0.5, optim.Momentum(0.25))
	o.AddParamGroup(second, optim.LR(0.25), optim.WeightDecay(0.5))
	require.Len(t, o.ParamGroups(), 2)
	assert.Equal(t, []float64{0.25, 0.25}, []float64{o.Settings(0).Momentum, o.Settings(1).Momentum})
	for _, p := range []*torch.Tensor{first[0], second[0]} {
		p.SetGrad(torch.Ones(2))
	}
	o.Step()
	assert.Equal(t, []float32{0.5, 0.5}, first[0].ToSlice())
	assert.Equal(t, []float32{0.625, 0.625}, second[0].ToSlice())
	o.ParamGroups()[0].SetLR(0)
	o.Step()
	assert.Equal(t, []float32{0.5, 0.5}, first[0].ToSlice())
	d := o.StateDict()
	assert.Equal(t, []int{1}, d.ParamGroups[1]["params"])
	assert.Equal(t, 0.5, d.ParamGroups[1]["weight_decay"])
	assert.Contains(t, d.State[1], "momentum_buffer")
}

func TestZeroGrad(t *testing.T) {
	p := parameter()
	o := optim.NewSGD(p, 0.5)
	o.ZeroGrad(optim.SetToNone(false))
	assert.Nil(t, p[0].Grad())
	p[0].Sum().Backward()
	grad := p[0].Grad()
	o.ZeroGrad(optim.SetToNone(false))
	assert.Equal(t, []float32{0, 0}, grad.ToSlice())
	o.ZeroGrad()
	assert.Nil(t, p[0].Grad())
}

func TestZeroGrad_OfARecordedGradient(t *testing.T) {
	p := parameter()
	p[0].Pow(2).Sum().Backward(torch.CreateGraph(true))
	require.NotEmpty(t, p[0].Grad().GradFnName())
	optim.NewSGD(p, 0.5).ZeroGrad(optim.SetToNone(false))
	assert.Empty(t, p[0].Grad().GradFnName())
	p[0].SetGrad(nil)
}

func TestStep_CountsInTheDefaultDType(t *testing.T) {
	o := optim.NewAdam(parameter(), 0.5)
	o.ParamGroups()[0].Params[0].SetGrad(torch.Ones(2))
	torch.SetDefaultDType(torch.Float64)
	defer torch.SetDefaultDType(torch.Float32)
	o.Step()
	assert.Equal(t, 1.0, o.StateDict().State[0]["step"].(*torch.Tensor).ToSlice())
}

// Python counts in float32, which stops at 2^24.
func TestStep_StopsCountingWhereFloat32Does(t *testing.T) {
	p := parameter()
	o := optim.NewRMSprop(p, 0.5)
	p[0].SetGrad(torch.Ones(2))
	o.Step()
	d := o.StateDict()
	d.State[0]["step"].(*torch.Tensor).Fill_(1 << 24)
	require.NoError(t, o.LoadStateDict(d))
	o.Step()
	assert.Equal(t, float32(1<<24), o.StateDict().State[0]["step"].(*torch.Tensor).ToSlice())
}

func TestLoadStateDict_CopiesAndCasts(t *testing.T) {
	p := parameter()
	o := optim.NewSGD(p, 0.5, optim.Momentum(0.5))
	d := o.StateDict()
	d.State[0] = map[string]any{"momentum_buffer": torch.Full([]int{2}, 3.0, torch.Float64)}
	require.NoError(t, o.LoadStateDict(d))
	d.State[0]["momentum_buffer"].(*torch.Tensor).Zero_()
	assert.Equal(t, []float32{3, 3}, o.StateDict().State[0]["momentum_buffer"].(*torch.Tensor).ToSlice())
	// Python writes integers for what is an integer.
	d.ParamGroups[0]["lr"] = 1
	d.ParamGroups[0]["initial_lr"] = 0.5
	require.NoError(t, o.LoadStateDict(d))
	assert.Equal(t, 1.0, o.ParamGroups()[0].LR())
	assert.Equal(t, 0.5, o.ParamGroups()[0].Get("initial_lr"))
	d.State[0]["momentum_buffer"] = torch.Ones(3)
	assert.ErrorContains(t, o.LoadStateDict(d), "momentum_buffer has shape [3], the parameter [2]")
}

func TestLoadStateDict_AdamWStaysDecoupled(t *testing.T) {
	p := parameter()
	d := optim.NewAdam(p, 0.5).StateDict()
	require.Equal(t, false, d.ParamGroups[0]["decoupled_weight_decay"])
	o := optim.NewAdamW(p, 0.5)
	require.NoError(t, o.LoadStateDict(d))
	assert.True(t, o.Settings(0).DecoupledWeightDecay)
	d.State[0] = map[string]any{"step": torch.Ones([]int{})}
	assert.ErrorContains(t, o.LoadStateDict(d), "exp_avg is missing")
	d.State[0]["step"] = torch.Ones(2)
	assert.ErrorContains(t, o.LoadStateDict(d), "step must be one number, it has shape [2]")
}

// The messages are Python's.
func TestConstructors_Refuse(t *testing.T) {
	p := parameter()
	matrix := []*torch.Tensor{torch.Ones(2, 2, torch.RequiresGrad(true))}
	complexes := []*torch.Tensor{torch.Ones(2, torch.Complex64, torch.RequiresGrad(true))}
	for message, make := range map[string]func(){
		"Invalid learning rate: -1.0":             func() { optim.NewSGD(p, -1) },
		"Invalid momentum value: -0.5":            func() { optim.NewSGD(p, 1, optim.Momentum(-0.5)) },
		"Invalid weight_decay value: -1.0":        func() { optim.NewAdam(p, 1, optim.WeightDecay(-1)) },
		"Nesterov momentum requires a momentum":   func() { optim.NewSGD(p, 1, optim.Nesterov(true)) },
		"Invalid beta parameter at index 1: 1.0":  func() { optim.NewAdam(p, 1, optim.Betas(0.9, 1)) },
		"Invalid beta parameter at index 0: 1.0":  func() { optim.NewRAdam(p, 1, optim.Betas(1, 0)) },
		"Invalid beta parameter at index 1: -1.0": func() { optim.NewAdamax(p, 1, optim.Betas(0, -1)) },
		"Invalid epsilon value: -1e-30":           func() { optim.NewAdamW(p, 1, optim.Eps(-1e-30)) },
		"Invalid alpha value: -1.0":               func() { optim.NewRMSprop(p, 1, optim.Alpha(-1)) },
		"Invalid momentum_decay value: -0.2":      func() { optim.NewNAdam(p, 1, optim.MomentumDecay(-0.2)) },
		"Invalid rho value: 1.1":                  func() { optim.NewAdadelta(p, 1, optim.Rho(1.1)) },
		"Invalid lr_decay value: -0.5":            func() { optim.NewAdagrad(p, 1, optim.LRDecay(-0.5)) },
		"Invalid initial_accumulator_value value": func() { optim.NewAdagrad(p, 1, optim.InitialAccumulatorValue(-0.5)) },
		"Invalid lambd value: -0.5":               func() { optim.NewASGD(p, 1, optim.Lambd(-0.5)) },
		"Invalid eta values: 1.0, 0.5":            func() { optim.NewRprop(p, 1, optim.Etas(1, 0.5)) },
		"epsilon1 should be >= 0 but is: -1e-30":  func() { optim.NewAdafactor(p, 1, optim.Epsilons(-1e-30, 1e-3)) },
		"Clipping threshold d should be >= 1":     func() { optim.NewAdafactor(p, 1, optim.D(0)) },
		"beta2_decay should be <= 0 but is: 0.8":  func() { optim.NewAdafactor(p, 1, optim.Beta2Decay(0.8)) },
		"Learning rate should be >= 0 but is":     func() { optim.NewMuon(matrix, -1) },
		"Muon only supports 2D parameters whereas we found a parameter with size: torch.Size([": func() { optim.NewMuon(p, 1) },
		"function arbitrary is not supported":                                                   func() { optim.NewMuon(matrix, 1, optim.AdjustLRFn("arbitrary")) },
		"Number of steps must be less than 100":                                                 func() { optim.NewMuon(matrix, 1, optim.NSSteps(100)) },
		"Complex params at indices [[0, 0]]: SparseAdam does not support complex parameters":    func() { optim.NewSparseAdam(complexes, 1) },
		"Invalid learning rate: 0.0":                                                            func() { optim.NewSparseAdam(p, 0) },
		"only 'strong_wolfe' is supported":                                                      func() { optim.NewLBFGS(p, 1, optim.LineSearchFn("weak")) },
		"doesn't support per-parameter options":                                                 func() { optim.NewLBFGS(p, 1).AddGroup(matrix, optim.LBFGSSettings{}) },
		"`fused` and `foreach` cannot be `True`":                                                func() { optim.NewAdam(p, 1, optim.Fused(true), optim.Foreach(true)) },
		"optimizer got an empty parameter list":                                                 func() { optim.NewSGD(nil, 1) },
		"parameter 0 is nil":                                                                    func() { optim.NewSGD([]*torch.Tensor{nil}, 1) },
		"can't optimize a non-leaf Tensor":                                                      func() { optim.NewSGD([]*torch.Tensor{p[0].Mul(2)}, 1) },
		"appear in more than one parameter group":                                               func() { optim.NewSGD(p, 1).AddParamGroup(p) },
		"a parameter group with duplicate parameters":                                           func() { optim.NewSGD([]*torch.Tensor{p[0], p[0]}, 1) },
		"there is no parameter group 1":                                                         func() { optim.NewSGD(p, 1).Settings(1) },
	} {
		err := torch.Try(func() error { make(); return nil })
		assert.ErrorContains(t, err, message)
	}
}

func TestStep_Refuses(t *testing.T) {
	with := func(p *torch.Tensor, grad *torch.Tensor) []*torch.Tensor {
		p.SetGrad(grad)
		return []*torch.Tensor{p}
	}
	sparse := func() []*torch.Tensor {
		return with(torch.Ones(3, torch.RequiresGrad(true)), torch.Ones(3).ToSparse())
	}
	dense := func() []*torch.Tensor { return with(torch.Ones(3, torch.RequiresGrad(true)), torch.Ones(3)) }
	complexes := func() []*torch.Tensor {
		return with(torch.Ones(2, 2, torch.Complex64, torch.RequiresGrad(true)), torch.Ones(2, 2, torch.Complex64))
	}
	for message, o := range map[string]optim.Optimizer{
		"please consider SparseAdam instead":                          optim.NewAdam(sparse(), 1),
		"RMSprop does not support sparse gradients":                   optim.NewRMSprop(sparse(), 1),
		"does not support dense gradients":                            optim.NewSparseAdam(dense(), 1),
		"weight_decay option is not compatible with sparse gradients": optim.NewAdagrad(sparse(), 1, optim.WeightDecay(1)),
		"Adafactor does not support complex parameters":               optim.NewAdafactor(complexes(), 1),
		"Muon does not support complex parameters":                    optim.NewMuon(complexes(), 1),
		"requires all the params to be floating point":                optim.NewAdam(complexes(), 1, optim.Fused(true)),
		"LBFGS.Step needs one closure":                                optim.NewLBFGS(dense(), 1),
	} {
		assert.ErrorContains(t, torch.Try(func() error { o.Step(); return nil }), message)
	}
}

// A state of Python's that was trained by the fused kernel has the flag, and steps in
// float32.
func TestLoadStateDict_Fused(t *testing.T) {
	p := parameter()
	o := optim.NewAdam(p, 0.5)
	p[0].SetGrad(torch.Ones(2))
	o.Step()
	d := o.StateDict()
	d.ParamGroups[0]["fused"] = true
	fused := optim.NewAdam(p, 1)
	require.NoError(t, fused.LoadStateDict(d))
	assert.Equal(t, true, fused.ParamGroups()[0].Get("fused"))
	fused.Step()
	assert.Equal(t, 2.0, fused.StateDict().State[0]["step"].(*torch.Tensor).Item())

	d.ParamGroups[0]["capturable"] = true
	assert.ErrorContains(t, o.LoadStateDict(d), "capturable=true is not supported: set it to False")
}

func TestStep_FusedAfterPlain(t *testing.T) {
	p, q := parameter(), parameter()
	o, resumed := optim.NewAdam(p, 0.5, optim.Fused(true)), optim.NewAdam(q, 0.5)
	p[0].SetGrad(torch.Ones(2))
	q[0].SetGrad(torch.Ones(2))
	for _, fused := range []bool{true, false, true} {
		require.NoError(t, resumed.LoadStateDict(o.StateDict()))
		q[0].SetData(p[0].Detach().Clone())
		for _, o := range []*optim.Adam{o, resumed} {
			o.ParamGroups()[0].Set("fused", fused)
			o.Step()
		}
		torchtest.Equal(t, q[0].Detach(), p[0].Detach())
	}
	assert.Equal(t, 3.0, o.StateDict().State[0]["step"].(*torch.Tensor).Item())
}

func TestStep_WithoutAGraph(t *testing.T) {
	p := parameter()
	o := optim.NewAdam(p, 0.5)
	p[0].SetGrad(torch.Ones(2))
	o.Step()
	assert.True(t, p[0].IsLeaf())
	assert.True(t, torch.IsGradEnabled())
	for _, tensor := range o.StateDict().State[0] {
		assert.False(t, tensor.(*torch.Tensor).RequiresGrad())
	}
}

func TestNew_NamesAParameterThatIsClosed(t *testing.T) {
	s := torch.NewScope()
	closed := torch.Ones(2, torch.In(s), torch.RequiresGrad(true))
	s.Close()
	err := torch.Try(func() error { optim.NewSGD([]*torch.Tensor{torch.Ones(2), closed}, 0.1); return nil })
	require.ErrorContains(t, err, "parameter 1: the tensor's scope")
}
