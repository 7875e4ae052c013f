package main

import (
	"fmt"
	"strings"
)

// function is one generated function.
type function struct {
	Name       string
	Op         string // full name
	Doc        []string
	Parameters string
	Results    string
	Fields     []field // of its options
	Arguments  string  // the schema's, in order; "alpha=Alpha" where one is an option's field
	Body       []string
}

// field is one of a function's options.
type field struct{ Name, Type, Doc string }

// Variable names the operator's handle.
func (f function) Variable() string { return "op" + f.Name }

func newFunction(o operator) function {
	f := function{Name: goName(o.Name, o.Overload), Op: o.FullName()}
	f.Doc = f.comment(o)
	var parameters, names, arguments []string
	for _, a := range o.Arguments {
		if a.HasDefault {
			fieldName := camel(a.Name)
			goType, statement := option(a, "o."+fieldName)
			f.Fields = append(f.Fields, field{fieldName, goType, a.Type.String() + ", " + a.Default + " by default"})
			f.Body = append(f.Body, statement)
			names = append(names, "")
			arguments = append(arguments, a.Name+"="+fieldName)
			continue
		}
		name := parameterName(a.Name)
		goType, statement := parameter(a.Type, name)
		parameters = append(parameters, name+" "+goType)
		f.Body = append(f.Body, statement)
		names = append(names, name)
		arguments = append(arguments, a.Name)
	}
	f.Arguments = strings.Join(arguments, " ")
	if len(f.Fields) > 0 {
		parameters = append(parameters, "opts *"+f.Name+"Options")
	}
	f.Parameters = strings.Join(parameters, ", ")
	f.results(o, names)
	return f
}

// results appends the call itself; names are the arguments' in Go.
func (f *function) results(o operator, names []string) {
	var kinds, values, schemaTypes []string
	written := 0
	for i, r := range o.Returns {
		m := resultMethods[r.Type.String()]
		kinds = append(kinds, m.goType)
		schemaTypes = append(schemaTypes, r.Type.String())
		if j := o.Writes(i); j >= 0 && names[j] != "" {
			values = append(values, names[j])
			written++
			continue
		}
		values = append(values, fmt.Sprintf("r.%s(%d)", m.method, i))
	}
	f.Results = strings.Join(kinds, ", ")
	if len(kinds) > 1 {
		f.Results = "(" + f.Results + ")"
	}
	simple := map[string]string{
		"Tensor": "One", "Tensor Tensor": "Two", "Tensor Tensor Tensor": "Three", "Tensor[]": "List",
	}[strings.Join(schemaTypes, " ")]
	switch {
	case len(kinds) == 0:
		f.Body = append(f.Body, "v.Run()")
	case written == len(kinds):
		f.Body = append(f.Body, "v.Run()", "return "+strings.Join(values, ", "))
	case written == 0 && simple != "":
		f.Body = append(f.Body, fmt.Sprintf("return v.%s()", simple))
	default:
		f.Body = append(f.Body, "r := v.Results()", "return "+strings.Join(values, ", "))
	}
}

// comment is the function's doc, without the slashes.
func (f *function) comment(o operator) []string {
	doc := []string{
		fmt.Sprintf("%s calls %s.", f.Name, o.FullName()),
		"",
		"\t" + strings.TrimPrefix(o.String(), "aten::"),
	}
	var notes []string
	if s := written(o); s != "" {
		notes = append(notes, s)
	}
	if s := shared(o); s != "" {
		notes = append(notes, s)
	}
	switch {
	case o.since != "" && o.until != "":
		notes = append(notes, fmt.Sprintf("Only libtorch %s to %s have it.", o.since, o.until))
	case o.since != "":
		notes = append(notes, fmt.Sprintf("Since libtorch %s.", o.since))
	case o.until != "":
		notes = append(notes, fmt.Sprintf("Up to libtorch %s.", o.until))
	}
	if o.former != "" {
		notes = append(notes, "Its schema changed. "+o.former)
	}
	if len(notes) > 0 {
		doc = append(doc, "")
		doc = append(doc, wrap(strings.Join(notes, " "), 77)...)
	}
	return doc
}

// written names the arguments that the operator changes.
func written(o operator) string {
	var names []string
	for _, a := range o.Arguments {
		if a.Type.Write {
			names = append(names, a.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "It changes " + strings.Join(names, " and ") + " in place."
}

// shared names the arguments whose memory the results may share.
func shared(o operator) string {
	var names []string
	for _, a := range o.Arguments {
		for _, r := range o.Returns {
			if a.Type.Alias != "" && !a.Type.Write && a.Type.Alias == r.Type.Alias {
				names = append(names, a.Name)
				break
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "The result may share the memory of " + strings.Join(names, " and ") + "."
}

// wrap breaks text into lines of at most width bytes where its words allow it.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
