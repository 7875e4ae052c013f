package lrscheduler_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

// schedule is one of testdata/saved.py's, with its optimizer.
type schedule struct {
	optimizer optim.Optimizer
	scheduler loadable
}

type loadable interface {
	state
	LoadStateDict(state lrscheduler.StateDict) error
}

// schedules are those of testdata/saved.py.
var schedules = map[string]func(o optim.Optimizer) loadable{
	"LambdaLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewLambdaLR(o, func(epoch int) float64 { return 1 / float64(1+epoch) })
	},
	"MultiplicativeLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewMultiplicativeLR(o, func(int) float64 { return 0.75 })
	},
	"StepLR": func(o optim.Optimizer) loadable { return lrscheduler.NewStepLR(o, 3, lrscheduler.Gamma(0.7)) },
	"MultiStepLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewMultiStepLR(o, []int{2, 5, 5}, lrscheduler.Gamma(0.7))
	},
	"ConstantLR":    func(o optim.Optimizer) loadable { return lrscheduler.NewConstantLR(o, lrscheduler.TotalIters(6)) },
	"LinearLR":      func(o optim.Optimizer) loadable { return lrscheduler.NewLinearLR(o, lrscheduler.TotalIters(7)) },
	"ExponentialLR": func(o optim.Optimizer) loadable { return lrscheduler.NewExponentialLR(o, 0.9) },
	"PolynomialLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewPolynomialLR(o, lrscheduler.TotalIters(8), lrscheduler.Power(2))
	},
	"CosineAnnealingLR": func(o optim.Optimizer) loadable { return lrscheduler.NewCosineAnnealingLR(o, 6) },
	"CosineAnnealingWarmRestarts": func(o optim.Optimizer) loadable {
		return lrscheduler.NewCosineAnnealingWarmRestarts(o, 3, lrscheduler.TMult(2))
	},
	"OneCycleLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewOneCycleLR(o, 1.0, lrscheduler.TotalSteps(12), lrscheduler.ThreePhase(true))
	},
	"CyclicLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewCyclicLR(o, 0.1, 0.5, lrscheduler.StepSizeUp(3), lrscheduler.Mode("triangular2"))
	},
	"SWALR": func(o optim.Optimizer) loadable { return lrscheduler.NewSWALR(o, 0.05, lrscheduler.AnnealEpochs(6)) },
	"SequentialLR": func(o optim.Optimizer) loadable {
		return lrscheduler.NewSequentialLR(o, []lrscheduler.Scheduler{
			lrscheduler.NewConstantLR(o, lrscheduler.TotalIters(2)), lrscheduler.NewExponentialLR(o, 0.9), lrscheduler.NewMultiStepLR(o, []int{1, 4}),
		}, []int{3, 6})
	},
	"ChainedScheduler": func(o optim.Optimizer) loadable {
		return lrscheduler.NewChainedScheduler([]lrscheduler.Scheduler{
			lrscheduler.NewLinearLR(o, lrscheduler.TotalIters(7)), lrscheduler.NewExponentialLR(o, 0.9),
		})
	},
	"ReduceLROnPlateau": func(o optim.Optimizer) loadable {
		return lrscheduler.NewReduceLROnPlateau(o, lrscheduler.Patience(1), lrscheduler.Cooldown(1))
	},
}

func newSchedule(name string) schedule {
	o := optim.NewSGD([]*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))}, 0.3, optim.Momentum(0.9))
	return schedule{o, schedules[name](o)}
}

// rates are the learning rate and the momentum after each step, in hexadecimal.
type rates [][2]string

func (s schedule) run(first, last int) (r rates) {
	for epoch := first; epoch < last; epoch++ {
		s.optimizer.Step()
		switch scheduler := s.scheduler.(type) {
		case *lrscheduler.ReduceLROnPlateau:
			scheduler.Step(float64(1 + epoch/4))
		case lrscheduler.Scheduler:
			scheduler.Step()
		}
		group := s.optimizer.ParamGroups()[0]
		r = append(r, [2]string{hex(group.LR()), hex(group.Get("momentum").(float64))})
	}
	return r
}

func hex(x float64) string { return strconv.FormatFloat(x, 'x', -1, 64) }

func (s schedule) save(t *testing.T, path string) {
	t.Helper()
	require.NoError(t, torch.Save(path, torch.NewDict("optimizer", s.optimizer.StateDict(), "scheduler", s.scheduler.StateDict())))
}

func (s schedule) load(t *testing.T, path string) {
	t.Helper()
	saved, err := torch.Load(path)
	require.NoError(t, err)
	optimizer, err := torch.Lookup[*optim.StateDict](saved, "optimizer")
	require.NoError(t, err)
	scheduler, err := torch.Lookup[lrscheduler.StateDict](saved, "scheduler")
	require.NoError(t, err)
	require.NoError(t, s.optimizer.LoadStateDict(optimizer))
	require.NoError(t, s.scheduler.LoadStateDict(scheduler))
}

// What testdata/saved.py does: it saves after 4 steps of 9.
const savedSteps, allSteps = 4, 9

func TestSchedulers_ResumeFromAFile(t *testing.T) {
	for name := range schedules {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "run.pt")
			s := newSchedule(name)
			s.run(0, savedSteps)
			s.save(t, path)
			before := s.scheduler.StateDict()
			want := s.run(savedSteps, allSteps)

			resumed := newSchedule(name)
			assert.NotEqual(t, before, resumed.scheduler.StateDict())
			resumed.load(t, path)
			assert.Equal(t, before, resumed.scheduler.StateDict())
			assert.Equal(t, want, resumed.run(savedSteps, allSteps))
		})
	}
}

// TestSchedulers_PythonLoads has each of the Pythons go on from Go's files, and Go from theirs.
func TestSchedulers_PythonLoads(t *testing.T) {
	interpreters := os.Getenv("GOTORCH_TEST_PYTHON")
	if interpreters == "" {
		t.Skip("GOTORCH_TEST_PYTHON names no Python with torch; scripts/test-python.sh sets it")
	}
	ours, want := t.TempDir(), map[string]rates{}
	for name := range schedules {
		s := newSchedule(name)
		s.run(0, savedSteps)
		s.save(t, filepath.Join(ours, name+".pt"))
		want[name] = s.run(savedSteps, allSteps)
	}
	for _, interpreter := range strings.Split(interpreters, ":") {
		theirs := t.TempDir()
		whole, resumed := python(t, interpreter, theirs, ours)
		assert.Equal(t, want, whole)
		assert.Equal(t, want, resumed, "Python goes on from Go's file")
		for name := range schedules {
			s := newSchedule(name)
			s.load(t, filepath.Join(theirs, name+".pt"))
			assert.Equal(t, want[name], s.run(savedSteps, allSteps), "Go goes on from Python's file: %s", name)
		}
	}
}

// python runs testdata/saved.py.
func python(t *testing.T, interpreter, theirs, ours string) (whole, resumed map[string]rates) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.json")
	text, err := exec.Command(interpreter, "testdata/saved.py", theirs, ours, out).CombinedOutput()
	require.NoError(t, err, string(text))
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	var read struct{ Whole, Resumed map[string]rates }
	require.NoError(t, json.Unmarshal(content, &read))
	for _, all := range []map[string]rates{read.Whole, read.Resumed} {
		for _, list := range all {
			for i, pair := range list {
				for j, text := range pair {
					x, err := strconv.ParseFloat(text, 64)
					require.NoError(t, err)
					list[i][j] = hex(x)
				}
			}
		}
	}
	return read.Whole, read.Resumed
}
