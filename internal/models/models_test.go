package models_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/models"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// Only the state of a language model goes from step to step, and the old one waits for the
// collector.
func TestAll_StepsKeepNothing(t *testing.T) {
	for _, m := range models.All {
		t.Run(m.Name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			torch.ManualSeed(0)
			training := m.New()
			training.Step(0)
			before := torch.LiveTensors()
			losses := training.Step(1)
			require.Len(t, losses, len(training.Optimizers))
			for _, loss := range losses {
				assert.False(t, math.IsNaN(loss) || math.IsInf(loss, 0))
			}
			assert.LessOrEqual(t, torch.LiveTensors(), before+4)
		})
	}
}
