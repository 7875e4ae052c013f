package safetensors_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// layers are ten tensors of 400 bytes and one of 4,000.
func layers(fill float64) map[string]*torch.Tensor {
	tensors := map[string]*torch.Tensor{"large": torch.Full([]int{1000}, fill)}
	for i := range 10 {
		tensors[fmt.Sprintf("layer.%d", i)] = torch.Full([]int{100}, fill+float64(i))
	}
	return tensors
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func requireAll(t *testing.T, want, got map[string]*torch.Tensor) {
	t.Helper()
	require.Len(t, got, len(want))
	for name, x := range want {
		requireSame(t, x, got[name])
	}
}

func TestShardSize_RoundTrip(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "model.safetensors.index.json")
	require.NoError(t, safetensors.SaveFile(path, layers(0), map[string]string{"author": "me"}, safetensors.ShardSize(1000)))
	assert.Len(t, files(t, folder), 1+1+5, "an index, the large one and two layers a file")

	got, err := safetensors.LoadFile(path)
	require.NoError(t, err)
	requireAll(t, layers(0), got)
	f, err := safetensors.Open(path)
	require.NoError(t, err)
	defer f.Close()
	assert.Equal(t, map[string]string{"author": "me", "total_size": "8000"}, f.Metadata())
	info, err := f.Info("layer.7")
	require.NoError(t, err)
	assert.Equal(t, safetensors.Info{Name: "layer.7", DType: torch.Float32, Shape: []int{100}}, info)
}

func TestShardSize_ReplacesAFormerModelWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "model.safetensors.index.json")
	require.NoError(t, safetensors.SaveFile(path, layers(0), nil, safetensors.ShardSize(500)))
	former := files(t, folder)
	beside := filepath.Join(folder, "model-00001-of-00002.safetensors")
	require.NoError(t, os.WriteFile(beside, nil, 0o600))

	failing := errors.New("no such weights")
	infos := []safetensors.Info{{Name: "a", DType: torch.Float32, Shape: []int{100}}, {Name: "b", DType: torch.Float32, Shape: []int{100}}}
	err := safetensors.SaveEach(path, infos, nil, func(i safetensors.Info) (*torch.Tensor, error) {
		if i.Name == "b" {
			return nil, failing
		}
		return torch.Ones(100), nil
	}, safetensors.ShardSize(500))
	require.ErrorIs(t, err, failing)
	assert.ElementsMatch(t, append(former, filepath.Base(beside)), files(t, folder), "the failed save leaves nothing")
	got, err := safetensors.LoadFile(path)
	require.NoError(t, err)
	requireAll(t, layers(0), got)

	require.NoError(t, safetensors.SaveFile(path, layers(1), nil, safetensors.ShardSize(1<<30)))
	assert.Len(t, files(t, folder), 3, "an index, one file, and what was not ours")
	got, err = safetensors.LoadFile(path)
	require.NoError(t, err)
	requireAll(t, layers(1), got)
}

func TestShardSize_Refuses(t *testing.T) {
	err := safetensors.SaveFile(filepath.Join(t.TempDir(), "model.safetensors"), nil, nil, safetensors.ShardSize(5))
	assert.ErrorContains(t, err, "the file is an index and ends in .safetensors.index.json")
	assert.PanicsWithError(t, "torch: safetensors.ShardSize: a shard of 0 bytes holds nothing", func() { safetensors.ShardSize(0) })
}

