package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// generator holds what the packages declare.
type generator struct {
	kwPath   string // the import path of the keywords' package
	kwName   string
	keywords map[string]*keyword
	packages []*pkg
}

// pkg is one package whose constructors or functions take keywords.
type pkg struct {
	name, path, dir string
	files           []*ast.File
	structs         map[string]*ast.StructType
	docs            map[string]string // of types and functions
	families        []*family
}

func read(kw string, folders []string) (*generator, error) {
	g := &generator{keywords: map[string]*keyword{}}
	k, err := parsePackage(kw)
	if err != nil {
		return nil, err
	}
	g.kwPath, g.kwName = k.path, k.name
	g.readKeywords(k)
	for _, folder := range folders {
		p, err := parsePackage(folder)
		if err != nil {
			return nil, err
		}
		g.packages = append(g.packages, p)
		if err := g.readFamilies(p); err != nil {
			return nil, fmt.Errorf("package %s: %w", p.name, err)
		}
	}
	return g, nil
}

func parsePackage(dir string) (*pkg, error) {
	p := &pkg{dir: dir, structs: map[string]*ast.StructType{}, docs: map[string]string{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_gen.go") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		p.name = f.Name.Name
		p.files = append(p.files, f)
	}
	if p.name == "" {
		return nil, fmt.Errorf("no Go files in %s", dir)
	}
	p.index()
	p.path, err = importPath(dir)
	return p, err
}

// importPath is the folder's path from its module's root, under the module's own.
func importPath(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for root := dir; ; root = filepath.Dir(root) {
		text, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err == nil {
			inside, _ := filepath.Rel(root, dir)
			module, _, _ := strings.Cut(strings.TrimPrefix(string(text), "module "), "\n")
			return path.Join(module, filepath.ToSlash(inside)), nil
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("%s is in no module", dir)
		}
	}
}

// index notes the structs and the docs.
func (p *pkg) index() {
	for d := range p.decls() {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				p.docs[d.Name.Name] = d.Doc.Text()
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				t, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				p.docs[t.Name.Name] = d.Doc.Text()
				if s, ok := t.Type.(*ast.StructType); ok {
					p.structs[t.Name.Name] = s
				}
			}
		}
	}
}

func (p *pkg) decls() func(yield func(ast.Decl) bool) {
	return func(yield func(ast.Decl) bool) {
		for _, f := range p.files {
			for _, d := range f.Decls {
				if !yield(d) {
					return
				}
			}
		}
	}
}
