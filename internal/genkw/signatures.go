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

// signatures lists all constructors and functions whose doc, or that of the type which
// they make, links to a page of Python's, or, with options, to a place in one.
func (g *generator) signatures() ([]byte, error) {
	all := map[string][]signature{}
	for _, p := range g.packages {
		for d := range p.decls() {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() {
				continue
			}
			i := slices.IndexFunc(p.families, func(family *family) bool { return optionOf(f) == family.name+"Option" })
			if i < 0 && p == g.packages[0] && !strings.HasPrefix(f.Name.Name, "New") {
				continue // it does something with layers
			}
			python := p.pythonOf(f)
			if python == "" && i >= 0 {
				python = first(place, p.docs[f.Name.Name])
			}
			if python == "" {
				if i >= 0 {
					return nil, fmt.Errorf("%s.%s takes options but no doc links to its page of Python's", p.name, f.Name.Name)
				}
				continue
			}
			s := signature{Go: p.name + "." + f.Name.Name, Positional: positional(f), Keywords: map[string]string{}}
			if i >= 0 {
				for _, a := range p.families[i].options() {
					s.Keywords[a.python] = a.value
				}
			}
			all[python] = append(all[python], s)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(all)
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
