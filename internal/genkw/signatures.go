package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// signature is what a constructor or a function takes, under Python's names.
type signature struct {
	Go         string            `json:"go"`
	Positional []string          `json:"positional"`
	Keywords   map[string]string `json:"keywords"` // their defaults, as the tags have them
}

// page finds the name in Python in a doc that links to its page, not to a place in it.
var page = regexp.MustCompile(`https://docs\.pytorch\.org/\S*/([\w.]+)\.html(?:\s|$)`)

// place finds the name of a class's method, which has no page of its own.
var place = regexp.MustCompile(`https://docs\.pytorch\.org/\S*\.html#(torch\.[\w.]+)(?:\s|$)`)

// code finds the name of what has no page but that of its source.
var code = regexp.MustCompile(`https://docs\.pytorch\.org/\S*/_modules/([\w/]+)\.html#(\w+)(?:\s|$)`)

// documented is a constructor or a function that stands for one of Python's.
type documented struct {
	python string
	p      *pkg
	f      *ast.FuncDecl
	family *family // whose options it takes, nil where it takes none
}

// documented lists all constructors and functions whose doc, or that of the type which
// they make, links to a page of Python's, or, with options, to a place in one.
func (g *generator) documented() (all []documented, err error) {
	for _, p := range g.packages {
		for d := range p.decls() {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() {
				continue
			}
			family := p.familyOf(f)
			if family == nil && p == g.packages[0] && !strings.HasPrefix(f.Name.Name, "New") {
				continue // it does something with layers
			}
			python := p.pythonOf(f)
			switch {
			case python == "" && family == nil:
				continue
			case python == "":
				if python = first(place, p.docs[f.Name.Name]); python == "" {
					return nil, fmt.Errorf("%s.%s takes options but no doc links to its page of Python's", p.name, f.Name.Name)
				}
			}
			all = append(all, documented{python, p, f, family})
		}
	}
	return all, nil
}

// familyOf is that whose options a function takes, or nil.
func (p *pkg) familyOf(f *ast.FuncDecl) *family {
	i := slices.IndexFunc(p.families, func(family *family) bool { return optionOf(f) == family.name+"Option" })
	if i < 0 {
		return nil
	}
	return p.families[i]
}

// signatures are the arguments of each of them.
func (g *generator) signatures() ([]byte, error) {
	documented, err := g.documented()
	if err != nil {
		return nil, err
	}
	all := map[string][]signature{}
	for _, d := range documented {
		s := signature{Go: d.p.name + "." + d.f.Name.Name, Positional: positional(d.f), Keywords: map[string]string{}}
		if d.family != nil {
			for _, a := range d.family.options() {
				s.Keywords[a.python] = a.value
			}
		}
		all[d.python] = append(all[d.python], s)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err = e.Encode(all)
	return b.Bytes(), err
}

func (p *pkg) pythonOf(f *ast.FuncDecl) string {
	doc := p.docs[f.Name.Name]
	if made, ok := strings.CutPrefix(f.Name.Name, "New"); ok && p.structs[made] != nil {
		doc = p.docs[made]
	}
	if m := code.FindStringSubmatch(doc); m != nil {
		return strings.ReplaceAll(m[1], "/", ".") + "." + m[2]
	}
	return first(page, doc)
}

// first is what the group of the first match has, "" without one.
func first(r *regexp.Regexp, text string) string {
	if m := r.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func positional(f *ast.FuncDecl) []string {
	names := []string{}
	for _, parameter := range f.Type.Params.List {
		if _, many := parameter.Type.(*ast.Ellipsis); many {
			continue
		}
		for _, name := range parameter.Names {
			names = append(names, pythonName(upper(name.Name)))
		}
	}
	return names
}
