package transforms

import "github.com/e0112027/gotorch/torch"

// plain tells whether x is no more than numbers in order in this machine's
// memory. Such a tensor is worked on by Go: an operator on a large image would
// wake the thread pool that libtorch gives each OS thread, and the goroutines
// that prepare data wander over many. For small images it is faster, too.
func plain(x *torch.Tensor) bool {
	return x.Device() == torch.CPU && x.Layout() == torch.Strided && x.IsContiguous() && !x.IsNeg() && !x.RequiresGrad()
}
