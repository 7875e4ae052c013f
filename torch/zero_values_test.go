package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// Values that no function makes end the process in libtorch, or in Go's runtime.
func TestZeroValues_AreRefused(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1)
	edge := torch.GetGradientEdge(x.Mul(2))
	ones := torch.GradOutputs(torch.Ones(1, torch.Float64))
	ring := []any{nil, nil}
	ring[0], ring[1] = ring, ring
	g, node := &torch.Generator{}, &torch.Node{}
	for name, test := range map[string]struct {
		message string
		call    func()
	}{
		"generator":       {"the zero torch.Generator", func() { torch.Rand(2, torch.WithGenerator(g)) }},
		"generator seed":  {"the zero torch.Generator", func() { g.ManualSeed(1) }},
		"generator state": {"the zero torch.Generator", func() { g.State() }},
		"generator set":   {"the zero torch.Generator", func() { g.SetState(torch.Zeros(1, torch.UInt8)) }},
		"initial seed":    {"the zero torch.Generator", func() { g.InitialSeed() }},
		"node":            {"the zero torch.Node", func() { _ = node.Name() }},
		"node id":         {"the zero torch.Node", func() { node.ID() }},
		"node next":       {"the zero torch.Node", func() { node.NextFunctions() }},
		"node sequence":   {"the zero torch.Node", func() { node.SequenceNr() }},
		"node metadata":   {"the zero torch.Node", func() { node.InputMetadata() }},
		"node hook":       {"the zero torch.Node", func() { node.RegisterPrehook(func([]*torch.Tensor) []*torch.Tensor { return nil }) }},
		"edges of it":     {"the zero torch.Node", func() { torch.GradEdges([]torch.GradientEdge{{Node: node}}, []torch.GradientEdge{edge}) }},
		"no node":         {"the node is nil", func() { (*torch.Node)(nil).NextFunctions() }},
		"output number": {"has OutputNr 9, of MulBackward0 there are 1", func() {
			torch.GradEdges([]torch.GradientEdge{edge}, []torch.GradientEdge{{Node: edge.Node, OutputNr: 9}}, ones)
		}},
		"negative output number": {"has OutputNr -1", func() {
			torch.BackwardEdges([]torch.GradientEdge{edge}, []torch.GradientEdge{{Node: edge.Node, OutputNr: -1}}, ones)
		}},
	} {
		t.Run(name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
	}
	for _, size := range []int{1 << 62, math.MaxInt, -1} {
		_, err := torch.FromFile(t.TempDir()+"/none", false, size)
		assert.ErrorContains(t, err, "elements, got")
	}
	_, err := torch.Call("aten::view", x, ring)
	assert.ErrorContains(t, err, "a list of more than 64 levels")
	type list []list
	own := make(list, 1)
	own[0] = own
	torchtest.Panics(t, "more than 64 deep", func() { torch.NewTensor(own) })
	torchtest.Panics(t, "cannot hold elements of type torch_test.list", func() { torch.NewTensor(list{}) })
}
