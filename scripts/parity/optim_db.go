package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// databaseEntry is one input of an entry of torch.testing's optimizer database; its name
// is the optimizer's and the keywords as Python writes them.
type databaseEntry struct {
	name string
	make func(params []*torch.Tensor) optim.Optimizer
}

// kind is the optimizer's name.
func (e databaseEntry) kind() string { return strings.Fields(e.name)[0] }

func (e databaseEntry) has(keyword string) bool { return strings.Contains(e.name, "'"+keyword+"'") }

// of is an entry's make: a constructor with its learning rate and options.
func of[O any, T optim.Optimizer](make func([]*torch.Tensor, float64, ...O) T, lr float64, options ...O) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return make(params, lr, options...) }
}

var optimDB = []databaseEntry{
	{"Adadelta {}", of(optim.NewAdadelta, 1)},
	{"Adadelta {'lr': 0.01}", of(optim.NewAdadelta, 0.01)},
	{"Adadelta {'weight_decay': 0.1}", of(optim.NewAdadelta, 1, optim.AdadeltaOption(optim.WeightDecay(0.1)))},
	{"Adadelta {'maximize': True}", of(optim.NewAdadelta, 1, optim.AdadeltaOption(optim.Maximize(true)))},
	{"Adadelta {'weight_decay': 0.1, 'maximize': True}", of[optim.AdadeltaOption](optim.NewAdadelta, 1, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"Adadelta {'rho': 0.95, 'weight_decay': 0.9}", of[optim.AdadeltaOption](optim.NewAdadelta, 1, optim.Rho(0.95), optim.WeightDecay(0.9))},
	{"Adafactor {}", of(optim.NewAdafactor, 0.01)},
	{"Adafactor {'weight_decay': 0.1, 'lr': 0.01}", of[optim.AdafactorOption](optim.NewAdafactor, 0.01, optim.WeightDecay(0.1))},
	{"Adafactor {'weight_decay': 0.1, 'maximize': True}", of[optim.AdafactorOption](optim.NewAdafactor, 0.01, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"Adafactor {'beta2_decay': -1.0}", of[optim.AdafactorOption](optim.NewAdafactor, 0.01, optim.Beta2Decay(-1))},
	{"Adafactor {'d': 1.5}", of[optim.AdafactorOption](optim.NewAdafactor, 0.01, optim.D(1.5))},
	{"Adagrad {}", of(optim.NewAdagrad, 0.01)},
	{"Adagrad {'weight_decay': 0.1}", of[optim.AdagradOption](optim.NewAdagrad, 0.01, optim.WeightDecay(0.1))},
	{"Adagrad {'weight_decay': 0.1, 'maximize': True}", of[optim.AdagradOption](optim.NewAdagrad, 0.01, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"Adagrad {'lr': 0.1}", of(optim.NewAdagrad, 0.1)},
	{"Adagrad {'initial_accumulator_value': 0.1, 'weight_decay': 0.1}", of[optim.AdagradOption](optim.NewAdagrad, 0.01, optim.InitialAccumulatorValue(0.1), optim.WeightDecay(0.1))},
	{"Adagrad {'lr': 0.1, 'lr_decay': 0.5, 'weight_decay': 0.1}", of[optim.AdagradOption](optim.NewAdagrad, 0.1, optim.LRDecay(0.5), optim.WeightDecay(0.1))},
	{"Adam {}", of(optim.NewAdam, 1e-3)},
	{"Adam {'lr': 0.01}", of(optim.NewAdam, 0.01)},
	{"Adam {'weight_decay': 0.1}", of[optim.AdamOption](optim.NewAdam, 1e-3, optim.WeightDecay(0.1))},
	{"Adam {'weight_decay': 0.1, 'maximize': True}", of[optim.AdamOption](optim.NewAdam, 1e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"Adam {'weight_decay': 0.1, 'amsgrad': True}", of[optim.AdamOption](optim.NewAdam, 1e-3, optim.WeightDecay(0.1), optim.AMSGrad(true))},
	{"Adamax {}", of(optim.NewAdamax, 2e-3)},
	{"Adamax {'lr': 0.1}", of(optim.NewAdamax, 0.1)},
	{"Adamax {'weight_decay': 0.1}", of[optim.AdamaxOption](optim.NewAdamax, 2e-3, optim.WeightDecay(0.1))},
	{"Adamax {'maximize': True}", of[optim.AdamaxOption](optim.NewAdamax, 2e-3, optim.Maximize(true))},
	{"Adamax {'weight_decay': 0.1, 'maximize': True}", of[optim.AdamaxOption](optim.NewAdamax, 2e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"AdamW {}", of(optim.NewAdamW, 1e-3)},
	{"AdamW {'lr': 0.01}", of(optim.NewAdamW, 0.01)},
	{"AdamW {'weight_decay': 0.1}", of[optim.AdamWOption](optim.NewAdamW, 1e-3, optim.WeightDecay(0.1))},
	{"AdamW {'weight_decay': 0.1, 'maximize': True}", of[optim.AdamWOption](optim.NewAdamW, 1e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"AdamW {'weight_decay': 0.1, 'amsgrad': True}", of[optim.AdamWOption](optim.NewAdamW, 1e-3, optim.WeightDecay(0.1), optim.AMSGrad(true))},
	{"ASGD {}", of(optim.NewASGD, 0.01)},
	{"ASGD {'lambd': 0.1}", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.Lambd(0.1))},
	{"ASGD {'lr': 0.02}", of(optim.NewASGD, 0.02)},
	{"ASGD {'t0': 100}", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.T0(100))},
	{"ASGD {'maximize': True}", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.Maximize(true))},
	{"ASGD {'weight_decay': 0.1}", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.WeightDecay(0.1))},
	{"ASGD {'weight_decay': 0.1, 'maximize': True}", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"LBFGS {}", of(optim.NewLBFGS, 1)},
	{"LBFGS {'lr': 0.01}", of(optim.NewLBFGS, 0.01)},
	{"LBFGS {'tolerance_grad': 1e-06}", of[optim.LBFGSOption](optim.NewLBFGS, 1, optim.ToleranceGrad(1e-6))},
	{"LBFGS {'line_search_fn': 'strong_wolfe'}", of[optim.LBFGSOption](optim.NewLBFGS, 1, optim.LineSearchFn("strong_wolfe"))},
	{"LBFGS {'maximize': True}", of[optim.LBFGSOption](optim.NewLBFGS, 1, optim.Maximize(true))},
	{"LBFGS {'maximize': True, 'line_search_fn': 'strong_wolfe'}", of[optim.LBFGSOption](optim.NewLBFGS, 1, optim.Maximize(true), optim.LineSearchFn("strong_wolfe"))},
	{"Muon {}", of(optim.NewMuon, 1e-3)},
	{"Muon {'lr': 0.01}", of(optim.NewMuon, 0.01)},
	{"Muon {'weight_decay': 0.2}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.WeightDecay(0.2))},
	{"Muon {'momentum': 0.8}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.Momentum(0.8))},
	{"Muon {'ns_steps': 6}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.NSSteps(6))},
	{"Muon {'ns_coefficients': (3.4, -4.7, 2.0)}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.NSCoefficients(3.4, -4.7, 2))},
	{"Muon {'adjust_lr_fn': 'match_rms_adamw'}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.AdjustLRFn("match_rms_adamw"))},
	{"Muon {'adjust_lr_fn': 'spectral_unclamped'}", of[optim.MuonOption](optim.NewMuon, 1e-3, optim.AdjustLRFn("spectral_unclamped"))},
	{"NAdam {}", of(optim.NewNAdam, 2e-3)},
	{"NAdam {'lr': 0.001}", of(optim.NewNAdam, 1e-3)},
	{"NAdam {'momentum_decay': 0.006}", of[optim.NAdamOption](optim.NewNAdam, 2e-3, optim.MomentumDecay(0.006))},
	{"NAdam {'weight_decay': 0.1}", of[optim.NAdamOption](optim.NewNAdam, 2e-3, optim.WeightDecay(0.1))},
	{"NAdam {'weight_decay': 0.1, 'momentum_decay': 0.006}", of[optim.NAdamOption](optim.NewNAdam, 2e-3, optim.WeightDecay(0.1), optim.MomentumDecay(0.006))},
	{"NAdam {'weight_decay': 0.1, 'momentum_decay': 0.006, 'decoupled_weight_decay': True}", of[optim.NAdamOption](optim.NewNAdam, 2e-3,
		optim.WeightDecay(0.1), optim.MomentumDecay(0.006), optim.DecoupledWeightDecay(true))},
	{"NAdam {'weight_decay': 0.1, 'maximize': True}", of[optim.NAdamOption](optim.NewNAdam, 2e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"RAdam {}", of(optim.NewRAdam, 1e-3)},
	{"RAdam {'lr': 0.002}", of(optim.NewRAdam, 2e-3)},
	{"RAdam {'eps': 1e-06}", of[optim.RAdamOption](optim.NewRAdam, 1e-3, optim.Eps(1e-6))},
	{"RAdam {'weight_decay': 0.1}", of[optim.RAdamOption](optim.NewRAdam, 1e-3, optim.WeightDecay(0.1))},
	{"RAdam {'weight_decay': 0.1, 'decoupled_weight_decay': True}", of[optim.RAdamOption](optim.NewRAdam, 1e-3, optim.WeightDecay(0.1), optim.DecoupledWeightDecay(true))},
	{"RAdam {'weight_decay': 0.1, 'maximize': True}", of[optim.RAdamOption](optim.NewRAdam, 1e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"RMSprop {}", of(optim.NewRMSprop, 0.01)},
	{"RMSprop {'lr': 0.001}", of(optim.NewRMSprop, 1e-3)},
	{"RMSprop {'weight_decay': 0.1}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.WeightDecay(0.1))},
	{"RMSprop {'maximize': True}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.Maximize(true))},
	{"RMSprop {'weight_decay': 0.1, 'centered': True}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.WeightDecay(0.1), optim.Centered(true))},
	{"RMSprop {'maximize': True, 'weight_decay': 0.1}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"RMSprop {'weight_decay': 0.1, 'centered': True, 'momentum': 0.1}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.WeightDecay(0.1), optim.Centered(true), optim.Momentum(0.1))},
	{"RMSprop {'weight_decay': 0.1, 'centered': True, 'momentum': 0.1, 'maximize': True}", of[optim.RMSpropOption](optim.NewRMSprop, 0.01,
		optim.WeightDecay(0.1), optim.Centered(true), optim.Momentum(0.1), optim.Maximize(true))},
	{"Rprop {}", of(optim.NewRprop, 0.01)},
	{"Rprop {'lr': 0.0002}", of(optim.NewRprop, 2e-4)},
	{"Rprop {'etas': (0.5, 1.5)}", of[optim.RpropOption](optim.NewRprop, 0.01, optim.Etas(0.5, 1.5))},
	{"Rprop {'step_sizes': (2e-06, 100)}", of[optim.RpropOption](optim.NewRprop, 0.01, optim.StepSizes(2e-6, 100))},
	{"Rprop {'maximize': True}", of[optim.RpropOption](optim.NewRprop, 0.01, optim.Maximize(true))},
	{"SGD {}", of(optim.NewSGD, 1e-3)},
	{"SGD {'lr': 0.01}", of(optim.NewSGD, 0.01)},
	{"SGD {'weight_decay': 0.5}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.WeightDecay(0.5))},
	{"SGD {'momentum': 0.9}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9))},
	{"SGD {'weight_decay': 0.1, 'maximize': True}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"SGD {'momentum': 0.9, 'dampening': 0.5}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9), optim.Dampening(0.5))},
	{"SGD {'momentum': 0.9, 'weight_decay': 0.1}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9), optim.WeightDecay(0.1))},
	{"SGD {'momentum': 0.9, 'nesterov': True, 'weight_decay': 0.1}", of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9), optim.Nesterov(true), optim.WeightDecay(0.1))},
	{"SparseAdam {}", of(optim.NewSparseAdam, 1e-3)},
	{"SparseAdam {'lr': 0.01}", of(optim.NewSparseAdam, 0.01)},
	{"SparseAdam {'maximize': True}", of[optim.SparseAdamOption](optim.NewSparseAdam, 1e-3, optim.Maximize(true))},
}

// optimDBLeftOut says why entries of the database are left out.
var optimDBLeftOut = map[string]string{
	"Adagrad {'lr': tensor(0.0010)}":    tensorRate,
	"LBFGS {'lr': tensor(0.0010)}":      tensorRate,
	"Muon {'lr': tensor(0.0010)}":       tensorRate,
	"SGD {'lr': tensor(0.0010)}":        tensorRate,
	"SparseAdam {'lr': tensor(0.0010)}": tensorRate,
}

const tensorRate = "a learning rate is a number in Go, never a tensor, which Python has for captured graphs"

const databaseSteps = 10

func databaseCases() []testCase {
	out := make([]testCase, len(optimDB))
	for i, e := range optimDB {
		out[i] = testCase{"optim_db/" + e.name, e.run}
	}
	return out
}

// databaseParameters are a matrix, a vector, a scalar and one that is not contiguous.
func (e databaseEntry) parameters(dtype torch.DType) []*torch.Tensor {
	torch.ManualSeed(7)
	sizes := [][]int{{33, 17}, {5}, {}, {4, 6}}
	switch e.kind() {
	case "Muon":
		sizes = [][]int{{33, 17}, {5, 3}, {1, 1}, {4, 6}}
	case "SparseAdam":
		sizes[2] = []int{3}
	}
	params := make([]*torch.Tensor, len(sizes))
	for i, size := range sizes {
		params[i] = torch.Randn(size, dtype)
	}
	if e.kind() != "LBFGS" { // it views gradients as vectors
		params[3] = params[3].T()
	}
	for i, p := range params {
		params[i] = p.Detach().SetRequiresGrad(true)
	}
	return params
}

// setGradients has one parameter without a gradient in most steps.
func setGradients(params []*torch.Tensor, step int, sparse bool) {
	for i, p := range params {
		grad := torch.RandnLike(p)
		p.SetGrad(nil)
		switch {
		case (step+i)%7 == 6:
		case sparse && p.NDim() > 0:
			p.SetGrad(sparseRows(grad, step))
		default:
			p.SetGrad(grad)
		}
	}
}

// sparseRows are some rows of a gradient, one of them twice.
func sparseRows(grad *torch.Tensor, step int) *torch.Tensor {
	n := grad.Size(0)
	rows := torch.NewTensor([]int64{int64(step % n), int64((step + 2) % n), int64(step % n)})
	return torch.SparseCOOTensor(rows.Unsqueeze(0), grad.IndexSelect(0, rows), grad.Shape())
}

// valley is a closure of a valley that bends.
func valley(o optim.Optimizer, params []*torch.Tensor, sign int) func() *torch.Tensor {
	return func() *torch.Tensor {
		o.ZeroGrad()
		var loss *torch.Tensor
		for i, p := range params {
			x := p
			if x.DType().IsComplex() {
				x = x.ViewAsReal()
			}
			term := x.Sub(0.3 * float64(i)).Square().Sum()
			if loss != nil {
				term = loss.Add(term)
			} else {
				term = term.Add(0)
			}
			loss = term.Add(x.Pow(4).Sum().Mul(0.1).Mul(i + 1))
		}
		loss = loss.Mul(sign)
		loss.Backward()
		return loss
	}
}

func (e databaseEntry) train(o optim.Optimizer, params []*torch.Tensor, first, last int, sparse bool) {
	sign := 1
	if e.has("maximize") {
		sign = -1
	}
	for step := first; step < last; step++ {
		if e.kind() == "LBFGS" {
			o.Step(valley(o, params, sign))
			continue
		}
		setGradients(params, step, sparse)
		o.Step()
	}
}

// recordOptimizer records parameters and state.
func recordOptimizer(r *recorder, prefix string, params []*torch.Tensor, o optim.Optimizer) {
	for i, p := range params {
		r.tensor(fmt.Sprintf("%s param %d", prefix, i), p)
	}
	states := o.StateDict().State
	for _, index := range slices.Sorted(maps.Keys(states)) {
		for _, key := range slices.Sorted(maps.Keys(states[index])) {
			value := states[index][key]
			list, isList := value.([]*torch.Tensor)
			if !isList {
				recordState(r, fmt.Sprintf("%s state %d %s 0", prefix, index, key), value)
			}
			for j, t := range list {
				recordState(r, fmt.Sprintf("%s state %d %s %d", prefix, index, key, j), t)
			}
		}
	}
}

func recordState(r *recorder, key string, value any) {
	if t, ok := value.(*torch.Tensor); ok {
		if t.Layout() != torch.Strided {
			t = t.ToDense()
		}
		r.tensor(key, t)
		return
	}
	x := reflect.ValueOf(value)
	if x.CanInt() {
		r.number(key, float64(x.Int()))
		return
	}
	r.number(key, x.Float())
}

// ways are those the optimizer has of running, by the flag in its groups.
func (e databaseEntry) ways() []string {
	switch e.kind() {
	case "SGD", "Adam", "AdamW", "Adagrad":
		return []string{"plain", "foreach", "fused"}
	case "LBFGS", "Muon", "SparseAdam":
		return []string{"plain"}
	}
	return []string{"plain", "foreach"}
}

func (e databaseEntry) takes(way string, dtype torch.DType) bool {
	switch dtype {
	case torch.Complex64:
		return way != "fused" && !slices.Contains([]string{"Adafactor", "Muon", "SparseAdam"}, e.kind())
	case torch.BFloat16:
		// Older fused kernels read a momentum that was never written: two runs of Python differ.
		unwritten := way == "fused" && e.kind() == "SGD" && e.has("momentum") && !isNewest()
		return e.kind() != "LBFGS" && !unwritten
	}
	return true
}

func (e databaseEntry) run(r *recorder) {
	onlySparse := e.kind() == "SparseAdam"
	for _, way := range e.ways() {
		for _, dtype := range []torch.DType{torch.Float32, torch.Float64, torch.BFloat16, torch.Complex64} {
			if !e.takes(way, dtype) {
				continue
			}
			params := e.parameters(dtype)
			o := e.make(params)
			if way != "plain" {
				o.ParamGroups()[0].Set(way, true)
			}
			e.train(o, params, 0, databaseSteps, onlySparse)
			recordOptimizer(r, fmt.Sprintf("%s %v", way, dtype), params, o)
		}
	}
	if slices.Contains([]string{"SGD", "Adagrad"}, e.kind()) && !e.has("weight_decay") {
		params := e.parameters(torch.Float32)
		o := e.make(params)
		e.train(o, params, 0, databaseSteps, true)
		recordOptimizer(r, "sparse", params, o)
	}
	r.must(e.resume(r))
}

// exchanged is a file in which parameters and state go from one side to the other.
type exchanged struct {
	Params []json.RawMessage `json:"params"`
	State  *optim.StateDict  `json:"state"`
}

func (e databaseEntry) file(side string) string {
	return filepath.Join(states, "optim_db "+e.name+"."+side)
}

// leave writes Go's state after half of the steps for Python to go on from.
func (e databaseEntry) leave() error {
	params := e.parameters(torch.Float32)
	o := e.make(params)
	e.train(o, params, 0, databaseSteps/2, e.kind() == "SparseAdam")
	var x exchanged
	for _, p := range params {
		data, err := json.Marshal(p.Detach().Contiguous().ToSlice())
		if err != nil {
			return err
		}
		x.Params = append(x.Params, data)
	}
	x.State = o.StateDict()
	data, err := json.Marshal(x)
	if err != nil {
		return err
	}
	return os.WriteFile(e.file("go"), data, 0o600)
}

// resume goes on from Python's state.
func (e databaseEntry) resume(r *recorder) error {
	data, err := os.ReadFile(e.file("python"))
	if err != nil {
		return err
	}
	var x exchanged
	if err := json.Unmarshal(data, &x); err != nil {
		return err
	}
	params := e.parameters(torch.Float32)
	o := e.make(params)
	e.train(o, params, 0, databaseSteps/2, e.kind() == "SparseAdam") // for the draws
	for i, p := range params {
		var values any
		if err := json.Unmarshal(x.Params[i], &values); err != nil {
			return err
		}
		p.SetData(fromLists(values, p.DType()))
	}
	fresh := e.make(params)
	if err := fresh.LoadStateDict(x.State); err != nil {
		return err
	}
	e.train(fresh, params, databaseSteps/2, databaseSteps, e.kind() == "SparseAdam")
	recordOptimizer(r, "exchanged", params, fresh)
	return nil
}

// fromLists makes a tensor of nested lists.
func fromLists(v any, dtype torch.DType) *torch.Tensor {
	list, ok := v.([]any)
	if !ok {
		return torch.ScalarTensor(v.(float64), dtype)
	}
	parts := make([]*torch.Tensor, len(list))
	for i, x := range list {
		parts[i] = fromLists(x, dtype)
	}
	return torch.Stack(parts)
}

// states is the folder in which states go from one side to the other.
var states string

// leaveStates writes Go's states of the wanted cases.
func leaveStates(o options) error {
	for _, e := range optimDB {
		if !o.run.MatchString("optim_db/" + e.name) {
			continue
		}
		if err := torch.Try(e.leave); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	return nil
}
