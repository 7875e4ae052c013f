package option

import (
	"reflect"
	"slices"
	"strings"
)

// An option given twice is a mistake, as Python's keyword arguments are: the dims of
// Sum(Dim(0), Dim(1)) are not those that were meant.

// Refuse panics with the error of a call that has an option of that name twice. Package
// torch sets it.
var Refuse func(name string)

// Once refuses two options of one type. Of types with several options, as functions
// are, [Given] tells; a nil is none.
func Once[O any](options []O) {
	for i := 1; i < len(options); i++ {
		kind := reflect.TypeOf(any(options[i]))
		if kind == nil || kind.Kind() == reflect.Func {
			continue
		}
		for _, earlier := range options[:i] {
			if reflect.TypeOf(any(earlier)) == kind {
				Refuse(nameOf(kind))
			}
		}
	}
}

// Only is the option of a function that takes no other, and whether it was given.
func Only[O any](options []O) (only O, given bool) {
	Once(options)
	if len(options) == 0 {
		return only, false
	}
	return options[0], true
}

// nameOf is the name of the function that makes options of a type.
func nameOf(kind reflect.Type) string {
	name := strings.TrimSuffix(kind.Name(), "Option")
	switch name {
	case "ScatterReduce":
		return "IncludeSelf"
	case "Anomaly":
		return "CheckNaN"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// Given are the names of the options that a call has given.
type Given struct{ names []string }

// Once notes an option, and refuses it where it was given.
func (g *Given) Once(name string) {
	if slices.Contains(g.names, name) {
		Refuse(name)
	}
	g.names = append(g.names, name)
}
