package linalg

import (
	"errors"

	"github.com/e0112027/gotorch/torch"
)

// IsLinAlgError tells whether err is what libtorch says of matrices that it can not
// factor: not positive-definite, singular, or without convergence.
//
//	err := torch.Try(func() error { l = linalg.Cholesky(a); return nil })
//	if linalg.IsLinAlgError(err) {
//
// See https://docs.pytorch.org/docs/stable/linalg.html
func IsLinAlgError(err error) bool {
	var e *torch.Error
	return errors.As(err, &e) && e.Kind == "LinAlgError"
}
