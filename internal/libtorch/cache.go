package libtorch

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

// cacheDir is gotorch's folder in the user's cache, see the package comment.
type cacheDir string

func (c cacheDir) torches() string             { return filepath.Join(string(c), "libtorch") }
func (c cacheDir) torch(version string) string { return filepath.Join(c.torches(), version) }
func (c cacheDir) shims() string               { return filepath.Join(string(c), "shim") }
func (c cacheDir) lockFile() string            { return filepath.Join(string(c), "setup.lock") }

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
	l := flock.New(c.lockFile())
	ok, err := l.TryLock()
	if err == nil && !ok {
		p.Line("waiting for another gotorch setup to finish" + c.holder())
		_, err = l.TryLockContext(ctx, 200*time.Millisecond)
	}
	if err != nil {
		return nil, explain(err, string(c))
	}
	// Best effort: the number only makes the line above more helpful.
	_ = os.WriteFile(c.lockFile(), []byte(strconv.Itoa(os.Getpid())), 0o644)
	return func() { _ = l.Unlock() }, nil
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
	for _, pattern := range []string{".json-*", "shim/.build-*", "shim/*/.json-*"} {
		left, _ := filepath.Glob(filepath.Join(string(c), filepath.FromSlash(pattern)))
		for _, path := range left {
			_ = os.RemoveAll(path)
		}
	}
}

// writeJSON writes v aside and renames it into place.
func writeJSON(file string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".json-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(text, '\n'))
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if err1 := tmp.Close(); err == nil {
		err = err1
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
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
