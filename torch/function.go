package torch

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

// Function is an operation whose derivative is written by hand. [Apply] runs it.
//
//	type exp struct{}
//
//	func (exp) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
//		y := inputs[0].Exp()
//		ctx.SaveForBackward(y)
//		return []*torch.Tensor{y}
//	}
//
//	func (exp) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
//		return []*torch.Tensor{grads[0].Mul(ctx.SavedTensors()[0])}
//	}
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function
type Function interface {
	// Forward computes the outputs. Nothing in it is recorded.
	Forward(ctx *FunctionContext, inputs ...*Tensor) []*Tensor
	// Backward returns a gradient for each input, nil where there is none, from
	// the gradients of the outputs. With [CreateGraph] what it does is recorded.
	// Its gradients, its saved tensors and what it computes from them belong to a
	// scope that ends with it; Keep what must live longer. It may be called on
	// several goroutines at once where they run backward through one graph.
	Backward(ctx *FunctionContext, grads ...*Tensor) []*Tensor
}

// JVPFunction is a [Function] with a forward-mode derivative too; see
// [WithDualLevel].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.Function.jvp.html
type JVPFunction interface {
	Function
	// JVP returns a tangent for each output, nil for one that has no gradient, from
	// those of the inputs, zeros where there is none unless SetMaterializeGrads says
	// false.
	// It runs right after Forward; an output that is an input changed in place must
	// have the input's tangent changed in place.
	JVP(ctx *FunctionContext, tangents ...*Tensor) []*Tensor
}

// OnceDifferentiable returns f for an f whose Backward can't be differentiated: it
// runs without recording, and a second derivative panics rather than being wrong.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.once_differentiable.html
func OnceDifferentiable(f Function) Function { return onceDifferentiable{f} }

type onceDifferentiable struct{ Function }

func (f onceDifferentiable) Backward(ctx *FunctionContext, grads ...*Tensor) (results []*Tensor) {
	NoGrad(func() { results = f.Function.Backward(ctx, grads...) })
	if !IsGradEnabled() || !slices.ContainsFunc(grads, func(t *Tensor) bool { return t != nil && t.RequiresGrad() }) {
		return results
	}
	results = slices.Clone(results)
	for i, t := range results {
		if t != nil {
			results[i] = Apply(differentiatedTwice{}, t.Detach().SetRequiresGrad(true))[0]
		}
	}
	return results
}

// differentiatedTwice is the identity that has no gradient.
type differentiatedTwice struct{}

func (differentiatedTwice) Forward(_ *FunctionContext, in ...*Tensor) []*Tensor { return in }

func (differentiatedTwice) Backward(*FunctionContext, ...*Tensor) []*Tensor {
	misuse("once_differentiable", "RuntimeError",
		"trying to differentiate twice a function that was marked with @once_differentiable")
	return nil
}

// Apply runs f's forward pass and puts f into the graph where one is recorded and
// an input requires a gradient. Its node is called after f's type, such as
// "expBackward". Inputs may be nil. f is kept as long as the graph, with what it
// refers to: save tensors with [FunctionContext.SaveForBackward] rather than in
// f, where they would hold the graph that holds them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.html
func Apply(f Function, inputs ...*Tensor) []*Tensor {
	ready()
	state := &functionState{function: f, name: functionName(f), inputs: len(inputs), materialize: true}
	ctx := &FunctionContext{state: state, inputs: inputs}
	return ctx.record(ctx.forward())
}

func (ctx *FunctionContext) forward() (outputs []*Tensor) {
	functionsRunning.Add(1)
	defer functionsRunning.Add(-1)
	NoGrad(func() { // on one thread
		former := cgotorch.ForwardGrad.Set(false)
		defer cgotorch.ForwardGrad.Set(former)
		outputs = ctx.state.function.Forward(ctx, ctx.inputs...)
	})
	return outputs
}

// functionName is the name of f's node, as Python makes it of the class.
func functionName(f Function) string {
	if once, ok := f.(onceDifferentiable); ok {
		f = once.Function
	}
	t := reflect.TypeOf(f)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name() + "Backward"
}

// record makes the node of a forward pass that is done.
func (ctx *FunctionContext) record(outputs []*Tensor) []*Tensor {
	p := pass{call: call{op: cgotorch.NewOp(ctx.state.name)}}
	for i, t := range outputs {
		if t == nil {
			p.misuse("TypeError", fmt.Sprintf("Forward returned nil as output %d", i))
		}
	}
	application := cgotorch.Application{
		Name:              ctx.state.name,
		Inputs:            p.holdAll(ctx.inputs),
		Outputs:           p.holdAll(outputs),
		Dirty:             p.holdAll(ctx.dirty),
		NonDifferentiable: p.holdAll(ctx.nonDifferentiable),
		Saved:             p.holdAll(ctx.toSave),
		MaterializeGrads:  ctx.state.materialize,
		Backward:          ctx.state.backward,
		JVP:               ctx.jvp(),
	}
	changed, err := application.Record()
	if err != nil {
		p.finish(err)
	}
	results := make([]*Tensor, len(outputs))
	for i, t := range outputs {
		results[i] = t
		if changed[i] != 0 {
			results[i] = adopt(changed[i], p.scope)
		}
	}
	p.finish(nil)
	// The context may outlive the pass, in Forward's closures.
	ctx.inputs, ctx.toSave, ctx.toForward, ctx.dirty, ctx.nonDifferentiable = nil, nil, nil, nil, nil
	return results
}

// jvp is what libtorch calls for tangents; nil where the function has no derivative.
func (ctx *FunctionContext) jvp() cgotorch.NodeJVP {
	f := ctx.state.function
	if once, ok := f.(onceDifferentiable); ok {
		f = once.Function
	}
	forward, ok := f.(JVPFunction)
	if !ok {
		return nil
	}
	return func(tangents []cgotorch.Handle, outputs int) []cgotorch.Handle {
		ctx.inJVP = true
		defer func() { ctx.inJVP = false }()
		results := forward.JVP(ctx, adoptAll(tangents)...)
		if len(results) != outputs {
			misuse(ctx.state.name, "RuntimeError", "Function's jvp returned an invalid number of forward gradients (expected %d but got %d)",
				outputs, len(results))
		}
		return retain(results...)
	}
}

// backward is what the node calls.
func (s *functionState) backward(node cgotorch.Node, grads []cgotorch.Handle, needs []bool) []cgotorch.Handle {
	scope := NewScope()
	defer scope.Close()
	scope.pin()
	defer scope.unpin()
	ctx := &FunctionContext{state: s, node: node, needs: needs, scope: scope}
	defer func() { ctx.node = 0 }()
	tensors := make([]*Tensor, len(grads))
	for i, h := range grads {
		tensors[i] = adopt(h, scope)
	}
	return retain(s.checked(s.function.Backward(ctx, tensors...))...)
}

// checked returns one gradient an input. As in Python there may be more, if nil.
func (s *functionState) checked(grads []*Tensor) []*Tensor {
	given := len(grads)
	for len(grads) > s.inputs && grads[len(grads)-1] == nil {
		grads = grads[:len(grads)-1]
	}
	if len(grads) != s.inputs {
		misuse(s.name, "RuntimeError", "function %s returned an incorrect number of gradients (expected %d, got %d)",
			s.name, s.inputs, given)
	}
	return grads
}
