package linalg

import (
	"errors"
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// IsLinAlgError tells whether err is what libtorch says of matrices that it can not
// factor: not positive-definite, singular, or without convergence. Of [LUFactor] and
// [LDLFactor] it says otherwise, as in Python.
//
//	err := torch.Try(func() error { l = linalg.Cholesky(a); return nil })
//	if linalg.IsLinAlgError(err) {
//
// See https://docs.pytorch.org/docs/stable/linalg.html
func IsLinAlgError(err error) bool {
	var e *torch.Error
	return errors.As(err, &e) && e.Kind == "LinAlgError"
}

// refuse panics for an argument that never reached libtorch.
func refuse(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "TypeError", Msg: fmt.Sprintf(format, args...)})
}

// refuseValue is refuse for an argument of the right type.
func refuseValue(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
