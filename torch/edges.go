package torch

import (
	"runtime"
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

// BackwardEdges is [Backward] from edges of a graph instead of tensors, and to the
// edges inputs if there are any, in place of [Inputs]. A root whose gradient, with
// [GradOutputs], is not given or nil must be of one element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html
func BackwardEdges(roots, inputs []GradientEdge, options ...BackwardOption) {
	var p pass
	refuseInVmap()
	grads := p.startEdges("backward", roots, inputs, options)
	p.finish(cgotorch.BackwardEdges(handlesOf(roots), grads, p.flags, handlesOf(inputs)))
	runtime.KeepAlive(roots)
	runtime.KeepAlive(inputs)
}

// GradEdges is [Grad] between edges of a graph instead of tensors;
// [GetGradientEdge] turns the one into the other.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
func GradEdges(roots, inputs []GradientEdge, options ...BackwardOption) []*Tensor {
	if len(inputs) == 0 {
		misuse("grad", "RuntimeError", "`inputs` argument to `grad()` cannot be empty.")
	}
	var p pass
	grads := p.startEdges("grad", roots, inputs, options)
	handles, err := cgotorch.GradEdges(handlesOf(roots), grads, p.flags, handlesOf(inputs))
	p.finish(err)
	runtime.KeepAlive(roots)
	runtime.KeepAlive(inputs)
	results := adoptAll(handles)
	if unused := slices.Index(results, nil); unused >= 0 {
		switch {
		case p.materialize:
			misuse("grad", "RuntimeError", "materialize_grads cannot be used when the given input is a GradientEdge")
		case !p.allowUnused:
			misuseUnused(unused)
		}
	}
	return results
}

func handlesOf(edges []GradientEdge) []cgotorch.GraphEdge {
	handles := make([]cgotorch.GraphEdge, len(edges))
	for i, e := range edges {
		handles[i] = cgotorch.GraphEdge{Node: e.Node.graphNode("edge"), Index: e.OutputNr}
	}
	return handles
}

// startEdges reads the options and returns the roots' gradients.
func (p *pass) startEdges(op string, roots, inputs []GradientEdge, options []BackwardOption) []cgotorch.Handle {
	for _, e := range slices.Concat(roots, inputs) {
		if e.Node == nil {
			misuse(op, "TypeError", "a GradientEdge has no Node")
		}
		if n := len(e.Node.InputMetadata()); e.OutputNr < 0 || e.OutputNr >= n {
			misuse(op, "IndexError", "a GradientEdge has OutputNr %d, of %s there are %d", e.OutputNr, e.Node.Name(), n)
		}
	}
	p.op = cgotorch.NewOp(op)
	o := p.read(op, options)
	if o.batched {
		misuse(op, "RuntimeError", "Batched grads are not supported with GradientEdge")
	}
	targets := make([]target, len(roots))
	for i, e := range roots {
		m := e.Node.InputMetadata()[e.OutputNr]
		targets[i] = target{shape: m.Shape, dtype: m.DType, needed: true,
			ones: func() *Tensor { return Ones(m.Shape, m.DType, m.Device) }}
	}
	return p.holdAll(o.makeGrads(op, targets))
}
