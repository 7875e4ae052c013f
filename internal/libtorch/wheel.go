package libtorch

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// wheel is a package as pip downloads it: a zip file.
type wheel struct {
	*zip.ReadCloser
	file string
}

func openWheel(file string) (*wheel, error) {
	r, err := zip.OpenReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return &wheel{r, file}, nil
}

// metadata returns the text of the wheel's METADATA.
func (w *wheel) metadata() (string, error) {
	for _, f := range w.File {
		if dir, base := path.Split(f.Name); base == "METADATA" && strings.HasSuffix(dir, ".dist-info/") && strings.Count(dir, "/") == 1 {
			r, err := f.Open()
			if err != nil {
				return "", err
			}
			defer r.Close()
			text, err := io.ReadAll(io.LimitReader(r, 1<<22))
			return string(text), err
		}
	}
	return "", fmt.Errorf("%s holds no METADATA", w.file)
}

// unpack writes the files that keep picks into dir. A name that leads out of
// dir is an error, whether picked or not: such a wheel is not to be trusted.
func (w *wheel) unpack(ctx context.Context, dir string, p Progress, keep func(name string) bool) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	picked, total, err := w.pick(keep)
	if err != nil {
		return err
	}
	task := p.Start("unpacking "+filepath.Base(w.file), total, Bytes)
	defer task.Done()
	done := int64(0)
	for _, f := range picked {
		task.Set(done, f.Name)
		if err := unpackFile(ctx, root, f, func(n int64) { task.Set(done+n, f.Name) }); err != nil {
			return fmt.Errorf("%s: %s: %w", w.file, f.Name, err)
		}
		done += int64(f.UncompressedSize64)
	}
	task.Set(done, "")
	return nil
}

func (w *wheel) pick(keep func(string) bool) (picked []*zip.File, total int64, err error) {
	for _, f := range w.File {
		if !filepath.IsLocal(f.Name) || strings.Contains(f.Name, `\`) {
			return nil, 0, fmt.Errorf("%s: %w: %q leads out of the folder", w.file, zip.ErrInsecurePath, f.Name)
		}
		if f.Mode().IsRegular() && keep(f.Name) {
			picked = append(picked, f)
			total += int64(f.UncompressedSize64)
		}
	}
	return picked, total, nil
}

func unpackFile(ctx context.Context, root *os.Root, f *zip.File, at func(int64)) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	if err := root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
		return err
	}
	out, err := root.OpenFile(f.Name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, &watched{ctx: ctx, r: r, at: at})
	if err == nil && isLibrary(f.Name) {
		err = out.Sync() // one that a crash cut short would end programs with SIGBUS
	}
	if err1 := out.Close(); err == nil {
		err = err1
	}
	return err
}

// watched reads until its context ends and tells how far it is. libtorch_cpu
// alone takes seconds to inflate.
type watched struct {
	ctx context.Context
	r   io.Reader
	n   int64
	at  func(int64)
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	w.n += int64(n)
	w.at(w.n)
	return n, err
}
