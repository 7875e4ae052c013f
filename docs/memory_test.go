package docs_test

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// The names that memory.md's code takes for granted.
var (
	net       *nn.Sequential
	criterion = nn.NewMSELoss()
	optimizer *optim.Adam
	loader    *data.Loader[data.Batch]
)

// scene makes a network and a loader of three batches.
func scene() context.Context {
	torch.ManualSeed(0)
	loader = data.NewLoader(samples())
	net = nn.NewSequential(nn.NewLinear(10, 8), nn.NewTanh(), nn.NewLinear(8, 1))
	optimizer = optim.NewAdam(nn.Parameters(net), 0.01)
	return context.Background()
}

func samples() *data.PairDataset {
	x := torch.Linspace(-1, 1, 30).View(3, 10)
	return data.FromTensors(x, x.Narrow(1, 0, 1))
}

// closed is what the first two mistakes lead to.
func closed(op string) string {
	return "^torch: " + op + `: the tensor's scope, opened at .*memory_test.go:\d+, was closed by its loop's next turn; ` +
		"call Keep on the tensor before that$"
}

func TestMemory_StepLeavesNothing(t *testing.T) {
	ctx := scene()
	step := func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			optimizer.ZeroGrad()
			loss := criterion.Forward(net.Forward(batch.Input), batch.Target)
			loss.Backward()
			optimizer.Step()
		}
		return nil
	}
	require.NoError(t, step())
	settled := live()
	for range 3 {
		require.NoError(t, step())
	}
	now := live()
	assert.LessOrEqual(t, now.tensors, settled.tensors)
	// malloc counts a block with what it left over beside it, up to 32 bytes.
	assert.LessOrEqual(t, now.bytes, settled.bytes+32*settled.tensors)
}

func TestMemory_NoiseInTheBatchsScope(t *testing.T) {
	ctx := scene()
	step := func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			noise := torch.Randn(batch.Input.Len(), 10, torch.InScopeOf(batch.Input))
			optimizer.ZeroGrad()
			net.Forward(noise.Mul(0.1).Add(batch.Input)).Square().Mean().Backward()
			optimizer.Step()
		}
		return nil
	}
	require.NoError(t, step())
	withoutCollections(t)
	loader = data.NewLoader(samples()) // one that holds no last batch
	var last *torch.Tensor
	before := torch.LiveTensors()
	for batch, err := range loader.Batches(ctx) {
		require.NoError(t, err)
		noise := torch.Randn(4, torch.InScopeOf(batch.Input))
		require.Same(t, batch.Input.Scope(), noise.Scope())
		require.Same(t, batch.Input.Scope(), torch.RandnLike(batch.Input).Scope())
		if last != nil {
			require.True(t, last.Scope().Closed())
		}
		last = noise
	}
	last.Scope().Close()
	assert.Equal(t, before, torch.LiveTensors())
	assert.Nil(t, torch.Randn(2, torch.InScopeOf(torch.Ones(1))).Scope())
}

func TestMemory_ScopedStep(t *testing.T) {
	scene()
	const steps = 3
	run := func() {
		for range steps {
			torch.Scoped(func(s *torch.Scope) {
				noise := torch.Randn(64, 10, torch.In(s))
				optimizer.ZeroGrad()
				net.Forward(noise).Square().Mean().Backward()
				optimizer.Step()
			})
		}
	}
	run()
	withoutCollections(t)
	before := torch.LiveTensors()
	run()
	assert.Equal(t, before, torch.LiveTensors())
}

func TestMemory_KeepingABatch(t *testing.T) {
	ctx := scene()
	var shape []int
	wrong := func() error {
		var outputs []*torch.Tensor
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			outputs = append(outputs, net.Forward(batch.Input))
		}
		all := torch.Cat(outputs)
		shape = all.Shape()
		return nil
	}
	assert.Regexp(t, closed("aten::cat"), torch.Try(wrong).Error())

	right := func() error {
		var outputs []*torch.Tensor
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			outputs = append(outputs, net.Forward(batch.Input).Detach().Keep())
		}
		all := torch.Cat(outputs)
		shape = all.Shape()
		return nil
	}
	require.NoError(t, right())
	assert.Equal(t, []int{3, 1}, shape)
}

