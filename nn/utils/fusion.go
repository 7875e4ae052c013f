package utils

import (
	"fmt"
	"reflect"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// FuseOption is a keyword argument of the functions that fuse: [Transpose].
type FuseOption interface{ applyFuse(*fuseOptions) }

type fuseOptions struct{ transpose bool }

// Transpose says that the convolution is a transposed one; false unless given.
type Transpose bool

func (t Transpose) applyFuse(o *fuseOptions) { o.transpose = bool(t) }

func transposed(options []FuseOption) bool {
	var o fuseOptions
	for _, option := range options {
		option.applyFuse(&o)
	}
	return o.transpose
}

// evaluated is a module that knows whether it trains: one that embeds [nn.Module].
type evaluated interface{ Training() bool }

// FuseConvBNEval returns a copy of a convolution that does what it and the batch
// normalisation after it do in evaluation. Both evaluate, and bn tracks statistics.
//
//	conv := utils.FuseConvBNEval(net.Conv1, net.BN1)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_eval.html
func FuseConvBNEval[C evaluated](conv C, bn evaluated, options ...FuseOption) C {
	return fused("fuse_conv_bn_eval", conv, bn, func(w, b *torch.Tensor, n norm) (weight, bias *torch.Tensor) {
		return FuseConvBNWeights(w, b, n.mean, n.variance, n.eps, n.weight, n.bias, options...)
	})
}

// FuseConvBNWeights returns the weight and the bias of [FuseConvBNEval]. The convolution's
// bias and the normalisation's weight and bias may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_conv_bn_weights.html
func FuseConvBNWeights(
	weight, bias, mean, variance *torch.Tensor, eps float64, bnWeight, bnBias *torch.Tensor, options ...FuseOption,
) (fusedWeight, fusedBias *torch.Tensor) {
	n := norm{mean, variance, bnWeight, bnBias, eps}.filled()
	grad := bias != nil && bias.RequiresGrad()
	dtype := biasDType(weight, bias)
	torch.NoGrad(func() {
		if bias == nil {
			bias = torch.ZerosLike(mean)
		}
		scale := variance.Add(eps).Rsqrt()
		shape := make([]int, weight.NDim())
		for i := range shape {
			shape[i] = 1
		}
		shape[map[bool]int{false: 0, true: 1}[transposed(options)]] = -1
		fusedWeight = weight.Mul(n.weight.Mul(scale).Reshape(shape...)).To(weight.DType())
		fusedBias = bias.Sub(mean).Mul(scale).Mul(n.weight).Add(n.bias).To(dtype)
	})
	return parameter(fusedWeight, weight.RequiresGrad()), parameter(fusedBias, grad)
}

// FuseLinearBNEval is [FuseConvBNEval] for a linear layer before a batch normalisation of
// as many features, or of one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_eval.html
func FuseLinearBNEval[L evaluated](linear L, bn evaluated) L {
	return fused("fuse_linear_bn_eval", linear, bn, func(w, b *torch.Tensor, n norm) (weight, bias *torch.Tensor) {
		if out, features := w.Size(0), n.mean.Numel(); out != features && features != 1 {
			refuse("fuse_linear_bn_eval", "To fuse, linear.out_features == bn.num_features or bn.num_features == 1, "+
				"got linear.out_features=%d and bn.num_features=%d", out, features)
		}
		return FuseLinearBNWeights(w, b, n.mean, n.variance, n.eps, n.weight, n.bias)
	})
}

// FuseLinearBNWeights returns the weight and the bias of [FuseLinearBNEval]. The linear
// layer's bias and the normalisation's weight and bias may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.fuse_linear_bn_weights.html
func FuseLinearBNWeights(
	weight, bias, mean, variance *torch.Tensor, eps float64, bnWeight, bnBias *torch.Tensor,
) (fusedWeight, fusedBias *torch.Tensor) {
	n := norm{mean, variance, bnWeight, bnBias, eps}.filled()
	grad := bias != nil && bias.RequiresGrad()
	dtype := biasDType(weight, bias)
	torch.NoGrad(func() {
		if bias == nil {
			bias = torch.ZerosLike(mean)
		}
		scale := n.weight.Mul(variance.Add(eps).Rsqrt())
		fusedWeight = weight.Mul(scale.Unsqueeze(-1).To(weight.DType()))
		fusedBias = bias.Sub(mean).Mul(scale).Add(n.bias).To(dtype)
	})
	return parameter(fusedWeight, weight.RequiresGrad()), parameter(fusedBias, grad)
}

func biasDType(weight, bias *torch.Tensor) torch.DType {
	if bias != nil {
		return bias.DType()
	}
	return weight.DType()
}

// norm is what a batch normalisation computes with.
type norm struct {
	mean, variance, weight, bias *torch.Tensor
	eps                          float64
}

// filled has a weight of ones and a bias of zeros where it had none.
func (n norm) filled() norm {
	if n.weight == nil {
		n.weight = torch.OnesLike(n.mean)
	}
	if n.bias == nil {
		n.bias = torch.ZerosLike(n.mean)
	}
	return n
}

// fused is a copy of a layer with the weight and the bias that fuse returns.
func fused[M evaluated](op string, m M, bn evaluated, fuse func(w, b *torch.Tensor, n norm) (weight, bias *torch.Tensor)) M {
	if m.Training() || bn.Training() {
		refuse(op, "Fusion only for eval!")
	}
	n := normOf(op, bn)
	c := nn.Clone(m)
	weight, bias := registry.Field(c, "weight"), registry.Field(c, "bias")
	if weight == nil || *weight == nil || bias == nil {
		refuse(op, "%T has no weight and bias", m)
	}
	*weight, *bias = fuse(*weight, *bias, n)
	return c
}

// normOf reads a module that has the fields of batch normalisation.
func normOf(op string, bn any) norm {
	get := func(name string) *torch.Tensor {
		if at := registry.Field(bn, name); at != nil {
			return *at
		}
		return nil
	}
	n := norm{mean: get("running_mean"), variance: get("running_var"), weight: get("weight"), bias: get("bias")}
	eps := reflect.Indirect(reflect.ValueOf(bn)).FieldByName("Eps")
	if n.mean == nil || n.variance == nil || !eps.IsValid() {
		refuse(op, "%T tracks no statistics: bn.running_mean and bn.running_var must not be None", bn)
	}
	n.eps = eps.Float()
	return n
}

func parameter(t *torch.Tensor, requiresGrad bool) *torch.Tensor {
	return nn.Parameter(t).SetRequiresGrad(requiresGrad)
}

func refuse(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
