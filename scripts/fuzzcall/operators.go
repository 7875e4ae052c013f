package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/opschema"
)

//go:embed excluded.txt
var excludedText string

// readExcluded maps the operators that are left out to the reason.
func readExcluded() map[string]string {
	excluded := map[string]string{}
	for line := range strings.Lines(excludedText) {
		if name, reason, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && name[0] != '#' {
			excluded[name] = reason
		}
	}
	return excluded
}

// publicOperators are the overloads that libtorch holds, Call can read the schema
// of, and whose namespace and name do not begin with an underscore, in order.
func publicOperators(only string) ([]*opschema.Schema, error) {
	pattern, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
	if err := cgotorch.Open(); err != nil {
		return nil, err
	}
	names, err := cgotorch.OpNames()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	excluded := readExcluded()
	var operators []*opschema.Schema
	for _, name := range names {
		base, _, _ := strings.Cut(name, ".")
		if private(name) || excluded[base] != "" || !pattern.MatchString(name) {
			continue
		}
		text, err := cgotorch.NewOp(name).Schema()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if s, err := opschema.Parse(text); err == nil {
			operators = append(operators, s)
		}
	}
	if len(operators) == 0 {
		return nil, fmt.Errorf("no public operator has a name like %q", only)
	}
	return operators, nil
}

func private(name string) bool {
	return strings.HasPrefix(name, "_") || strings.Contains(name, "::_")
}
