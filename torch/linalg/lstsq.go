package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LstsqResult is what [Lstsq] returns. A tensor that was not computed is empty.
type LstsqResult struct {
	Solution       *torch.Tensor // (*, N, K)
	Residuals      *torch.Tensor // (*, K), squared: where M > N and all matrices have full rank
	Rank           *torch.Tensor // (*), int64: all drivers but "gels"
	SingularValues *torch.Tensor // (*, min(M, N)): the drivers "gelsd" and "gelss"
}

// LstsqOption is an argument of [Lstsq]: [RCond] or [Driver].
type LstsqOption interface {
	applyLstsq(*aten.LinalgLstsqOptions)
}

// RCondOption is what [RCond] returns.
type RCondOption float64

// RCond takes singular values below this part of the largest for 0; max(M, N) times
// the dtype's precision unless given.
func RCond(ratio float64) RCondOption { return RCondOption(ratio) }

func (r RCondOption) applyLstsq(o *aten.LinalgLstsqOptions)  { o.Rcond = aten.Some(float64(r)) }
func (d DriverOption) applyLstsq(o *aten.LinalgLstsqOptions) { o.Driver = aten.Some(string(d)) }

// Lstsq solves min ‖a X - b‖ for matrices a (*, M, N) and b (*, M, K). [Driver] is
// "gelsy" on the CPU unless given, which allows for any rank, and "gels", which
// needs the full one, on a GPU. Batches are broadcast. Before libtorch 2.15 the last
// bits that "gelsy" gives differ from call to call, in Python too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.lstsq.html
func Lstsq(a, b *torch.Tensor, options ...LstsqOption) LstsqResult {
	var r LstsqResult
	r.Solution, r.Residuals, r.Rank, r.SingularValues = aten.LinalgLstsq(a, b, applied(options, LstsqOption.applyLstsq))
	return r
}
