package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// value is an argument as data: it goes to a child as JSON, and has a form in Go
// and one in Python that mean the same.
type value struct {
	Kind string  `json:"k"`
	Name string  `json:"n,omitempty"` // of a keyword argument
	Int  int64   `json:"i,omitempty"`
	Text string  `json:"t,omitempty"`
	List []value `json:"l,omitempty"`
}

// The kinds, and which fields they use.
const (
	kindNone      = "none"
	kindBool      = "bool"      // Int
	kindInt       = "int"       // Int
	kindFloat     = "float"     // Text, since JSON has no NaN
	kindComplex   = "complex"   // Text, its imaginary part
	kindString    = "str"       // Text
	kindDType     = "dtype"     // Int
	kindLayout    = "layout"    // Int
	kindFormat    = "format"    // Int
	kindDevice    = "device"    // Text
	kindGenerator = "generator" // Int, its seed
	kindList      = "list"      // List
	kindVector    = "vector"    // List of ints, or of floats: a tensor of one dimension
	kindCall      = "call"      // Text, the operator; List, its arguments: its first result
	kindSame      = "same"      // Int: the argument with this index once more
)

// call is an operator with its arguments, and whether a backward pass follows.
type call struct {
	Op       string  `json:"op"`
	Args     []value `json:"args"`
	Backward bool    `json:"backward,omitempty"`
}

func ofInt(n int64) value { return value{Kind: kindInt, Int: n} }
func ofFloat(x float64) value {
	return value{Kind: kindFloat, Text: strconv.FormatFloat(x, 'g', -1, 64)}
}
func ofDType(d torch.DType) value { return value{Kind: kindDType, Int: int64(d)} }
func ofBool(b bool) value {
	v := value{Kind: kindBool}
	if b {
		v.Int = 1
	}
	return v
}

func ofInts(ns ...int64) value {
	list := value{Kind: kindList}
	for _, n := range ns {
		list.List = append(list.List, ofInt(n))
	}
	return list
}

// of makes the value that an operator returns.
func of(op string, args ...value) value { return value{Kind: kindCall, Text: op, List: args} }

func (v value) float() float64 {
	x, _ := strconv.ParseFloat(v.Text, 64)
	return x
}

// goArgs makes the arguments; the tensors among them belong to s.
func (c call) goArgs(s *torch.Scope) []any {
	var args []any
	for _, v := range c.Args {
		var arg any
		if v.Kind == kindSame {
			arg = bare(args[v.Int])
		} else {
			arg = v.goValue(s)
		}
		if v.Name != "" {
			arg = torch.Kwarg(v.Name, arg)
		}
		args = append(args, arg)
	}
	return args
}

func bare(arg any) any {
	if k, ok := arg.(torch.Keyword); ok {
		return k.Value
	}
	return arg
}

// goValue panics with *torch.Error where libtorch can't make a tensor.
func (v value) goValue(s *torch.Scope) any {
	switch v.Kind {
	case kindBool:
		return v.Int != 0
	case kindInt:
		return v.Int
	case kindFloat:
		return v.float()
	case kindComplex:
		return complex(0.5, v.float())
	case kindString, kindDevice:
		return v.Text
	case kindDType:
		return torch.DType(v.Int)
	case kindLayout:
		return torch.Layout(v.Int)
	case kindFormat:
		return torch.MemoryFormat(v.Int)
	case kindGenerator:
		return torch.NewGenerator(torch.CPU).ManualSeed(v.Int)
	case kindList:
		return goList(v.List, s)
	case kindVector:
		return v.vector(s)
	case kindCall:
		return v.result(s)
	}
	return nil
}

// goList gives a list its Go type where its elements are of one.
func goList(list []value, s *torch.Scope) any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = v.goValue(s)
	}
	if ints, ok := allOf[int64](values); ok {
		return ints
	}
	if floats, ok := allOf[float64](values); ok {
		return floats
	}
	if tensors, ok := allOf[*torch.Tensor](values); ok {
		return tensors
	}
	return values
}

func allOf[T any](values []any) ([]T, bool) {
	out := make([]T, len(values))
	for i, v := range values {
		var ok bool
		if out[i], ok = v.(T); !ok {
			return nil, false
		}
	}
	return out, len(values) > 0
}

