package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed aten.go.tmpl
var atenText string

//go:embed overloads.go.tmpl
var overloadsText string

//go:embed typed.go.tmpl
var typedText string

var (
	atenTemplate      = template.Must(template.New("aten").Parse(atenText))
	overloadsTemplate = template.Must(template.New("overloads").Parse(overloadsText))
	typedTemplate     = template.Must(template.New("typed").Parse(typedText))
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: genaten DIR (that of package aten)")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "genaten:", err)
		os.Exit(1)
	}
}

// run writes the files anew and removes those that no operator is in any more.
func run(dir string) error {
	files, err := generate(dir)
	if err != nil {
		return err
	}
	former, err := filepath.Glob(filepath.Join(dir, "*_gen.go"))
	if err != nil {
		return err
	}
	for _, path := range former {
		if files[filepath.Base(path)] == nil {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, source := range files {
		if err := os.WriteFile(filepath.Join(dir, name), source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate makes every file from dir's schemas.txt, by its path under dir.
func generate(dir string) (map[string][]byte, error) {
	operators, err := readListing(filepath.Join(dir, "schemas.txt"))
	if err != nil {
		return nil, err
	}
	families, err := split(operators)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for name, functions := range families {
		if files[name], err = source(atenTemplate, functions); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if files["../overloads_gen.go"], err = source(overloadsTemplate, overloadOrder(operators)); err != nil {
		return nil, err
	}
	files["../../scripts/conformance/typed_gen.go"], err = source(typedTemplate, all(families))
	return files, err
}

func source(t *template.Template, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, err
	}
	return format.Source(b.Bytes())
}

// split gives each function its file: by its first letter, the operators that
// PyTorch itself calls private apart.
func split(operators []operator) (map[string][]function, error) {
	families := map[string][]function{}
	taken := map[string]string{}
	for _, o := range operators {
		if o.omitted() != "" {
			continue
		}
		f := newFunction(o)
		for _, name := range []string{f.Name, f.Name + "Options"} {
			if other := taken[name]; other != "" {
				return nil, fmt.Errorf("%s and %s are both named %s", other, f.Op, name)
			}
		}
		taken[f.Name] = f.Op
		if len(f.Fields) > 0 {
			taken[f.Name+"Options"] = f.Op
		}
		rest, private := strings.CutPrefix(f.Name, "Internal")
		file := strings.ToLower(rest[:1]) + "_gen.go"
		if private {
			file = "internal_" + file
		}
		families[file] = append(families[file], f)
	}
	for _, functions := range families {
		slices.SortFunc(functions, func(a, b function) int { return strings.Compare(a.Name, b.Name) })
	}
	return families, nil
}

// all lists the functions of every file, by operator.
func all(families map[string][]function) []function {
	functions := slices.Concat(slices.Collect(maps.Values(families))...)
	slices.SortFunc(functions, func(a, b function) int { return strings.Compare(a.Op, b.Op) })
	return functions
}

// overloadOrder lists, for each name with several overloads, their order.
func overloadOrder(operators []operator) []string {
	order := map[string][]string{}
	for _, o := range operators {
		overload := o.Overload
		if overload == "" {
			overload = "default"
		}
		name := strings.TrimPrefix(o.Name, "aten::")
		order[name] = append(order[name], overload)
	}
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(order)) {
		if len(order[name]) > 1 {
			lines = append(lines, name+" "+strings.Join(order[name], " "))
		}
	}
	return lines
}
