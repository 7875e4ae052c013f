package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	kw := flag.String("kw", "", "folder of the package of keywords")
	signatures := flag.String("signatures", "", "file to write the signatures to")
	constructors := flag.String("constructors", "", "file to write the table of constructors to")
	flag.Parse()
	if err := run(*kw, *signatures, *constructors, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "genkw:", err)
		os.Exit(1)
	}
}

func run(kw, signatures, constructors string, folders []string) error {
	files, err := generate(kw, signatures, constructors, folders)
	if err != nil {
		return err
	}
	for path, source := range files {
		if err := os.WriteFile(path, source, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate returns the files to write, by path.
func generate(kw, signatures, constructors string, folders []string) (map[string][]byte, error) {
	g, err := read(kw, folders)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, p := range g.packages {
		if files[filepath.Join(p.dir, "options_gen.go")], err = g.options(p); err != nil {
			return nil, err
		}
	}
	if files[filepath.Join(kw, "families_gen.go")], err = g.markers(); err != nil {
		return nil, err
	}
	if signatures != "" {
		if files[signatures], err = g.signatures(); err != nil {
			return nil, err
		}
	}
	if constructors != "" {
		files[constructors], err = g.constructors()
	}
	return files, err
}
