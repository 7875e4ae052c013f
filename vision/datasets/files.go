package datasets

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrNotFound says that the dataset's files are not in the folder given. A
// dataset that is there and broken is a [*FormatError] instead.
var ErrNotFound = errors.New("dataset not found")

// splitFiles are the paths of one split.
type splitFiles struct{ images, labels string }

// rawFolder is where torchvision keeps the files.
func (f *family) rawFolder(root string) string {
	return filepath.Join(root, f.name, "raw")
}

// folders are looked through in order. torchvision's comes first: it carries
// the dataset's name, where the files of all relatives are named alike.
func (f *family) folders(root string) []string {
	return []string{f.rawFolder(root), root}
}

func (f *family) split(test bool) [2]resource {
	if test {
		return f.test
	}
	return f.train
}

// locate returns the files of a split, both from one folder.
func (f *family) locate(root string, test bool) (splitFiles, error) {
	want := f.split(test)
	for _, dir := range f.folders(root) {
		images, okImages := present(dir, want[0].name)
		labels, okLabels := present(dir, want[1].name)
		if okImages && okLabels {
			return splitFiles{images, labels}, nil
		}
	}
	return splitFiles{}, fmt.Errorf("datasets: %w: %s needs %s and %s (.gz or unpacked) in %q: "+
		"put them there or pass datasets.Download(true)", ErrNotFound, f.name,
		unpackedName(want[0].name), unpackedName(want[1].name), f.folders(root))
}

// present looks for the unpacked file, which is faster to read, then for the
// packed one.
func present(dir, name string) (path string, ok bool) {
	for _, candidate := range []string{unpackedName(name), name} {
		path := filepath.Join(dir, candidate)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, true
		}
	}
	return "", false
}

func unpackedName(name string) string { return strings.TrimSuffix(name, ".gz") }

// images are the pixels and labels of one split.
type images struct {
	n, height, width int
	pixels           []byte // n * height * width
	labels           []byte // n
}

// open reads one split, downloading the dataset first where that is asked for
// and necessary.
func (f *family) open(ctx context.Context, root string, o *options) (*images, error) {
	files, err := f.locate(root, o.test)
	if errors.Is(err, ErrNotFound) && o.download {
		if err := f.download(ctx, root, o); err != nil {
			return nil, err
		}
		files, err = f.locate(root, o.test)
	}
	if err != nil {
		return nil, err
	}
	content, err := files.read()
	if err != nil {
		return nil, fmt.Errorf("datasets: reading %s: %w (delete the file and put a good one there, "+
			"or pass datasets.Download(true))", f.name, err)
	}
	return content, nil
}

// read checks what an IDX file may hold against what a dataset of images must.
func (s splitFiles) read() (*images, error) {
	pixels, err := readBytes(s.images, 3)
	if err != nil {
		return nil, err
	}
	labels, err := readBytes(s.labels, 1)
	if err != nil {
		return nil, err
	}
	n, height, width := pixels.Dims[0], pixels.Dims[1], pixels.Dims[2]
	if labels.Dims[0] != n {
		return nil, &FormatError{File: s.labels, Offset: 4,
			Msg: fmt.Sprintf("%d labels for the %d images of %s", labels.Dims[0], n, s.images)}
	}
	return &images{n: n, height: height, width: width, pixels: pixels.Data, labels: labels.Data}, nil
}

// readBytes reads an IDX file that must hold uint8 of the rank, none empty.
func readBytes(path string, rank int) (*IDX, error) {
	idx, err := ReadIDX(path)
	if err != nil {
		return nil, err
	}
	const uint8Code = 0x08
	if idx.Type != uint8Code || len(idx.Dims) != rank {
		return nil, &FormatError{File: path, Offset: 0,
			Msg: fmt.Sprintf("want uint8 of %d dimensions, the file has type 0x%02x and dimensions %v", rank, idx.Type, idx.Dims)}
	}
	if len(idx.Data) == 0 {
		return nil, &FormatError{File: path, Offset: 4, Msg: fmt.Sprintf("dimensions %v hold nothing", idx.Dims)}
	}
	return idx, nil
}
