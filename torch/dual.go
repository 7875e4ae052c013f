package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

var (
	opMakeDual   = newOp("_make_dual")
	opUnpackDual = newOp("_unpack_dual")
)

// DualLevel is a run of forward-mode differentiation; see [WithDualLevel].
type DualLevel struct{ level int }

// WithDualLevel runs f, in which dual tensors carry a tangent beside their value
// through every operator: the derivative of what is computed along a direction of
// the inputs. libtorch has one level for the process: other goroutines wait, and a
// level inside of a level panics.
//
//	torch.WithDualLevel(func(level torch.DualLevel) {
//		_, tangent = level.Unpack(level.Make(x, v).Sin()) // cos(x)*v
//	})
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.forward_ad.dual_level
func WithDualLevel(f func(level DualLevel)) {
	ready()
	// The level must be left on the thread that entered it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	level, err := cgotorch.EnterDualLevel()
	check("enter_dual_level", err)
	defer func() { check("exit_dual_level", cgotorch.ExitDualLevel(level)) }()
	f(DualLevel{level})
}

// Make returns primal, a floating or complex tensor, with a tangent of its shape
// and dtype. It shares primal's memory.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.forward_ad.make_dual
func (l DualLevel) Make(primal, tangent *Tensor) *Tensor {
	refuseNonFloating("primal", primal)
	refuseNonFloating("tangent", tangent)
	c := call{op: opMakeDual}
	c.tensor(primal)
	c.tensor(tangent)
	c.Int(int64(l.level))
	return c.one()
}

func refuseNonFloating(role string, t *Tensor) {
	if t != nil && !t.DType().IsFloatingPoint() && !t.DType().IsComplex() {
		misuse("make_dual", "ValueError", "Expected %s to be floating point or complex, but got: %v", role, t.DType())
	}
}

// Unpack returns a dual tensor's value and its tangent, nil where it has none. The
// tangent may be read after the level has ended.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.forward_ad.unpack_dual
func (l DualLevel) Unpack(dual *Tensor) (primal, tangent *Tensor) {
	c := call{op: opUnpackDual}
	c.tensor(dual)
	c.Int(int64(l.level))
	return c.two()
}
