package cgotorch

/*
#cgo nocallback gt_tensor_edge
#cgo nocallback gt_node_release
#cgo nocallback gt_node_address
#cgo nocallback gt_node_sequence
#cgo nocallback gt_node_name
#cgo nocallback gt_node_next
#cgo nocallback gt_node_inputs
#cgo nocallback gt_node_hook_add
#cgo nocallback gt_node_will_run
#cgo nocallback gt_graph_task
#cgo nocallback gt_checkpoint_valid
#cgo nocallback gt_queue_callback
#cgo nocallback gt_saved_variable_release
#include "loader.h"
*/
import "C"

import "unsafe"

// GraphNode is an owned reference to a node of a graph; 0 is none.
type GraphNode uint64

// GraphEdge leads to an input of a node.
type GraphEdge struct {
	Node  GraphNode
	Index int
}

// GradientMeta describes a gradient that a node takes.
type GradientMeta struct {
	Known       bool
	DType       int
	DeviceType  int
	DeviceIndex int
	Sizes       []int
}

// TensorEdge returns the node that made a tensor, new, and which of its outputs
// the tensor is; for a leaf none, or with accumulator the node that adds to its
// gradient.
func TensorEdge(t Handle, accumulator bool) (GraphEdge, error) {
	var node C.uint64_t
	var index C.int64_t
	err := asError(C.gt_tensor_edge(C.uint64_t(t), cbool(accumulator), &node, &index))
	return GraphEdge{GraphNode(node), int(index)}, err
}

// Release gives the reference back, and the graph where it was the last.
func (n GraphNode) Release() { C.gt_node_release(C.uint64_t(n)) }

// Address tells nodes apart.
func (n GraphNode) Address() uint64 { return uint64(C.gt_node_address(C.uint64_t(n))) }

// Sequence counts the nodes made on a thread before this one.
func (n GraphNode) Sequence() uint64 { return uint64(C.gt_node_sequence(C.uint64_t(n))) }

// Name returns the node's name, such as "AddBackward0".
func (n GraphNode) Name() (string, error) {
	var text *C.char
	if err := asError(C.gt_node_name(C.uint64_t(n), &text)); err != nil {
		return "", err
	}
	return takeText(text), nil
}

// Next returns the edges to the nodes that made the inputs, new.
func (n GraphNode) Next() []GraphEdge {
	count := int(C.gt_node_next(C.uint64_t(n), nil, 0))
	words := make([]uint64, 2*count+1)
	C.gt_node_next(C.uint64_t(n), (*C.uint64_t)(unsafe.Pointer(&words[0])), C.int64_t(count))
	edges := make([]GraphEdge, count)
	for i := range edges {
		edges[i] = GraphEdge{GraphNode(words[2*i]), int(words[2*i+1])}
	}
	return edges
}

// Inputs describes the gradients that the node takes.
func (n GraphNode) Inputs() ([]GradientMeta, error) {
	words := make([]int64, 64)
	for {
		var count C.int64_t
		err := asError(C.gt_node_inputs(C.uint64_t(n), (*C.int64_t)(unsafe.Pointer(&words[0])), C.int64_t(len(words)), &count))
		if err != nil {
			return nil, err
		}
		if int(count) <= len(words) {
			return gradientMetas(words[:count]), nil
		}
		words = make([]int64, count)
	}
}

func gradientMetas(words []int64) []GradientMeta {
	var metas []GradientMeta
	for len(words) > 0 {
		ndim := int(words[3])
		m := GradientMeta{words[0] >= 0, int(words[0]), int(words[1]), int(words[2]), make([]int, ndim)}
		for d := range ndim {
			m.Sizes[d] = int(words[4+d])
		}
		metas, words = append(metas, m), words[4+ndim:]
	}
	return metas
}

// AddHook has hook called before or after the node runs. The id may be
// unregistered to remove it.
func (n GraphNode) AddHook(hook NodeHook, before bool) (id uint64, err error) {
	id = Register(hook)
	err = asError(C.gt_node_hook_add(C.uint64_t(n), C.uint64_t(id), cbool(before)))
	if err != nil {
		Unregister(id)
	}
	return id, err
}

// WillRun tells whether the pass that runs on this thread will run the node.
func (n GraphNode) WillRun() (bool, error) {
	var runs C.int32_t
	err := asError(C.gt_node_will_run(C.uint64_t(n), &runs))
	return runs != 0, err
}

func edgeWords(edges []GraphEdge) []uint64 {
	words := make([]uint64, 0, 2*len(edges)+1)
	for _, e := range edges {
		words = append(words, uint64(e.Node), uint64(e.Index))
	}
	return append(words, 0) // never empty
}

// BackwardEdges is [Backward] between edges; grads has one handle a root.
func BackwardEdges(roots []GraphEdge, grads []Handle, flags BackwardFlags, inputs []GraphEdge) error {
	_, err := runEdges(roots, grads, flags, inputs, nil)
	return err
}

// GradEdges is [Grad] between edges; grads has one handle a root.
func GradEdges(roots []GraphEdge, grads []Handle, flags BackwardFlags, inputs []GraphEdge) ([]Handle, error) {
	return runEdges(roots, grads, flags, inputs, make([]Handle, len(inputs)))
}

func runEdges(roots []GraphEdge, grads []Handle, flags BackwardFlags, inputs []GraphEdge, out []Handle) ([]Handle, error) {
	from, to := edgeWords(roots), edgeWords(inputs)
	err := asError(C.gt_edges_run((*C.uint64_t)(&from[0]), C.int64_t(len(roots)), first(grads), C.int64_t(flags),
		(*C.uint64_t)(&to[0]), C.int64_t(len(inputs)), first(out)))
	return ownedIf(err, out)
}

// GraphTask numbers the backward pass that runs on this thread; -1: none.
func GraphTask() int { return int(C.gt_graph_task()) }

// CheckpointValid tells whether the pass that runs on this thread goes to every leaf.
func CheckpointValid() bool { return C.gt_checkpoint_valid() != 0 }

// QueueCallback has f called when the pass that runs on this thread is done.
func QueueCallback(f func()) error {
	// The shim owns the id from here on, whatever it returns.
	return asError(C.gt_queue_callback(C.uint64_t(Register(f))))
}

// SavedVariable is a tensor as nodes save theirs.
type SavedVariable uint64

// SaveVariable saves a tensor, through the hooks of this thread.
func SaveVariable(t Handle) (SavedVariable, error) {
	var out C.uint64_t
	err := asError(C.gt_saved_variable_new(C.uint64_t(t), &out))
	return SavedVariable(out), err
}

// Unpack returns the tensor, new. The error tells of a change in place.
func (s SavedVariable) Unpack() (Handle, error) {
	var out C.uint64_t
	err := asError(C.gt_saved_variable_unpack(C.uint64_t(s), &out))
	return Handle(out), err
}

// Release frees the saved tensor.
func (s SavedVariable) Release() { C.gt_saved_variable_release(C.uint64_t(s)) }
