package torchzip_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchzip"
)

// FuzzOpen reads all that a mutated archive holds, in memory of no more than eight times
// its size.
func FuzzOpen(f *testing.F) {
	files, err := filepath.Glob("../../torch/testdata/saved/*.pt")
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		archive, err := torchzip.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		total := int64(0)
		for i := -1; i < 40; i++ {
			name := torchzip.Pickle
			if i >= 0 {
				name = torchzip.Data + strconv.Itoa(i)
			}
			size, ok := archive.Size(name)
			if !ok {
				continue
			}
			if total += size; total > 9*int64(len(data)) {
				t.Fatalf("%d bytes of a file of %d", total, len(data))
			}
			_ = archive.Read(name, make([]byte, size))
			if at, ok := archive.Place(name); ok && (at < 0 || at+size > int64(len(data))) {
				t.Fatalf("%d bytes at %d of a file of %d", size, at, len(data))
			}
		}
	})
}
