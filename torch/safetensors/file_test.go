package safetensors_test

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counted is what testdata/make_golden.py fills every tensor with: the index of
// each element, and for bool whether the index is odd.
func counted(dtype torch.DType, shape ...int) *torch.Tensor {
	n := 1
	for _, d := range shape {
		n *= d
	}
	numbers := make([]float64, n)
	for i := range numbers {
		numbers[i] = float64(i)
		if dtype == torch.Bool {
			numbers[i] = float64(i % 2)
		}
	}
	flat := torch.FromSlice(numbers).To(dtype)
	return torch.FromRawBytes(flat.RawBytes(), dtype, shape...)
}

var pythonDTypes = map[string]torch.DType{
	"float64": torch.Float64, "float32": torch.Float32, "float16": torch.Float16, "bfloat16": torch.BFloat16,
	"int64": torch.Int64, "int32": torch.Int32, "int16": torch.Int16, "int8": torch.Int8,
	"uint8": torch.UInt8, "uint16": torch.UInt16, "uint32": torch.UInt32, "uint64": torch.UInt64,
	"bool": torch.Bool, "float8_e4m3fn": torch.Float8E4M3FN, "float8_e5m2": torch.Float8E5M2,
	"float8_e4m3fnuz": torch.Float8E4M3FNUZ, "float8_e5m2fnuz": torch.Float8E5M2FNUZ, "float8_e8m0fnu": torch.Float8E8M0FNU, "complex64": torch.Complex64,
}

type content struct {
	file     string
	tensors  map[string]*torch.Tensor
	metadata map[string]string
}

// pythonFiles builds what make_golden.py saved.
func pythonFiles() []content {
	dtypes := map[string]*torch.Tensor{}
	for name, dtype := range pythonDTypes {
		dtypes[name] = counted(dtype, 2, 3)
	}
	names := map[string]*torch.Tensor{}
	for _, name := range []string{
		"", "a.weight", "a.bias", "A", "a10", "a2", "é", "語\U0001f600", "<&>",
		"\"\\/", "\b\t\n\v\f\r\x00\x1f\x7f", "\u2028\u2029",
	} {
		names[name] = counted(torch.Float32, 1)
	}
	return []content{
		{"dtypes", dtypes, nil},
		{"empty", map[string]*torch.Tensor{}, nil},
		{"metadata_only", map[string]*torch.Tensor{}, map[string]string{"format": "pt"}},
		{"shapes", map[string]*torch.Tensor{
			"scalar": counted(torch.Float32),
			"row":    counted(torch.Float32, 5),
			"none":   counted(torch.Float32, 0, 3),
			"deep":   counted(torch.Int16, 1, 2, 1, 3),
			"byte":   counted(torch.UInt8, 3),
		}, map[string]string{"format": "pt"}},
		{"names", names, map[string]string{"\"\n\u2028": "\\\x01é"}},
	}
}

func TestEncode_MatchesPythonsBytes(t *testing.T) {
	for _, c := range pythonFiles() {
		t.Run(c.file, func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join("testdata", c.file+".safetensors"))
			require.NoError(t, err)
			var got bytes.Buffer
			require.NoError(t, safetensors.Encode(&got, c.tensors, c.metadata))
			assert.Equal(t, want, got.Bytes())
		})
	}
}

func TestOpen_ReadsPythonsFiles(t *testing.T) {
	for _, c := range pythonFiles() {
		t.Run(c.file, func(t *testing.T) {
			f, err := safetensors.Open(filepath.Join("testdata", c.file+".safetensors"))
			require.NoError(t, err)
			assert.Equal(t, c.metadata, f.Metadata())
			assert.Len(t, f.Names(), len(c.tensors))
			for _, name := range f.Names() {
				got, err := f.Tensor(name)
				require.NoError(t, err)
				requireSame(t, c.tensors[name], got)
				info, err := f.Info(name)
				require.NoError(t, err)
				assert.Equal(t, safetensors.Info{Name: name, DType: got.DType(), Shape: got.Shape()}, info)
			}
			require.NoError(t, f.Close())
		})
	}
}

