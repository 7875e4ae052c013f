// Package safezip opens zip files of tensors, which may come from anybody: it refuses
// names that lead elsewhere, entries twice, entries over each other, and sizes that the
// bytes there can't have.
package safezip

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// maxInflate is how many bytes one byte of a deflated entry becomes at most
// (https://zlib.net/zlib_tech.html), with some room for short ones.
const (
	maxInflate  = 1032
	inflateRoom = 1024
)

// Open reads the directory of a file of so many bytes, and checks it whole.
func Open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(z.File))
	for _, f := range z.File {
		if err := check(f, names); err != nil {
			return nil, err
		}
	}
	return z, Disjoint(z.File, size)
}

func check(f *zip.File, names map[string]bool) error {
	if strings.Contains(f.Name, `\`) || path.Clean("/"+f.Name) != "/"+f.Name {
		return fmt.Errorf("an entry is named %.200q", f.Name)
	}
	if names[f.Name] {
		return fmt.Errorf("entry %.200q is there twice", f.Name)
	}
	names[f.Name] = true
	most := f.CompressedSize64
	switch f.Method {
	case zip.Store:
	case zip.Deflate:
		if most > 1<<50 {
			return fmt.Errorf("entry %.200q is longer than the file", f.Name)
		}
		most = most*maxInflate + inflateRoom
	default:
		return fmt.Errorf("entry %.200q is compressed by method %d, and only 0 (stored) and 8 (deflated) are read", f.Name, f.Method)
	}
	if f.UncompressedSize64 > most {
		return fmt.Errorf("entry %.200q claims %d bytes, and %d can't hold as many", f.Name, f.UncompressedSize64, f.CompressedSize64)
	}
	return nil
}

// span is where an entry's bytes lie.
type span struct {
	begin, end int64
	name       string
}

// Disjoint refuses entries that lie over each other, of which a small file could have
// many large ones.
func Disjoint(files []*zip.File, size int64) error {
	spans := make([]span, len(files))
	for i, f := range files {
		begin, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("entry %.200q: %w", f.Name, err)
		}
		if begin < 0 || begin > size || f.CompressedSize64 > uint64(size-begin) {
			return fmt.Errorf("entry %.200q is longer than the file", f.Name)
		}
		spans[i] = span{begin, begin + int64(f.CompressedSize64), f.Name}
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end))
	})
	for i := 1; i < len(spans); i++ {
		if spans[i-1].end > spans[i].begin {
			return fmt.Errorf("entries %.200q and %.200q lie over each other", spans[i-1].name, spans[i].name)
		}
	}
	return nil
}
