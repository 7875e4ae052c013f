package data_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// residentMB reads this process's resident memory, on Linux.
func residentMB(t *testing.T) float64 {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("resident memory is read from /proc, which this system lacks")
	}
	var size, resident int
	_, err = fmt.Sscan(string(statm), &size, &resident)
	require.NoError(t, err)
	return float64(resident*os.Getpagesize()) / (1 << 20)
}

// Evaluation and training that is left before its end hold no more after 60 turns
// than after 10, though each leaves a last batch.
func TestResident_LoopsOverALoaderStayFlat(t *testing.T) {
	// 10 batches of 3 MB; a step computes 2 MB and more from one.
	x, y := torch.Rand(10_000, 784), torch.Zeros(10_000, torch.Int64)
	w := torch.Rand(784, 256, torch.RequiresGrad(true))
	loops := map[string]func(t *testing.T, loader *data.Loader[data.Batch]){
		"evaluation": func(t *testing.T, loader *data.Loader[data.Batch]) {
			torch.NoGrad(func() {
				for batch, err := range loader.Batches(t.Context()) {
					require.NoError(t, err)
					batch.Input.MatMul(w).ReLU().Sum(torch.Dim(1))
				}
			})
		},
		"break": func(t *testing.T, loader *data.Loader[data.Batch]) {
			turn := 0
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				w.SetGrad(nil)
				batch.Input.MatMul(w).ReLU().Sum().Backward()
				if turn++; turn == 3 {
					break
				}
			}
		},
	}
	for name, loop := range loops {
		for _, workers := range []int{0, 1} {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				loader := data.NewLoader(data.FromTensors(x, y), data.BatchSize(1000), data.Workers(workers))
				early := 0.0
				for turn := range 60 {
					loop(t, loader)
					if turn == 9 {
						early = residentMB(t)
					}
				}
				require.Less(t, residentMB(t)-early, 32.0, "megabytes")
			})
		}
	}
}
