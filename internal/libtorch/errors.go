package libtorch

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"syscall"
)

// Error is a failure that the user can mend, and how.
type Error struct {
	What   string // what is wrong
	Remedy string // what to do about it
	Detail string // what another program said about it, many lines perhaps
	Err    error  // the cause, if it says more
}

// Error is one line: what is wrong, then the remedy.
func (e *Error) Error() string { return e.What + "; " + e.Remedy }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func failure(remedy, format string, args ...any) *Error {
	return &Error{What: fmt.Sprintf(format, args...), Remedy: remedy}
}

// noSpaceText is how C's library, and so pip and compilers, word ENOSPC.
const noSpaceText = "No space left on device"

// explain turns the failures that a full or read-only disk causes into an
// Error. dir is where the writing went. Other errors come back as they are.
func explain(err error, dir string) error {
	var known *Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), strings.Contains(err.Error(), noSpaceText):
		return &Error{What: "the disk that holds " + dir + " is full", Remedy: "free some space" + elsewhere(), Err: err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &Error{What: "cannot write to " + dir + " (" + err.Error() + ")", Remedy: "make it writable" + elsewhere(), Err: err}
	}
	return err
}

// elsewhere is the other half of a remedy for a cache that cannot be written.
// macOS knows no variable that moves the user's cache.
func elsewhere() string {
	if runtime.GOOS == "darwin" {
		return ""
	}
	return " or set XDG_CACHE_HOME to a folder on another disk"
}
