package main

import (
	"fmt"
	"go/ast"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// family is what takes the same options.
type family struct {
	name       string // of the type: Conv for ConvOption
	home       *pkg   // where the layer is declared
	layer      string // the struct, "" where there is none
	args       string // the struct of the constructor's own arguments, or ""
	arguments  []argument
	functions  []string // that take the options
	interfaced string   // the type in the keywords' package
}

// argument is a field with a kw tag.
type argument struct {
	field   string
	python  string
	typ     ast.Expr
	home    *pkg // where the type is written
	value   string
	comment string
	keyword *keyword
	inArgs  bool // a field of the arguments, not of the layer
	fixed   bool // at its default: no option
}

func (g *generator) readFamilies(p *pkg) error {
	if err := g.ownFamilies(p); err != nil {
		return err
	}
	if err := g.borrowedFamilies(p); err != nil {
		return err
	}
	slices.SortFunc(p.families, func(a, b *family) int { return strings.Compare(a.name, b.name) })
	for i, f := range p.families {
		if i > 0 && f.name == p.families[i-1].name {
			return fmt.Errorf("two families are called %s", f.name)
		}
		f.interfaced = f.name + "Option"
		if p != g.packages[0] {
			f.interfaced = upper(p.name) + f.interfaced
		}
	}
	p.findFunctions()
	return nil
}

// ownFamilies makes a family of each struct with kw tags or with Args.
func (g *generator) ownFamilies(p *pkg) error {
	for _, name := range slices.Sorted(maps.Keys(p.structs)) {
		args := lower(name) + "Args"
		switch {
		case !ast.IsExported(name) && strings.HasSuffix(name, "Args"):
			if err := g.argsFamily(p, name); err != nil {
				return err
			}
			continue
		case !ast.IsExported(name), p.isBase(name), p.structs[args] == nil && !hasTags(p.structs[name]):
			continue
		case p.structs[args] == nil:
			args = ""
		}
		f := &family{name: familyName(name), home: p, layer: name, args: args}
		if err := g.gather(f, p, name, false, nil); err != nil {
			return err
		}
		if args != "" {
			if err := g.gather(f, p, args, true, nil); err != nil {
				return err
			}
		}
		p.families = append(p.families, f)
	}
	return nil
}

// argsFamily makes the family of a function's Args, unless they belong to a layer.
func (g *generator) argsFamily(p *pkg, args string) error {
	if p.areOfLayer(args) {
		return nil
	}
	f := &family{name: upper(strings.TrimSuffix(args, "Args")), home: p, args: args}
	if err := g.gather(f, p, args, true, nil); err != nil {
		return err
	}
	p.families = append(p.families, f)
	return nil
}

// isBase tells whether a struct is the base of one that has the name without Base, whose
// family has its arguments.
func (p *pkg) isBase(name string) bool {
	layer, ok := strings.CutSuffix(name, "Base")
	return ok && p.structs[layer] != nil
}

func familyName(layer string) string {
	return strings.TrimSuffix(strings.TrimSuffix(layer, "Base"), "Settings")
}

func hasTags(s *ast.StructType) bool {
	return slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		_, ok := kwTag(f, "kw")
		return ok
	})
}

// gather appends the arguments of a struct and of what it embeds; those named are no
// options.
func (g *generator) gather(f *family, p *pkg, name string, inArgs bool, without []string) error {
	for _, field := range p.structs[name].Fields.List {
		if len(field.Names) == 0 {
			if inner := source(field.Type); p.structs[inner] != nil {
				if err := g.gather(f, p, inner, inArgs, without); err != nil {
					return err
				}
			}
			continue
		}
		tag, ok := kwTag(field, "kw")
		if !ok {
			continue
		}
		a, err := g.argument(p, field, tag)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", name, field.Names[0].Name, err)
		}
		a.inArgs, a.fixed = inArgs, slices.Contains(without, field.Names[0].Name)
		f.arguments = append(f.arguments, a)
	}
	return nil
}

