package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// randomOperators are the operators of Python that take a generator, each as a
// function of the generator to draw from.
var randomOperators = map[string]func(from torch.GeneratorOption) *torch.Tensor{
	"rand":            func(g torch.GeneratorOption) *torch.Tensor { return torch.Rand(20, g) },
	"randn":           func(g torch.GeneratorOption) *torch.Tensor { return torch.Randn(20, g) },
	"randint":         func(g torch.GeneratorOption) *torch.Tensor { return torch.Randint(0, 1000, []int{20}, g) },
	"randperm":        func(g torch.GeneratorOption) *torch.Tensor { return torch.Randperm(50, g) },
	"normal":          func(g torch.GeneratorOption) *torch.Tensor { return torch.Normal(1, 2, []int{20}, g) },
	"normal of means": func(g torch.GeneratorOption) *torch.Tensor { return torch.Normal(torch.Ones(20), 2, nil, g) },
	"normal of stds":  func(g torch.GeneratorOption) *torch.Tensor { return torch.Normal(1.5, torch.Ones(20), nil, g) },
	"normal of both": func(g torch.GeneratorOption) *torch.Tensor {
		return torch.Normal(torch.Ones(4, 1), torch.Ones(5), nil, g)
	},
	"bernoulli":   func(g torch.GeneratorOption) *torch.Tensor { return torch.Bernoulli(half(), g) },
	"multinomial": func(g torch.GeneratorOption) *torch.Tensor { return torch.Multinomial(half(), 20, true, g) },
	"poisson":     func(g torch.GeneratorOption) *torch.Tensor { return torch.Poisson(torch.Full([]int{20}, 9.0), g) },
	"binomial": func(g torch.GeneratorOption) *torch.Tensor {
		return torch.Binomial(torch.Full([]int{64}, 50.0), half(), g)
	},
	"rrelu":               func(g torch.GeneratorOption) *torch.Tensor { return torch.Ones(20).Neg().RReLU(0.1, 0.9, true, g) },
	"rrelu_":              func(g torch.GeneratorOption) *torch.Tensor { return torch.Ones(20).Neg().RReLU_(0.1, 0.9, true, g) },
	"uniform_":            func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).Uniform_(0, 1, g) },
	"normal_":             func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).Normal_(0, 1, g) },
	"bernoulli_":          func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(64).Bernoulli_(0.5, g) },
	"bernoulli_ of odds":  func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(64).Bernoulli_(half(), g) },
	"random_":             func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).Random_(g) },
	"random_ from and to": func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).RandomRange_(5, 500, g) },
	"exponential_":        func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).Exponential_(1, g) },
	"geometric_":          func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(64).Geometric_(0.2, g) },
	"cauchy_":             func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).Cauchy_(0, 1, g) },
	"log_normal_":         func(g torch.GeneratorOption) *torch.Tensor { return torch.Empty(20).LogNormal_(0, 1, g) },
	"rand_like":           func(g torch.GeneratorOption) *torch.Tensor { return torch.RandLike(half(), g) },
	"randn_like":          func(g torch.GeneratorOption) *torch.Tensor { return torch.RandnLike(half(), g) },
	"randint_like":        func(g torch.GeneratorOption) *torch.Tensor { return torch.RandintLike(half(), 0, 1000, g) },
}

func half() *torch.Tensor { return torch.Full([]int{64}, 0.5) }

func TestRandomOperators_DrawFromTheGeneratorGiven(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, draw := range randomOperators {
		t.Run(name, func(t *testing.T) {
			torchtest.Equal(t, draw(seeded(3)), draw(seeded(3)), "the same seed")
			assert.False(t, draw(seeded(3)).Equal(draw(seeded(4))), "another seed")

			before := torch.RNGState()
			draw(seeded(3))
			torchtest.Equal(t, before, torch.RNGState(), "the default generator is left alone")

			torch.ManualSeed(3)
			before = torch.RNGState()
			torchtest.Equal(t, draw(seeded(3)), draw(torch.WithGenerator(nil)), "the default generator draws alike")
			assert.False(t, before.Equal(torch.RNGState()), "without a generator the default one draws")
		})
	}
}

func TestGenerator_SeedAndCloneState(t *testing.T) {
	torchtest.NoLeaks(t)
	g := torch.NewGenerator(torch.CPU)
	first, second := g.Seed(), g.Seed()
	assert.NotEqual(t, first, second)
	assert.Equal(t, second, g.InitialSeed())

	clone := g.CloneState()
	torchtest.Equal(t, torch.Rand(5, torch.WithGenerator(g)), torch.Rand(5, torch.WithGenerator(clone)))
	torch.Rand(1, torch.WithGenerator(g))
	assert.False(t, g.State().Equal(clone.State()), "the two go on apart")
}

func TestNormal_Refuses(t *testing.T) {
	runPanics(t, []panicCase{
		{"sizes beside a tensor", "sizes don't go with", func() { torch.Normal(torch.Ones(2), 1.0, []int{2}) }},
		{"a text", "expected a *torch.Tensor or a number, got string", func() { torch.Normal("0", 1.0, []int{2}) }},
		{"a negative deviation", "normal expects std >= 0.0", func() { torch.Normal(0, -1, []int{2}) }},
		{"negative deviations", "normal expects all elements of std >= 0.0", func() { torch.Normal(0, f32(1, -1), nil) }},
		{"shapes that don't broadcast", "must match the size of tensor b", func() { torch.Normal(torch.Ones(2), torch.Ones(3), nil) }},
	})
}

func TestForkRNG_OfNamedDevices(t *testing.T) {
	torchtest.NoLeaks(t)
	before := torch.RNGState()
	torch.ForkRNG(func() { torch.ManualSeed(77) }, torch.CPU)
	torchtest.Equal(t, before, torch.RNGState())
	for i := range torch.DeviceCount(torch.DeviceCUDA) {
		g := torch.DefaultGenerator(torch.CUDA(i))
		state := g.State()
		torch.ForkRNG(func() { g.ManualSeed(78) }, torch.CUDA(i))
		torchtest.Equal(t, state, g.State())
		torch.ForkRNG(func() { g.ManualSeed(78) }, torch.CPU)
		assert.EqualValues(t, 78, g.InitialSeed(), "a device that was not named keeps its draws")
	}
	if torch.DeviceCount(torch.DeviceCUDA) == 0 {
		torchtest.Panics(t, "CUDA", func() { torch.ForkRNG(func() {}, torch.CUDA(0)) })
	}
}
