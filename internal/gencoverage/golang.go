package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// goNames are the exported names of one package, as a program writes them after
// the package's name: "Cat", "Tensor.Abs".
type goNames map[string]bool

// goPackages are the packages in which names are looked up, by the word that a
// program writes before the dot.
type goPackages map[string]goNames

// ruled are the packages that the rule looks into, below torch by the name of
// Python's module; exceptions may name the others too.
var (
	ruled = []string{"linalg", "fft", "special", "sparse", "signal", "nested", "amp", "autograd"}
	other = []string{"torch", "torch/aten", "torch/backends"}
)

// homes are the folders in which the names of a module above torch stand, the first
// that has one. What they lack may be missing without a reason: it is still to be
// written.
var homes = map[string][]string{
	"torch.nn":                        {"nn"},
	"torch.nn.Module":                 {"nn"},
	"torch.nn.attention":              {"nn/attention", "nn/functional", "nn"},
	"torch.nn.functional":             {"nn/functional"},
	"torch.nn.init":                   {"nn/init"},
	"torch.nn.utils":                  {"nn/utils"},
	"torch.nn.utils.fusion":           {"nn/utils"},
	"torch.nn.utils.parametrizations": {"nn/utils/parametrizations"},
	"torch.nn.utils.parametrize":      {"nn/utils/parametrize", "nn/utils"},
	"torch.nn.utils.prune":            {"nn/utils/prune"},
	"torch.nn.utils.rnn":              {"nn/utils/rnn"},
	"torch.nn.utils.stateless":        {"nn/utils", "nn"},
	"torch.optim":                     {"optim"},
	"torch.optim.Optimizer":           {"optim"},
	"torch.optim.lr_scheduler":        {"optim/lrscheduler"},
	"torch.optim.swa_utils":           {"optim/swa", "optim/lrscheduler"},
	"torch.utils.data":                {"data"},
	"torchvision.datasets":            {"vision/datasets"},
	"torchvision.transforms":          {"vision/transforms"},
	"torchvision.transforms.v2":       {"vision/transforms"},
}

func readPackages(root string) (goPackages, error) {
	packages := goPackages{}
	folders := slices.Concat(other, slices.Concat(slices.Collect(maps.Values(homes))...))
	for _, name := range ruled {
		folders = append(folders, "torch/"+name)
	}
	for _, folder := range folders {
		names, err := readPackage(filepath.Join(root, folder))
		if err != nil {
			return nil, err
		}
		packages[filepath.Base(folder)] = names
	}
	return packages, nil
}

func readPackage(folder string) (goNames, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	names := goNames{}
	if len(files) == 0 {
		return names, nil
	}
	p, err := doc.NewFromFiles(fset, files, "p")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	names.add(p)
	return names, nil
}

func (names goNames) add(p *doc.Package) {
	values := slices.Concat(p.Consts, p.Vars)
	functions := p.Funcs
	for _, t := range p.Types {
		names[t.Name] = true
		values = append(values, slices.Concat(t.Consts, t.Vars)...)
		functions = append(functions, t.Funcs...)
		for _, m := range t.Methods {
			names[t.Name+"."+m.Name] = true
		}
	}
	for _, v := range values {
		for _, name := range v.Names {
			names[name] = true
		}
	}
	for _, f := range functions {
		names[f.Name] = true
	}
}

// has tells whether a Go name such as "Cat", "Tensor.Abs" or "linalg.Det" exists;
// one without a package's name is torch's.
func (p goPackages) has(name string) bool {
	if before, after, dotted := strings.Cut(name, "."); dotted {
		if names, known := p[before]; known && names[after] {
			return true
		}
	}
	return p["torch"][name]
}