func TestOpen_RefusesIndexesThatLie(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, safetensors.SaveFile(filepath.Join(folder, "x.safetensors"), map[string]*torch.Tensor{"a": torch.Ones(2), "b": torch.Ones(2)}, nil))
	require.NoError(t, safetensors.SaveFile(filepath.Join(folder, "y.safetensors"), map[string]*torch.Tensor{"a": torch.Zeros(2)}, nil))
	path := filepath.Join(folder, "model.safetensors.index.json")
	for content, want := range map[string]string{
		`{`:               "the index: unexpected EOF",
		`{"metadata":{}}`: "the index has no weight_map",
		`{"weight_map":{"a":"../x.safetensors"}}`:                     `the index names the file "../x.safetensors", which is not beside it`,
		`{"weight_map":{"a":"/etc/passwd"}}`:                          "which is not beside it",
		`{"weight_map":{"a":".."}}`:                                   "which is not beside it",
		`{"weight_map":{"a":"x.safetensors"}}`:                        `it has tensor "b", which by the index is in ""`,
		`{"weight_map":{"a":"y.safetensors","b":"x.safetensors"}}`:    `x.safetensors: safetensors: not a valid file: it has tensor "a", which by the index is in "y.safetensors"`,
		`{"weight_map":{"a":"y.safetensors","gone":"y.safetensors"}}`: `the index says that tensor "gone" is in y.safetensors, and it is not`,
	} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		_, err := safetensors.Open(path)
		require.ErrorIs(t, err, safetensors.ErrFormat, content)
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, path)
	}
	require.NoError(t, os.WriteFile(path, []byte(`{"weight_map":{"a":"z.safetensors"}}`), 0o600))
	_, err := safetensors.Open(path)
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestSaveEach_HoldsOneTensorAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.safetensors")
	infos := []safetensors.Info{{Name: "half", DType: torch.Float16, Shape: []int{3}}, {Name: "b", DType: torch.Float32, Shape: []int{2, 2}}, {Name: "a", DType: torch.Float32, Shape: []int{}}}
	var asked []string
	require.NoError(t, safetensors.SaveEach(path, infos, nil, func(i safetensors.Info) (*torch.Tensor, error) {
		asked = append(asked, i.Name)
		return torch.Ones(i.Shape, i.DType), nil
	}))
	assert.Equal(t, []string{"a", "b", "half"}, asked, "in the order of the file")
	got, err := safetensors.LoadFile(path)
	require.NoError(t, err)
	requireSame(t, torch.Ones(2, 2), got["b"])

	err = safetensors.SaveEach(path, infos, nil, func(safetensors.Info) (*torch.Tensor, error) { return torch.Ones(4), nil })
	assert.ErrorContains(t, err, `tensor "a" is torch.float32 of shape [4], and was said to be torch.float32 of []`)
	err = safetensors.SaveEach(path, append(infos, infos[0]), nil, nil)
	assert.ErrorContains(t, err, `tensor "half" is there twice`)
	err = safetensors.SaveEach(path, []safetensors.Info{{Name: "x", DType: torch.Float32, Shape: []int{-1}}}, nil, nil)
	assert.ErrorContains(t, err, "negative dimension")
}

func TestMmap_LeavesTheFileAsItIs(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "model.safetensors.index.json")
	tensors := layers(0)
	tensors["mask"] = torch.Ones(3, torch.Bool)
	tensors["none"] = torch.Ones(0, 4)
	tensors["scalar"] = torch.Full([]int{}, 7, torch.Float64)
	require.NoError(t, safetensors.SaveFile(path, tensors, nil, safetensors.ShardSize(3000)))

	got, err := safetensors.LoadFile(path, safetensors.Mmap(true))
	require.NoError(t, err)
	requireAll(t, tensors, got)
	got["large"].Fill_(9) // the mapping is this process's own
	again, err := safetensors.LoadFile(path)
	require.NoError(t, err)
	requireAll(t, tensors, again)
	x := got["layer.3"].SetRequiresGrad(true)
	x.Mul(2).Sum().Backward()
	assert.Equal(t, torch.Full([]int{100}, 2.0).RawBytes(), x.Grad().RawBytes())
}

// TestMmap_ReadsNothingBeforeItIsUsed opens 256 MB and looks at what lies in memory.
func TestMmap_ReadsNothingBeforeItIsUsed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("/proc tells it on Linux alone")
	}
	path := filepath.Join(t.TempDir(), "large.safetensors")
	info := safetensors.Info{Name: "x", DType: torch.Float32, Shape: []int{64 << 20}}
	require.NoError(t, safetensors.SaveEach(path, []safetensors.Info{info}, nil, func(safetensors.Info) (*torch.Tensor, error) {
		return torch.Zeros(1).Expand(64 << 20), nil
	}))
	before := resident(t)
	tensors, err := safetensors.LoadFile(path, safetensors.Mmap(true))
	require.NoError(t, err)
	assert.Zero(t, torch.ItemAs[float64](tensors["x"].Select(0, 1<<20)))
	assert.Less(t, resident(t)-before, 26<<20, "a tenth of the file")
}

// resident returns the bytes of the process that lie in memory.
func resident(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/statm")
	require.NoError(t, err)
	var size, pages int
	_, err = fmt.Sscan(strings.TrimSpace(string(text)), &size, &pages)
	require.NoError(t, err)
	return pages * os.Getpagesize()
}
