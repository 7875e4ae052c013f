package cgotorch

/*
#cgo nocallback gt_dual_enter
#cgo nocallback gt_dual_exit
#include "loader.h"
*/
import "C"

// EnterDualLevel starts a level of forward-mode differentiation.
func EnterDualLevel() (level int, err error) {
	var l C.int64_t
	err = asError(C.gt_dual_enter(&l))
	return int(l), err
}

// ExitDualLevel ends the level entered last.
func ExitDualLevel(level int) error { return asError(C.gt_dual_exit(C.int64_t(level))) }
