package datasets

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writeSplit puts both files of a split into dir, each image filled with its
// label, and returns their paths.
func writeSplit(tb testing.TB, dir string, r [2]resource, packed bool, labels ...byte) (images, labelFile string) {
	tb.Helper()
	var pixels []byte
	for _, label := range labels {
		pixels = append(pixels, bytes.Repeat([]byte{label}, 6)...)
	}
	n := uint32(len(labels))
	put := func(name string, content []byte) string {
		if packed {
			return writeFile(tb, filepath.Join(dir, name), gzipped(tb, content))
		}
		return writeFile(tb, filepath.Join(dir, unpackedName(name)), content)
	}
	images = put(r[0].name, idxBytes(0x08, []uint32{n, 2, 3}, pixels))
	return images, put(r[1].name, idxBytes(0x08, []uint32{n}, labels))
}

func TestOpen_FindsTheFiles(t *testing.T) {
	for _, f := range []*family{&mnistFamily, &fashionFamily, &kuzushijiFamily} {
		for _, layout := range []string{".", filepath.Join(f.name, "raw")} {
			for _, packed := range []bool{false, true} {
				root := t.TempDir()
				writeSplit(t, filepath.Join(root, layout), f.train, packed, 1, 2, 3)
				writeSplit(t, filepath.Join(root, layout), f.test, packed, 4)
				train, err := f.open(context.Background(), root, newOptions(nil))
				require.NoError(t, err)
				assert.Equal(t, &images{n: 3, height: 2, width: 3, labels: []byte{1, 2, 3},
					pixels: []byte{1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3}}, train)
				test, err := f.open(context.Background(), root, newOptions([]Option{Train(false)}))
				require.NoError(t, err)
				assert.Equal(t, []byte{4}, test.labels)
			}
		}
	}
}

func TestOpen_PrefersTheFolderThatNamesTheDataset(t *testing.T) {
	root := t.TempDir()
	writeSplit(t, root, mnistFamily.train, false, 1)
	writeSplit(t, filepath.Join(root, "KMNIST", "raw"), kuzushijiFamily.train, false, 2)
	got, err := kuzushijiFamily.open(context.Background(), root, newOptions(nil))
	require.NoError(t, err)
	assert.Equal(t, []byte{2}, got.labels)
}

func TestOpen_NeedsBothFilesInOneFolder(t *testing.T) {
	root := t.TempDir()
	_, err := mnistFamily.open(context.Background(), root, newOptions(nil))
	require.ErrorIs(t, err, ErrNotFound)
	assert.ErrorContains(t, err, "train-images-idx3-ubyte and train-labels-idx1-ubyte")
	assert.ErrorContains(t, err, "datasets.Download(true)")

	writeSplit(t, root, mnistFamily.test, false, 1)
	_, err = mnistFamily.open(context.Background(), root, newOptions(nil))
	require.ErrorIs(t, err, ErrNotFound, "the other split is no substitute")
	_, err = mnistFamily.open(context.Background(), filepath.Join(root, "absent"), newOptions(nil))
	require.ErrorIs(t, err, ErrNotFound)
}

func TestOpen_NamesTheBrokenFile(t *testing.T) {
	tests := []struct {
		name     string
		onLabels bool
		content  []byte
		msg      string
	}{
		{"cut short", false, idxBytes(0x08, []uint32{2, 2, 3}, []byte("abc")), "truncated"},
		{"labels for images", false, idxBytes(0x08, []uint32{2}, []byte{1, 2}), "want uint8 of 3 dimensions, the file has type 0x08 and dimensions [2]"},
		{"images for labels", true, idxBytes(0x08, []uint32{1, 1, 2}, []byte{1, 2}), "want uint8 of 1 dimensions"},
		{"float images", false, idxBytes(0x0D, []uint32{1, 1, 1}, []byte("abcd")), "type 0x0d"},
		{"nothing inside", false, idxBytes(0x08, []uint32{2, 0, 3}, nil), "hold nothing"},
		{"one label more", true, idxBytes(0x08, []uint32{3}, []byte{1, 2, 3}), "3 labels for the 2 images of"},
		{"one label fewer", true, idxBytes(0x08, []uint32{1}, []byte{1}), "1 labels for the 2 images of"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			images, labels := writeSplit(t, root, mnistFamily.train, false, 1, 2)
			broken := images
			if tt.onLabels {
				broken = labels
			}
			writeFile(t, broken, tt.content)
			_, err := mnistFamily.open(context.Background(), root, newOptions([]Option{Download(true)}))
			var fault *FormatError
			require.ErrorAs(t, err, &fault, "a file that is there is never replaced by a download")
			assert.Equal(t, broken, fault.File)
			assert.ErrorContains(t, err, tt.msg)
			assert.ErrorContains(t, err, "delete the file")
			require.NotErrorIs(t, err, ErrNotFound)
		})
	}
}
