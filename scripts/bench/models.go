package main

import (
	"time"

	"github.com/e0112027/gotorch/internal/models"
	"github.com/e0112027/gotorch/torch"
)

const (
	modelWarmUp = 10                     // steps
	modelSample = 150 * time.Millisecond // about
)

// modelRows are training steps of whole networks.
func modelRows() map[string]row {
	rows := map[string]row{}
	for _, m := range models.All {
		rows["model_"+m.Name] = row{"ns", func() ([]float64, error) { return timeModel(m), nil }}
	}
	return rows
}

func timeModel(m models.Model) []float64 {
	torch.ManualSeed(0)
	training := m.New()
	steps := func(n int) {
		for i := range n {
			training.Step(i)
		}
	}
	start := time.Now()
	steps(modelWarmUp)
	return timeCalls(max(1, int(modelWarmUp*modelSample/time.Since(start))), steps)
}
