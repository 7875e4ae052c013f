package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, want, string(got))
}

// old makes a file with that mode, whatever the umask.
func old(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	require.NoError(t, os.Chmod(path, mode))
}

func TestWrite_KeepsTheMode(t *testing.T) {
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o666, 0o755} {
		path := filepath.Join(t.TempDir(), "file")
		old(t, path, mode)
		require.NoError(t, Write(path, text("new")))
		holds(t, path, "new")
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, mode, info.Mode())
	}
}

func TestWrite_NewFileObeysTheUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, Write(path, text("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o640), info.Mode())
}

func TestWriteMode_IsTheModeWhateverTheUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	path := filepath.Join(t.TempDir(), "file")
	for range 2 {
		require.NoError(t, WriteMode(path, 0o644, func(f *os.File) error { return text("new")(f) }))
		holds(t, path, "new")
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o644), info.Mode())
		old(t, path, 0o600)
	}
}

func TestWrite_KeepsOwnerAndGroup(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	path := filepath.Join(t.TempDir(), "file")
	old(t, path, 0o640)
	require.NoError(t, os.Chown(path, 54321, 54322))
	require.NoError(t, Write(path, text("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	s := info.Sys().(*syscall.Stat_t)
	assert.Equal(t, [2]uint32{54321, 54322}, [2]uint32{s.Uid, s.Gid})
	assert.Equal(t, fs.FileMode(0o640), info.Mode())
}

func TestWrite_FollowsLinks(t *testing.T) {
	for name, exists := range map[string]bool{"to a file": true, "to nothing": false} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.MkdirAll(filepath.Join(dir, "far", "away"), 0o755))
			target := filepath.Join(dir, "far", "away", "file")
			if exists {
				old(t, target, 0o600)
			}
			require.NoError(t, os.Symlink("far/away", filepath.Join(dir, "folder")))
			require.NoError(t, os.Symlink("folder/../away/file", filepath.Join(dir, "second")))
			require.NoError(t, os.Symlink(filepath.Join(dir, "second"), filepath.Join(dir, "first")))
			require.NoError(t, Write(filepath.Join(dir, "first"), text("new")))
			holds(t, target, "new")
			for _, link := range []string{"folder", "second", "first"} {
				info, err := os.Lstat(filepath.Join(dir, link))
				require.NoError(t, err)
				assert.Equal(t, fs.ModeSymlink, info.Mode().Type(), link)
			}
			files, err := os.ReadDir(filepath.Join(dir, "far", "away"))
			require.NoError(t, err)
			assert.Len(t, files, 1, "nothing is left beside it")
		})
	}
}

func TestWrite_LinksThatGoRound(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Symlink("b", filepath.Join(dir, "a")))
	require.NoError(t, os.Symlink("a", filepath.Join(dir, "b")))
	assert.ErrorIs(t, Write(filepath.Join(dir, "a"), text("")), syscall.ELOOP)
}

func TestWrite_GoesStraightToWhatIsNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	read := make(chan string)
	go func() {
		got, err := os.ReadFile(path)
		assert.NoError(t, err)
		read <- string(got)
	}()
	require.NoError(t, Write(path, text("new")))
	assert.Equal(t, "new", <-read)
	info, err := os.Lstat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.ModeNamedPipe, info.Mode().Type())

	assert.ErrorIs(t, Write(t.TempDir(), text("")), syscall.EISDIR)
}

// The system's own /dev/null is not put at risk: root could replace it.
func TestWrite_GoesStraightToADevice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "null")
	if err := syscall.Mknod(path, syscall.S_IFCHR|0o666, 1<<8|3); err != nil {
		t.Skip("only root can make a device:", err)
	}
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err != nil {
		t.Skip("the temporary folder's file system takes no devices:", err)
	} else {
		require.NoError(t, f.Close())
	}
	require.NoError(t, Write(path, text("new")))
	info, err := os.Lstat(path)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeDevice)
}

func TestWrite_AFileThatHasLostItsName(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "file"))
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, os.Remove(f.Name()))
	path := filepath.Join("/dev/fd", strconv.Itoa(int(f.Fd())))
	if _, err := os.Stat(path); err != nil {
		t.Skip("no /dev/fd")
	}
	require.NoError(t, Write(path, text("new")))
	got := make([]byte, 3)
	_, err = f.ReadAt(got, 0)
	require.NoError(t, err)
	assert.Equal(t, "new", string(got))
}

func TestWrite_FormerFileStaysWhereAnythingFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	old(t, path, 0o600)
	full := errors.New("disk full")
	err := Write(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return full
	})
	assert.ErrorIs(t, err, full)
	holds(t, path, "old")
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1)

	assert.ErrorIs(t, Write(filepath.Join(dir, "none", "file"), text("")), fs.ErrNotExist)
}

func TestWrite_RefusesAReadOnlyFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write all files")
	}
	path := filepath.Join(t.TempDir(), "file")
	old(t, path, 0o444)
	assert.ErrorIs(t, Write(path, text("new")), fs.ErrPermission)
	holds(t, path, "old")
}

func TestWrite_RelativeToTheCurrentFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for range 2 {
		require.NoError(t, Write("file", text("new")))
		holds(t, "file", "new")
	}
}