func requireSame(t *testing.T, want, got *torch.Tensor) {
	t.Helper()
	require.NotNil(t, want)
	require.Equal(t, want.DType(), got.DType())
	require.Equal(t, want.Shape(), got.Shape())
	require.Equal(t, want.RawBytes(), got.RawBytes())
}

func TestSaveFile_RoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.safetensors")
	weight := torch.FromSlice([]float32{float32(math.NaN()), float32(math.Copysign(0, -1)), 1e-45, 3, 4, 5}, 2, 3)
	tensors := map[string]*torch.Tensor{
		"weight":     weight.Clone().SetRequiresGrad(true),
		"transposed": transposed(weight),
		"alias":      weight,
		"steps":      counted(torch.Int64),
	}
	require.NoError(t, safetensors.SaveFile(path, tensors, map[string]string{"b": "2", "a": "1"}))

	loaded, err := safetensors.LoadFile(path)
	require.NoError(t, err)
	require.Len(t, loaded, len(tensors))
	for name, want := range tensors {
		requireSame(t, want, loaded[name])
		assert.False(t, loaded[name].RequiresGrad())
	}
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(raw), `{"__metadata__":{"a":"1","b":"2"},`)
}

func TestSaveFile_KeepsFormerFileOnError(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net.safetensors")
	require.NoError(t, safetensors.SaveFile(path, map[string]*torch.Tensor{"a": counted(torch.Float32, 2)}, nil))
	before, err := os.ReadFile(path)
	require.NoError(t, err)

	for name, bad := range map[string]*torch.Tensor{
		"nil":        nil,
		"complex128": counted(torch.Complex128, 2),
		"meta":       torch.Empty(2, torch.Meta),
		"\xff":       counted(torch.Float32, 2),
	} {
		assert.Error(t, safetensors.SaveFile(path, map[string]*torch.Tensor{name: bad}, nil), name)
	}
	var closed *torch.Tensor
	torch.Scoped(func(s *torch.Scope) { closed = torch.Zeros(2, torch.In(s)) })
	err = safetensors.SaveFile(path, map[string]*torch.Tensor{"closed": closed}, nil)
	var torchErr *torch.Error
	assert.ErrorAs(t, err, &torchErr)

	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, before, after)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1, "temporary files are left behind")
}

