package libtorch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/internal/shimpath"
)

// cacheDir is gotorch's folder in the user's cache, see the package comment.
type cacheDir string

func (c cacheDir) torches() string             { return filepath.Join(string(c), "libtorch") }
func (c cacheDir) torch(version string) string { return filepath.Join(c.torches(), version) }
func (c cacheDir) shims() string               { return filepath.Join(string(c), "shim") }
func (c cacheDir) lockFile() string            { return filepath.Join(string(c), "setup.lock") }

// claim makes the folders and takes the lock.
func (c cacheDir) claim(ctx context.Context, p Progress) (unlock func(), err error) {
	if err := c.prepare(); err != nil {
		return nil, err
	}
	return c.lock(ctx, p)
}

// prepare makes the folders.
func (c cacheDir) prepare() error {
	for _, dir := range []string{c.torches(), c.shims()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return explain(err, string(c))
		}
	}
	return nil
}

// lock waits until no other set-up holds the cache. The kernel lets go of the
// lock when its holder dies, however it dies.
func (c cacheDir) lock(ctx context.Context, p Progress) (unlock func(), err error) {
	l := flock.New(c.lockFile(), flock.SetPermissions(0o644))
	ok, err := l.TryLock()
	if errors.Is(err, fs.ErrPermission) && os.Remove(c.lockFile()) == nil {
		// Another user's in our folder, root's by sudo perhaps, that may not be
		// read, or on NFS not written, which a lock there needs.
		ok, err = l.TryLock()
	}
	if err == nil && !ok {
		p.Line("waiting for another gotorch setup to finish" + c.holder())
		_, err = l.TryLockContext(ctx, 200*time.Millisecond)
	}
	if hasNoLocks(err) {
		p.Line("the file system of " + string(c) + " has no locks: run one setup at a time")
		return func() {}, nil
	}
	if err != nil {
		return nil, explain(err, string(c))
	}
	// Best effort: the number only makes the line above more helpful.
	_ = os.WriteFile(c.lockFile(), []byte(strconv.Itoa(os.Getpid())), 0o644)
	_ = os.Chmod(c.lockFile(), 0o644) // other users can wait for it
	return func() { _ = l.Unlock() }, nil
}

// hasNoLocks recognises NFS without its lock service, and file systems like it.
func hasNoLocks(err error) bool {
	return errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS)
}

func (c cacheDir) holder() string {
	pid, err := os.ReadFile(c.lockFile())
	if err != nil || len(pid) == 0 {
		return ""
	}
	return " (process " + string(pid) + ")"
}

// sweep removes what killed builds left. It needs the lock.
func (c cacheDir) sweep() {
	for _, pattern := range []string{".current-*", "shim/.build-*", "shim/*/." + shimpath.DescriptionFile + "*"} {
		left, _ := fs.Glob(os.DirFS(string(c)), pattern)
		for _, path := range left {
			_ = os.RemoveAll(filepath.Join(string(c), path))
		}
	}
}

// sweepDownloads removes what interrupted downloads left, but for the one of a
// version that is about to go on. With CUDA that is gigabytes. It needs the lock.
func (c cacheDir) sweepDownloads(but string, p Progress) {
	entries, _ := os.ReadDir(c.torches())
	for _, e := range entries {
		version, unfinished := strings.CutPrefix(e.Name(), ".")
		if !unfinished || version == but {
			continue
		}
		dir := c.torch(e.Name())
		bytes := size(dir)
		if os.RemoveAll(dir) == nil && bytes > 0 {
			p.Line("removed a download of libtorch " + version + " that was not finished (" + gigabytes(uint64(bytes)) + ")")
		}
	}
}

// writeJSON writes v aside, to disk, and renames it into place.
func writeJSON(file string, v any) error { return writeJSONAfter(file, v, func() error { return nil }) }

// writeJSONAfter is writeJSON that has ready called when v is on disk and has not its name yet.
func writeJSONAfter(file string, v any, ready func() error) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	// Other users of the cache read it.
	return atomicfile.WriteMode(file, 0o644, func(f *os.File) error {
		if _, err := f.Write(append(text, '\n')); err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return err
		}
		return ready()
	})
}

func readJSON(file string, v any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
