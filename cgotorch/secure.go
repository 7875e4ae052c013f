package cgotorch

/*
#ifdef __linux__
#include <sys/auxv.h>
static int secure(void) { return getauxval(AT_SECURE) != 0; }
#else
#include <unistd.h>
static int secure(void) { return issetugid(); }
#endif
*/
import "C"

import "github.com/e0112027/gotorch/internal/shimpath"

// Find looks for the shim as [Open] does. A program that the system started with
// more rights than its caller has (set-user-ID, file capabilities) takes no word
// from the caller's environment.
func Find() shimpath.Found { return shimpath.Find(SourcesHash(), C.secure() != 0) }
