package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/opschema"
)

// anyResults runs an operator and returns its results; those that it wrote to
// arguments are the arguments themselves.
func (c *call) anyResults(s *opschema.Schema, values []any) []any {
	out := make([]any, len(s.Returns))
	fresh := 0
	for i := range out {
		if j := s.Writes(i); j >= 0 {
			if t, ok := values[j].(*Tensor); ok {
				out[i] = t
				continue
			}
		}
		fresh++
	}
	if fresh == 0 {
		c.effect()
		return out
	}
	for i, r := range c.results() {
		if out[i] != nil {
			cgotorch.Release(r.Handle)
			continue
		}
		out[i] = typed(c.any(r), s.Returns[i].Type)
	}
	c.finish(nil)
	return out
}

// any turns a result into a Go value, tensors with their owner.
func (c *call) any(r cgotorch.Result) any {
	switch r.Tag {
	case cgotorch.TagTensor:
		return c.wrap(r.Handle, r.Info)
	case cgotorch.TagTensors:
		return c.wrapAll(r)
	case cgotorch.TagInt:
		return r.Int
	case cgotorch.TagDouble:
		return r.Double
	case cgotorch.TagBool:
		return r.Int != 0
	case cgotorch.TagComplex:
		return r.Complex
	case cgotorch.TagString:
		return r.String
	case cgotorch.TagInts:
		return r.Ints
	case cgotorch.TagDoubles:
		return r.Doubles
	case cgotorch.TagBools:
		return r.Bools
	case cgotorch.TagDevice:
		return Device{DeviceType(r.Ints[0]), r.Ints[1]}
	}
	return nil
}

// typed gives an integer the Go type of what the schema says it is.
func typed(v any, t opschema.Type) any {
	n, ok := v.(int64)
	if !ok {
		return v
	}
	switch t.Base {
	case "ScalarType":
		return DType(n)
	case "Layout":
		return Layout(n)
	case "MemoryFormat":
		return MemoryFormat(n)
	case "QScheme":
		return QScheme(n)
	}
	return v
}

func (c *call) wrapAll(r cgotorch.Result) []*Tensor {
	tensors := make([]*Tensor, len(r.Handles))
	for i, h := range r.Handles {
		tensors[i] = c.wrap(h, r.Infos[i])
	}
	return tensors
}

// Results are what an operator returned, in the schema's order. Its methods panic
// with [*Error] where a result is of another type, which a libtorch of another
// version may cause.
type Results struct {
	op     string
	values []any
}

// Results runs any operator.
func (v *Invocation) Results() Results {
	c := v.call()
	results := c.results()
	values := make([]any, len(results))
	for i, r := range results {
		values[i] = c.any(r)
	}
	c.finish(nil)
	return Results{v.Op.Name(), values}
}

// Run runs an operator and drops its results.
func (v *Invocation) Run() {
	v.call().effect()
}

func result[T any](r Results, i int) T {
	if i < len(r.values) {
		if v, ok := r.values[i].(T); ok {
			return v
		}
	}
	var want T
	misuse(r.op, "TypeError", "result %d is not a %s in this libtorch", i, fmt.Sprintf("%T", want))
	return want
}

// Tensor returns result i, nil where it is undefined.
func (r Results) Tensor(i int) *Tensor { return result[*Tensor](r, i) }

// Tensors returns result i.
func (r Results) Tensors(i int) []*Tensor { return result[[]*Tensor](r, i) }

// Int returns result i.
func (r Results) Int(i int) int { return int(result[int64](r, i)) }

// Float returns result i.
func (r Results) Float(i int) float64 { return result[float64](r, i) }

// Bool returns result i.
func (r Results) Bool(i int) bool { return result[bool](r, i) }

// DType returns result i, which libtorch passes as an int.
func (r Results) DType(i int) DType { return DType(result[int64](r, i)) }

// QScheme returns result i, which libtorch passes as an int.
func (r Results) QScheme(i int) QScheme { return QScheme(result[int64](r, i)) }

// Any returns result i as [Call] does.
func (r Results) Any(i int) any {
	if i >= len(r.values) {
		misuse(r.op, "TypeError", "there is no result %d in this libtorch", i)
	}
	return r.values[i]
}
