package npy_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
)

var dtypes = map[string]torch.DType{
	"b1": torch.Bool, "i1": torch.Int8, "i2": torch.Int16, "i4": torch.Int32, "i8": torch.Int64,
	"u1": torch.UInt8, "u2": torch.UInt16, "u4": torch.UInt32, "u8": torch.UInt64,
	"f2": torch.Float16, "f4": torch.Float32, "f8": torch.Float64, "c8": torch.Complex64, "c16": torch.Complex128,
}

// counted is the array of a file of testdata, by the file's name.
func counted(t *testing.T, name string) (x *torch.Tensor, order string) {
	parts := strings.Split(strings.TrimSuffix(name, ".npy"), "_")
	require.Len(t, parts, 3)
	shape, n := []int{}, 1
	if parts[2] != "scalar" {
		for text := range strings.SplitSeq(parts[2], "x") {
			size, err := strconv.Atoi(text)
			require.NoError(t, err)
			shape = append(shape, size)
			n *= size
		}
	}
	index := torch.Arange(n)
	if parts[0] == "b1" {
		index = index.Fmod(2)
	}
	return index.To(dtypes[parts[0]]).View(shape...), parts[1]
}

func pythonFiles(t *testing.T, pattern string) []string {
	paths, err := filepath.Glob(filepath.Join("testdata", pattern))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	return paths
}

func TestLoadFile_ReadsPythonsFiles(t *testing.T) {
	read := 0
	for _, path := range pythonFiles(t, "[bifuc][0-9]*.npy") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			want, order := counted(t, filepath.Base(path))
			got, err := npy.LoadFile(path)
			require.NoError(t, err)
			assert.Equal(t, want.DType(), got.DType())
			torchtest.Equal(t, want, got)
			file, err := os.Open(path)
			require.NoError(t, err)
			defer file.Close()
			info, err := npy.ReadInfo(file)
			require.NoError(t, err)
			assert.Equal(t, want.DType(), info.DType)
			assert.Equal(t, want.Shape(), info.Shape)
			assert.Equal(t, order == "F", info.FortranOrder)
			assert.Equal(t, order != "F", got.IsContiguous(), "strides are NumPy's")
			read++
		})
	}
	assert.GreaterOrEqual(t, read, 20)
}

func TestEncode_MatchesNumPysBytes(t *testing.T) {
	for _, path := range append(pythonFiles(t, "*_C_*.npy"), pythonFiles(t, "*_F_*.npy")...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			x, order := counted(t, filepath.Base(path))
			if order == "F" {
				dims := make([]int, x.NDim())
				for i := range dims {
					dims[i] = len(dims) - 1 - i
				}
				x = x.Permute(dims...).Contiguous().Permute(dims...)
			}
			var got bytes.Buffer
			require.NoError(t, npy.Encode(&got, x))
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), got.String())
		})
	}
}

func TestSaveFile_RoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npy")
	for name, x := range map[string]*torch.Tensor{
		"neither order": torch.Arange(24).View(2, 3, 4).Permute(1, 0, 2),
		"a part":        torch.Arange(24).View(4, 6).Narrow(1, 2, 3),
		"needs a slope": torch.Ones(2, torch.RequiresGrad(true)),
		"conjugated":    torch.NewTensor([]complex64{1 + 2i, 3}).Conj(),
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, npy.SaveFile(path, x))
			got, err := npy.LoadFile(path)
			require.NoError(t, err)
			torchtest.Equal(t, x.Detach(), got)
		})
	}
}

func TestEncode_RefusesWhatNumPyLacks(t *testing.T) {
	for want, x := range map[string]*torch.Tensor{
		"NumPy has no torch.bfloat16; save a tensor of another dtype, such as To(torch.Float32)": torch.Ones(2, torch.BFloat16),
		"has no dense elements": torch.Eye(2).ToSparse(),
		"the tensor is nil":     nil,
		"(torch.strided, meta)": torch.Empty(2, torch.Meta),
	} {
		assert.ErrorContains(t, npy.Encode(&bytes.Buffer{}, x), want)
	}
}

func TestLoadFile_RefusesWhatNoTensorHolds(t *testing.T) {
	for name, want := range map[string]string{
		"objects": "it holds Python objects, which are pickled and are not read",
		"text":    `descr is "<U2", and only booleans`,
		"records": "it holds records of several fields",
		"dates":   `descr is "<M8[D]", and only booleans`,
	} {
		_, err := npy.LoadFile("testdata/refused_" + name + ".npy")
		require.ErrorIs(t, err, npy.ErrFormat)
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "refused_"+name)
	}
	_, err := npy.LoadFile("testdata/none.npy")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// file is one of version 1 with that header and data.
