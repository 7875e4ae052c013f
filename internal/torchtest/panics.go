package torchtest

import (
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// Panics stops the test unless f panics with a [*torch.Error] whose text
// contains message, and returns that error.
func Panics(t T, message string, f func()) *torch.Error {
	t.Helper()
	err := torch.Try(func() error { f(); return nil })
	require.ErrorContains(t, err, message)
	return err.(*torch.Error)
}
