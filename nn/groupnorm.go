package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// GroupNorm normalises over groups of channels, each sample for itself, then scales and
// shifts each channel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
type GroupNorm struct {
	Module
	Weight *torch.Tensor // (NumChannels); nil without affine
	Bias   *torch.Tensor // (NumChannels), or nil

	NumGroups, NumChannels int
	Eps                    float64 `kw:"1e-5"`
	Affine                 bool    `kw:"true"`
}

type groupNormArgs struct {
	bias bool `kw:"true"`
	factory
}

// NewGroupNorm makes a layer for C channels in groups. It panics unless the number of groups
// divides C.
func NewGroupNorm(numGroups, numChannels int, options ...GroupNormOption) *GroupNorm {
	g, a := groupNormOf(options)
	if numGroups == 0 {
		refuseAs("ZeroDivisionError", "GroupNorm", "integer modulo by zero")
	}
	if numGroups < 0 || numChannels%numGroups != 0 {
		refuse("GroupNorm", "num_channels (%d) must be divisible by num_groups (%d)", numChannels, numGroups)
	}
	g.NumGroups, g.NumChannels = numGroups, numChannels
	g.Weight = a.parameter(g.Affine, numChannels)
	g.Bias = a.parameter(g.Affine && a.bias, numChannels)
	g.ResetParameters()
	return &g
}

// ResetParameters sets the weight to 1 and the bias to 0.
func (g *GroupNorm) ResetParameters() {
	fill(g.Weight, 1)
	fill(g.Bias, 0)
}

// Forward keeps the shape of x (N, C, ...). It panics for one value per group.
func (g *GroupNorm) Forward(x *torch.Tensor) *torch.Tensor { return g.Call(x, g.forward) }

func (g *GroupNorm) forward(x *torch.Tensor) *torch.Tensor {
	if x.NDim() < 2 {
		panic(&torch.Error{Op: "nn.GroupNorm", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"Expected at least 2 dimensions for input tensor but received %d", x.NDim())})
	}
	g.requireSeveral(x)
	return aten.GroupNorm(x, g.NumGroups, &aten.GroupNormOptions{Weight: g.Weight, Bias: g.Bias, Eps: aten.Some(g.Eps)})
}

// requireSeveral refuses one value per group, which has no variance.
func (g *GroupNorm) requireSeveral(x *torch.Tensor) {
	if g.NumGroups <= 0 {
		refuse("GroupNorm", "num_groups must be positive, but got %d", g.NumGroups)
	}
	rows := x.Size(0) * x.Size(1) / g.NumGroups
	n := rows
	for i := 2; i < x.NDim(); i++ {
		n *= x.Size(i)
	}
	if n == 1 {
		size := append([]int{rows, g.NumGroups}, x.Shape()[2:]...)
		refuse("GroupNorm", "Expected more than 1 value per channel when training, got input size %s", pyList(size))
	}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (g *GroupNorm) ExtraRepr() string {
	return extra(g, "num_groups num_channels eps= affine= bias=")
}
