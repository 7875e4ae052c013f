package torch_test

import (
	"image"
	"testing"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// As keyword arguments that a function of Python's does not have.
func TestTensorOptions_ThatAFunctionDoesNotTake(t *testing.T) {
	torchtest.NoLeaks(t)
	g := torch.WithGenerator(torch.NewGenerator(torch.CPU))
	torch.Scoped(func(s *torch.Scope) {
		p, picture := torch.Full([]int{2}, 0.5, torch.In(s)), image.NewGray(image.Rect(0, 0, 2, 2))
		indices := torch.Zeros(1, 1, torch.Int64, torch.In(s))
		for _, test := range []struct {
			name, kind string
			call       func(options ...torch.TensorOption)
			options    []torch.TensorOption
		}{
			{"zeros", "MemoryFormat", func(o ...torch.TensorOption) { torch.Zeros(2, o[0]) }, []torch.TensorOption{torch.ChannelsLast}},
			{"empty", "WithGenerator", func(o ...torch.TensorOption) { torch.Empty(2, o[0]) }, []torch.TensorOption{g}},
			{"arange", "WithGenerator", func(o ...torch.TensorOption) { torch.Arange(2, o[0]) }, []torch.TensorOption{g}},
			{"rand", "CheckInvariants", func(o ...torch.TensorOption) { torch.Rand(2, o[0]) }, []torch.TensorOption{torch.CheckInvariants(true)}},
			{"zeros_like", "WithGenerator", func(o ...torch.TensorOption) { torch.ZerosLike(p, o...) }, []torch.TensorOption{g}},
			{"new_full", "IsCoalesced", func(o ...torch.TensorOption) { p.NewFull([]int{2}, 1, o...) }, []torch.TensorOption{torch.IsCoalesced(true)}},
			{"clone", "DType, RequiresGrad", func(o ...torch.TensorOption) { p.Clone(o...) }, []torch.TensorOption{torch.Float64, torch.RequiresGrad(true)}},
			{"grad", "Device", func(o ...torch.TensorOption) { p.Grad(o...) }, []torch.TensorOption{torch.CPU}},
			{"bernoulli", "DType", func(o ...torch.TensorOption) { torch.Bernoulli(p, o...) }, []torch.TensorOption{torch.Float64}},
			{"normal", "Layout", func(o ...torch.TensorOption) { torch.Normal(p, 1, nil, o...) }, []torch.TensorOption{torch.Strided}},
			{"tensor", "Layout", func(o ...torch.TensorOption) { torch.NewTensor(1, o...) }, []torch.TensorOption{torch.Strided}},
			{"from_image", "MemoryFormat", func(o ...torch.TensorOption) { torch.FromImage(picture, torch.ImageUnchanged, o...) }, []torch.TensorOption{torch.ChannelsLast}},
			{"sparse_csr_tensor", "IsCoalesced", func(o ...torch.TensorOption) {
				torch.SparseCSRTensor(torch.FromSlice([]int{0, 1}), indices.View(1), torch.Ones(1), []int{1, 1}, o...)
			}, []torch.TensorOption{torch.IsCoalesced(true)}},
			{"as_nested_tensor", "RequiresGrad", func(o ...torch.TensorOption) { torch.AsNestedTensor([]*torch.Tensor{p}, o...) }, []torch.TensorOption{torch.RequiresGrad(true)}},
		} {
			t.Run(test.name, func(t *testing.T) {
				err := torchtest.Panics(t, "takes no "+test.kind, func() { test.call(test.options...) })
				if err.Kind != "TypeError" {
					t.Errorf("%s is no TypeError", err.Kind)
				}
			})
		}
		torch.Zeros(2, torch.WithGenerator(nil), torch.PinMemory(false), torch.RequiresGrad(false), torch.In(s))
		torch.SparseCOOTensor(nil, nil, []int{2}, torch.CheckInvariants(true), torch.In(s))
	})
}
