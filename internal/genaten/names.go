package main

import (
	"go/token"
	"go/types"
	"strings"
	"unicode"
)

// goName names an operator's function; the rule is told in package aten's doc.
func goName(name, overload string) string {
	name = strings.TrimPrefix(name, "aten::")
	if inner, ok := strings.CutPrefix(name, "__"); ok && strings.HasSuffix(inner, "__") {
		return "Dunder" + camel(inner) + camel(overload)
	}
	suffix := ""
	if strings.HasSuffix(name, "_") {
		suffix = "_"
	}
	prefix := ""
	if strings.HasPrefix(name, "_") {
		prefix = "Internal"
	}
	return prefix + camel(name) + camel(overload) + suffix
}

// spellings are words that Go code of this module spells otherwise.
var spellings = map[string]string{"dtype": "DType", "keepdim": "KeepDim"}

// camel joins words: "dim_IntList" becomes "DimIntList".
func camel(s string) string {
	var b strings.Builder
	for _, word := range strings.Split(s, "_") {
		if spelled, ok := spellings[word]; ok {
			b.WriteString(spelled)
		} else if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// parameterName is a schema's argument name as a Go parameter's.
func parameterName(s string) string {
	if s == strings.ToUpper(s) {
		return reserved(strings.ToLower(s))
	}
	if s == "dtype" {
		return s
	}
	name := []rune(camel(s))
	name[0] = unicode.ToLower(name[0])
	return reserved(string(name))
}

// reserved keeps a parameter from hiding what the function's body uses.
func reserved(name string) string {
	if token.IsKeyword(name) || types.Universe.Lookup(name) != nil {
		return name + "Arg"
	}
	switch name {
	case "torch", "v", "o", "r", "opts":
		return name + "Arg"
	}
	return name
}
