package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestDrawnLike_UsesTheGenerator(t *testing.T) {
	torchtest.NoLeaks(t)
	shape := torch.Zeros(3, 4)
	for name, draw := range map[string]func(g *torch.Generator) *torch.Tensor{
		"rand":    func(g *torch.Generator) *torch.Tensor { return torch.RandLike(shape, torch.WithGenerator(g)) },
		"randn":   func(g *torch.Generator) *torch.Tensor { return torch.RandnLike(shape, torch.WithGenerator(g)) },
		"randint": func(g *torch.Generator) *torch.Tensor { return torch.RandintLike(shape, 5, 99, torch.WithGenerator(g)) },
	} {
		t.Run(name, func(t *testing.T) {
			before := torch.RNGState()
			g := torch.NewGenerator(torch.CPU).ManualSeed(7)
			first := draw(g)
			torchtest.Equal(t, first, draw(g.ManualSeed(7)))
			assert.NotEqual(t, torch.Data[float32](first), torch.Data[float32](draw(g)))
			torchtest.Equal(t, before, torch.RNGState(), "the default generator is left alone")
		})
	}
}
