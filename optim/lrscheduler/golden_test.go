package lrscheduler_test

import (
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

// golden is testdata/golden.json.
type golden struct {
	Step []struct {
		recorded
		Size  int
		Gamma float64
	}
	Plateau []struct {
		recorded
		Options map[string]any
	}
}

// recorded is what Python did with one scheduler.
type recorded struct {
	LRs   []float64
	Rates [][]string
	State map[string]any
}

func read(t *testing.T) (g golden) {
	torchtest.Golden(t, "golden.json", &g)
	return g
}

// optimizer has one group for each learning rate.
func optimizer(lrs ...float64) *optim.SGD {
	param := func() []*torch.Tensor { return []*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))} }
	o := optim.NewSGD(param(), lrs[0])
	for _, lr := range lrs[1:] {
		o.AddParamGroup(param(), optim.LR(lr))
	}
	return o
}

// metric is what testdata/make_golden.py tells its schedulers.
func metric(epoch int) float64 { return 1/float64(1+epoch/4) + float64(epoch*7%11)/100 }

// state is what every scheduler shows.
type state interface {
	LastLR() []float64
	StateDict() lrscheduler.StateDict
}

// requireRates steps through the recorded epochs.
func requireRates(t *testing.T, r recorded, o optim.Optimizer, s state, step func(epoch int)) {
	t.Helper()
	for epoch, want := range r.Rates {
		o.Step()
		step(epoch)
		for i, group := range o.ParamGroups() {
			rate, err := strconv.ParseFloat(want[i], 64)
			require.NoError(t, err)
			require.Equal(t, math.Float64bits(rate), math.Float64bits(group.LR()), "epoch %d", epoch)
			require.Equal(t, group.LR(), s.LastLR()[i])
		}
	}
	requireState(t, r.State, s)
}

// requireState compares by JSON, which makes no difference between Python's
// integers and floats.
func requireState(t *testing.T, want map[string]any, s state) {
	t.Helper()
	got, err := json.Marshal(s.StateDict())
	require.NoError(t, err)
	for name, v := range want {
		if v == "inf" || v == "-inf" {
			want[name] = map[any]string{"inf": "Infinity", "-inf": "-Infinity"}[v]
		}
	}
	expected, err := json.Marshal(want)
	require.NoError(t, err)
	assert.JSONEq(t, string(expected), string(got))
}

func TestStepLR_EqualsPython(t *testing.T) {
	for _, c := range read(t).Step {
		o := optimizer(c.LRs...)
		s := lrscheduler.NewStepLR(o, c.Size, lrscheduler.Gamma(c.Gamma))
		requireRates(t, c.recorded, o, s, func(int) { s.Step() })
	}
}

func TestReduceLROnPlateau_EqualsPython(t *testing.T) {
	for _, c := range read(t).Plateau {
		o := optimizer(c.LRs...)
		s := lrscheduler.NewReduceLROnPlateau(o, plateauOptions(t, c.Options)...)
		requireRates(t, c.recorded, o, s, func(epoch int) { s.Step(metric(epoch)) })
	}
}

func plateauOptions(t *testing.T, python map[string]any) (options []lrscheduler.ReduceLROnPlateauOption) {
	for name, value := range python {
		number, _ := value.(float64)
		switch name {
		case "mode":
			options = append(options, lrscheduler.Mode("max"))
		case "factor":
			options = append(options, lrscheduler.Factor(number))
		case "patience":
			options = append(options, lrscheduler.Patience(int(number)))
		case "cooldown":
			options = append(options, lrscheduler.Cooldown(int(number)))
		case "threshold":
			options = append(options, lrscheduler.Threshold(number))
		case "threshold_mode":
			options = append(options, lrscheduler.ThresholdMode("abs"))
		case "eps":
			options = append(options, lrscheduler.MinChange(number))
		case "min_lr":
			if list, ok := value.([]any); ok {
				options = append(options, lrscheduler.MinLR(list[0].(float64), list[1].(float64)))
			} else {
				options = append(options, lrscheduler.MinLR(number))
			}
		default:
			t.Fatalf("unknown option %s", name)
		}
	}
	return options
}
