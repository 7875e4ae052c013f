// Package opschema reads operator schemas as libtorch prints them:
//
//	aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor
package opschema

import (
	"strconv"
	"strings"
)

// Schema is the signature of one operator overload.
type Schema struct {
	Name      string // with its namespace: "aten::sum"
	Overload  string // "dim_IntList"; "" for the default one
	Arguments []Argument
	Returns   []Return
	text      string
}

// String returns the text that was parsed.
func (s *Schema) String() string { return s.text }

// FullName returns the name with its overload, as the dispatcher looks it up.
func (s *Schema) FullName() string {
	if s.Overload == "" {
		return s.Name
	}
	return s.Name + "." + s.Overload
}

// Positional counts the arguments that need not be named.
func (s *Schema) Positional() int {
	for i, a := range s.Arguments {
		if a.KeywordOnly {
			return i
		}
	}
	return len(s.Arguments)
}

// Argument is one parameter.
type Argument struct {
	Name        string
	Type        Type
	Default     string // as printed; meaningful where HasDefault
	HasDefault  bool
	KeywordOnly bool
}

// Return is one value that the operator gives back.
type Return struct {
	Name string // often ""
	Type Type
}

// Type is what an argument may be: Tensor, Tensor?, int[2], Tensor?[], int[1]?.
type Type struct {
	Base            string // "Tensor", "int", "SymInt", "Scalar", "str", "ScalarType", "Dict(Tensor, Tensor)", ...
	List            bool
	Size            int  // of a list such as int[2], for which one number may stand; else 0
	ElementOptional bool // Tensor?[]
	Optional        bool // Tensor?, int[]?
	Alias           string
	Write           bool // the operator changes it
}

// Integer tells whether the base is int or SymInt, which are one to a caller.
func (t Type) Integer() bool { return t.Base == "int" || t.Base == "SymInt" }

// Writes returns the argument that return i is, changed in place, or -1.
func (s *Schema) Writes(i int) int {
	r := s.Returns[i].Type
	if !r.Write {
		return -1
	}
	for j, a := range s.Arguments {
		if a.Type.Write && a.Type.Alias == r.Alias {
			return j
		}
	}
	return -1
}

// Out tells whether the operator writes its result into an argument that must
// be named, as out= in Python.
func (s *Schema) Out() bool {
	for _, a := range s.Arguments {
		if a.KeywordOnly && a.Type.Write {
			return true
		}
	}
	return false
}

// Python is the type as Python's messages name it: Optional[List[int]].
func (t Type) Python() string {
	name := t.Base
	switch name {
	case "SymInt", "ScalarType", "Layout", "MemoryFormat", "QScheme":
		name = "int"
	case "Scalar":
		name = "number"
	}
	if t.ElementOptional {
		name = "Optional[" + name + "]"
	}
	if t.List {
		name = "List[" + name + "]"
	}
	if t.Optional {
		name = "Optional[" + name + "]"
	}
	return name
}

// String is the type as the schema prints it, without aliasing.
func (t Type) String() string {
	var b strings.Builder
	b.WriteString(t.Base)
	if t.ElementOptional {
		b.WriteByte('?')
	}
	if t.List {
		b.WriteByte('[')
		if t.Size > 0 {
			b.WriteString(strconv.Itoa(t.Size))
		}
		b.WriteByte(']')
	}
	if t.Optional {
		b.WriteByte('?')
	}
	return b.String()
}
