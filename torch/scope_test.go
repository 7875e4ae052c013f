package torch_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestScope_FreesWhatItsTensorsBecame(t *testing.T) {
	torchtest.NoLeaks(t)
	before := torch.LiveTensors()
	s := torch.NewScope()
	x := torch.Ones(3, torch.In(s))
	y := x.Add(1).Mul(x)
	assert.Equal(t, s, y.Scope())
	assert.Equal(t, 3, s.Len())
	s.Close()
	s.Close()
	assert.True(t, s.Closed())
	assert.Equal(t, before, torch.LiveTensors(), "freed at once, without the collector")
}

func TestScope_ResultJoinsTheScopeOpenedLast(t *testing.T) {
	torchtest.NoLeaks(t)
	free := torch.Ones(2)
	torch.Scoped(func(outer *torch.Scope) {
		a := torch.Ones(2, torch.In(outer))
		torch.Scoped(func(inner *torch.Scope) {
			b := torch.Ones(2, torch.In(inner))
			assert.Equal(t, inner, a.Add(b).Scope())
			assert.Equal(t, inner, b.Add(a).Scope())
			assert.Equal(t, outer, free.Add(a).Scope())
			assert.Nil(t, free.Add(free).Scope())
			assert.Equal(t, outer, a.Add_(b).Scope(), "an in-place operator returns its receiver")
			assert.Equal(t, outer, torch.OnesLike(b, torch.In(outer)).Scope())
			assert.Nil(t, free.Add_(b).Scope())
		})
		assert.Equal(t, []float32{2, 2}, a.ToSlice())
	})
	assert.Equal(t, []float32{2, 2}, free.ToSlice())
}

func TestScope_UseAfterCloseNamesTheOpening(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope() // the line that the message names
	_, file, line, _ := runtime.Caller(0)
	x, open := torch.Ones(2, torch.In(s)), torch.Ones(2)
	s.Close()
	uses := map[string]func(){
		"operator":     func() { x.Add(1) },
		"second input": func() { open.Add(x) },
		"in place":     func() { x.Add_(1) },
		"list":         func() { torch.Cat([]*torch.Tensor{open, x}) },
		"shape":        func() { _ = x.Shape() },
		"item":         func() { x.Item() },
		"data":         func() { torch.Data[float32](x) },
		"backward":     func() { x.Backward() },
		"grad":         func() { x.Grad() },
		"keep":         func() { x.Keep() },
		"move":         func() { open.MoveTo(s) },
		"creation":     func() { torch.Ones(2, torch.In(s)) },
		"from slice":   func() { torch.FromSliceIn(s, []int64{1}) },
	}
	for name, use := range uses {
		t.Run(name, func(t *testing.T) {
			err := torch.Try(func() error { use(); return nil })
			require.Error(t, err)
			assert.Contains(t, err.Error(), file)
			assert.Contains(t, err.Error(), "closed")
			_ = line
		})
	}
	assert.Equal(t, "torch.Tensor(closed)", x.GoString())
}

func TestScope_UseAfterCloseNamesWhoClosed(t *testing.T) {
	torchtest.NoLeaks(t)
	opened := make(chan *torch.Scope)
	go func() { opened <- torch.NewScope() }()
	s := <-opened
	_, file, line, _ := runtime.Caller(0)
	s.OpenedHere()
	x := torch.Ones(2, torch.In(s))
	s.CloseBy("the tide")
	s.CloseBy("the ebb")
	message := fmt.Sprintf("the tensor's scope, opened at %s:%d, was closed by the tide; call Keep on the tensor before that", file, line+1)
	torchtest.Panics(t, message, func() { x.Add(1) })
}

func TestScope_ErrorLeavesScopesUsable(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, 2, torch.In(s))
		for range 3 {
			require.Error(t, torch.Try(func() error { x.MatMul(torch.Ones(3, 3)); return nil }))
			require.Error(t, torch.Try(func() error { x.Add("two"); return nil }))
		}
		torchtest.Equal(t, [][]float32{{2, 2}, {2, 2}}, x.Add(1))
	})
}

func TestKeep_OutlivesTheScope(t *testing.T) {
	torchtest.NoLeaks(t)
	var kept *torch.Tensor
	torch.Scoped(func(s *torch.Scope) {
		kept = torch.Ones(2, torch.In(s)).Add(1).Keep()
		assert.Nil(t, kept.Scope())
		assert.Same(t, kept, kept.Keep())
		assert.Equal(t, 1, s.Len())
	})
	torchtest.Equal(t, []float32{2, 2}, kept)
}

func TestAdopt_FreesACollectedTensor(t *testing.T) {
	torchtest.NoLeaks(t)
	before := torch.LiveTensors()
	small, large := torch.Ones(2), torch.Ones(1<<16)
	assert.Equal(t, before+2, torch.LiveTensors())
	torch.Scoped(func(s *torch.Scope) {
		assert.Same(t, small, s.Adopt(small, large))
		assert.Same(t, large, large.MoveTo(s))
		assert.Equal(t, 2, s.Len())
	})
	assert.Equal(t, before, torch.LiveTensors())
	torchtest.Panics(t, "closed", func() { small.Add(1) })
	runtime.GC() // the former owner's cleanup finds nothing to free
}

func TestScope_NeverClosedIsCollected(t *testing.T) {
	torchtest.NoLeaks(t)
	func() {
		s := torch.NewScope()
		torch.Ones(1<<16, torch.In(s)).Add(1)
	}()
}

func TestScope_ClosedWhileOthersUseItsTensors(t *testing.T) {
	torchtest.NoLeaks(t)
	for range 50 {
		s := torch.NewScope()
		x, y := torch.Ones(64, 64, torch.In(s)), torch.Ones(64, 64, torch.In(s))
		var started, done sync.WaitGroup
		for range 4 {
			started.Add(1)
			done.Go(func() {
				x.MatMul(y)
				started.Done()
				err := torch.Try(func() error {
					for {
						x.MatMul(y).Add_(x)
					}
				})
				assert.ErrorContains(t, err, "closed")
			})
		}
		started.Wait()
		s.Close()
		done.Wait()
		assert.Zero(t, s.Len())
	}
}

func TestBackward_InAScope(t *testing.T) {
	torchtest.NoLeaks(t)
	w := torch.Ones(2, torch.RequiresGrad(true))
	for range 3 {
		torch.Scoped(func(s *torch.Scope) {
			x := torch.NewTensor([]float32{1, 2}, torch.In(s))
			w.Mul(x).Sum().Backward()
			assert.Equal(t, s, w.Grad(torch.In(s)).Scope())
		})
	}
	torchtest.Equal(t, []float32{3, 6}, w.Grad())
	w.SetGrad(nil)
	assert.Nil(t, w.Grad())
}
