package safetensors

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBuildHeader_MatchesPython(t *testing.T) {
	files, err := filepath.Glob("testdata/*.safetensors")
	require.NoError(t, err)
	require.Len(t, files, 5)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			end := lengthSize + int(binary.LittleEndian.Uint64(raw))

			head, err := parseHeader(raw[lengthSize:end], int64(len(raw)-end))
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(string(raw[lengthSize:]), "{"))
			built, err := buildHeader(shuffled(head.entries), head.metadata)

			require.NoError(t, err)
			assert.Equal(t, string(raw[:end]), string(built))
		})
	}
}

// shuffled returns the entries in another order and without their places.
func shuffled(entries []entry) []entry {
	var out []entry
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		e.begin, e.end = 0, 0
		out = append(out, e)
	}
	return out
}

func TestWriteOrder_HoldsEveryDType(t *testing.T) {
	require.Len(t, writeOrder, len(elementBits))
	byRank := make([]elementType, len(writeOrder))
	for dtype, rank := range writeOrder {
		byRank[rank] = dtype
	}
	require.Equal(t, elementType("BOOL"), byRank[len(byRank)-1], "the lowest in Python, sub-byte dtypes included")
	byRank = byRank[:len(byRank)-1]
	for i, dtype := range byRank[1:] {
		assert.LessOrEqual(t, elementBits[dtype], elementBits[byRank[i]], "%s after %s", dtype, byRank[i])
	}
}

func TestParseHeader_ReadsEntriesByPlace(t *testing.T) {
	head, err := parseHeader([]byte(` {
		"b": {"shape": [2], "x": {"y": [1, {}]}, "dtype": "F16", "data_offsets": [4, 8]},
		"__metadata__": {"k": "v"},
		"z": {"dtype": "U8", "shape": [0], "data_offsets": [4, 4]},
		"a": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}
	} `), 8)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"k": "v"}, head.metadata)
	assert.Equal(t, []entry{
		{name: "a", dtype: "F32", shape: []int{}, begin: 0, end: 4},
		{name: "z", dtype: "U8", shape: []int{0}, begin: 4, end: 4},
		{name: "b", dtype: "F16", shape: []int{2}, begin: 4, end: 8},
	}, head.entries)
}

