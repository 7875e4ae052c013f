package torch

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/opschema"
)

var errWrongType = errors.New("wrong type")

// numbersAreTensors tells whether torch.ops takes a number for a tensor, which
// then promotes as a number. Others have an overload for numbers.
func numbersAreTensors(op string) bool {
	name, ok := strings.CutPrefix(op, "aten::")
	if !ok {
		return strings.HasPrefix(op, "prims::")
	}
	switch strings.TrimSuffix(name, "_") {
	case "add", "div", "divide", "mul", "multiply", "sub", "subtract", "true_divide", "floor_divide", "copy":
		return true
	}
	return name == "to" || name == "_to_copy" || name == "_conj"
}

// coerce turns a Go value into the form that [call.coerced] encodes for a type:
// nil, *Tensor, a number that [call.number] knows, string, Device, *Generator,
// or a list.
func coerce(t opschema.Type, v any, numbersAreTensors bool) (any, error) {
	if isNone(v) {
		if t.Optional {
			return nil, nil
		}
		if !t.List || v == nil {
			return nil, errWrongType
		}
	}
	if t.List {
		return coerceList(t, v)
	}
	switch t.Base {
	case "Tensor":
		if tensor, ok := v.(*Tensor); ok {
			return tensor, nil
		}
		if numbersAreTensors {
			return coerceNumber(v)
		}
	case "Scalar":
		return coerceNumber(v)
	case "int", "SymInt":
		return coerceInt(number[int64](v))
	case "float", "SymFloat":
		return coerceFloat(number[float64](v))
	case "complex":
		return coerceNumber(v)
	case "bool", "SymBool":
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case "str":
		if s, ok := v.(string); ok {
			return s, nil
		}
	case "ScalarType":
		if d, ok := v.(DType); ok {
			return int(d), nil
		}
		return coerceInt(number[int64](v))
	case "Layout":
		if l, ok := v.(Layout); ok {
			return int(l), nil
		}
		return coerceInt(number[int64](v))
	case "MemoryFormat":
		if m, ok := v.(MemoryFormat); ok {
			return int(m), nil
		}
		return coerceInt(number[int64](v))
	case "Device":
		return coerceDevice(v)
	case "Generator":
		if g, ok := v.(*Generator); ok {
			return g, nil
		}
	}
	return nil, errWrongType
}

// isNone tells whether v stands for None: nil, or a nil pointer or slice.
func isNone(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case *Tensor:
		return v == nil
	case *Generator:
		return v == nil
	case []*Tensor:
		return v == nil
	case []int:
		return v == nil
	case []int64:
		return v == nil
	case []int32:
		return v == nil
	case []float64:
		return v == nil
	case []float32:
		return v == nil
	case []bool:
		return v == nil
	case []string:
		return v == nil
	case []any:
		return v == nil
	}
	return false
}

// number is the only element of a real tensor, which Python takes for a float or,
// cut, for an int; or else v itself.
func number[T int64 | float64](v any) any {
	t, ok := v.(*Tensor)
	if !ok || t == nil || t.DType().IsComplex() || t.Numel() != 1 {
		return v
	}
	return ItemAs[T](t.To(dtypeOf[T]()))
}

func dtypeOf[T int64 | float64]() DType {
	if _, ok := any(T(0)).(int64); ok {
		return Int64
	}
	return Float64
}

func coerceInt(v any) (any, error) {
	switch v := v.(type) {
	case int:
		return v, nil
	case int64, int32, int16, int8, uint8, uint16, uint32:
		return v, nil
	case uint:
		return fits(uint64(v))
	case uint64:
		return fits(v)
	}
	return nil, errWrongType
}

func fits(v uint64) (any, error) {
	if v > math.MaxInt64 {
		return nil, fmt.Errorf("%d is larger than the largest int64", v)
	}
	return int64(v), nil
}

func coerceFloat(v any) (any, error) {
	switch v := v.(type) {
	case float64, float32:
		return v, nil
	}
	return coerceInt(v)
}

func coerceNumber(v any) (any, error) {
	switch v := v.(type) {
	case bool, complex128, complex64:
		return v, nil
	}
	return coerceFloat(v)
}

func coerceDevice(v any) (any, error) {
	switch v := v.(type) {
	case Device:
		return v, nil
	case string:
		deviceType, index, err := cgotorch.ParseDevice(v)
		if err != nil {
			return nil, asError("device", err, nil)
		}
		return Device{DeviceType(deviceType), index}, nil
	}
	return nil, errWrongType
}

func coerceList(t opschema.Type, v any) (any, error) {
	if list, ok := v.([]any); ok && t.Base != "Scalar" {
		return coerceAnys(t, list)
	}
	if list, ok := v.([]*Tensor); ok && t.Base != "Tensor" && t.Base != "Scalar" {
		return coerceAnys(t, anys(list))
	}
	switch t.Base {
	case "Tensor":
		return coerceTensors(t, v)
	case "int", "SymInt":
		if tensor, ok := v.(*Tensor); ok && t.Base == "SymInt" {
			return intsOf(tensor)
		}
		if t.Size > 0 && t.Base == "int" { // torch.ops repeats no SymInt
			if one, err := coerceInt(v); err == nil {
				return one, nil // the shim repeats it
			}
		}
		return ints(v)
	case "float":
		if f, ok := v.(float64); ok && t.Size > 0 {
			return repeat(f, t.Size), nil
		}
		return floats(v)
	case "bool":
		if bs, ok := v.([]bool); ok {
			return bs, nil
		}
	case "Scalar":
		return numbers(v)
	case "str":
		if ss, ok := v.([]string); ok {
			return ss, nil
		}
	}
	return nil, errWrongType
}

