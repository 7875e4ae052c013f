package main

import (
	"fmt"
	"slices"
	"strings"
)

// kind is how a method takes its arguments.
type kind int

const (
	unary   kind = iota // t.Abs()
	tensors             // t.Maximum(other *Tensor)
	numbers             // t.Eq(other any), a number through an overload of its own
	wrapped             // t.Mul(other any), a number wrapped as a tensor, as Python does
)

// operator is one row: a method, and its in-place twin if it has one.
type operator struct {
	name string // in Go
	op   string // in libtorch, without overload
	kind kind
	doc  string // what follows "Name returns"
	twin twin
	// tensor and scalar are the overloads that take them, inTensor and inScalar
	// those of the twin; "Tensor" and "Scalar" where numbers are taken and the
	// row is silent.
	tensor, scalar, inTensor, inScalar string
	page                               string // see pageURL
}

// twin tells whether an operator has an in-place variant.
type twin bool

const (
	inPlace twin = true
	alone   twin = false
)

// family is one generated file.
type family struct {
	file      string
	operators []operator
}

// complete fills in what a row may leave out.
func (o operator) complete() operator {
	if o.kind == numbers || o.kind == wrapped {
		o.tensor = orElse(o.tensor, "Tensor")
		o.scalar = orElse(o.scalar, "Scalar")
		o.inTensor = orElse(o.inTensor, "Tensor")
		o.inScalar = orElse(o.inScalar, "Scalar")
	}
	o.page = orElse(o.page, "torch."+o.op)
	return o
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// none stands for the overload without a name where the default is another.
const none = "-"

func overload(op, name string) string {
	if name == "" || name == none {
		return op
	}
	return op + "." + name
}

// variable is one operator handle of a generated file.
type variable struct{ Name, Op string }

func (o operator) variables() []variable {
	vars := []variable{{"op" + o.name, overload(o.op, o.tensor)}}
	if o.kind == numbers {
		vars = append(vars, variable{"op" + o.name + "Scalar", overload(o.op, o.scalar)})
	}
	if o.twin == inPlace {
		vars = append(vars, variable{"op" + o.name + "InPl", overload(o.op+"_", o.inTensor)})
		if o.kind == numbers {
			vars = append(vars, variable{"op" + o.name + "InPlScalar", overload(o.op+"_", o.inScalar)})
		}
	}
	return vars
}

// method is one method of a generated file.
type method struct {
	Doc        []string
	Name       string
	Parameters string
	Body       string
}

func (o operator) methods() []method {
	m := method{Doc: o.comment(), Name: o.name, Parameters: o.parameters(), Body: o.body("", "")}
	if o.twin == alone {
		return []method{m}
	}
	return []method{m, {
		Doc:        []string{fmt.Sprintf("%s_ is [Tensor.%s] in place.", o.name, o.name)},
		Name:       o.name + "_",
		Parameters: o.parameters(),
		Body:       o.body("InPlace", "InPl"),
	}}
}

func (o operator) parameters() string {
	switch o.kind {
	case unary:
		return ""
	case tensors:
		return "other *Tensor"
	default:
		return "other any"
	}
}

// body calls the helper of torch/operators.go for the kind.
func (o operator) body(helper, variable string) string {
	op := "op" + o.name + variable
	switch o.kind {
	case unary:
		return fmt.Sprintf("unary%s(%s, t)", helper, op)
	case tensors:
		return fmt.Sprintf("binary%s(%s, t, other)", helper, op)
	case numbers:
		return fmt.Sprintf("either%s(%s, %sScalar, t, other)", helper, op, op)
	default:
		return fmt.Sprintf("promoted%s(%s, t, other)", helper, op)
	}
}

func (o operator) comment() []string {
	lines := wrap(o.name+" returns "+o.doc, 76)
	return append(lines, "", pageURL(o.page))
}

// special is the page of torch.special, where its functions are anchors.
const special = "special.html#torch.special."

// pageURL is the sentence that names a page under docs/stable, which is among
// those generated for a function unless it says its whole name.
func pageURL(page string) string {
	if !strings.Contains(page, ".html") {
		page = "generated/" + page + ".html"
	}
	return "See https://docs.pytorch.org/docs/stable/" + page
}

// wrap breaks text into lines of at most width characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return slices.Concat(lines, []string{line})
}
