package optim_test

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
	"github.com/e0112027/gotorch/torch"
)

// saved are the optimizers of testdata/saved.py.
var saved = []conformance{
	{"ASGD", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.T0(2))},
	{"Adadelta", of(optim.NewAdadelta, 1)},
	{"Adafactor", of(optim.NewAdafactor, 0.01)},
	{"Adagrad", of(optim.NewAdagrad, 0.1)},
	{"Adam", of[optim.AdamOption](optim.NewAdam, 0.01, optim.AMSGrad(true))},
	{"AdamW", of(optim.NewAdamW, 0.01)},
	{"Adamax", of(optim.NewAdamax, 0.01)},
	{"LBFGS", of[optim.LBFGSOption](optim.NewLBFGS, 0.1, optim.MaxIter(2))},
	{"Muon", of(optim.NewMuon, 0.01)},
	{"NAdam", of(optim.NewNAdam, 0.01)},
	{"RAdam", of(optim.NewRAdam, 0.01)},
	{"RMSprop", of[optim.RMSpropOption](optim.NewRMSprop, 0.01, optim.Momentum(0.5), optim.Centered(true))},
	{"Rprop", of(optim.NewRprop, 0.01)},
	{"SGD", of[optim.SGDOption](optim.NewSGD, 0.1, optim.Momentum(0.9))},
	{"SparseAdam", of(optim.NewSparseAdam, 0.01)},
}

// descent is an optimizer of saved at work.
type descent struct {
	name      string
	params    []*torch.Tensor
	optimizer optim.Optimizer
}

func (c conformance) descent() *descent {
	params := []*torch.Tensor{
		torch.FromSlice([]float32{0, 0.125, 0.25, 0.375, 0.5, 0.625}, 3, 2), torch.FromSlice([]float32{-1, -0.75, -0.5, -0.25}, 2, 2),
	}
	for _, p := range params {
		p.SetRequiresGrad(true)
	}
	return &descent{c.name, params, c.make(params)}
}

// run makes steps and returns the elements of the parameters, in hexadecimal.
func (d *descent) run(first, last int) (elements []string) {
	for step := first; step < last; step++ {
		d.optimizer.Step(func() *torch.Tensor {
			for _, p := range d.params {
				grad := p.Detach().Mul(0.5 + float64(step)).Add(0.25)
				if d.name == "SparseAdam" {
					grad = grad.ToSparse()
				}
				p.SetGrad(grad)
			}
			return d.params[0].Detach().Sum()
		})
	}
	for _, p := range d.params {
		for _, x := range torch.Data[float32](p.Detach()) {
			elements = append(elements, strconv.FormatFloat(float64(x), 'x', -1, 64))
		}
	}
	return elements
}

func (d *descent) save(t *testing.T, path string) {
	t.Helper()
	params := []*torch.Tensor{d.params[0].Detach(), d.params[1].Detach()}
	require.NoError(t, torch.Save(path, torch.NewDict("params", params, "optimizer", d.optimizer.StateDict())))
}

func (d *descent) load(t *testing.T, path string) {
	t.Helper()
	file, err := torch.Load(path)
	require.NoError(t, err)
	params, err := torch.Lookup[[]*torch.Tensor](file, "params")
	require.NoError(t, err)
	state, err := torch.Lookup[*optim.StateDict](file, "optimizer")
	require.NoError(t, err)
	torch.NoGrad(func() {
		for i, p := range d.params {
			p.Copy_(params[i])
		}
	})
	require.NoError(t, d.optimizer.LoadStateDict(state))
}

// What testdata/saved.py does: it saves after 3 steps of 6.
const savedSteps, allSteps = 3, 6

func TestOptimizer_ResumesFromAFile(t *testing.T) {
	for _, c := range saved {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "run.pt")
			d := c.descent()
			d.run(0, savedSteps)
			d.save(t, path)
			want := d.run(savedSteps, allSteps)
			file, err := torch.Load(path)
			require.NoError(t, err)
			assert.Equal(t, []any{"state", "param_groups"}, file.(*torch.Dict).Get("optimizer").(*torch.Dict).Keys())
			resumed := c.descent()
			resumed.load(t, path)
			assert.Equal(t, want, resumed.run(savedSteps, allSteps))
		})
	}
}

// TestOptimizer_PythonLoads has each of the Pythons go on from Go's files, and Go from theirs. The
// newest has the libtorch that runs here, so its bits are Go's.
func TestOptimizer_PythonLoads(t *testing.T) {
	interpreters := os.Getenv("GOTORCH_TEST_PYTHON")
	if interpreters == "" {
		t.Skip("GOTORCH_TEST_PYTHON names no Python with torch; scripts/test-python.sh sets it")
	}
	torch.SetNumThreads(1)
	ours, want := t.TempDir(), map[string][]string{}
	for _, c := range saved {
		d := c.descent()
		d.run(0, savedSteps)
		d.save(t, filepath.Join(ours, c.name+".pt"))
		want[c.name] = d.run(savedSteps, allSteps)
	}
	all := strings.Split(interpreters, ":")
	for i, interpreter := range all {
		theirs := t.TempDir()
		whole, resumed := python(t, interpreter, theirs, ours)
		resumedHere := map[string][]string{}
		for _, c := range saved {
			d := c.descent()
			d.load(t, filepath.Join(theirs, c.name+".pt"))
			resumedHere[c.name] = d.run(savedSteps, allSteps)
		}
		if i == len(all)-1 {
			assert.Equal(t, want, whole)
			assert.Equal(t, want, resumed, "Python goes on from Go's file")
			assert.Equal(t, want, resumedHere, "Go goes on from Python's file")
		}
	}
}

// python runs testdata/saved.py.
func python(t *testing.T, interpreter, theirs, ours string) (whole, resumed map[string][]string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.json")
	text, err := exec.Command(interpreter, "testdata/saved.py", theirs, ours, out).CombinedOutput()
	require.NoError(t, err, string(text))
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	var read struct{ Whole, Resumed map[string][]string }
	require.NoError(t, json.Unmarshal(content, &read))
	for _, all := range []map[string][]string{read.Whole, read.Resumed} {
		for _, elements := range all {
			for i, text := range elements {
				x, err := strconv.ParseFloat(text, 64)
				require.NoError(t, err)
				elements[i] = strconv.FormatFloat(x, 'x', -1, 64)
			}
		}
	}
	return read.Whole, read.Resumed
}
