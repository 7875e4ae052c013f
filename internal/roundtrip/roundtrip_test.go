package roundtrip_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npz"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// told is what either side says of files: of each tensor by name a list.
type told map[string]map[string]any

// TestPython_ReadsWhatGoWrites_AndGoWhatPythonWrites has the Pythons that
// GOTORCH_TEST_PYTHON lists write states and read what Go makes of them.
// GOTORCH_TEST_SEED repeats those of another day.
func TestPython_ReadsWhatGoWrites_AndGoWhatPythonWrites(t *testing.T) {
	pythons := os.Getenv("GOTORCH_TEST_PYTHON")
	if pythons == "" {
		t.Skip("GOTORCH_TEST_PYTHON names no Python with torch; scripts/test-python.sh sets it")
	}
	seed := os.Getenv("GOTORCH_TEST_SEED")
	if seed == "" {
		seed = time.Now().UTC().Format("20060102")
	}
	torch.SetWarningHandler(func(torch.Warning) {})
	defer torch.SetWarningHandler(nil)
	for python := range strings.SplitSeq(pythons, ":") {
		theirs, ours := t.TempDir(), t.TempDir()
		run(t, python, "write", theirs, seed)
		want := tell(t, python, theirs)
		require.Len(t, want, 4*12)
		for name, state := range want {
			require.Equal(t, state, asJSON(t, copied(t, filepath.Join(theirs, name), filepath.Join(ours, name))), "%s, read by Go, seed %s", name, seed)
		}
		again := tell(t, python, ours)
		for name, state := range want {
			require.Equal(t, state, again[name], "%s, written by Go and read by %s, seed %s", name, python, seed)
		}
	}
}

func run(t *testing.T, python string, args ...string) []byte {
	command := exec.Command(python, append([]string{"testdata/states.py"}, args...)...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	require.NoError(t, err)
	return out
}

func tell(t *testing.T, python, folder string) (files told) {
	require.NoError(t, json.Unmarshal(run(t, python, "tell", folder), &files))
	return files
}

// copied reads a file, writes what it read to another, and tells of it.
func copied(t *testing.T, from, to string) map[string]any {
	switch filepath.Ext(from) {
	case ".safetensors":
		tensors, err := safetensors.LoadFile(from)
		require.NoError(t, err)
		require.NoError(t, safetensors.SaveFile(to, tensors, nil))
		return plainAll(tensors)
	case ".npz":
		tensors, err := npz.LoadFile(from)
		require.NoError(t, err)
		require.NoError(t, npz.SaveFile(to, tensors))
		return plainAll(tensors)
	}
	value, err := torch.Load(from)
	require.NoError(t, err)
	require.NoError(t, torch.Save(to, value))
	out, storages := map[string]any{}, map[uintptr]int{}
	for name, value := range value.(*torch.Dict).All() {
		if saved, ok := value.(*torch.SavedTensor); ok {
			value = saved.Tensor
		}
		out[name.(string)] = placed(value.(*torch.Tensor), storages)
	}
	return out
}

func plainAll(tensors map[string]*torch.Tensor) map[string]any {
	out := map[string]any{}
	for name, t := range tensors {
		out[name] = plain(t)
	}
	return out
}

// plain tells of a tensor as states.py does.
func plain(t *torch.Tensor) any {
	sum := sha256.Sum256(t.RawBytes())
	return []any{t.DType().String(), t.Shape(), hex.EncodeToString(sum[:8])}
}

// placed tells of a tensor and how it lies in memory.
func placed(t *torch.Tensor, storages map[uintptr]int) any {
	switch layout := t.Layout(); {
	case t.IsQuantized():
		return []any{t.DType().String(), plain(t.IntRepr()), t.QScale(), t.QZeroPoint()}
	case layout == torch.SparseCOO:
		return []any{layout.String(), t.Shape(), plain(part("_indices", t)), plain(part("_values", t))}
	case layout == torch.SparseCSR:
		return []any{layout.String(), t.Shape(), plain(t.CRowIndices()), plain(t.ColIndices()), plain(t.Values())}
	}
	storage, place := t.UntypedStorage(), -1
	if storage.NBytes > 0 {
		if _, known := storages[storage.DataPtr]; !known {
			storages[storage.DataPtr] = len(storages)
		}
		place = storages[storage.DataPtr]
	}
	return append(plain(t).([]any), t.Strides(), t.StorageOffset(), place, storage.NBytes, t.IsConj(), t.IsNeg(), t.RequiresGrad())
}

func part(op string, t *torch.Tensor) *torch.Tensor {
	call := torch.Invocation{Op: torch.NewOp("aten::" + op)}
	call.Tensor(t)
	return call.One()
}

func asJSON(t *testing.T, value any) (out map[string]any) {
	text, err := json.Marshal(value)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}
