package shimpath

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
)

// Distrust says why the file or folder at path must not be believed, or nil: that
// it, a folder above it, or a link on the way belongs to somebody else, or may be
// written by others. What is opened runs its constructors before anything can be
// checked, so whoever can put a file there can run code as this user.
//
// Root, this user, and the owner of the program itself, who can replace that, are
// believed. A sticky folder such as /tmp may be written by all: what belongs to
// one there, others can't replace.
func Distrust(path string) error {
	exe, _ := executable()
	return believed(exe).check(path)
}

// owners are the users who may own what is opened.
type owners struct {
	files []uint32
	// The owner of / comes on top: he can replace the system's own libraries. In a
	// namespace that knows only this user he is nobody, as all others are.
	folders []uint32
}

func believed(exe string) owners {
	files := []uint32{0, uint32(os.Geteuid())}
	if info, err := os.Stat(exe); err == nil {
		files = append(files, stat(info).Uid)
	}
	folders := slices.Clip(files)
	if info, err := os.Stat("/"); err == nil {
		folders = append(folders, stat(info).Uid)
	}
	return owners{files, folders}
}

func stat(info fs.FileInfo) *syscall.Stat_t { return info.Sys().(*syscall.Stat_t) }

// maxLinks is how many symbolic links Linux follows in one path.
const maxLinks = 40

// check walks down from / as the kernel does, so that each folder that decides
// where the path leads is looked at, those of links too.
func (o owners) check(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	at, rest := "/", parts(path)
	for links := 0; len(rest) > 0; {
		next := filepath.Join(at, rest[0])
		rest = rest[1:]
		info, err := os.Lstat(next)
		if err != nil {
			return err
		}
		if err := o.doubt(next, info); err != nil {
			return err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		if links++; links > maxLinks {
			return &fs.PathError{Op: "follow", Path: path, Err: syscall.ELOOP}
		}
		target, err := os.Readlink(next)
		if err != nil {
			return err
		}
		if filepath.IsAbs(target) {
			at = "/"
		}
		rest = append(parts(target), rest...)
	}
	return nil
}

func parts(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == filepath.Separator })
}

// doubt says what is wrong with one file, folder or link.
func (o owners) doubt(path string, info fs.FileInfo) error {
	s, allowed := stat(info), o.files
	if info.IsDir() {
		allowed = o.folders
	}
	if !slices.Contains(allowed, s.Uid) {
		return fmt.Errorf("%s belongs to user %d, neither this user nor root", path, s.Uid)
	}
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0, mode.IsDir() && mode&fs.ModeSticky != 0:
	case mode&0o002 != 0, mode&0o020 != 0 && !private(s):
		return fmt.Errorf("others may write to %s (chmod go-w it)", path)
	}
	return nil
}

// private says whether a file's group is its owner's alone, as where each user has
// a group of the same number and new files are writable by it; or root's.
func private(s *syscall.Stat_t) bool {
	const macAdmins = 80
	return s.Gid == s.Uid || s.Gid == 0 || runtime.GOOS == "darwin" && s.Gid == macAdmins
}
