package optim_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// Python with the same torch, run live: float kernels differ between processors,
// so nothing of it is kept in a file.
const pythonVariable = "GOTORCH_PYTHON"

func TestOptimizers_EqualPython(t *testing.T) {
	python := os.Getenv(pythonVariable)
	if python == "" {
		t.Skip(pythonVariable + " names no Python that has the same torch")
	}
	cmd := exec.Command(python, "testdata/optimizers.py")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	require.NoError(t, err, "%s", stderr.Bytes())
	var ours bytes.Buffer
	for _, dtype := range []torch.DType{torch.Float32, torch.Float64, torch.Complex64, torch.BFloat16} {
		for _, foreach := range [][]optim.Foreach{nil, {true}, {false}} {
			for _, c := range optimizers {
				fmt.Fprintf(&ours, "%s %v %v %x\n", c.name, dtype, foreach, digest(c, dtype, foreach))
			}
		}
	}
	require.Equal(t, string(output), ours.String())
}

// digest hashes the parameters and the state after training.
func digest(c conformance, dtype torch.DType, foreach []optim.Foreach) []byte {
	params := parameters(dtype)
	o := c.make(params, foreach...)
	train(o, params, 0, steps)
	h := sha256.New()
	for _, p := range params {
		h.Write(p.Detach().RawBytes())
	}
	state := o.StateDict().State
	for i := range params {
		for _, name := range slices.Sorted(maps.Keys(state[i])) {
			h.Write([]byte(name))
			h.Write(state[i][name].RawBytes())
		}
	}
	return h.Sum(nil)
}
