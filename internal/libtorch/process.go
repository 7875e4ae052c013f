package libtorch

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// child is another program. It ends, with all that it started, when its context
// does and when this process does, however that ends: compilers and pip start
// others, which would go on for minutes after their parent was killed.
type child struct {
	*exec.Cmd
	// aside has it run in a new, empty folder.
	aside bool
}

func command(ctx context.Context, name string, args ...string) *child {
	c := &child{Cmd: exec.CommandContext(ctx, name, args...)}
	c.WaitDelay = 2 * time.Second
	return c
}

// Run runs the program to its end.
func (c *child) Run() error {
	if c.aside {
		dir, err := os.MkdirTemp("", "gotorch-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.Dir = dir
	}
	g, err := newGuard()
	if err != nil {
		return err
	}
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pgid: g.group()}
	cancelled := false
	c.Cancel = func() error {
		cancelled = true
		return syscall.Kill(-g.group(), syscall.SIGTERM)
	}
	err = c.Cmd.Run()
	g.end(cancelled)
	return err
}

// Output runs the program and returns what it printed.
func (c *child) Output() ([]byte, error) {
	var out bytes.Buffer
	c.Stdout = &out
	err := c.Run()
	return out.Bytes(), err
}

// guard is a process at the head of a process group. It waits for the end of a
// pipe that only this process holds open, and then kills the group.
type guard struct {
	sh   *exec.Cmd
	pipe *os.File
}

func newGuard() (*guard, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	sh := exec.Command("/bin/sh", "-c", "read line; kill -KILL 0")
	sh.Stdin = r
	sh.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := sh.Start(); err != nil {
		_ = w.Close()
		return nil, err
	}
	return &guard{sh, w}, nil
}

func (g *guard) group() int { return g.sh.Process.Pid }

// end ends the guard, and on demand those of the group that didn't heed SIGTERM.
// Until it has been waited for, its number is nobody else's.
func (g *guard) end(all bool) {
	if all {
		_ = syscall.Kill(-g.group(), syscall.SIGKILL)
	}
	_ = g.sh.Process.Kill()
	_ = g.sh.Wait()
	_ = g.pipe.Close()
}