// coerceAnys is coerceList for a list of any values.
func coerceAnys(t opschema.Type, list []any) (any, error) {
	switch t.Base {
	case "Tensor":
		ts, err := elements[*Tensor](list, func(v any) (*Tensor, bool) {
			tensor, ok := v.(*Tensor)
			return tensor, ok || v == nil
		})
		if err != nil {
			return nil, err
		}
		return coerceTensors(t, ts)
	case "int":
		return elements(list, func(v any) (int, bool) { return toInt(number[int64](v)) })
	case "SymInt":
		return elements(list, func(v any) (int, bool) {
			if tensor, ok := v.(*Tensor); ok && (tensor == nil || !isInteger(tensor.DType())) {
				return 0, false
			}
			return toInt(number[int64](v))
		})
	case "float":
		return elements(list, func(v any) (float64, bool) { return toFloat(number[float64](v)) })
	case "bool":
		return elements(list, func(v any) (bool, bool) { b, ok := v.(bool); return b, ok })
	case "str":
		return elements(list, func(v any) (string, bool) { s, ok := v.(string); return s, ok })
	}
	return nil, errWrongType
}

func elements[T any](list []any, element func(any) (T, bool)) ([]T, error) {
	out := make([]T, len(list))
	for i, v := range list {
		var ok bool
		if out[i], ok = element(v); !ok {
			return nil, fmt.Errorf("element %d is a %s", i, typeName(v))
		}
	}
	return out, nil
}

func toInt(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	case int32:
		return int(v), true
	}
	return 0, false
}

func toFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case float32:
		return float64(v), true
	}
	n, ok := toInt(v)
	return float64(n), ok
}

func coerceTensors(t opschema.Type, v any) (any, error) {
	ts, ok := v.([]*Tensor)
	if !ok {
		return nil, errWrongType
	}
	if t.ElementOptional {
		return optionalTensors(ts), nil
	}
	for i, tensor := range ts {
		if tensor == nil {
			return nil, fmt.Errorf("tensor %d is nil", i)
		}
	}
	return ts, nil
}

// optionalTensors is a list with None for each nil.
type optionalTensors []*Tensor

func repeat[T any](v T, n int) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = v
	}
	return list
}

func convertList[To, From int | int32 | int64 | float32 | float64](list []From) []To {
	out := make([]To, len(list))
	for i, v := range list {
		out[i] = To(v)
	}
	return out
}

func ints(v any) (any, error) {
	switch v := v.(type) {
	case []int:
		return v, nil
	case []int64:
		return convertList[int](v), nil
	case []int32:
		return convertList[int](v), nil
	}
	return nil, errWrongType
}

// intsOf is a tensor of one dimension that Python takes for a list of SymInt.
func intsOf(t *Tensor) (any, error) {
	if t.NDim() != 1 || !isInteger(t.DType()) {
		return nil, errWrongType
	}
	var list []int
	Scoped(func(s *Scope) { list = convertList[int](Data[int64](t.denseIn(s).To(Int64))) })
	return list, nil
}

func isInteger(d DType) bool { return isIntegral(d) || d == UInt8 }

func floats(v any) (any, error) {
	switch v := v.(type) {
	case []float64:
		return v, nil
	case []float32:
		return convertList[float64](v), nil
	case []int:
		return convertList[float64](v), nil
	}
	return nil, errWrongType
}

// numbers returns a list for Scalar[].
func numbers(v any) (any, error) {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			var err error
			if list[i], err = coerceNumber(x); err != nil {
				return nil, fmt.Errorf("element %d is a %s, not a number", i, typeName(x))
			}
		}
		return list, nil
	case []float64:
		return anys(v), nil
	case []int:
		return anys(v), nil
	case []complex128:
		return anys(v), nil
	}
	return nil, errWrongType
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// coerced appends what [coerce] returned.
func (c *call) coerced(v any) {
	switch v := v.(type) {
	case left:
		c.Default()
	case nil:
		c.None()
	case *Tensor:
		c.tensor(v)
	case []*Tensor:
		c.tensors(v)
	case optionalTensors:
		c.optionals(v)
	case []int:
		c.Ints(v)
	case []float64:
		c.Doubles(v)
	case []bool:
		c.Bools(v)
	case []string:
		c.Strings(v)
	case []any:
		c.numbers(v)
	case string:
		c.String(v)
	case Device:
		v.encode(&c.Args)
	case *Generator:
		c.generator(v)
	default:
		c.scalar(v)
	}
}

// numbers appends Go numbers for an argument of type Scalar[].
func (c *call) numbers(vs []any) {
	c.List(cgotorch.TagScalars, len(vs))
	for _, v := range vs {
		c.scalar(v)
	}
}
