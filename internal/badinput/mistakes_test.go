package badinput

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// mistake is a use that must be refused: what takes more than one argument of the
// wrong kind to get wrong.
type mistake struct {
	name string
	make func(in *inputs) error
}

func (m mistake) String() string { return m.name }

// panics is a mistake that ends with a panic.
func panics(name string, f func(in *inputs)) mistake {
	return mistake{name, func(in *inputs) error { f(in); return nil }}
}

// image is a tensor of images that layers take.
func (in *inputs) image() *torch.Tensor { return in.make(torch.Float32, torch.CPU, 1, 4, 4, 4) }

func TestMistakes_AreRefused(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, group := range [][]mistake{
		layers(), modules(), optimizers(), schedules(), scalers(), datasets(), samplers(), images(), files(t), devices(),
	} {
		for _, m := range group {
			t.Run(m.name, func(t *testing.T) {
				err, returned := inPeace(t, m, m.make)
				if assert.Error(t, err) {
					refusal(t, m, err, returned)
				}
			})
		}
	}
}
