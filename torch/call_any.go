package torch

import (
	"fmt"
	"strconv"

	"github.com/e0112027/gotorch/internal/opschema"
)

// Keyword is an argument of [Call] given by its name.
type Keyword struct {
	Name  string
	Value any
}

// Kwarg names an argument of [Call], as name=value does in Python.
func Kwarg(name string, value any) Keyword { return Keyword{name, value} }

// Call runs any operator that libtorch holds, by its name, as Python's torch.ops
// does: Call("aten::add.Tensor", x, y, Kwarg("alpha", 2)). The namespace aten may
// be left out.
//
// A name without an overload, "add", means the first overload that takes the
// arguments, in the order in which torch.ops.aten.add tries them (the order of
// registration); "default" is the overload without a name. Overloads that only
// TorchScript has, those without tensors, are not among them.
//
// An argument is what its place in the schema asks for:
//
//	Tensor       *Tensor; a number too in arithmetic such as add, sub, mul, div
//	Scalar       any Go integer, float, complex or bool
//	int, SymInt  any Go integer, or a tensor with one element
//	float        a Go float or integer, or a tensor with one element
//	bool, str    bool, string
//	int[]        []int, []int64, []int32; an integer for int[1], int[2], ..., as in
//	             Python not for SymInt[1]; an integer tensor (N) for SymInt[]
//	float[]      []float64, []float32, []int
//	bool[]       []bool
//	Tensor[]     []*Tensor; nil among them for Tensor?[]
//	Scalar[]     []any, []float64, []int, []complex128
//	str[]        []string
//	any list     []any of what the list holds, tensors with one element among int[],
//	             SymInt[] (integer ones) and float[]
//	ScalarType   DType; Layout and MemoryFormat likewise
//	Device       Device, or its name
//	Generator    *Generator
//
// and nil, or a nil pointer or slice, for None where the type ends in "?". An
// argument left out takes the schema's default. Two rules are stricter than
// Python's: a number is no bool and a bool is no int, and None stands for no
// tensor that must be there.
//
// The results are *Tensor, []*Tensor, int64, float64, bool, complex128, string,
// []int, []float64, []bool, DType, Layout, MemoryFormat, QScheme, Device or nil, as
// many as the schema returns. What an operator changes in place is returned as the
// argument itself. New tensors join the scope of the inputs.
//
// The error is an [*Error]: the name, the arguments and the schema don't fit, or
// libtorch refused the call.
//
// See https://docs.pytorch.org/docs/stable/torch.compiler_ir.html
func Call(op string, args ...any) (results []any, err error) {
	err = Try(func() error {
		results = callAny(op, args)
		return nil
	})
	if e, ok := err.(*Error); ok && len(e.Shapes) == 0 {
		e.describe(tensorsAmong(args)) // the call did not get as far as its tensors
	}
	return results, err
}

// tensorsAmong lists the tensors that arguments are, or hold.
func tensorsAmong(args []any) []*Tensor {
	var tensors []*Tensor
	for _, arg := range args {
		if k, ok := arg.(Keyword); ok {
			arg = k.Value
		}
		switch arg := arg.(type) {
		case *Tensor:
			tensors = append(tensors, arg)
		case []*Tensor:
			tensors = append(tensors, arg...)
		case []any:
			for _, element := range arg {
				if t, ok := element.(*Tensor); ok {
					tensors = append(tensors, t)
				}
			}
		}
	}
	return tensors
}

func callAny(name string, args []any) []any {
	positional, keywords := splitKeywords(name, args)
	o, exact := findOverload(name)
	if !exact {
		chosen, values := chooseOverload(name, positional, keywords)
		return chosen.run(values)
	}
	values, err := bind(o.schema, positional, keywords)
	if err != nil {
		misuse(o.op.Name(), "RuntimeError", "%s", err)
	}
	return o.run(values)
}

