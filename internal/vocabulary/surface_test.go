package vocabulary

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// declaration is what a package exports under a word.
type declaration struct {
	word, pkg string
	receiver  string // of a method
	kind      kind
	node      *ast.FuncType // of a function or a method
	params    []string      // its types, as they are written in pkg
	results   []string
	generic   bool
}

type kind int

const (
	function kind = iota
	method
	typeName
	constant
)

// name is how a reader of a failure finds it.
func (d *declaration) name() string {
	if d.receiver != "" {
		return fmt.Sprintf("%s.%s.%s", d.pkg, d.receiver, d.word)
	}
	return d.pkg + "." + d.word
}

// surface is all that the public packages export, and the types that are options:
// those named so, and those with a method that makes them one.
type surface struct {
	all         []*declaration
	optionTypes map[string]bool // qualified: "torch.DType"
}

// hidden are the folders that hold no public package, and the generated one, whose
// words are those of libtorch's schemas.
var hidden = []string{"aten", "build", "cgotorch", "cmd", "docs", "examples", "internal", "scripts", "testdata", "tools"}

func readSurface(t *testing.T) *surface {
	t.Helper()
	s := &surface{optionTypes: map[string]bool{}}
	const root = "../.."
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (slices.Contains(hidden, entry.Name()) || strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			s.add(filepath.Base(filepath.Dir(path)), file)
		}
		return err
	})
	require.NoError(t, err)
	require.Greater(t, len(s.all), 1000, "the folders have moved")
	return s
}

func (s *surface) add(pkg string, file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s.addFunction(pkg, d)
		case *ast.GenDecl:
			s.addSpecs(pkg, d)
		}
	}
}

func (s *surface) addFunction(pkg string, d *ast.FuncDecl) {
	f := &declaration{word: d.Name.Name, pkg: pkg, node: d.Type, generic: d.Type.TypeParams != nil,
		params: types(d.Type.Params), results: types(d.Type.Results)}
	if d.Recv != nil {
		f.kind, f.receiver = method, strings.TrimPrefix(typeText(d.Recv.List[0].Type), "*")
		if makesOption(f) {
			s.optionTypes[pkg+"."+f.receiver] = true
			return
		}
	}
	if d.Name.IsExported() && (f.receiver == "" || ast.IsExported(f.receiver)) {
		s.all = append(s.all, f)
	}
}

// makesOption tells the methods that make a type an option: unexported ones named
// apply, and exported ones that only packages below torch can write.
func makesOption(m *declaration) bool {
	sealed := len(m.params) == 1 && m.params[0] == "option.Seal"
	return sealed || strings.HasPrefix(m.word, "apply") && len(m.params) == 1
}

func (s *surface) addSpecs(pkg string, d *ast.GenDecl) {
	of := "" // the type of the constants of a group, which only the first one writes
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() {
				s.all = append(s.all, &declaration{word: spec.Name.Name, pkg: pkg, kind: typeName})
			}
		case *ast.ValueSpec:
			if spec.Type != nil {
				of = typeText(spec.Type)
			} else if len(spec.Values) > 0 {
				of = ""
			}
			for _, name := range spec.Names {
				if name.IsExported() {
					s.all = append(s.all, &declaration{word: name.Name, pkg: pkg, kind: constant, results: []string{of}})
				}
			}
		}
	}
}

// isOption tells whether a program writes d where a function takes options.
func (s *surface) isOption(d *declaration) bool {
	switch d.kind {
	case typeName:
		return s.optionTypes[d.pkg+"."+d.word] && !strings.HasSuffix(d.word, "Option")
	case method:
		return false
	}
	return len(d.results) == 1 && s.isOptionType(d.qualified(d.results[0]))
}

// isOptionType knows the types that hold a keyword too, which packages keep in an
// internal one of that name.
func (s *surface) isOptionType(qualified string) bool {
	return strings.HasSuffix(qualified, "Option") || strings.HasPrefix(qualified, "kw.") || s.optionTypes[qualified]
}

// qualified is a type as another package would write it.
func (d *declaration) qualified(text string) string {
	if ast.IsExported(text) {
		return d.pkg + "." + text
	}
	return text
}

func types(fields *ast.FieldList) (all []string) {
	if fields == nil {
		return nil
	}
	for _, field := range fields.List {
		for range max(1, len(field.Names)) {
			all = append(all, typeText(field.Type))
		}
	}
	return all
}

// typeText is a type without its parameters.
func typeText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.StarExpr:
		return "*" + typeText(e.X)
	case *ast.SelectorExpr:
		return typeText(e.X) + "." + e.Sel.Name
	case *ast.IndexExpr:
		return typeText(e.X)
	case *ast.IndexListExpr:
		return typeText(e.X)
	case *ast.ArrayType:
		return "[]" + typeText(e.Elt)
	case *ast.Ellipsis:
		return "..." + typeText(e.Elt)
	case *ast.FuncType:
		return "func"
	}
	return "another"
}