func TestParseHeader_RefusesLies(t *testing.T) {
	const f32 = `{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`
	cases := []struct {
		name, header string
		dataLen      int64
		want         string
	}{
		{"no header", ``, 0, "unexpected EOF"},
		{"not an object", `[]`, 0, "[ where { is expected"},
		{"cut off", `{"a":` + f32, 4, "unexpected EOF"},
		{"text behind", `{} x`, 0, "text after the JSON object"},
		{"second object", `{}{}`, 0, "text after the JSON object"},
		{"not UTF-8", "{\"a\xff\":" + f32 + "}", 4, "not UTF-8"},
		{"name twice", `{"a":` + f32 + `,"a":` + f32 + `}`, 4, `key "a" occurs twice`},
		{"name twice, escaped", `{"a":` + f32 + `,"\u0061":` + f32 + `}`, 4, `key "a" occurs twice`},
		{"metadata twice", `{"__metadata__":{},"__metadata__":{}}`, 0, "occurs twice"},
		{"metadata key twice", `{"__metadata__":{"a":"1","a":"1"}}`, 0, "occurs twice"},
		{"metadata not text", `{"__metadata__":{"a":1}}`, 0, "a string is expected"},
		{"metadata not an object", `{"__metadata__":null}`, 0, "{ is expected"},
		{"field twice", `{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4, "occurs twice"},
		{"tensor not an object", `{"a":["F32",[1],[0,4]]}`, 4, "[ where { is expected"},
		{"no dtype", `{"a":{"shape":[1],"data_offsets":[0,4]}}`, 4, "missing"},
		{"no shape", `{"a":{"dtype":"F32","data_offsets":[0,4]}}`, 4, "missing"},
		{"no offsets", `{"a":{"dtype":"F32","shape":[1]}}`, 4, "missing"},
		{"one offset", `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}`, 4, "1 data_offsets"},
		{"three offsets", `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}`, 4, "3 data_offsets"},
		{"unknown dtype", `{"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}`, 4, `dtype "f32" is unknown`},
		{"negative size", `{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`, 4, `"-1" is not a size`},
		{"fractional size", `{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}`, 4, `"1.0" is not a size`},
		{"size beyond 64 bits", `{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}`, 4, "is not a size"},
		{"size as text", `{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}`, 4, "a number is expected"},
		{"negative offset", `{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}`, 4, "is not a size"},
		{"ends before it begins", `{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`, 4, "begins at byte 4"},
		{"product wraps to 4 bytes", `{"a":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,4]}}`, 4, "too large"},
		{"bytes wrap", `{"a":{"dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8]}}`, 8, "too large"},
		{"empty, strides overflow", `{"a":{"dtype":"F32","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]}}`, 0, "too large"},
		{"rank of a million", `{"a":{"dtype":"F32","shape":[` + strings.Repeat("1,", 999_999) + `1],"data_offsets":[0,4]}}`, 4, "more than 1000 numbers in a list"},
		{"half a byte", `{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}`, 1, "does not fill whole bytes"},
		{"shape needs more", `{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4, "needs 8"},
		{"shape needs less", `{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}`, 4, "needs 2"},
		{"hole in front", `{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8, "begins at byte 4, where 0"},
		{"overlap", `{"a":` + f32 + `,"b":` + f32 + `}`, 4, `"b" begins at byte 0, where 4`},
		{"data behind", `{"a":` + f32 + `}`, 5, "take 4 bytes, the file has 5"},
		{"data missing", `{"a":` + f32 + `}`, 3, "take 4 bytes, the file has 3"},
		{"data of nothing", `{}`, 1, "take 0 bytes, the file has 1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseHeader([]byte(c.header), c.dataLen)
			require.ErrorIs(t, err, ErrFormat)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func TestBuildHeader_RefusesWhatCannotBeRead(t *testing.T) {
	cases := []struct {
		name     string
		entry    entry
		metadata map[string]string
		want     string
	}{
		{"name of the metadata", entry{name: "__metadata__", dtype: "U8"}, nil, "cannot be named"},
		{"name not UTF-8", entry{name: "a\xff", dtype: "U8"}, nil, "cannot be named"},
		{"metadata not UTF-8", entry{name: "a", dtype: "U8"}, map[string]string{"k": "\xff"}, "not UTF-8"},
		{"unknown dtype", entry{name: "a", dtype: "C128"}, nil, "unknown"},
		{"too large", entry{name: "a", dtype: "U8", shape: []int{math.MaxInt, 2}}, nil, "too large"},
		{"rank of a thousand and one", entry{name: "a", dtype: "U8", shape: make([]int, 1001)}, nil, "more than 1000 dimensions"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := buildHeader([]entry{c.entry}, c.metadata)
			assert.ErrorContains(t, err, c.want)
		})
	}
}

func FuzzHeader(f *testing.F) {
	files, err := filepath.Glob("testdata/*.safetensors")
	require.NoError(f, err)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(f, err)
		end := lengthSize + int(binary.LittleEndian.Uint64(raw))
		f.Add(raw[lengthSize:end], int64(len(raw)-end))
	}
	f.Fuzz(func(t *testing.T, raw []byte, dataLen int64) {
		head, err := parseHeader(raw, dataLen)
		if err != nil {
			require.ErrorIs(t, err, ErrFormat)
			return
		}
		var at int64
		for _, e := range head.entries {
			require.Equal(t, at, e.begin)
			require.GreaterOrEqual(t, e.end, e.begin)
			at = e.end
		}
		require.Equal(t, dataLen, at)

		built, err := buildHeader(shuffled(head.entries), head.metadata)
		require.NoError(t, err)
		require.Zero(t, len(built)%8)
		again, err := parseHeader(built[lengthSize:], dataLen)
		require.NoError(t, err)
		require.Len(t, again.entries, len(head.entries))
	})
}
