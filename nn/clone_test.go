package nn_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// everything holds a module in each way that a field can.
type everything struct {
	nn.Module
	First, Again *doubling
	Value        doubling
	Any          any
	List         []any
	Map          map[string]*doubling
	Dict         nn.ModuleDict[*doubling]
	Params       nn.ParameterDict `nn:",inline"`
	Buffer       *torch.Tensor    `nn:",buffer"`
	Sizes        []int
	Up           *everything
	cache        *torch.Tensor
	lock         sync.Mutex
}

func (e *everything) Forward(x *torch.Tensor) *torch.Tensor { return x }

func newEverything() *everything {
	e := &everything{First: newDoubling(), Any: newDoubling(), Sizes: []int{1, 2}, Buffer: torch.Ones(2), cache: torch.Ones(1)}
	e.Again = e.First
	e.Value.Weight = e.First.Weight
	e.List = []any{newDoubling(), 3, nil}
	e.Map = map[string]*doubling{"a": newDoubling()}
	e.Dict.Set("b", newDoubling())
	e.Params.Set("gain", nn.Parameter(torch.Ones(1)))
	e.Up = e
	return e
}

func TestClone_SharesNothing(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newEverything()
	nn.Eval(m)
	m.First.Forward(torch.Ones(1)).Backward()
	m.lock.Lock()
	c := nn.Clone(m)
	require.Equal(t, nn.StateDict(m).Names(), nn.StateDict(c).Names())
	for name, v := range nn.StateDict(m).All() {
		torchtest.Equal(t, v, nn.StateDict(c).Get(name), name)
	}
	for _, p := range append(append(nn.Parameters(c), nn.Buffers(c)...), c.cache) {
		assert.NotContains(t, append(append(nn.Parameters(m), nn.Buffers(m)...), m.cache), p)
	}
	assert.Same(t, c.First, c.Again)
	assert.Same(t, c.First.Weight, c.Value.Weight)
	assert.Same(t, c, c.Up)
	assert.Nil(t, c.First.Weight.Grad())
	assert.True(t, c.First.Weight.RequiresGrad())
	assert.False(t, c.Buffer.RequiresGrad())
	assert.False(t, c.Training())
	assert.True(t, c.lock.TryLock())
	c.Sizes[0] = 9
	assert.Equal(t, []int{1, 2}, m.Sizes)
	nn.Train(c)
	assert.False(t, m.Training())
	torch.NoGrad(func() { c.Buffer.Zero_() })
	torchtest.Equal(t, []float32{1, 1}, m.Buffer)
}

func TestClone_KeepsHooks(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	var of []any
	nn.OnForward(m, func(m any, x, y *torch.Tensor) *torch.Tensor {
		of = append(of, m)
		return y.Add(1)
	})
	c := nn.Clone(m)
	nn.OnForward(c, func(_ any, x, y *torch.Tensor) *torch.Tensor { return y.Mul(10) })
	torchtest.Equal(t, []float32{3}, m.Forward(torch.Ones(1)).Detach())
	torchtest.Equal(t, []float32{30}, c.Forward(torch.Ones(1)).Detach())
	assert.Same(t, m, of[0])
	assert.Same(t, c, of[1])
}

func TestClone_RefusesResults(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newDoubling()
	m.Weight = m.Weight.Mul(2)
	torchtest.Panics(t, "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol", func() { nn.Clone(m) })
}

func TestClone_OfLists(t *testing.T) {
	torchtest.NoLeaks(t)
	layers := []*doubling{newDoubling(), newDoubling()}
	copied := nn.Clone(layers)
	assert.NotSame(t, layers[0], copied[0])
	torchtest.Equal(t, layers[1].Weight.Detach(), copied[1].Weight.Detach())
	var any nn.Forwarder = newDoubling()
	assert.NotSame(t, any, nn.Clone(any))
}

func TestClone_OfModulesByValueKeepsHooks(t *testing.T) {
	torchtest.NoLeaks(t)
	m := newEverything()
	var of any
	nn.OnForward(&m.Value, func(m any, x, y *torch.Tensor) *torch.Tensor {
		of = m
		return nil
	})
	c := nn.Clone(m)
	c.Value.Forward(torch.Ones(1))
	assert.Same(t, &c.Value, of)
}