func (v value) vector(s *torch.Scope) *torch.Tensor {
	if len(v.List) > 0 && v.List[0].Kind == kindFloat {
		floats := make([]float64, len(v.List))
		for i, x := range v.List {
			floats[i] = x.float()
		}
		return torch.NewTensor(floats, torch.In(s))
	}
	ints := make([]int64, len(v.List))
	for i, n := range v.List {
		ints[i] = n.Int
	}
	return torch.NewTensor(ints, torch.In(s))
}

func (v value) result(s *torch.Scope) any {
	results, err := torch.Call(v.Text, call{Args: v.List}.goArgs(s)...)
	if err != nil {
		panic(err)
	}
	adopt(s, results)
	return results[0]
}

// adopt gives tensors that belong to no scope to s.
func adopt(s *torch.Scope, results []any) {
	for _, r := range results {
		switch r := r.(type) {
		case *torch.Tensor:
			if r != nil && r.Scope() == nil {
				s.Adopt(r)
			}
		case []*torch.Tensor:
			for _, t := range r {
				adopt(s, []any{t})
			}
		}
	}
}

// python is the call as an expression of Python.
func (c call) python() string {
	shared := map[int64]bool{}
	for _, v := range c.Args {
		if v.Kind == kindSame {
			shared[v.Int] = true
		}
	}
	var args []string
	for i, v := range c.Args {
		text := v.python()
		if shared[int64(i)] {
			text = fmt.Sprintf("(a%d := %s)", i, text)
		}
		if v.Name != "" {
			text = keyword(v.Name, text)
		}
		args = append(args, text)
	}
	text := fmt.Sprintf("%s(%s)", pythonOp(c.Op), strings.Join(args, ", "))
	if c.Backward {
		return fmt.Sprintf(pythonBackward, text)
	}
	return text
}

// pythonBackward is what [call.backward] does, and then the call's result.
const pythonBackward = "(r := %s, torch.autograd.backward([t.sum() for t in (r if isinstance(r, (list, tuple)) else [r])" +
	" if isinstance(t, torch.Tensor) and t.is_floating_point() and t.requires_grad]))[0]"

// pythonOp is an operator's name below torch.ops.
func pythonOp(op string) string {
	name := "torch.ops." + strings.Replace(op, "::", ".", 1)
	dot := strings.LastIndexByte(op, '.')
	switch {
	case dot < 0:
		return name + ".default"
	case keywords[op[dot+1:]]:
		return fmt.Sprintf("getattr(%s, '%s')", strings.TrimSuffix(name, op[dot:]), op[dot+1:])
	}
	return name
}

// keywords are the names that Python has no attribute or argument syntax for.
var keywords = map[string]bool{"from": true, "lambda": true}

func keyword(name, text string) string {
	if keywords[name] {
		return fmt.Sprintf("**{'%s': %s}", name, text)
	}
	return name + "=" + text
}

func (v value) python() string {
	switch v.Kind {
	case kindBool:
		if v.Int != 0 {
			return "True"
		}
		return "False"
	case kindInt:
		return strconv.FormatInt(v.Int, 10)
	case kindFloat:
		return pythonFloat(v.float())
	case kindComplex:
		return fmt.Sprintf("complex(0.5, %s)", pythonFloat(v.float()))
	case kindString:
		return strconv.QuoteToASCII(v.Text)
	case kindDevice:
		return fmt.Sprintf("torch.device(%q)", v.Text)
	case kindDType:
		return torch.DType(v.Int).String()
	case kindLayout:
		return torch.Layout(v.Int).String()
	case kindFormat:
		return torch.MemoryFormat(v.Int).String()
	case kindGenerator:
		return fmt.Sprintf("torch.Generator().manual_seed(%d)", v.Int)
	case kindList:
		return pythonList(v.List)
	case kindVector:
		dtype := torch.Int64
		if len(v.List) > 0 && v.List[0].Kind == kindFloat {
			dtype = torch.Float64
		}
		return fmt.Sprintf("torch.tensor(%s, dtype=%v)", pythonList(v.List), dtype)
	case kindCall:
		return call{Op: v.Text, Args: v.List}.python()
	case kindSame:
		return fmt.Sprintf("a%d", v.Int)
	}
	return "None"
}

func pythonFloat(x float64) string {
	switch {
	case math.IsNaN(x):
		return "float('nan')"
	case math.IsInf(x, 0):
		return fmt.Sprintf("float('%v')", strings.TrimPrefix(strconv.FormatFloat(x, 'g', -1, 64), "+"))
	case x == math.Trunc(x) && math.Abs(x) < 1e15:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

func pythonList(list []value) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = v.python()
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
