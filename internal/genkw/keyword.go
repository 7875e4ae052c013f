package main

import (
	"go/ast"
	"slices"
	"strings"
)

// keyword is a type of the keywords' package.
type keyword struct {
	name   string
	doc    string
	under  ast.Expr
	value  bool     // its values are options as they are
	consts []string // of the type
}

func (g *generator) readKeywords(k *pkg) {
	for d := range k.decls() {
		decl, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		of := "" // the type of the constants, said once
		for _, spec := range decl.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if ast.IsExported(s.Name.Name) {
					g.keywords[s.Name.Name] = &keyword{s.Name.Name, decl.Doc.Text(), s.Type, isValue(decl.Doc), nil}
				}
			case *ast.ValueSpec:
				if s.Type != nil {
					of = source(s.Type)
				}
				if k := g.keywords[of]; k != nil {
					k.consts = append(k.consts, s.Names[0].Name)
				}
			}
		}
	}
}

func isValue(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return c.Text == "//kw:value" })
}

// constructor is the parameters of the function that makes the keyword, and what it
// returns.
func (k *keyword) constructor(kw string) (parameters, value string) {
	convert := func(x string) string { return kw + "." + k.name + "(" + x + ")" }
	switch t := k.under.(type) {
	case *ast.ArrayType:
		element := source(t.Elt)
		if t.Len == nil {
			return "x ..." + element, "x"
		}
		names := []string{"first", "second", "third", "fourth"}[:atoi(source(t.Len))]
		return strings.Join(names, ", ") + " " + element, kw + "." + k.name + "{" + strings.Join(names, ", ") + "}"
	case *ast.StructType:
		return "x " + source(t.Fields.List[0].Type), kw + "." + k.name + "{" + fieldName(t) + ": x}"
	case *ast.Ident:
		if t.Name == "bool" {
			return "on bool", convert("on")
		}
	}
	return "x " + source(k.under), convert("x")
}

// fieldName names the only field of a struct.
func fieldName(s *ast.StructType) string {
	f := s.Fields.List[0]
	if len(f.Names) > 0 {
		return f.Names[0].Name
	}
	t := source(f.Type)
	return t[strings.LastIndexAny(t, ".*")+1:]
}
