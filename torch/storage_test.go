package torch_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestUntypedStorage_IsSharedByViewsAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(3, 4, torch.Float64, torch.In(s))
		row := x.Select(0, 2)
		assert.Equal(t, torch.Storage{DataPtr: x.DataPtr(), NBytes: 96}, x.UntypedStorage())
		assert.Equal(t, x.UntypedStorage(), x.T().UntypedStorage())
		assert.Equal(t, x.UntypedStorage(), row.UntypedStorage())
		assert.Equal(t, x.DataPtr()+64, row.DataPtr())
		assert.Equal(t, 32, row.NBytes())
		assert.NotEqual(t, x.UntypedStorage(), x.Clone().UntypedStorage())
	})
}

func TestUntypedStorage_OfNoElements(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(0, 3, torch.In(s))
		assert.Equal(t, torch.Storage{}, x.UntypedStorage())
		assert.Zero(t, x.DataPtr())
		assert.Zero(t, x.NBytes())
		none := torch.Zeros(4, torch.In(s)).Narrow(0, 3, 0)
		assert.Equal(t, torch.Storage{NBytes: 16}, none.UntypedStorage())
	})
}

func TestUntypedStorage_OfAnotherLayout(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, 2, torch.In(s)).ToSparse()
		torchtest.Panics(t, "has no storage", func() { x.UntypedStorage() })
		torchtest.Panics(t, "has no storage", func() { x.DataPtr() })
	})
}

func TestSet_SharesTheSourcesMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(6, torch.In(s)).View(2, 3).T()
		y := torch.Zeros(1, torch.Int64, torch.In(s))
		assert.False(t, y.IsSetTo(x))
		assert.Same(t, y, y.Set_(x))
		assert.True(t, y.IsSetTo(x))
		assert.Equal(t, []int{1, 3}, y.Strides())
		y.Fill_(7)
		torchtest.Equal(t, [][]int{{7, 7}, {7, 7}, {7, 7}}, x)
		torchtest.Panics(t, "could not set tensor of type torch.int64 to a tensor of type torch.float32", func() { torch.Zeros(1, torch.In(s)).Set_(x) })
	})
}

func TestResize_KeepsWhatLiesInMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(6, torch.In(s)).View(2, 3).T()
		assert.Same(t, x, x.Resize_(2, 2))
		torchtest.Equal(t, [][]int{{0, 1}, {2, 3}}, x)
		assert.Equal(t, 48, x.UntypedStorage().NBytes)
		torchtest.Equal(t, []int{0, 1, 2, 3, 4, 5}, x.ResizeAs_(torch.Zeros(6, torch.In(s))))
		assert.Equal(t, 80, x.Resize_(10).UntypedStorage().NBytes)
		assert.Equal(t, []int{}, x.Resize_().Shape())
		torchtest.Panics(t, "cannot resize variables that require grad", func() {
			torch.Zeros(2, torch.In(s), torch.RequiresGrad(true)).Resize_(3)
		})
	})
}

func TestPinned_NeedsAnAccelerator(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(3, torch.In(s))
		assert.False(t, x.IsPinned())
		if !torch.CUDAIsAvailable() {
			torchtest.Panics(t, "accelerator", func() { x.PinMemory() })
			return
		}
		pinned := x.PinMemory()
		assert.True(t, pinned.IsPinned())
		assert.True(t, pinned.PinMemory().IsSetTo(pinned))
		torchtest.Equal(t, []int{0, 1, 2}, pinned)
	})
}

func TestFromFile(t *testing.T) {
	torchtest.NoLeaks(t)
	name := filepath.Join(t.TempDir(), "numbers")
	require.NoError(t, os.WriteFile(name, []byte{1, 2, 3, 4, 5, 6}, 0o600))

	t.Run("a private mapping leaves the file alone", func(t *testing.T) {
		x, err := torch.FromFile(name, false, 6, torch.UInt8)
		require.NoError(t, err)
		torchtest.Equal(t, []uint8{1, 2, 3, 4, 5, 6}, x)
		x.Fill_(0)
		assertFile(t, name, 1, 2, 3, 4, 5, 6)
	})
	t.Run("a shared mapping writes to it", func(t *testing.T) {
		x, err := torch.FromFile(name, true, 3, torch.Int16)
		require.NoError(t, err)
		torchtest.Equal(t, []int16{0x201, 0x403, 0x605}, x)
		x.SetIndex(0, 1)
		assertFile(t, name, 1, 2, 0, 0, 5, 6)
	})
	t.Run("a shared mapping makes the file", func(t *testing.T) {
		made := filepath.Join(t.TempDir(), "made")
		x, err := torch.FromFile(made, true, 2, torch.UInt8)
		require.NoError(t, err)
		torchtest.Equal(t, []uint8{0, 0}, x)
		assertFile(t, made, 0, 0)
	})
	for message, open := range map[string]func() (*torch.Tensor, error){
		"No such file": func() (*torch.Tensor, error) { return torch.FromFile(name+"?", false, 1) },
		"is smaller than the required mapping size": func() (*torch.Tensor, error) { return torch.FromFile(name, false, 7, torch.UInt8) },
		"is closed": func() (*torch.Tensor, error) { return torch.FromFile(name, false, 1, torch.In(closedScope())) },
	} {
		t.Run(message, func(t *testing.T) {
			x, err := open()
			require.ErrorContains(t, err, message)
			assert.Nil(t, x)
		})
	}
}

func closedScope() *torch.Scope {
	s := torch.NewScope()
	s.Close()
	return s
}

func assertFile(t *testing.T, name string, want ...byte) {
	t.Helper()
	got, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}
