// Package atomicfile writes files that appear under their names when they are
// complete and on disk, and not before.
package atomicfile

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
)

// Write has fill write the file at path. A regular file, or one that is yet to be,
// is written beside its place, synced and renamed: where anything fails, the former
// file stays as it is. It keeps its mode, and its owner and group where the system
// lets; a file that may not be written is refused as [os.Create] refuses it.
// Symbolic links are followed, one that leads nowhere too. Devices, pipes and what
// else is no regular file are written to as they are.
func Write(path string, fill func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		target, err := follow(path)
		if err != nil {
			return err
		}
		return replace(target, nil, fill)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return straight(path, fill)
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return straight(path, fill) // an open file of /proc/self/fd that has lost its name
	}
	if now, err := os.Stat(target); err != nil || !os.SameFile(now, info) {
		return straight(path, fill)
	}
	return replace(target, info, fill)
}

// WriteMode is [Write] for a regular file, or one that is yet to be, that is to have a mode
// whatever the umask and the former file's.
func WriteMode(path string, mode fs.FileMode, fill func(*os.File) error) error {
	return swap(path, renameio.WithStaticPermissions(mode), func(f *renameio.PendingFile) error { return fill(f.File) })
}

// follow returns the name that a chain of links ends at, where nothing is.
func follow(path string) (string, error) {
	const maxLinks = 40 // as Linux
	for range maxLinks {
		dir, base := filepath.Split(path) // uncleaned: in a/../b the a may be a link
		target, err := os.Readlink(path)
		if err != nil {
			real, err := filepath.EvalSymlinks(cmp.Or(dir, "."))
			return filepath.Join(real, base), err
		}
		if !filepath.IsAbs(target) {
			target = dir + target
		}
		path = target
	}
	return "", &fs.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
}

func straight(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
}

// replace writes aside and renames; former is what stands there, or nil.
func replace(path string, former fs.FileInfo, fill func(io.Writer) error) error {
	if former == nil {
		return swap(path, renameio.WithPermissions(0o666), func(f *renameio.PendingFile) error { return fill(f) })
	}
	if err := mayWrite(path); err != nil {
		return err
	}
	return swap(path, renameio.WithPermissions(former.Mode().Perm()), func(f *renameio.PendingFile) error {
		if err := like(f.File, former); err != nil {
			return err
		}
		return fill(f)
	})
}

// swap writes aside and renames.
func swap(path string, perm renameio.Option, fill func(*renameio.PendingFile) error) (err error) {
	dir := filepath.Dir(path)
	file, err := renameio.NewPendingFile(path, renameio.WithTempDir(dir), perm)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Cleanup()) }()
	if err := fill(file); err != nil {
		return err
	}
	if err := file.CloseAtomicallyReplace(); err != nil {
		return err
	}
	// The name, too, would survive a crash; not every file system can say so.
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
	return nil
}

func mayWrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// like gives f the owner, group and mode of former. Where the group can't be kept,
// its rights are not given to another one.
func like(f *os.File, former fs.FileInfo) error {
	now, err := f.Stat()
	if err != nil {
		return err
	}
	perm := former.Mode().Perm()
	old, new := former.Sys().(*syscall.Stat_t), now.Sys().(*syscall.Stat_t)
	if old.Uid != new.Uid || old.Gid != new.Gid {
		if f.Chown(int(old.Uid), int(old.Gid)) != nil && old.Gid != new.Gid && f.Chown(-1, int(old.Gid)) != nil {
			perm &^= 0o070
		}
	}
	if now.Mode().Perm() == perm {
		return nil
	}
	return f.Chmod(perm)
}