func file(header, data string) string {
	length := binary.LittleEndian.AppendUint16(nil, uint16(len(header)))
	return "\x93NUMPY\x01\x00" + string(length) + header + data
}

func TestDecode_RefusesLies(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"nothing":            {"", "it does not begin with"},
		"another format":     {"PK\x03\x04 and more of it", "it does not begin with"},
		"a version to come":  {"\x93NUMPY\x04\x00\x00\x00\x00\x00", "version 4 of the format is not known"},
		"no length":          {"\x93NUMPY\x01\x00\x10", "it ends in the header"},
		"no header":          {"\x93NUMPY\x01\x00\x10\x00", "it ends in the header"},
		"an endless header":  {"\x93NUMPY\x02\x00\xff\xff\xff\xff", "a header of 2147483647 bytes, more than 10000"},
		"no text":            {file("\xff\xfe", ""), "the header is no text"},
		"no dict":            {file("[]", ""), `"[" stands where "{" should`},
		"no shape":           {file("{'descr': '<f4', 'fortran_order': False}", ""), "it must have the keys"},
		"a key twice":        {file("{'descr': '<f4', 'descr': '<f4', 'shape': ()}", ""), `"descr" is there twice`},
		"a key too many":     {file("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}", ""), `the key "x" is not known`},
		"more behind":        {file("{'descr': '<f4', 'fortran_order': False, 'shape': ()} + 1", ""), `"+" follows its end`},
		"no end":             {file("{'descr': '<f4", ""), "a text has no end"},
		"a negative size":    {file("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "    "), `"-" stands where ")" should`},
		"a size beyond ints": {file("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", ""), "value out of range"},
		"an overflow":        {file("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", ""), "larger than any memory"},
		"an empty overflow":  {file("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 0)}", ""), "larger than any memory"},
		"too little":         {file("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", "01234567"), "takes 12 bytes, and there are 8"},
		"a whole disk":       {file("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,)}", "0123"), "takes 4000000000000 bytes, and there are 4"},
		"no order":           {file("{'descr': '|f4', 'fortran_order': False, 'shape': ()}", "0123"), "has no byte order"},
		"an empty type":      {file("{'descr': '', 'fortran_order': False, 'shape': ()}", "0123"), "descr is empty"},
		"a third boolean":    {file("{'descr': '|b1', 'fortran_order': False, 'shape': (2,)}", "\x01\x02"), "booleans that are neither 0 nor 1"},
		"an order in words":  {file("{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}", "0123"), `"Maybe" stands where True or False should`},
		"too many dims":      {file("{'descr': '<f4', 'fortran_order': False, 'shape': ("+strings.Repeat("1,", 65)+")}", "0123"), "more than 64 dims"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := npy.Decode(strings.NewReader(c.content), int64(len(c.content)))
			require.ErrorIs(t, err, npy.ErrFormat)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

// TestDecode_ReadsHeadersOfOlderPythons has sizes with an L, other quotes and no last comma.
func TestDecode_ReadsHeadersOfOlderPythons(t *testing.T) {
	content := file(`{"shape": (1L, 2L), "fortran_order": False, "descr": "=i2"}`, "\x01\x00\x02\x00")
	x, err := npy.Decode(strings.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	torchtest.Equal(t, torch.NewTensor([][]int16{{1, 2}}), x)
}

func FuzzDecode(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.npy")
	require.NoError(f, err)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		x, err := npy.Decode(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			require.ErrorIs(t, err, npy.ErrFormat)
			return
		}
		require.LessOrEqual(t, x.NBytes(), len(content))
		var again bytes.Buffer
		require.NoError(t, npy.Encode(&again, x))
		y, err := npy.Decode(&again, int64(again.Len()))
		require.NoError(t, err)
		require.Equal(t, x.RawBytes(), y.RawBytes())
	})
}

func Example() {
	folder, err := os.MkdirTemp("", "npy")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "weight.npy")
	if err := npy.SaveFile(path, torch.NewTensor([][]float32{{1, 2}, {3, 4}})); err != nil {
		fmt.Println(err)
		return
	}
	weight, err := npy.LoadFile(path) // np.load("weight.npy") in Python
	fmt.Println(weight, err)
	// Output:
	// tensor([[1., 2.],
	//         [3., 4.]]) <nil>
}
