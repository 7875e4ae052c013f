package backends

import "sync/atomic"

// noFastpath is the opposite, for the zero value is on.
var noFastpath atomic.Bool

// MHAFastpathEnabled tells whether attentions and encoder layers may use the operators
// that libtorch has for their evaluation, as torch.backends.mha.get_fastpath_enabled.
func MHAFastpathEnabled() bool { return !noFastpath.Load() }

// SetMHAFastpathEnabled lets them, or keeps them from it. It is on unless set.
//
// See https://docs.pytorch.org/docs/stable/backends.html#torch.backends.mha.set_fastpath_enabled
func SetMHAFastpathEnabled(on bool) { noFastpath.Store(!on) }
