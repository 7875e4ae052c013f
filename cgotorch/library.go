package cgotorch

/*
#include "library.h"
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"unsafe"
)

// LoadLibrary opens a shared library whose constructors register operators with
// libtorch, which must be open: the library finds it by its name.
func LoadLibrary(path string) error {
	text := C.CString(path)
	defer C.free(unsafe.Pointer(text))
	if message := C.gt_load_library(text); message != nil {
		defer C.free(unsafe.Pointer(message))
		return errors.New(C.GoString(message))
	}
	return nil
}
