package main

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/opschema"
)

// goType is how a schema's base type is passed in Go.
type goType struct {
	name    string
	list    string // of these; "" where there is none
	append  string // the function that appends one
	zero    string // the schema's default that Go's zero value stands for
	natural bool   // nil stands for None
}

var goTypes = map[string]goType{
	"Tensor":       {name: "*torch.Tensor", list: "[]*torch.Tensor", append: "putTensor", natural: true},
	"Scalar":       {name: "any", list: "[]any", append: "putScalar", natural: true},
	"int":          {name: "int", list: "[]int", append: "putInteger", zero: "0"},
	"SymInt":       {name: "int", list: "[]int", append: "putInteger", zero: "0"},
	"float":        {name: "float64", list: "[]float64", append: "putFloat", zero: "0."},
	"bool":         {name: "bool", list: "[]bool", append: "putBoolean", zero: "False"},
	"str":          {name: "string", list: "[]string", append: "putText"},
	"ScalarType":   {name: "torch.DType", append: "putDType"},
	"Layout":       {name: "torch.Layout", append: "putLayout"},
	"MemoryFormat": {name: "torch.MemoryFormat", append: "putMemoryFormat"},
	"Device":       {name: "torch.Device", append: "putDevice"},
	"Generator":    {name: "*torch.Generator", append: "putGenerator", natural: true},
}

// parameter is the Go type of an argument that must be given, and the statement
// that appends it.
func parameter(t opschema.Type, value string) (name, statement string) {
	g := goTypes[t.Base]
	switch {
	case t.List && t.ElementOptional:
		return g.list, fmt.Sprintf("putOptionalTensors(&v, %s)", value)
	case t.List && t.Optional:
		return g.list, fmt.Sprintf("%ssOrNone(&v, %s)", g.append, value)
	case t.List:
		return g.list, fmt.Sprintf("%ss(&v, %s)", g.append, value)
	case t.Optional && g.natural:
		return g.name, fmt.Sprintf("%sOrNone(&v, %s)", g.append, value)
	case t.Optional:
		return "Opt[" + g.name + "]", fmt.Sprintf("%sOrNone(&v, %s)", g.append, value)
	}
	return g.name, fmt.Sprintf("%s(&v, %s)", g.append, value)
}

// option is parameter for an argument with a default.
func option(a opschema.Argument, value string) (name, statement string) {
	t, g := a.Type, goTypes[a.Type.Base]
	switch {
	case t.List:
		return g.list, fmt.Sprintf("%ssOr(&v, %s)", g.append, value)
	case g.natural:
		return g.name, fmt.Sprintf("%sOr(&v, %s)", g.append, value)
	case !t.Optional && g.zero != "" && a.Default == g.zero:
		return g.name, fmt.Sprintf("%s(&v, %s)", g.append, value)
	}
	return "Opt[" + g.name + "]", fmt.Sprintf("%sOr(&v, %s)", g.append, value)
}

// resultMethods maps what an operator returns to torch.Results' method.
var resultMethods = map[string]struct{ goType, method string }{
	"Tensor":   {"*torch.Tensor", "Tensor"},
	"Tensor[]": {"[]*torch.Tensor", "Tensors"},
	"int":      {"int", "Int"},
	"SymInt":   {"int", "Int"},
	"float":    {"float64", "Float"},
	"bool":     {"bool", "Bool"},
	"Scalar":   {"any", "Any"},
	"ScalarType": {
		"torch.DType", "DType",
	},
	"QScheme": {"torch.QScheme", "QScheme"},
}
