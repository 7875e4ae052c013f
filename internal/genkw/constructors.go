package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"slices"
	"strconv"
	"strings"
)

// constructors is the source of a command's table of what the packages make, under
// Python's names.
func (g *generator) constructors() ([]byte, error) {
	all, err := g.documented()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b documented) int { return strings.Compare(a.python, b.python) })
	var table bytes.Buffer
	used := map[*pkg]bool{}
	for _, d := range all {
		if !strings.HasPrefix(d.f.Name.Name, "New") || !g.isPagedType(d) {
			continue
		}
		instance, ok := d.p.instance(d.f)
		if !ok {
			continue // its types are the caller's choice
		}
		used[d.p] = true
		fmt.Fprintf(&table, "%q: {make: %s.%s%s, positional: []string{%s}", d.python, d.p.name, d.f.Name.Name, instance, quoted(positional(d.f)))
		if d.family != nil {
			table.WriteString(", keywords: map[string]any{\n" + d.keywords() + "}")
		}
		table.WriteString("},\n")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%spackage main\n\nimport (\n", header)
	for _, p := range g.packages {
		if used[p] {
			fmt.Fprintf(&b, "%q\n", p.path)
		}
	}
	name := g.packages[0].name
	fmt.Fprintf(&b, ")\n\n// %[1]sConstructors make what package %[1]s has, under Python's names.\nvar %[1]sConstructors = map[string]constructor{\n%[2]s}\n", name, &table)
	return format.Source(b.Bytes())
}

// isPagedType tells whether it is a type, not a function beside it, that links to the page.
func (g *generator) isPagedType(d documented) bool {
	made := strings.TrimPrefix(d.f.Name.Name, "New")
	return strings.HasSuffix(d.python, "."+made) && first(page, d.p.docs[made]) == d.python
}

// instance takes Size for each of a function's type parameters, and tells whether all of
// them are Sizes.
func (p *pkg) instance(f *ast.FuncDecl) (string, bool) {
	if f.Type.TypeParams == nil {
		return "", true
	}
	var sizes []string
	for _, field := range f.Type.TypeParams.List {
		if source(field.Type) != "Sizes" {
			return "", false
		}
		for range field.Names {
			sizes = append(sizes, p.name+".Size")
		}
	}
	return "[" + strings.Join(sizes, ", ") + "]", true
}

// keywords are the lines of a table: what makes an option, or its values.
func (d documented) keywords() string {
	var lines []string
	for _, a := range d.family.options() {
		value := d.p.name + "." + a.keyword.name
		if a.keyword.value {
			var consts []string
			for _, c := range a.keyword.consts {
				consts = append(consts, d.p.name+"."+c)
			}
			value = "[]any{" + strings.Join(consts, ", ") + "}"
		}
		lines = append(lines, fmt.Sprintf("%q: %s,\n", a.python, value))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}

func quoted(words []string) string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = strconv.Quote(word)
	}
	return strings.Join(out, ", ")
}
