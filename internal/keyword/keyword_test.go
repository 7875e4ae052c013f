package keyword_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/keyword"
	"github.com/e0112027/gotorch/internal/torchtest"
)

type option interface{ marks() }

type (
	Eps  float64
	Bias bool
)

func (Eps) marks()  {}
func (Bias) marks() {}

func TestOnce(t *testing.T) {
	keyword.Once[option]("nn.X", nil)
	keyword.Once[option]("nn.X", []option{Eps(1), Bias(true), nil, nil})
	torchtest.Panics(t, "nn.X: the option Eps is given twice", func() {
		keyword.Once[option]("nn.X", []option{Eps(1), Bias(true), Eps(1)})
	})
	given := []option{Eps(1), Bias(true)}
	assert.Zero(t, testing.AllocsPerRun(100, func() { keyword.Once("nn.X", given) }))
}

func TestOver(t *testing.T) {
	assert.Equal(t, []option{Bias(true), Eps(2)}, keyword.Over([]option{Eps(1), Bias(true)}, []option{Eps(2)}))
	assert.Equal(t, []option{Eps(2), Eps(3)}, keyword.Over(nil, []option{Eps(2), Eps(3)}))
}
