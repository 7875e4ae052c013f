package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/e0112027/gotorch/data"
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

const (
	fewTurns, manyTurns = 10, 200
	evaluateSize        = 1_000
	evaluateBatches     = 10
	breakAfter          = 20
	onesTurns           = 60
	onesSize            = 25_000_000
)

// residentOverEvaluations is the memory after 10 and after 200 evaluations.
func residentOverEvaluations(workers int) ([]float64, error) {
	j := newJob()
	loader := data.NewLoader(digitsAtHand(evaluateBatches*evaluateSize), data.BatchSize(evaluateSize), data.Workers(workers))
	return overTurns(func() error {
		_, err := j.evaluate(context.Background(), loader)
		return err
	})
}

// residentOverBreaks is the same for training that is left before its epoch ends.
func residentOverBreaks(workers int) ([]float64, error) {
	j := newJob()
	loader := data.NewLoader(digitsAtHand(steps*batchSize), data.BatchSize(batchSize), data.Shuffle(true), data.Workers(workers))
	return overTurns(func() error {
		step := 0
		for batch, err := range loader.Batches(context.Background()) {
			if err != nil {
				return err
			}
			if j.step(batch.Input, batch.Target); step == breakAfter {
				break
			}
			step++
		}
		return nil
	})
}

func digitsAtHand(n int) *data.PairDataset {
	return data.FromTensors(torch.Rand(n, 1, 28, 28), torch.Randint(0, 10, []int{n}))
}

func overTurns(turn func() error) ([]float64, error) {
	var samples []float64
	for n := 1; n <= manyTurns; n++ {
		if err := turn(); err != nil {
			return nil, err
		}
		if n == fewTurns || n == manyTurns {
			mb, err := residentMB()
			if err != nil {
				return nil, err
			}
			samples = append(samples, mb)
		}
	}
	return samples, nil
}

// residentWhenFreed is the memory that stays when a data set of 184 MB, and all that
// was trained and evaluated with it, is freed.
func residentWhenFreed() ([]float64, error) {
	for _, loop := range []func(int) ([]float64, error){residentOverBreaks, residentOverEvaluations} {
		if _, err := loop(1); err != nil {
			return nil, err
		}
	}
	for range 2 { // what a cleanup freed may have been all that held another tensor
		runtime.GC()
		time.Sleep(100 * time.Millisecond)
	}
	if bytes := torch.LiveBytes(); bytes > 1e6 {
		return nil, fmt.Errorf("%d bytes are alive", bytes)
	}
	mb, err := residentMB()
	return []float64{mb}, err
}

// residentOverOnes is the most memory over turns that make 100 MB, of which nothing
// is kept.
func residentOverOnes() ([]float64, error) {
	peak := 0.0
	for range onesTurns {
		torch.Ones(onesSize)
		mb, err := residentMB()
		if err != nil {
			return nil, err
		}
		peak = max(peak, mb)
	}
	return []float64{peak}, nil
}

// faultsInSteps is the page faults of a training step, in the row train's second epoch.
func faultsInSteps() ([]float64, error) {
	trainEpoch(20)
	trainEpoch(steps)
	j := newJob()
	inputs, labels := atHand(steps)
	before := pageFaults()
	j.trainAtHand(inputs, labels)
	return []float64{float64(pageFaults()-before) / steps}, nil
}

func pageFaults() int64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return int64(usage.Minflt)
}
