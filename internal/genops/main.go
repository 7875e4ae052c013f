package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"text/template"
)

//go:embed family.go.tmpl
var familyText string

var familyTemplate = template.Must(template.New("family").Parse(familyText))

// families are the generated files.
var families = []family{
	{"pointwise_gen.go", pointwise},
	{"binary_gen.go", binary},
	{"comparison_gen.go", comparison},
	{"logical_gen.go", logical},
	{"activation_gen.go", activation},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: genops DIR")
		os.Exit(2)
	}
	for _, f := range families {
		if err := f.write(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, "genops:", err)
			os.Exit(1)
		}
	}
}

func (f family) write(dir string) error {
	source, err := f.source()
	if err != nil {
		return fmt.Errorf("%s: %w", f.file, err)
	}
	return os.WriteFile(filepath.Join(dir, f.file), source, 0o644)
}

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
	var b bytes.Buffer
	if err := familyTemplate.Execute(&b, data); err != nil {
		return nil, err
	}
	return format.Source(b.Bytes())
}
