// Package cases lists the layers and functions of package nn, one line each, with
// Python's text for the same. The suite of conformance, the printed forms kept of
// Python's and the live comparison with Python all run over these lists.
package cases

import (
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch"
)

// Case is a layer or a function, in Python and in Go.
type Case struct {
	// Python makes the layer, or calls the function with a, the inputs; over math, torch, nn
	// and F, and met(m, *sizes), a lazy layer after its first input.
	Python string
	Inputs string // see [NewInputs]; "const" before a kind is an input without a gradient
	Make   func() any
	// Call calls what Make made, or the function, where it isn't Forward with the inputs in
	// turn and nil for the rest; PythonCall is the same over m, the layer, and a.
	Call       func(m any, a []*torch.Tensor) any
	PythonCall string
	// Operator is what older versions of libtorch may lack, "" for nothing.
	Operator string
	// NoSlope tells why gradients aren't derivatives, where they aren't.
	NoSlope string
	// Allocates tells why a Forward allocates more than the tensor, where it does.
	Allocates string
	// Renorms says that Forward shortens the weight, in evaluation too.
	Renorms bool
}

// Name tells the case from others.
func (c Case) Name() string {
	name := c.Python
	if c.PythonCall != "" {
		name += ": " + c.PythonCall
	}
	return name + " [" + c.Inputs + "]"
}

// IsLayer tells a layer from a function.
func (c Case) IsLayer() bool { return c.Make != nil }

// layer is a case whose Forward takes the inputs in turn.
func layer(python, inputs string, make func() any) Case {
	return Case{Python: python, Inputs: inputs, Make: make}
}

// called is a layer that is called in another way: python calls m with a.
func called(c Case, python string, call func(m any, a []*torch.Tensor) any) Case {
	c.PythonCall, c.Call = python, call
	return c
}

// renorming is a layer that shortens its weight.
func renorming(c Case) Case {
	c.Renorms = true
	return scaled(c)
}

// needing is a case whose operator came with a later libtorch.
func needing(operator string, c Case) Case {
	c.Operator = operator
	return c
}

// sinceNewest are cases of what came with libtorch 2.15: with it came this operator too.
func sinceNewest(all ...Case) []Case {
	for i := range all {
		all[i] = needing("_scaled_addmm", all[i])
	}
	return all
}

// scaled is a layer or a function whose gradient is no derivative.
func scaled(c Case) Case {
	c.NoSlope = "by definition a padding has no gradient, frequent vectors have less, and shortening is passed over"
	return c
}

// function is a case of package functional.
func function(python, inputs string, call func(a []*torch.Tensor) any) Case {
	return Case{Python: python, Inputs: inputs, Call: func(_ any, a []*torch.Tensor) any { return call(a) }}
}

// withoutSlope is a case whose gradients aren't derivatives, and why.
func withoutSlope(c Case, why string) Case {
	c.NoSlope = why
	return c
}

// allocating is a case whose Forward allocates, and why.
func allocating(c Case, why string) Case {
	c.Allocates = why
	return c
}

// IsAvailable tells whether the opened libtorch has the case's operator.
func (c Case) IsAvailable() (bool, error) {
	if c.Operator == "" {
		return true, nil
	}
	if err := torch.Init(); err != nil { // nothing may have opened libtorch yet
		return false, err
	}
	names, err := cgotorch.OpNames()
	return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, "aten::"+c.Operator) }), err
}

// NewInputs draws the case's inputs. Floating ones require a gradient.
func (c Case) NewInputs() ([]*torch.Tensor, error) {
	var inputs []*torch.Tensor
	for words := range strings.SplitSeq(c.Inputs, ";") {
		words, constant := strings.CutPrefix(strings.TrimSpace(words), "const ")
		some, err := NewInputs(words)
		if err != nil {
			return nil, err
		}
		for _, t := range some {
			if d := t.DType(); !constant && (d.IsFloatingPoint() || d.IsComplex()) {
				t.SetRequiresGrad(true)
			}
		}
		inputs = append(inputs, some...)
	}
	return inputs, nil
}

// Run calls m, what Make made, with the inputs, and returns the tensors that come out,
// those inside structs and lists too.
func (c Case) Run(m any, inputs []*torch.Tensor) []*torch.Tensor {
	if c.Call != nil {
		return Flat(reflect.ValueOf(c.Call(m, inputs)))
	}
	forward := reflect.ValueOf(m).MethodByName("Forward")
	args := make([]reflect.Value, forward.Type().NumIn())
	for i := range args {
		if i < len(inputs) {
			args[i] = reflect.ValueOf(inputs[i])
		} else {
			args[i] = reflect.Zero(forward.Type().In(i))
		}
	}
	var out []*torch.Tensor
	for _, v := range forward.Call(args) {
		out = append(out, Flat(v)...)
	}
	return out
}

// Flat lists the tensors inside a value, those of structs and lists in order.
func Flat(v reflect.Value) []*torch.Tensor {
	if t, ok := v.Interface().(*torch.Tensor); ok {
		if t == nil {
			return nil
		}
		return []*torch.Tensor{t}
	}
	var out []*torch.Tensor
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return Flat(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out = append(out, Flat(v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, Flat(v.Index(i))...)
		}
	}
	return out
}

// All are the cases.
var All = slices.Concat(
	activations,
	attentions,
	transformers,
	convolutions,
	dropouts,
	lazies,
	embeddings,
	linears,
	losses,
	l1Losses,
	likelihoodLosses,
	klDivLosses,
	batchMeans,
	ctcLosses,
	marginLosses,
	tripletLosses,
	adaptives,
	linearCrossEntropies,
	scaledProducts,
	distances,
	shuffles,
	upsamplings,
	gridSamples,
	folds,
	flattens,
	norms,
	paddings,
	pools,
	recurrents,
	containers,
)
