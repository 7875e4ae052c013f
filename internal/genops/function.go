package main

import (
	"regexp"
	"strings"
)

// function is one row of a table of functions over those of torch/aten.
type function struct {
	Name string // here, and in torch/aten after Special
	Text string // what follows "Name returns"
	Page string // see pageURL

	// Of two arguments, either may be a Go number: the second one's name, and what
	// the overloads for a number in the first and in the second place are called in
	// torch/aten.
	Second, XNumber, YNumber string
}

// library is one generated file of functions.
type library struct {
	file      string
	functions []function
}

func (l library) path() string { return l.file }

// source is the library's Go file, formatted.
func (l library) source() ([]byte, error) { return execute("library.go.tmpl", l.functions) }

// Doc is the function's comment.
func (f function) Doc() []string {
	return append(wrap(f.Name+" returns "+f.Text, 76), "", pageURL(f.Page))
}

// Op is the operator's name in errors.
func (f function) Op() string {
	return "special" + capital.ReplaceAllStringFunc(f.Name, func(c string) string { return "_" + strings.ToLower(c) })
}

var capital = regexp.MustCompile("[A-Z]")

// ofOrder is a function of a tensor or number and an order, a polynomial's degree.
func ofOrder(name, text string) function {
	return function{name, text, "special.html", "n", "XScalar", "NScalar"}
}

// ofTwo is a function of two tensors or numbers.
func ofTwo(name, second, text, python string) function {
	return function{name, text, special + python, second, "SelfScalar", "OtherScalar"}
}