// splitKeywords parts the arguments; keywords come last.
func splitKeywords(name string, args []any) (positional []any, keywords []Keyword) {
	for i, a := range args {
		k, ok := a.(Keyword)
		switch {
		case ok:
			for _, earlier := range keywords {
				if earlier.Name == k.Name {
					misuse(name, "TypeError", "keyword argument repeated: %s", k.Name)
				}
			}
			keywords = append(keywords, k)
		case len(keywords) > 0:
			misuse(name, "TypeError", "positional argument %d follows keyword argument '%s'", i, keywords[0].Name)
		default:
			positional = append(positional, a)
		}
	}
	return positional, keywords
}

// left stands for an argument that was left out.
type left struct{}

// bind gives each argument of the schema its value, by Python's rules.
func bind(s *opschema.Schema, positional []any, keywords []Keyword) ([]any, error) {
	if n := len(positional) + len(keywords); n > len(s.Arguments) {
		return nil, fmt.Errorf("%s() expected at most %d argument(s) but received %d argument(s). Declaration: %s",
			s.Name, len(s.Arguments), n, s)
	}
	if most := s.Positional(); len(positional) > most {
		return nil, fmt.Errorf("%s() takes %d positional argument(s) but %d was/were given. Declaration: %s",
			s.Name, most, len(positional), s)
	}
	values := make([]any, len(s.Arguments))
	named := 0
	for i, a := range s.Arguments {
		given, ok := any(nil), false
		if i < len(positional) {
			given, ok = positional[i], true
		} else if given, ok = lookKeyword(keywords, a.Name); ok {
			named++
		}
		if !ok {
			if !a.HasDefault {
				return nil, fmt.Errorf("%s() is missing value for argument '%s'. Declaration: %s", s.Name, a.Name, s)
			}
			values[i] = left{}
			continue
		}
		value, err := coerce(a.Type, given, numbersAreTensors(s.Name))
		if err != nil {
			return nil, mismatch(s, i, given, err)
		}
		values[i] = value
	}
	if named < len(keywords) {
		return nil, wrongKeyword(s, len(positional), keywords)
	}
	return values, nil
}

func lookKeyword(keywords []Keyword, name string) (any, bool) {
	for _, k := range keywords {
		if k.Name == name {
			return k.Value, true
		}
	}
	return nil, false
}

func wrongKeyword(s *opschema.Schema, positional int, keywords []Keyword) error {
	for _, k := range keywords {
		at := -1
		for i, a := range s.Arguments {
			if a.Name == k.Name {
				at = i
			}
		}
		switch {
		case at < 0:
			return fmt.Errorf("unknown keyword argument '%s' for operator '%s'. Schema: %s", k.Name, s.Name, s)
		case at < positional:
			return fmt.Errorf("argument '%s' specified both as positional and keyword argument. Schema: %s", k.Name, s)
		}
	}
	return fmt.Errorf("%s() received a keyword argument that it has no place for. Schema: %s", s.Name, s)
}

// mismatch says that an argument is of the wrong type, as Python does.
func mismatch(s *opschema.Schema, i int, given any, reason error) error {
	value := ""
	if _, ok := given.(*Tensor); !ok {
		if value = valueText(given); len(value) > 100 {
			value = value[:100] + "..."
		}
		value = "\nValue: " + value
	}
	detail := ""
	if reason != errWrongType {
		detail = "\nCast error details: " + reason.Error()
	}
	return fmt.Errorf("%s() expected a value of type '%s' for argument '%s' but instead found type '%s'.\nPosition: %d%s\nDeclaration: %s%s",
		s.Name, s.Arguments[i].Type.Python(), s.Arguments[i].Name, typeName(given), i, value, s, detail)
}

// valueText prints an argument. A list that holds itself has no end.
func valueText(v any) string {
	if list, ok := v.([]any); ok && depth(list, 0) > maxDepth {
		return "a list of more than " + strconv.Itoa(maxDepth) + " levels"
	}
	return fmt.Sprintf("%v", v)
}

const maxDepth = 64 // as many dimensions as a tensor may have

// depth is how many lists stand in each other, of those that stand first.
func depth(list []any, above int) int {
	deepest := above + 1
	for _, element := range list {
		if inner, ok := element.([]any); ok && deepest <= maxDepth {
			deepest = max(deepest, depth(inner, above+1))
		}
	}
	return deepest
}

func typeName(v any) string {
	if v == nil {
		return "nil"
	}
	return fmt.Sprintf("%T", v)
}
