package datasets

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// idxBytes builds an IDX file of any content, lies included.
func idxBytes(code byte, dims []uint32, data []byte) []byte {
	out := []byte{0, 0, code, byte(len(dims))}
	for _, d := range dims {
		out = binary.BigEndian.AppendUint32(out, d)
	}
	return append(out, data...)
}

func gzipped(tb testing.TB, content []byte) []byte {
	tb.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	_, err := w.Write(content)
	require.NoError(tb, err)
	require.NoError(tb, w.Close())
	return buf.Bytes()
}

func writeFile(tb testing.TB, path string, content []byte) string {
	tb.Helper()
	require.NoError(tb, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(tb, os.WriteFile(path, content, 0o644))
	return path
}

func TestReadIDX_ReadsPlainAndCompressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]byte{0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E}).Draw(t, "code")
		dims := rapid.SliceOfN(rapid.Uint32Range(0, 5), 1, 4).Draw(t, "dims")
		n := elementSize(code)
		want := &IDX{Type: code}
		for _, d := range dims {
			n *= int(d)
			want.Dims = append(want.Dims, int(d))
		}
		want.Data = rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "data")
		raw := idxBytes(code, dims, want.Data)

		got, err := decodeIDX("plain", bytes.NewReader(raw))
		require.NoError(t, err)
		assert.Equal(t, want.Dims, got.Dims)
		assert.Equal(t, want.Type, got.Type)
		assert.True(t, bytes.Equal(want.Data, got.Data))

		var buf bytes.Buffer
		w := gzip.NewWriter(&buf)
		_, _ = w.Write(raw)
		require.NoError(t, w.Close())
		unzipped, err := decodeIDX("zipped", &buf)
		require.NoError(t, err)
		assert.Equal(t, got, unzipped)
	})
}

func TestReadIDX_NamesFileAndOffsetOfTheFault(t *testing.T) {
	good := idxBytes(0x08, []uint32{2, 2, 2}, []byte("abcdefgh"))
	zipped := gzipped(t, good)
	broken := bytes.Clone(zipped)
	broken[len(broken)-6] ^= 0xff // inside the checksum

	tests := []struct {
		name    string
		content []byte
		offset  int64
		msg     string
	}{
		{"empty", nil, 0, "truncated: 4 more bytes expected for the magic number"},
		{"half a magic", good[:2], 2, "truncated: 2 more bytes"},
		{"no IDX", []byte("<!DOCTYPE html>"), 0, "magic number 0x3c21444f is not an IDX file's"},
		{"no such type", idxBytes(0x0A, []uint32{1}, []byte{1}), 0, "magic number"},
		{"no dimensions", idxBytes(0x08, nil, nil), 0, "magic number"},
		{"half a header", good[:11], 11, "5 more bytes expected for the dimensions"},
		{"too large to address", idxBytes(0x0E, []uint32{1 << 31, 1 << 31, 1 << 31}, nil), 4, "impossible dimensions"},
		{"too large although a dimension is 0", idxBytes(0x08, []uint32{1 << 31, 1 << 31, 1 << 31, 0}, nil), 4, "impossible dimensions"},
		{"claims an exabyte", idxBytes(0x08, []uint32{1 << 30, 1 << 30}, []byte("abc")), 15, "truncated"},
		{"one element short", good[:len(good)-1], 23, "1 more bytes expected for the elements of dimensions [2 2 2]"},
		{"trailing byte", append(bytes.Clone(good), 0), 24, "bytes after the last element"},
		{"gzip of a short file", gzipped(t, good[:20]), 20, "4 more bytes expected"},
		{"gzip header only", zipped[:4], 0, "corrupt gzip header"},
		{"gzip cut short", zipped[:len(zipped)-9], 24, "truncated gzip stream"},
		{"gzip checksum", broken, 24, "corrupt gzip stream: gzip: invalid checksum"},
		{"gzip with a tail", append(bytes.Clone(zipped), "tail of another file"...), 24, "corrupt gzip stream"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := writeFile(t, filepath.Join(t.TempDir(), "images"), tt.content)
			_, err := ReadIDX(path)
			var fault *FormatError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, path, fault.File)
			assert.Equal(t, tt.offset, fault.Offset, err)
			assert.ErrorContains(t, err, tt.msg)
			assert.ErrorContains(t, err, path)
		})
	}
}

func TestReadIDX_TakesNoMemoryForClaims(t *testing.T) {
	lie := idxBytes(0x08, []uint32{1 << 30, 1 << 10}, make([]byte, 3<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := decodeIDX("lie", bytes.NewReader(lie))
	runtime.ReadMemStats(&after)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
}

// Of a gigabyte in a small gzip stream no more is unpacked than the header says.
func TestReadIDX_UnpacksNoMoreThanTheHeaderSays(t *testing.T) {
	bomb := gzipped(t, append(idxBytes(0x08, []uint32{4}, []byte("abcd")), make([]byte, 128<<20)...))
	read := &countingReader{r: bytes.NewReader(bomb)}
	_, err := decodeIDX("bomb", read)
	assert.ErrorContains(t, err, "bytes after the last element")
	assert.LessOrEqual(t, read.n, 1<<16, "of %d", len(bomb))
}

type countingReader struct {
	r io.Reader
	n int
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestReadIDX_ReportsWhatTheSystemReports(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadIDX(filepath.Join(dir, "absent"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = ReadIDX(dir)
	var pathErr *fs.PathError
	require.ErrorAs(t, err, &pathErr, "a folder is not a broken file")
}

func FuzzIDX(f *testing.F) {
	good := idxBytes(0x08, []uint32{1, 2, 2}, []byte("abcd"))
	f.Add(good)
	f.Add(good[:9])
	f.Add(gzipped(f, good))
	f.Add(idxBytes(0x0E, []uint32{1 << 31, 1 << 31, 1 << 31}, nil))
	f.Fuzz(func(t *testing.T, content []byte) {
		idx, err := decodeIDX("fuzz", bytes.NewReader(content))
		if err != nil {
			var fault *FormatError
			require.ErrorAs(t, err, &fault)
			require.Equal(t, "fuzz", fault.File)
			return
		}
		n := elementSize(idx.Type)
		for _, d := range idx.Dims {
			n *= d
		}
		require.Len(t, idx.Data, n)
	})
}
