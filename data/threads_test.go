package data_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// childEnv tells a test that it is the child of itself, and which.
const childEnv = "GOTORCH_DATA_TEST_CHILD"

func TestStack_WakesNoThreadPool(t *testing.T) {
	if _, err := os.Stat("/proc/self/task"); err != nil {
		t.Skipf("the threads are counted in Linux's /proc: %v", err)
	}
	if stack := os.Getenv(childEnv); stack != "" {
		stackLargeViews(t, stack)
		return
	}
	// In fresh processes: here, other tests left pools behind.
	threads := func(stack string) (n int) {
		child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		child.Env = append(os.Environ(), childEnv+"="+stack)
		out, err := child.CombinedOutput()
		require.NoError(t, err, "%s", out)
		at := bytes.Index(out, []byte("threads="))
		require.GreaterOrEqual(t, at, 0, "%s", out)
		_, err = fmt.Sscanf(string(out[at:]), "threads=%d", &n)
		require.NoError(t, err)
		return n
	}
	require.Greater(t, threads("operator"), threads("loader")+poolThreads/2)
}

const poolThreads = 32

func stackLargeViews(t *testing.T, stack string) {
	torch.SetNumThreads(poolThreads)
	x := view(torch.FromSlice(make([]float32, 1<<19), 512, 1024), "permute", 1, 0)
	if stack == "operator" {
		byOperator([]*torch.Tensor{x, x})
	} else {
		_, err := data.Stack([]*torch.Tensor{x, x}, torch.NewScope())
		require.NoError(t, err)
	}
	running, err := os.ReadDir("/proc/self/task")
	require.NoError(t, err)
	fmt.Printf("threads=%d\n", len(running))
}

func TestLoader_EndsAtAnyMoment(t *testing.T) {
	torchtest.NoLeaks(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(random.IntN(1500))*time.Microsecond)
		loader := data.NewLoader(pictures{n: 200}, data.BatchSize(3), data.Shuffle(true),
			data.Workers(random.IntN(4)), data.Prefetch(1+random.IntN(3)))
		left := random.IntN(80)
		for _, err := range loader.Batches(ctx) {
			if err != nil {
				require.Equal(t, context.DeadlineExceeded, err)
			}
			if left--; left < 0 {
				break
			}
		}
		cancel()
	}
}
