package checkpoint_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/checkpoint"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// outcome is how a run ended, here and in Python.
type outcome struct {
	Losses  []string          `json:"losses"`
	Weights map[string]string `json:"weights"`
}

func (r *run) outcome() outcome {
	o := outcome{Weights: map[string]string{}}
	for name, x := range nn.StateDict(r.net).All() {
		sum := sha256.Sum256(x.RawBytes())
		o.Weights[name] = hex.EncodeToString(sum[:])
	}
	for _, loss := range r.losses {
		o.Losses = append(o.Losses, strconv.FormatFloat(loss, 'x', -1, 64))
	}
	return o
}

// python runs testdata/resume.py and returns how the run ended there.
func python(t *testing.T, interpreter string, args ...string) (o outcome) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.json")
	command := exec.Command(interpreter, append(append([]string{"testdata/resume.py"}, args...), out)...)
	text, err := command.CombinedOutput()
	require.NoError(t, err, string(text))
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &o))
	for i, loss := range o.Losses {
		x, err := strconv.ParseFloat(loss, 64)
		require.NoError(t, err)
		o.Losses[i] = strconv.FormatFloat(x, 'x', -1, 64)
	}
	return o
}

// TestLoad_PythonLoadsAndGoesOn has a run of Go's go on in Python, and one of Python's here, with
// the bits of the run that nobody interrupted, which are the same on both sides.
func TestLoad_PythonLoadsAndGoesOn(t *testing.T) {
	interpreters := os.Getenv("GOTORCH_TEST_PYTHON")
	if interpreters == "" {
		t.Skip("GOTORCH_TEST_PYTHON names no Python with torch; scripts/test-python.sh sets it")
	}
	torch.SetNumThreads(1)
	all := strings.Split(interpreters, ":")
	newest := all[len(all)-1]
	for name := range optimizers {
		for _, steps := range []int{5, 13} {
			t.Run(name+" "+strconv.Itoa(steps), func(t *testing.T) {
				folder := t.TempDir()
				ours, theirs := filepath.Join(folder, "go.pt"), filepath.Join(folder, "python.pt")
				whole := newRun(name)
				whole.train(t, func() {
					if len(whole.losses) == steps {
						require.NoError(t, checkpoint.Save(ours, whole.state()))
					}
				})
				require.Equal(t, whole.outcome(), python(t, newest, "whole", name, strconv.Itoa(steps), theirs))
				require.Equal(t, whole.outcome(), python(t, newest, "resume", name, ours), "Python goes on from Go's file")
				r := newRun(name)
				require.NoError(t, checkpoint.Load(theirs, r.state()))
				r.train(t, func() {})
				require.Equal(t, whole.outcome(), r.outcome(), "Go goes on from Python's file")
			})
		}
	}
}
