package cgotorch_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

const findVariable = "CGOTORCH_TEST_FIND"

// Before TestMain, which opens a shim.
func init() {
	if os.Getenv(findVariable) != "" {
		fmt.Println(os.Geteuid(), "found:", strings.Join(cgotorch.Find().Searched, "; "))
		os.Exit(0)
	}
}

// This test's program, made to run as its owner whoever starts it, takes no shim
// that the starter's environment names.
func TestFind_OfASetUserIDProgram(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can run as another user")
	}
	const owner, caller = 54321, 54322
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	self, err := os.Executable()
	require.NoError(t, err)
	text, err := os.ReadFile(self)
	require.NoError(t, err)
	program := filepath.Join(dir, "program")
	require.NoError(t, os.WriteFile(program, text, 0o755))
	require.NoError(t, os.Chown(program, owner, owner))
	shim := filepath.Join(dir, "elsewhere", shimpath.LibName())
	require.NoError(t, os.Mkdir(filepath.Dir(shim), 0o755))
	require.NoError(t, os.WriteFile(shim, []byte("elf"), 0o755))

	for _, c := range []struct {
		mode os.FileMode
		want string
	}{
		{0o755, "54322 found: $GOTORCH_SHIM = " + shim + "\n"},
		{0o755 | os.ModeSetuid, "54321 found: $GOTORCH_SHIM (not heeded: "},
	} {
		require.NoError(t, os.Chmod(program, c.mode))
		cmd := exec.Command(program)
		cmd.Dir = dir
		cmd.Env = []string{findVariable + "=1", shimpath.EnvVar + "=" + shim, "HOME=" + dir}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: caller, Gid: caller}}
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		if c.mode&os.ModeSetuid != 0 && strings.HasPrefix(string(out), "54322") {
			t.Skip("the temporary folder lies on a file system without set-user-ID")
		}
		assert.Contains(t, string(out), c.want)
	}
}
