package libtorch

import (
	"context"
	"os/exec"
	"syscall"
	"time"
)

// command is a child process that ends, with all of its own children, when ctx
// does: compilers and pip start others, which a plain Kill would leave behind.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = groupAttr()
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 2 * time.Second
	return cmd
}
