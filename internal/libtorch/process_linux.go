package libtorch

import "syscall"

// groupAttr starts a child in a group of its own; it dies with us even when we
// are killed outright.
func groupAttr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
