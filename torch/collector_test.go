package torch_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// residentMB reads this process's resident memory, on Linux.
func residentMB(t *testing.T) int {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("resident memory is read from /proc, which this system lacks")
	}
	pages, err := strconv.Atoi(strings.Fields(string(statm))[1])
	require.NoError(t, err)
	return pages * os.Getpagesize() >> 20
}

func TestCollector_KeepsAnUnscopedLoopFlat(t *testing.T) {
	torchtest.NoLeaks(t)
	const floats = 1 << 18 // 1 MB
	x, y := torch.Zeros(floats), torch.Ones(floats)
	before := residentMB(t)
	peak := 0
	for i := range 2000 {
		x = x.Add(y)
		if i%100 == 0 {
			peak = max(peak, torch.LiveBytes()>>20)
		}
	}
	assert.Less(t, peak, 200, "megabytes alive")
	assert.Less(t, residentMB(t)-before, 400, "megabytes resident")
	assert.Equal(t, float32(2000), x.Index(0).ToSlice())
}

func TestCollector_FreesGraphs(t *testing.T) {
	torchtest.NoLeaks(t)
	w := torch.Ones(1<<16, torch.RequiresGrad(true))
	for range 500 {
		w.Mul(w).Exp().Sum() // the graph keeps 256 kB twice, without a backward pass
	}
	assert.Less(t, torch.LiveBytes()>>20, 200)
}

func TestCollector_GroupsSmallTensors(t *testing.T) {
	torchtest.NoLeaks(t)
	kept := make([]*torch.Tensor, 100)
	for i := range kept {
		kept[i] = torch.ScalarTensor(i)
	}
	for i, x := range kept {
		assert.Equal(t, float64(i), x.Item())
	}
}
