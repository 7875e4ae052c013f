package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/e0112027/gotorch/internal/opschema"
)

// operator is one overload of schemas.txt.
type operator struct {
	*opschema.Schema        // the newest version's
	since            string // the first version that lists it, "" where that is the oldest
	until            string // the last one, "" where that is the newest
	former           string // the schemas of older versions, where they changed
}

// readListing reads schemas.txt.
func readListing(path string) ([]operator, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var operators []operator
	var oldest, newest string
	for line := range strings.Lines(string(text)) {
		listed, schema, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			if oldest, newest, err = header(line); err != nil {
				return nil, err
			}
			continue
		}
		parsed, err := opschema.Parse(schema)
		if err != nil {
			return nil, err
		}
		versions := strings.Fields(listed)
		o := operator{Schema: parsed}
		if first := versions[0]; first != oldest {
			o.since = first
		}
		if last := versions[len(versions)-1]; last != newest {
			o.until = last
		}
		if last := len(operators) - 1; last >= 0 && operators[last].FullName() == o.FullName() {
			earlier := operators[last]
			o.former = strings.TrimSpace(fmt.Sprintf("%s Up to libtorch %s: %s", earlier.former, earlier.until, earlier.Schema))
			o.since = earlier.since
			operators = operators[:last]
		}
		operators = append(operators, o)
	}
	return operators, nil
}

// header reads the oldest and the newest version off the first line.
func header(line string) (oldest, newest string, err error) {
	_, list, ok := strings.Cut(strings.TrimSpace(line), "torch ")
	versions := strings.Split(list, ", ")
	if !ok {
		return "", "", fmt.Errorf("no versions in %q", line)
	}
	minor := func(version string) string { return version[:max(strings.LastIndexByte(version, '.'), 0)] }
	return minor(versions[0]), minor(versions[len(versions)-1]), nil
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
