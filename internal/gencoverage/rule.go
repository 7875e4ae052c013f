package main

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// rule finds Go names by letters alone.
type rule struct{ letters map[string]map[string]string } // package, letters, Go name

func newRule(packages goPackages) rule {
	r := rule{map[string]map[string]string{}}
	for name, names := range packages {
		byLetters := map[string]string{}
		for _, golang := range slices.Sorted(maps.Keys(names)) {
			if _, taken := byLetters[letters(golang)]; !taken {
				byLetters[letters(golang)] = golang
			}
		}
		r.letters[name] = byLetters
	}
	return r
}

// letters lowers a name and takes its underscores out, but for the one at the end
// that tells a method which writes in place.
func letters(name string) string {
	plain := strings.ToLower(strings.ReplaceAll(name, "_", ""))
	if strings.HasSuffix(name, "_") {
		plain += "_"
	}
	return plain
}

// find returns the Go name of a Python one, or "".
func (r rule) find(module, name string) string {
	l := letters(name)
	if folders, above := homes[module]; above {
		return r.findAbove(folders, module, l)
	}
	if module == "torch.Tensor" {
		return orElse(r.letters["torch"]["tensor."+l], r.letters["torch"][l])
	}
	for _, part := range strings.Split(module, ".") {
		if golang, found := r.letters[part][l]; found && slices.Contains(ruled, part) {
			return part + "." + golang
		}
	}
	return orElse(r.letters["torch"][l], r.letters["torch"]["tensor."+l])
}

// findAbove looks for a function, a type, its constructor or, where the module is a
// class of Python's, a method of that type.
func (r rule) findAbove(folders []string, module, l string) string {
	_, class := splitPython(module)
	for _, folder := range folders {
		word := path.Base(folder)
		for _, spelling := range []string{l, "new" + l, letters(class) + "." + l} {
			if golang, found := r.letters[word][spelling]; found {
				return word + "." + golang
			}
		}
	}
	return ""
}

func orElse(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}
