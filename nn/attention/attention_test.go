package attention_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn/attention"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/backends"
)

func TestSDPAKernel_PicksTheBackend(t *testing.T) {
	torch.ManualSeed(0)
	x := torch.Randn(2, 2, 70, 16)
	of := func(b ...attention.SDPBackend) *torch.Tensor {
		return attention.SDPAKernelResult(func() *torch.Tensor { return F.ScaledDotProductAttention(x, x, x) }, b...)
	}
	math, _ := aten.InternalScaledDotProductAttentionMath(x, x, x, nil)
	flash, _ := aten.InternalScaledDotProductFlashAttentionForCpu(x, x, x, nil)
	assert.False(t, math.Equal(flash))
	assert.True(t, math.Equal(of(attention.Math)))
	assert.True(t, flash.Equal(of(attention.FlashAttention)))
	assert.True(t, flash.Equal(of(attention.Math, attention.FlashAttention)))
}

func TestSDPAKernel_SetsBack(t *testing.T) {
	defer backends.CUDACUDNNSDP.Set(backends.CUDACUDNNSDP.On())
	backends.CUDACUDNNSDP.Set(false)
	assert.Panics(t, func() {
		attention.SDPAKernel(func() {
			assert.False(t, backends.CUDAMathSDP.On())
			panic("out")
		}, attention.CUDNNAttention)
	})
	assert.True(t, backends.CUDAMathSDP.On())
	assert.True(t, backends.CUDAFlashSDP.On())
	assert.False(t, backends.CUDACUDNNSDP.On())
	assert.Panics(t, func() { attention.SDPAKernel(func() {}, attention.SDPBackend(9)) })
}

func TestSDPAKernelInOrder_SetsThePriority(t *testing.T) {
	former := backends.SDPPriority()
	assert.Equal(t, []int{1, 2, 0, 3, 4}, former)
	attention.SDPAKernelInOrder(func() {
		assert.Equal(t, []int{3, 0, 1, 2, 4}, backends.SDPPriority())
		assert.True(t, backends.CUDAMathSDP.On())
		assert.False(t, backends.CUDAFlashSDP.On())
		assert.False(t, backends.CUDAOverrideableSDP.On())
	}, attention.CUDNNAttention, attention.Math, attention.CUDNNAttention)
	assert.Equal(t, former, backends.SDPPriority())
	assert.True(t, backends.CUDAOverrideableSDP.On())
	assert.Equal(t, []int{0, 1, 2, 3, 4}, attention.SDPAKernelInOrderResult(backends.SDPPriority, attention.Math))
	assert.Panics(t, func() { backends.SetSDPPriority([]int{0, 0, 1, 2, 3}) })
}

func TestSDPAKernel_OfNoBackend(t *testing.T) {
	x := torch.Randn(1, 2, 3, 4)
	torchtest.Panics(t, "No viable backend for scaled_dot_product_attention was found.", func() {
		attention.SDPAKernel(func() { F.ScaledDotProductAttention(x, x, x) }, attention.Error)
	})
}
