package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/e0112027/gotorch/internal/opschema"
)

// operator is one overload of schemas.txt.
type operator struct {
	*opschema.Schema        // the newest version's
	in               string // "" where every version lists it, else those that do
	former           string // the schema of older versions, where it changed
}

// readListing reads schemas.txt.
func readListing(path string) ([]operator, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var operators []operator
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		versions, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			continue // a comment
		}
		schema, err := opschema.Parse(text)
		if err != nil {
			return nil, err
		}
		o := operator{Schema: schema}
		if !strings.Contains(versions, " ") {
			o.in = versions
		}
		if last := len(operators) - 1; last >= 0 && operators[last].FullName() == o.FullName() {
			o.former = fmt.Sprintf("In libtorch %s: %s", operators[last].in, operators[last].Schema)
			o.in = ""
			operators = operators[:last]
		}
		operators = append(operators, o)
	}
	return operators, lines.Err()
}

// omitted says why package aten has no function for an operator; "" where it has.
func (o operator) omitted() string {
	switch {
	case o.Out():
		return "out variant"
	case strings.Contains(o.Name, "_backward"):
		return "backward internal"
	}
	for _, a := range o.Arguments {
		if _, ok := goTypes[a.Type.Base]; !ok {
			return "argument of type " + a.Type.Base
		}
	}
	for _, r := range o.Returns {
		if _, ok := resultMethods[r.Type.String()]; !ok {
			return "result of type " + r.Type.String()
		}
	}
	return ""
}
