package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"text/template"
)

//go:embed *.tmpl
var texts embed.FS

var templates = template.Must(template.ParseFS(texts, "*.tmpl"))

// generated is one file that genops writes.
type generated interface {
	path() string // in torch's folder
	source() ([]byte, error)
}

// families are the generated files.
var families = []generated{
	family{"pointwise_gen.go", pointwise},
	family{"binary_gen.go", binary},
	family{"comparison_gen.go", comparison},
	family{"logical_gen.go", logical},
	family{"complex_gen.go", complexes},
	family{"activation_gen.go", activation},
	library{"special/special_gen.go", specials},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: genops DIR")
		os.Exit(2)
	}
	for _, f := range families {
		if err := write(f, os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, "genops:", err)
			os.Exit(1)
		}
	}
}

func write(f generated, dir string) error {
	source, err := f.source()
	if err != nil {
		return fmt.Errorf("%s: %w", f.path(), err)
	}
	return os.WriteFile(filepath.Join(dir, f.path()), source, 0o644)
}

func (f family) path() string { return f.file }

// source is the family's Go file, formatted.
func (f family) source() ([]byte, error) {
	var data struct {
		Variables []variable
		Methods   []method
	}
	for _, o := range f.operators {
		o = o.complete()
		data.Variables = append(data.Variables, o.variables()...)
		data.Methods = append(data.Methods, o.methods()...)
	}
	return execute("family.go.tmpl", data)
}

// execute fills in a template and formats what it gives.
func execute(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, err
	}
	return format.Source(b.Bytes())
}
