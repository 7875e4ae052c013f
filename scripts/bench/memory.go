package main

import (
	"fmt"
	"os"

	"github.com/e0112027/gotorch/torch"
)

const (
	memoryEpochs = 6
	memoryTurns  = 20_000
)

// residentMB is the memory that the process holds, from Linux's own count.
func residentMB() (float64, error) {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var size, resident int
	if _, err := fmt.Sscan(string(statm), &size, &resident); err != nil {
		return 0, err
	}
	return float64(resident*os.Getpagesize()) / 1e6, nil
}

// residentOverEpochs is the memory after epoch 1 and after epoch 6.
func residentOverEpochs() ([]float64, error) { return overEpochs(residentMB) }

// liveOverEpochs is the number of live tensors after epoch 1 and after epoch 6.
func liveOverEpochs() ([]float64, error) {
	return overEpochs(func() (float64, error) { return float64(torch.LiveTensors()), nil })
}

func overEpochs(look func() (float64, error)) ([]float64, error) {
	j := newJob()
	inputs, labels := atHand(steps)
	var samples []float64
	for epoch := 1; epoch <= memoryEpochs; epoch++ {
		j.trainAtHand(inputs, labels)
		if epoch == 1 || epoch == memoryEpochs {
			x, err := look()
			if err != nil {
				return nil, err
			}
			samples = append(samples, x)
		}
	}
	return samples, nil
}

// residentOverAdds is the most memory over many turns of x = x.Add(y) on tensors
// of 1 MB that belong to no scope.
func residentOverAdds() ([]float64, error) {
	x, y := torch.Zeros(1<<18), torch.Ones(1<<18)
	peak := 0.0
	for turn := range memoryTurns {
		x = x.Add(y)
		if turn%100 != 0 {
			continue
		}
		mb, err := residentMB()
		if err != nil {
			return nil, err
		}
		peak = max(peak, mb)
	}
	return []float64{peak}, nil
}
