package checkpoint_test

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/checkpoint"
	"github.com/e0112027/gotorch/torch"
)

// warnings collects what f warns of.
func warnings(f func()) (said []string) {
	torch.SetWarningHandler(func(w torch.Warning) { said = append(said, w.Message) })
	defer torch.SetWarningHandler(nil)
	f()
	return said
}

func names(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestManager_KeepsTheLastAndTheBest(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "runs", "1")
	m, err := checkpoint.NewManager(folder, checkpoint.Every(10), checkpoint.KeepLast(2), checkpoint.KeepBest(checkpoint.Max))
	require.NoError(t, err)
	x := torch.Zeros(1)
	state := checkpoint.State{"x": x}
	step, err := m.Resume(state)
	require.NoError(t, err)
	assert.Zero(t, step)
	for step := range 45 {
		x.Fill_(float64(step))
		saved, err := m.Save(step, state)
		require.NoError(t, err)
		assert.Equal(t, step%10 == 0, saved)
	}
	for i, metric := range []float64{math.NaN(), 0.5, 0.25, 0.75, math.NaN(), 0.75} {
		x.Fill_(metric)
		saved, err := m.SaveBest(i, metric, state)
		require.NoError(t, err)
		assert.Equal(t, i == 1 || i == 3, saved, "metric %d", i)
	}
	assert.Equal(t, []string{"best.pt", "step-000000030.pt", "step-000000040.pt"}, names(t, folder))

	again, err := checkpoint.NewManager(folder, checkpoint.KeepBest(checkpoint.Max))
	require.NoError(t, err)
	saved, err := again.SaveBest(6, 0.7, state)
	require.NoError(t, err)
	assert.False(t, saved, "the best of the run before counts")
	step, err = again.Resume(state)
	require.NoError(t, err)
	assert.Equal(t, 40, step)
	assert.Equal(t, 40.0, x.Item())
	step, metric, err := again.LoadBest(state)
	require.NoError(t, err)
	assert.Equal(t, 3, step)
	assert.Equal(t, 0.75, metric)
	assert.Equal(t, 0.75, x.Item())
}

func TestManager_PassesOverWhatIsDamaged(t *testing.T) {
	folder := t.TempDir()
	m, err := checkpoint.NewManager(folder)
	require.NoError(t, err)
	x := torch.Zeros(1000)
	state := checkpoint.State{"x": x}
	for step := 1; step <= 3; step++ {
		x.Fill_(float64(step))
		_, err := m.Save(step, state)
		require.NoError(t, err)
	}
	_, err = m.SaveBest(3, 1, state)
	require.NoError(t, err)
	path := func(name string) string { return filepath.Join(folder, name) }
	content, err := os.ReadFile(path("step-000000003.pt"))
	require.NoError(t, err)
	require.NoError(t, os.Truncate(path("step-000000003.pt"), int64(len(content)/2)))
	content, err = os.ReadFile(path("step-000000002.pt"))
	require.NoError(t, err)
	content[len(content)/2] ^= 1 // a bit of an element
	require.NoError(t, os.WriteFile(path("step-000000002.pt"), content, 0o600))
	require.NoError(t, os.Truncate(path("best.pt"), 10))

	var step int
	said := warnings(func() { step, err = m.Resume(state) })
	require.NoError(t, err)
	assert.Equal(t, 1, step)
	assert.Equal(t, 1.0, x.Mean().Item())
	require.Len(t, said, 2)
	assert.Contains(t, said[0], "step-000000003.pt")
	assert.Contains(t, said[1], "step-000000002.pt")
	assert.Contains(t, said[1], "it is damaged, and the checkpoint before it is taken")

	said = warnings(func() {
		saved, err := m.SaveBest(4, 9, state)
		require.NoError(t, err)
		assert.True(t, saved)
	})
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "the next best checkpoint replaces it")

	require.NoError(t, os.Truncate(path("step-000000001.pt"), 10))
	warnings(func() { _, err = m.Resume(state) })
	assert.ErrorContains(t, err, "none of the 3 checkpoints in "+folder+" can be read")
}

func TestManager_RefusesWhatDoesNotFit(t *testing.T) {
	m, err := checkpoint.NewManager(t.TempDir())
	require.NoError(t, err)
	_, err = m.Save(1, checkpoint.State{"x": torch.Ones(2)})
	require.NoError(t, err)
	_, err = m.Resume(checkpoint.State{"x": torch.Ones(3)})
	assert.ErrorContains(t, err, "shape [2] was saved, and one of shape [3]", "a whole file of another run is not passed over")
	_, err = m.Save(2, checkpoint.State{"_step": 1})
	assert.ErrorContains(t, err, `the name "_step" begins with an underscore`)
	_, err = m.Save(-1, checkpoint.State{"x": 1})
	assert.ErrorContains(t, err, "step -1 is negative")
	_, _, err = m.LoadBest(checkpoint.State{})
	assert.ErrorIs(t, err, fs.ErrNotExist)
	for _, option := range []func(){func() { checkpoint.Every(0) }, func() { checkpoint.KeepLast(-1) }} {
		assert.Panics(t, option)
	}
	require.NoError(t, os.WriteFile(filepath.Join(t.TempDir(), "f"), nil, 0o600))
	_, err = checkpoint.NewManager("/dev/null/x")
	assert.Error(t, err)
}

func TestNewManager_TakesAwayWhatAKilledProcessLeft(t *testing.T) {
	folder := t.TempDir()
	old := time.Now().Add(-2 * time.Hour)
	for _, name := range []string{".step-000000001.pt123", ".best.pt77", "step-000000002.pt", "notes.txt", ".step-000000003.pt9"} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		if name != ".step-000000003.pt9" { // somebody may be writing it
			require.NoError(t, os.Chtimes(path, old, old))
		}
	}
	_, err := checkpoint.NewManager(folder)
	require.NoError(t, err)
	assert.Equal(t, []string{".step-000000003.pt9", "notes.txt", "step-000000002.pt"}, names(t, folder))
}