func TestSaveFile_ReportsFileSystemErrors(t *testing.T) {
	err := safetensors.SaveFile(filepath.Join(t.TempDir(), "none", "net.safetensors"), nil, nil)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func TestEncode_ReportsWritersError(t *testing.T) {
	full := errors.New("disk full")
	tensors := map[string]*torch.Tensor{"a": counted(torch.Float32, 2)}
	for room := range 3 {
		assert.ErrorIs(t, safetensors.Encode(&limitedWriter{room: room, err: full}, tensors, nil), full)
		tensors[strings.Repeat("b", room+1)] = counted(torch.Float32, 2)
	}
}

// limitedWriter takes a number of writes and fails then.
type limitedWriter struct {
	room int
	err  error
}

func (w *limitedWriter) Write(p []byte) (int, error) {
	if w.room == 0 {
		return 0, w.err
	}
	w.room--
	return len(p), nil
}

func TestOpen_RefusesLies(t *testing.T) {
	const f32 = `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
	length := func(n uint64) string {
		b := make([]byte, 8)
		for i := range b {
			b[i] = byte(n >> (8 * i))
		}
		return string(b)
	}
	cases := []struct{ name, content, want string }{
		{"empty", "", "0 bytes, fewer than"},
		{"seven bytes", "\x02\x00\x00\x00\x00\x00\x00", "7 bytes, fewer than"},
		{"length alone", length(2), "a header of 2 bytes in a file of 8"},
		{"length beyond the file", length(1000) + "{}", "a header of 1000 bytes in a file of 10"},
		{"length beyond the format", length(100_000_001) + "{}", "more than the format's"},
		{"length of 2^64-1", length(math.MaxUint64) + "{}", "more than the format's"},
		{"length of 2^63", length(1<<63) + "{}", "more than the format's"},
		{"no data", length(uint64(len(f32))) + f32, "take 4 bytes, the file has 0"},
		{"boolean of 2", length(57) + `{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}  ` + "\x01\x02", "neither 0 nor 1"},
		{"boolean of 255", length(57) + `{"a":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}  ` + "\xff\x01", "neither 0 nor 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "lie.safetensors")
			require.NoError(t, os.WriteFile(path, []byte(c.content), 0o600))
			_, err := safetensors.LoadFile(path)
			require.ErrorIs(t, err, safetensors.ErrFormat)
			require.ErrorContains(t, err, c.want)
			require.ErrorContains(t, err, path)

			f, err := safetensors.Decode([]byte(c.content))
			if err == nil {
				_, err = f.Tensors()
			}
			require.ErrorIs(t, err, safetensors.ErrFormat)
		})
	}
}

func TestFile_DTypesWithoutTensor(t *testing.T) {
	f, err := safetensors.Decode([]byte("\x38\x00\x00\x00\x00\x00\x00\x00" +
		`{"a":{"dtype":"F4","shape":[2,1],"data_offsets":[0,1]}} ` + "\x12"))
	require.NoError(t, err)
	_, err = f.Tensor("a")
	assert.ErrorContains(t, err, "F4 has no dtype")
	_, err = f.Info("a")
	assert.ErrorContains(t, err, "F4 has no dtype")
}

func TestOpen_ReportsFileSystemErrors(t *testing.T) {
	_, err := safetensors.Open(filepath.Join(t.TempDir(), "none"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = safetensors.Open(t.TempDir())
	assert.ErrorContains(t, err, "not a regular file")
}

func TestFile_Close(t *testing.T) {
	f, err := safetensors.Open("testdata/shapes.safetensors")
	require.NoError(t, err)
	row, err := f.Tensor("row")
	require.NoError(t, err)
	_, err = f.Tensor("none such")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	require.NoError(t, f.Close())
	require.NoError(t, f.Close())

	_, err = f.Tensor("row")
	assert.ErrorIs(t, err, fs.ErrClosed)
	assert.Equal(t, []float32{0, 1, 2, 3, 4}, torch.Data[float32](row), "a tensor outlives its file")
}

func TestFile_ClosedWhileOthersRead(t *testing.T) {
	f, err := safetensors.Open("testdata/dtypes.safetensors")
	require.NoError(t, err)
	want := counted(torch.Float64, 2, 3).RawBytes()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				x, err := f.Tensor("float64")
				if err != nil {
					assert.ErrorIs(t, err, fs.ErrClosed)
					return
				}
				assert.Equal(t, want, x.RawBytes())
			}
		})
	}
	require.NoError(t, f.Close())
	wg.Wait()
}

func transposed(t *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: torch.NewOp("aten::t")}
	v.Tensor(t)
	return v.One()
}

// A checkpoint is as readable to others as a file that os.Create makes.
func TestSaveFile_Permissions(t *testing.T) {
	dir := t.TempDir()
	plain, err := os.Create(filepath.Join(dir, "plain"))
	require.NoError(t, err)
	want, err := plain.Stat()
	require.NoError(t, err)
	require.NoError(t, plain.Close())

	path := filepath.Join(dir, "net.safetensors")
	require.NoError(t, safetensors.SaveFile(path, nil, nil))
	got, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, want.Mode(), got.Mode())
}

// What a checkpoint's name stands for stays what it is.
func TestSaveFile_KeepsLinksAndModes(t *testing.T) {
	dir := t.TempDir()
	private, link := filepath.Join(dir, "private"), filepath.Join(dir, "latest")
	require.NoError(t, os.WriteFile(private, []byte("old"), 0o600))
	require.NoError(t, os.Symlink("private", link))
	tensors := map[string]*torch.Tensor{"a": counted(torch.Float32, 2)}
	require.NoError(t, safetensors.SaveFile(link, tensors, nil))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.Equal(t, fs.ModeSymlink, info.Mode().Type())
	info, err = os.Lstat(private)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode())
	loaded, err := safetensors.LoadFile(private)
	require.NoError(t, err)
	requireSame(t, tensors["a"], loaded["a"])
}