func (g *generator) argument(p *pkg, field *ast.Field, tag string) (argument, error) {
	name := field.Names[0].Name
	value, keyword := tag, ""
	if i := strings.LastIndex(tag, ","); i >= 0 && ast.IsExported(tag[i+1:]) {
		value, keyword = tag[:i], tag[i+1:]
	}
	if keyword == "" {
		keyword = upper(name)
		if name == "dtype" {
			keyword = "DType"
		}
	}
	a := argument{
		field: name, python: pythonName(upper(name)), typ: field.Type, home: p, value: value,
		comment: strings.TrimSpace(field.Comment.Text()), keyword: g.keywords[keyword],
	}
	if python, ok := kwTag(field, "py"); ok {
		a.python = python
	}
	if a.keyword == nil {
		return a, fmt.Errorf("package %s has no %s", g.kwName, keyword)
	}
	return a, nil
}

// options are the arguments that are options.
func (f *family) options() []argument {
	return slices.DeleteFunc(slices.Clone(f.arguments), func(a argument) bool { return a.fixed })
}

// kwTag returns a part of a field's tag.
func kwTag(f *ast.Field, key string) (string, bool) {
	if f.Tag == nil {
		return "", false
	}
	text, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return "", false
	}
	return reflect.StructTag(text).Lookup(key)
}

const borrowing = "//kw:options "

// borrowings returns the words of each line //kw:options.
func (p *pkg) borrowings() (lines [][]string) {
	for _, file := range p.files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if text, ok := strings.CutPrefix(c.Text, borrowing); ok {
					lines = append(lines, strings.Fields(text))
				}
			}
		}
	}
	return lines
}

// areOfLayer tells whether the Args are those of a layer, of this package or borrowed.
func (p *pkg) areOfLayer(args string) bool {
	for name := range p.structs {
		if ast.IsExported(name) && lower(name)+"Args" == args {
			return true
		}
	}
	return slices.ContainsFunc(p.borrowings(), func(words []string) bool {
		return lower(strings.TrimSuffix(words[0], "Option"))+"Args" == args
	})
}

// borrowedFamilies reads lines such as //kw:options ConvOption nn.Conv -PaddingMode.
func (g *generator) borrowedFamilies(p *pkg) error {
	for _, words := range p.borrowings() {
		if len(words) < 2 {
			return fmt.Errorf("%s%v: no layer", borrowing, words)
		}
		home, layer, _ := strings.Cut(words[1], ".")
		i := slices.IndexFunc(g.packages, func(q *pkg) bool { return q.name == home })
		if i < 0 || g.packages[i].structs[layer] == nil {
			return fmt.Errorf("%s: no layer %s", words[0], words[1])
		}
		var without []string
		for _, word := range words[2:] {
			name, ok := strings.CutPrefix(word, "-")
			if !ok {
				return fmt.Errorf("%s: %q is no -Field", words[0], word)
			}
			without = append(without, name)
		}
		f := &family{name: strings.TrimSuffix(words[0], "Option"), home: g.packages[i], layer: layer}
		if err := g.gather(f, f.home, layer, false, without); err != nil {
			return err
		}
		if args := lower(f.name) + "Args"; p.structs[args] != nil {
			f.args = args
			if err := g.gather(f, p, args, true, nil); err != nil {
				return err
			}
		}
		p.families = append(p.families, f)
	}
	return nil
}

// findFunctions notes the functions whose last parameter is ...XOption.
func (p *pkg) findFunctions() {
	for d := range p.decls() {
		f, ok := d.(*ast.FuncDecl)
		if !ok || !f.Name.IsExported() || f.Recv != nil {
			continue
		}
		name := optionOf(f)
		for _, family := range p.families {
			if name == family.name+"Option" {
				family.functions = append(family.functions, f.Name.Name)
			}
		}
	}
}

// optionOf is the type of a function's last parameter where it takes many, "" elsewhere.
func optionOf(f *ast.FuncDecl) string {
	parameters := f.Type.Params.List
	if len(parameters) == 0 {
		return ""
	}
	if last, ok := parameters[len(parameters)-1].Type.(*ast.Ellipsis); ok {
		return source(last.Elt)
	}
	return ""
}
