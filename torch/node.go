package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

// Node is one operation of a graph that a backward pass runs. It keeps the part
// of the graph that it leads to.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.html
type Node struct{ handle cgotorch.GraphNode }

// GradientEdge is an input of a node: where a pass brings the gradient of one of
// the outputs of the node's operation.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.get_gradient_edge.html
type GradientEdge struct {
	Node     *Node
	OutputNr int
}

// graphNode is what libtorch knows the node as. It panics for no node, or a zero one.
func (n *Node) graphNode(op string) cgotorch.GraphNode {
	if n == nil {
		misuse(op, "TypeError", "the node is nil")
	}
	if n.handle == 0 {
		misuse(op, "TypeError", "the node is the zero torch.Node, which only a declaration makes")
	}
	return n.handle
}

// newNode owns a new handle; nil for none.
func newNode(h cgotorch.GraphNode) *Node {
	if h == 0 {
		return nil
	}
	n := &Node{h}
	// Taking a graph apart calls nothing of Go, so a cleanup may do it.
	runtime.AddCleanup(n, cgotorch.GraphNode.Release, h)
	return n
}

func (t *Tensor) edge(op string, accumulator bool) GradientEdge {
	s := t.enter(op)
	defer t.leave(s)
	e, err := cgotorch.TensorEdge(t.handle, accumulator)
	check(op, err, t)
	return GradientEdge{newNode(e.Node), e.Index}
}

// GradFn returns the node of the operation that made t; nil for a leaf and
// outside of graphs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad_fn.html
func (t *Tensor) GradFn() *Node { return t.edge("grad_fn", false).Node }

// OutputNr tells which output of its [Tensor.GradFn] t is.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.Tensor.output_nr
func (t *Tensor) OutputNr() int { return t.edge("output_nr", false).OutputNr }

// GetGradientEdge returns the edge where the gradient of t arrives: for a leaf that
// of the node that adds it to t's Grad. t must require a gradient.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.get_gradient_edge.html
func GetGradientEdge(t *Tensor) GradientEdge {
	e := t.edge("get_gradient_edge", true)
	if !t.RequiresGrad() {
		misuse("get_gradient_edge", "RuntimeError",
			"It is not possible to get the gradient edge for a Tensor that does not require gradients")
	}
	return e
}

// Name returns the node's name, such as "AddBackward0".
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.name.html
func (n *Node) Name() string {
	defer runtime.KeepAlive(n)
	name, err := n.graphNode("name").Name()
	check("name", err)
	return name
}

// String returns the node as Python prints it, without its address.
func (n *Node) String() string { return "<" + n.Name() + ">" }

// Is tells whether both stand for the same node: each look at a graph makes new
// values for its nodes.
func (n *Node) Is(other *Node) bool { return n.ID() == other.ID() }

// ID tells nodes that are alive apart; 0 for nil.
func (n *Node) ID() uint64 {
	if n == nil {
		return 0
	}
	defer runtime.KeepAlive(n)
	return n.graphNode("id").Address()
}

// SequenceNr grows with each node that an OS thread makes; passes run later nodes
// first.
func (n *Node) SequenceNr() uint64 {
	defer runtime.KeepAlive(n)
	return n.graphNode("sequence_nr").Sequence()
}

// NextFunctions returns the edges to the nodes of the operation's inputs; the Node
// is nil for an input that needs no gradient.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.next_functions.html
func (n *Node) NextFunctions() []GradientEdge {
	defer runtime.KeepAlive(n)
	next := n.graphNode("next_functions").Next()
	edges := make([]GradientEdge, len(next))
	for i, e := range next {
		edges[i] = GradientEdge{newNode(e.Node), e.Index}
	}
	return edges
}

// GradientMeta describes a gradient that a node takes.
type GradientMeta struct {
	Shape  []int
	DType  DType
	Device Device
}

// InputMetadata describes the gradients that the node takes, one for each output
// of its operation; one that is unknown has no shape.
func (n *Node) InputMetadata() []GradientMeta {
	defer runtime.KeepAlive(n)
	inputs, err := n.graphNode("input_metadata").Inputs()
	check("input_metadata", err)
	metas := make([]GradientMeta, len(inputs))
	for i, m := range inputs {
		if m.Known {
			metas[i] = GradientMeta{m.Sizes, DType(m.DType), Device{DeviceType(m.DeviceType), m.DeviceIndex}}
		}
	}
	return metas
}

// RegisterHook has hook called each time after the node has run. gradInputs are
// the gradients that it gave, gradOutputs those that it took; nil where undefined.
// What hook returns takes the place of gradInputs, one each; nil keeps them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_hook.html
func (n *Node) RegisterHook(hook func(gradInputs, gradOutputs []*Tensor) []*Tensor) *HookHandle {
	return n.register(false, hook)
}

// RegisterPrehook has hook called each time before the node runs, with the
// gradients that it takes; nil where undefined. What hook returns takes their
// place, one each; nil keeps them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_prehook.html
func (n *Node) RegisterPrehook(hook func(gradOutputs []*Tensor) []*Tensor) *HookHandle {
	return n.register(true, func(grads, _ []*Tensor) []*Tensor { return hook(grads) })
}

func (n *Node) register(before bool, hook func(grads, others []*Tensor) []*Tensor) *HookHandle {
	defer runtime.KeepAlive(n)
	op := map[bool]string{false: "register_hook", true: "register_prehook"}[before]
	id, err := n.graphNode("register_hook").AddHook(func(grads, others []cgotorch.Handle) []cgotorch.Handle {
		results := hook(adoptAll(grads), adoptAll(others))
		if results == nil {
			return nil
		}
		if len(results) != len(grads) {
			misuse(op, "RuntimeError", "hook has returned an incorrect number of values (got %d, but expected %d)", len(results), len(grads))
		}
		return retain(results...)
	}, before)
	check(op, err)
	return &HookHandle{id: id}
}

// adoptAll leaves new handles to the collector.
func adoptAll(handles []cgotorch.Handle) []*Tensor {
	tensors := make([]*Tensor, len(handles))
	for i, h := range handles {
		tensors[i] = adopt(h, nil)
	}
	return tensors
}