func TestMemory_AddingLosses(t *testing.T) {
	ctx := scene()
	wrong := func() error {
		total := torch.Zeros(1)
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			total = total.Add(criterion.Forward(net.Forward(batch.Input), batch.Target))
		}
		return nil
	}
	assert.Regexp(t, closed(`aten::add\.Tensor`), torch.Try(wrong).Error())

	var want, got float64
	number := func() error {
		total := 0.0
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			total += criterion.Forward(net.Forward(batch.Input), batch.Target).Item()
		}
		want = total
		return nil
	}
	tensor := func() error {
		total := torch.Zeros(1)
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			total.Add_(criterion.Forward(net.Forward(batch.Input), batch.Target).Detach())
		}
		got = total.Item()
		return nil
	}
	require.NoError(t, number())
	require.NoError(t, tensor())
	// The tensor adds in float32, the number in float64.
	assert.InDelta(t, want, got, 1e-6)
}

func TestMemory_MadeInsideAScope(t *testing.T) {
	w := torch.Randn(1000, 1000)
	var y *torch.Tensor
	withoutCollections(t)
	before := usage{torch.LiveTensors(), torch.LiveBytes()}
	torch.Scoped(func(s *torch.Scope) {
		for range 3 {
			x := torch.Randn(1000, 1000)
			y = x.MatMul(w)
		}
	})
	assert.Nil(t, y.Scope())
	assert.Equal(t, before.tensors+6, torch.LiveTensors())
	assert.InDelta(t, 24e6, torch.LiveBytes()-before.bytes, 0.1e6, "the allocator rounds sizes up")

	before = usage{torch.LiveTensors(), torch.LiveBytes()}
	for range 3 {
		torch.Scoped(func(s *torch.Scope) {
			x := torch.Randn(1000, 1000, torch.In(s))
			y = x.MatMul(w)
		})
	}
	assert.Equal(t, before, usage{torch.LiveTensors(), torch.LiveBytes()})
	runtime.KeepAlive([]*torch.Tensor{w, y})
}

func TestMemory_CollectorKeepsPace(t *testing.T) {
	unscoped := func() *torch.Tensor {
		x := torch.Zeros(1 << 18)
		for range 1000 {
			x = x.Add(1)
		}
		return x
	}
	assert.Equal(t, 1000.0, unscoped().Index(0).Item())

	before, most := live().bytes, 0
	x := torch.Zeros(1 << 18)
	for range 1000 {
		x = x.Add(1)
		most = max(most, torch.LiveBytes()-before)
	}
	assert.Less(t, most, 80<<20)
	assert.Greater(t, most, 32<<20)
}

func TestMemory_Threads(t *testing.T) {
	ctx := scene()
	train := func(context.Context) error { return nil }
	err := torch.OnThread(func() error { return train(ctx) })
	require.NoError(t, err)

	request := "a request"
	handle := func(string) error { return nil }
	serve := func() error {
		executor := torch.NewExecutor(2)
		defer executor.Close()
		err := executor.Run(func() error { return handle(request) })
		return err
	}
	require.NoError(t, serve())
}

// Example_leak prints what memory.md looks for leaks with; the numbers depend on
// what ran before.
func Example_leak() {
	runtime.GC()
	time.Sleep(50 * time.Millisecond)
	fmt.Printf("%d tensors, %d bytes\n", torch.LiveTensors(), torch.LiveBytes())
}

type usage struct{ tensors, bytes int }

// withoutCollections turns Go's collector off until the test ends.
func withoutCollections(t *testing.T) {
	live()
	percent := debug.SetGCPercent(-1)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
}

// live waits until collections find nothing more to free.
func live() usage {
	for former := (usage{-1, -1}); ; {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
		now := usage{torch.LiveTensors(), torch.LiveBytes()}
		if now == former {
			return now
		}
		former = now
	}
}
