package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/torch"
)

func TestRandomInPlace_RangesAndReceiver(t *testing.T) {
	const n = 1000
	for name, c := range map[string]struct {
		fill      func(x *torch.Tensor) *torch.Tensor
		low, high float64
	}{
		"uniform_":     {func(x *torch.Tensor) *torch.Tensor { return x.Uniform_(-2, 3) }, -2, 3},
		"bernoulli_":   {func(x *torch.Tensor) *torch.Tensor { return x.Bernoulli_(0.5) }, 0, 1},
		"exponential_": {func(x *torch.Tensor) *torch.Tensor { return x.Exponential_(1) }, 0, inf},
		"geometric_":   {func(x *torch.Tensor) *torch.Tensor { return x.Geometric_(0.5) }, 1, inf},
		"log_normal_":  {func(x *torch.Tensor) *torch.Tensor { return x.LogNormal_(1, 2) }, 0, inf},
		"random_":      {func(x *torch.Tensor) *torch.Tensor { return x.Random_() }, 0, 1 << 24},
		"random_ 5 9":  {func(x *torch.Tensor) *torch.Tensor { return x.RandomRange_(5, 9) }, 5, 8},
		"normal_":      {func(x *torch.Tensor) *torch.Tensor { return x.Normal_(100, 1) }, 90, 110},
		"cauchy_":      {func(x *torch.Tensor) *torch.Tensor { return x.Cauchy_(0, 1) }, -inf, inf},
	} {
		x := torch.Full([]int{n}, nan)
		assert.Same(t, x, c.fill(x), name)
		assert.GreaterOrEqual(t, x.Min().Item(), c.low, name)
		assert.LessOrEqual(t, x.Max().Item(), c.high, name)
		assert.Greater(t, x.Std().Item(), 0.0, name)
	}
}

func TestRandomInPlace_SameSeedSameDraws(t *testing.T) {
	draw := func(seed int64) *torch.Tensor {
		g := torch.NewGenerator(torch.CPU).ManualSeed(seed)
		return torch.Empty(50).Uniform_(0, 1, torch.WithGenerator(g))
	}
	assert.True(t, draw(1).Equal(draw(1)))
	assert.False(t, draw(1).Equal(draw(2)))
	torch.ManualSeed(1)
	assert.True(t, draw(1).Equal(torch.Empty(50).Uniform_(0, 1)))
}

func TestBernoulli_ByTensor(t *testing.T) {
	assert.Equal(t, []float32{0, 1}, torch.Empty(2).Bernoulli_(f32(0, 1)).ToSlice())
}

func TestRandomInPlace_Refuses(t *testing.T) {
	runPanics(t, []panicCase{
		{"bounds in the wrong order", "uniform_ expects to return a [from, to) range, but found from=1 > to=0", func() { f32(1).Uniform_(1, 0) }},
		{"integers", "not implemented for 'Long'", func() { i64(1).Uniform_(0, 1) }},
		{"a probability above 1", "bernoulli_ expects p to be in [0, 1]", func() { f32(1).Bernoulli_(1.5) }},
		{"a negative deviation", "normal expects std >= 0.0", func() { f32(1).Normal_(0, -1) }},
		{"an empty range", "random_ expects 'from' to be less than 'to'", func() { f32(1).RandomRange_(3, 3) }},
	})
}
