package npz_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
	"github.com/e0112027/gotorch/torch/npz"
)

// arrays are those of testdata/make_golden.py.
func arrays() map[string]*torch.Tensor {
	return map[string]*torch.Tensor{
		"weight":     torch.Arange(6, torch.Float32).View(2, 3),
		"layer/bias": torch.Arange(3, torch.Int32),
		"none":       torch.Zeros(0, 2, torch.Bool),
	}
}

func requireSame(t *testing.T, want, got map[string]*torch.Tensor) {
	t.Helper()
	require.Len(t, got, len(want))
	for name, x := range want {
		require.NotNil(t, got[name], name)
		torchtest.Equal(t, x, got[name])
	}
}

func TestLoadFile_ReadsPythonsFiles(t *testing.T) {
	got, err := npz.LoadFile("testdata/stored.npz")
	require.NoError(t, err)
	requireSame(t, arrays(), got)

	want := arrays()
	want["zeros"] = torch.Zeros(10_000, torch.Float64)
	got, err = npz.LoadFile("testdata/deflated.npz")
	require.NoError(t, err)
	requireSame(t, want, got)

	got, err = npz.LoadFile("testdata/unnamed.npz")
	require.NoError(t, err)
	requireSame(t, map[string]*torch.Tensor{"arr_0": torch.Arange(2, torch.Float64), "arr_1": torch.Arange(3, torch.Float64)}, got)
}

func TestOpen_ReadsWhatIsAskedFor(t *testing.T) {
	f, err := npz.Open("testdata/stored.npz")
	require.NoError(t, err)
	assert.Equal(t, []string{"weight", "layer/bias", "none"}, f.Names())
	info, err := f.Info("weight")
	require.NoError(t, err)
	assert.Equal(t, npy.Info{DType: torch.Float32, Shape: []int{2, 3}}, info)
	_, err = f.Tensor("wait")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, `npz: array "wait": file does not exist; there are ["weight" "layer/bias" "none"]`)
	require.NoError(t, f.Close())
	_, err = f.Tensor("weight")
	assert.ErrorIs(t, err, fs.ErrClosed)
}

func TestSaveFile_RoundTrip(t *testing.T) {
	for _, compressed := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "net.npz")
		require.NoError(t, npz.SaveFile(path, arrays(), npz.Compressed(compressed)))
		got, err := npz.LoadFile(path)
		require.NoError(t, err)
		requireSame(t, arrays(), got)
	}
}

func TestSaveFile_RefusesNamesThatLeadElsewhere(t *testing.T) {
	for _, name := range []string{"", "..", "../x", "a//b", "/a", `a\b`, "a/.", "a/"} {
		err := npz.Encode(&bytes.Buffer{}, map[string]*torch.Tensor{name: torch.Ones(1)})
		assert.ErrorContains(t, err, "an array can't be named", name)
	}
	err := npz.Encode(&bytes.Buffer{}, map[string]*torch.Tensor{"half": torch.Ones(1, torch.BFloat16)})
	assert.ErrorContains(t, err, `npz: array "half": npy: NumPy has no torch.bfloat16`)
}

// archive is a file of entries that were made by raw headers.
func archive(t *testing.T, entries ...zip.FileHeader) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, header := range entries {
		w, err := z.CreateRaw(&header)
		require.NoError(t, err)
		_, err = w.Write(make([]byte, header.CompressedSize64))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func TestOpenReader_RefusesLies(t *testing.T) {
	entry := func(name string, method uint16, compressed, size uint64) zip.FileHeader {
		return zip.FileHeader{Name: name, Method: method, CompressedSize64: compressed, UncompressedSize64: size}
	}
	for want, content := range map[string][]byte{
		"not a valid zip file":                                 []byte("no archive"),
		`an entry is named "../a.npy"`:                         archive(t, entry("../a.npy", zip.Store, 1, 1)),
		`an entry is named "/a.npy"`:                           archive(t, entry("/a.npy", zip.Store, 1, 1)),
		`an entry is named "a\\b.npy"`:                         archive(t, entry(`a\b.npy`, zip.Store, 1, 1)),
		`entry "a.npy" is there twice`:                         archive(t, entry("a.npy", zip.Store, 1, 1), entry("a.npy", zip.Store, 1, 1)),
		`entry "a" is there twice`:                             archive(t, entry("a.npy", zip.Store, 1, 1), entry("a", zip.Store, 1, 1)),
		`entry "a.npy" claims 1000000 bytes, and 10 can't`:     archive(t, entry("a.npy", zip.Store, 10, 1_000_000)),
		`entry "a.npy" claims 1000000000 bytes, and 10 can't`:  archive(t, entry("a.npy", zip.Deflate, 10, 1_000_000_000)),
		`entry "a.npy" is compressed by method 12, and only 0`: archive(t, entry("a.npy", 12, 10, 10)),
	} {
		_, err := npz.OpenReader(bytes.NewReader(content), int64(len(content)))
		require.ErrorIs(t, err, npy.ErrFormat)
		assert.ErrorContains(t, err, want)
	}
}

// TestTensor_ComparesTheChecksum flips a bit of a number.
func TestTensor_ComparesTheChecksum(t *testing.T) {
	content, err := os.ReadFile("testdata/stored.npz")
	require.NoError(t, err)
	at := bytes.Index(content, []byte("\x00\x00\xa0\x40")) // 5, the last weight
	require.Positive(t, at)
	content[at] ^= 1
	f, err := npz.OpenReader(bytes.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	_, err = f.Tensor("weight")
	assert.ErrorIs(t, err, zip.ErrChecksum)
}

func FuzzOpenReader(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.npz")
	require.NoError(f, err)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := npz.OpenReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			require.ErrorIs(t, err, npy.ErrFormat)
			return
		}
		for _, name := range file.Names() {
			if x, err := file.Tensor(name); err == nil {
				require.LessOrEqual(t, x.NBytes(), 1040*len(content)+2048)
			}
		}
	})
}
