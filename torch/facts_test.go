package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestKinds_AreTheDTypes(t *testing.T) {
	torchtest.NoLeaks(t)
	for dtype, want := range map[torch.DType][3]bool{ // float, complex, signed
		torch.Float32: {true, false, true}, torch.BFloat16: {true, false, true},
		torch.Complex64: {false, true, true}, torch.Int8: {false, false, true},
		torch.UInt8: {}, torch.Bool: {},
	} {
		t.Run(dtype.String(), func(t *testing.T) {
			x := torch.Zeros(2, dtype)
			assert.Equal(t, want, [3]bool{x.IsFloatingPoint(), x.IsComplex(), x.IsSigned()})
		})
	}
}

func TestIsNonzero(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		assert.True(t, torch.NewTensor(-0.5, in).IsNonzero())
		assert.True(t, torch.NewTensor([][]bool{{true}}, in).IsNonzero())
		assert.False(t, torch.Zeros(1, 1, in).IsNonzero())
		torchtest.Panics(t, "ambiguous", func() { torch.Zeros(2, in).IsNonzero() })
		torchtest.Panics(t, "no values is ambiguous", func() { torch.Zeros(0, in).IsNonzero() })
	})
}

func TestIsSameSize_LooksAtTheShapeAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		x := torch.Zeros(2, 3, in)
		assert.True(t, x.IsSameSize(torch.Zeros(3, 2, torch.Int64, in).T()))
		assert.False(t, x.IsSameSize(torch.Zeros(3, 2, in)))
		assert.False(t, x.IsSameSize(torch.Zeros(6, in)))
	})
}

func TestIsContiguous_InAFormat(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		image, video := torch.Zeros(2, 3, 4, 5, torch.In(s)), torch.Zeros(2, 3, 4, 5, 6, torch.In(s))
		formats := []torch.MemoryFormat{torch.ContiguousFormat, torch.ChannelsLast, torch.ChannelsLast3d}
		for _, test := range []struct {
			name string
			x    *torch.Tensor
			want []bool
		}{
			{"image", image, []bool{true, false, false}},
			{"image, channels last", image.To(torch.ChannelsLast), []bool{false, true, false}},
			{"image of one channel", image.Narrow(1, 0, 1).Contiguous(), []bool{true, true, false}},
			{"video", video, []bool{true, false, false}},
			{"video, channels last", video.To(torch.ChannelsLast3d), []bool{false, false, true}},
			{"video of one channel", video.Narrow(1, 0, 1).Contiguous(), []bool{true, false, true}},
			{"video with gaps", video.To(torch.ChannelsLast3d).Narrow(1, 0, 2), []bool{false, false, false}},
			{"no dimension", torch.Zeros(torch.In(s)), []bool{true, false, false}},
		} {
			t.Run(test.name, func(t *testing.T) {
				for i, format := range formats {
					assert.Equal(t, test.want[i], test.x.IsContiguous(format), format.String())
				}
			})
		}
		last := image.Contiguous(torch.ChannelsLast)
		assert.True(t, last.IsChannelsLast())
		assert.Same(t, last, last.Contiguous(torch.ChannelsLast))
		assert.Same(t, image, image.Contiguous())
		torchtest.Panics(t, "required rank 5", func() { image.Contiguous(torch.ChannelsLast3d) })
		torchtest.Panics(t, "torch.preserve_format is no order", func() { image.IsContiguous(torch.PreserveFormat) })
		torchtest.Panics(t, "at most one memory format", func() { image.IsContiguous(formats...) })
	})
}

func TestDimOrder(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(2, 3, 5, 7, torch.In(s))
		for _, test := range []struct {
			name string
			x    *torch.Tensor
			want []int
		}{
			{"contiguous", x, []int{0, 1, 2, 3}},
			{"transposed", x.Transpose(1, 2), []int{0, 2, 1, 3}},
			{"reversed", x.Permute(3, 2, 1, 0), []int{3, 2, 1, 0}},
			{"channels last", x.To(torch.ChannelsLast), []int{0, 2, 3, 1}},
			{"contiguous and channels last", torch.Zeros(2, 1, 3, 3, torch.In(s)), []int{0, 1, 2, 3}},
			{"expanded", torch.Zeros(3, 1, torch.In(s)).Expand(2, 3, 4), []int{0, 1, 2}},
			{"a vector", torch.Zeros(6, torch.In(s)), []int{0}},
			{"no dimension", torch.Zeros(torch.In(s)), []int{}},
			{"no elements", torch.Zeros(0, 2, torch.In(s)).T(), []int{0, 1}},
		} {
			t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.want, test.x.DimOrder()) })
		}
		torchtest.Panics(t, "layout torch.sparse_coo has no order", func() { x.ToSparse().DimOrder() })
	})
}
