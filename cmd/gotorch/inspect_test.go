package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// inspected is what inspect says of a file as JSON.
func inspected(t *testing.T, path string) *inventory {
	t.Helper()
	status, stdout, stderr := gotorch("inspect", "-json", path)
	require.Zero(t, status, stderr)
	require.Empty(t, stderr)
	var h inventory
	require.NoError(t, json.Unmarshal([]byte(stdout), &h))
	return &h
}

func TestInspect_PythonsFiles(t *testing.T) {
	needsShim(t)
	status, stdout, stderr := gotorch("inspect", "../../torch/testdata/saved/run.pt")
	require.Zero(t, status, stderr)
	for _, want := range []string{
		"run.pt: torch.save, 7843 bytes (7.84 kB)\n",
		"epoch                                            int    3\n",
		"optimizer.param_groups.0.betas                   tuple  (0.9, 0.999)\n",
		"model.0.weight                float32  [4, 3]  48     \n",
		"optimizer.state.0.exp_avg_sq  float32  [4, 3]  48     \n",
		"\ntensors: ",
	} {
		assert.Contains(t, stdout, want)
	}

	h := inspected(t, "../../torch/safetensors/testdata/shapes.safetensors")
	assert.Equal(t, map[string]string{"format": "pt"}, h.Metadata)
	assert.Equal(t, tensorInfo{Name: "deep", DType: "int16", Shape: []int{1, 2, 1, 3}, Elements: 6, Bytes: 12}, h.Tensors[3])
	assert.EqualValues(t, []any{15, 39, 375}, []any{h.Elements, int(h.Bytes), int(h.FileBytes)})

	h = inspected(t, "../../torch/npz/testdata/deflated.npz")
	assert.Equal(t, tensorInfo{Name: "zeros", DType: "float64", Shape: []int{10000}, Elements: 10000, Bytes: 80000}, h.Tensors[3])
	h = inspected(t, "../../torch/npy/testdata/f4_F_2x3.npy")
	assert.Equal(t, []tensorInfo{{DType: "float32", Shape: []int{2, 3}, Elements: 6, Bytes: 24}}, h.Tensors)
	h = inspected(t, "../../torch/testdata/saved/sparse.pt")
	assert.Equal(t, tensorInfo{Name: "coo", DType: "float32", Layout: "sparse_coo", Shape: []int{2, 3}, Elements: 6, Bytes: 60}, h.Tensors[0])
}

// Every file of torch.save's and of the others that is here is described, or refused by its
// name.
func TestInspect_AllOfPythonsFiles(t *testing.T) {
	needsShim(t)
	for _, pattern := range []string{"../../torch/testdata/saved/*.pt", "../../torch/*/testdata/*.np[yz]", "../../torch/*/testdata/*.safetensors"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, path := range paths {
			if strings.Contains(path, "refused") {
				status, _, stderr := gotorch("inspect", path)
				assert.Equal(t, 1, status, path)
				assert.Contains(t, stderr, path)
				continue
			}
			inspected(t, path)
		}
	}
}

// largeSafetensors makes a file of 2 GB, 500 tensors, that takes no room on the disk.
func largeSafetensors(t *testing.T) string {
	const n, bytes = 500, 4 << 20
	var entries []string
	for i := range n {
		entries = append(entries, fmt.Sprintf(`"layers.%d.weight":{"dtype":"F32","shape":[1024,1024],"data_offsets":[%d,%d]}`, i, i*bytes, (i+1)*bytes))
	}
	header := "{" + strings.Join(entries, ",") + "}"
	path := filepath.Join(t.TempDir(), "large.safetensors")
	require.NoError(t, os.WriteFile(path, append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), 0o600))
	require.NoError(t, os.Truncate(path, int64(8+len(header)+n*bytes)))
	return path
}

// peakMB is the most memory that the process ever had.
func peakMB(t *testing.T) int {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return int(usage.Maxrss / 1000)
}

func TestInspect_TwoGigabytesInMilliseconds(t *testing.T) {
	needsShim(t)
	path := largeSafetensors(t)
	inspected(t, "../../torch/safetensors/testdata/empty.safetensors") // opens libtorch
	before, fastest := peakMB(t), time.Hour
	for range 5 {
		start := time.Now()
		h := inspected(t, path)
		fastest = min(fastest, time.Since(start))
		assert.EqualValues(t, 500*4<<20, h.Bytes)
	}
	assert.Less(t, fastest, 300*time.Millisecond) // it takes 8 on a machine that does nothing else
	assert.Less(t, peakMB(t)-before, 64)
}

// A file whose elements are damaged is described: they are not read.
func TestInspect_ReadsNoElements(t *testing.T) {
	needsShim(t)
	path := filepath.Join(t.TempDir(), "net.pt")
	require.NoError(t, torch.Save(path, torch.NewDict("w", torch.Full([]int{1000}, 1.5), "n", 3)))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	at := strings.Index(string(content), "\x00\x00\xc0\x3f\x00\x00\xc0\x3f")
	require.Positive(t, at)
	content[at]++
	require.NoError(t, os.WriteFile(path, content, 0o600))
	_, err = torch.Load(path)
	require.Error(t, err)

	h := inspected(t, path)
	assert.Equal(t, []tensorInfo{{Name: "w", DType: "float32", Shape: []int{1000}, Elements: 1000, Bytes: 4000}}, h.Tensors)
	assert.Equal(t, []plainValue{{"n", "int", "3"}}, h.Values)
}

func TestInspect_Refuses(t *testing.T) {
	needsShim(t)
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	nested := any([]any{1, []any{}})
	for range 40 {
		nested = []any{nested, nested}
	}
	bomb := filepath.Join(folder, "bomb.pt")
	require.NoError(t, torch.Save(bomb, nested))
	for path, want := range map[string]string{
		"/nowhere/net.pt":              "no such file",
		folder:                         "its name tells no format",
		file("a.txt", ""):              "its name tells no format",
		file("a.pt", "text"):           "no file of plain values and tensors that torch.save wrote",
		file("b.pt", ""):               "no file of plain values and tensors that torch.save wrote",
		file("a.safetensors", "12345"): "not a valid file",
		file("a.npz", "PK"):            "not a valid zip file",
		file("a.npy", "numbers"):       "it does not begin with",
		bomb:                           "more than 2000000 values",
	} {
		status, stdout, stderr := gotorch("inspect", path)
		assert.Equal(t, 1, status, path)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, want)
		assert.Contains(t, stderr, path)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
}

func TestHumanBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 kB", 1234567: "1.23 MB", 999_999: "1 MB", 7_500_000_000: "7.5 GB"} {
		assert.Equal(t, want, humanBytes(n))
	}
}
