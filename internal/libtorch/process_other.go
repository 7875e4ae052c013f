//go:build !linux

package libtorch

import "syscall"

// groupAttr starts a child in a group of its own.
func groupAttr() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
