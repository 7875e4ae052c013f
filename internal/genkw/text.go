package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"strconv"
	"strings"
	"unicode"
)

// source is an expression as Go source.
func source(e ast.Expr) string {
	var b bytes.Buffer
	if err := format.Node(&b, token.NewFileSet(), e); err != nil {
		panic(err) // it was parsed before
	}
	return b.String()
}

// pythonName is the name that package nn gives a field in Python: lower case, with an
// underscore before each capital that a lower-case letter follows, the first apart.
func pythonName(field string) string {
	var b strings.Builder
	letters := []rune(field)
	for i, r := range letters {
		if i > 0 && unicode.IsUpper(r) && i+1 < len(letters) && unicode.IsLower(letters[i+1]) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func upper(s string) string { return string(unicode.ToUpper(rune(s[0]))) + s[1:] }

// lower begins a name with small letters: conv for Conv, rnnCell for RNNCell.
func lower(s string) string {
	n := 0
	for n < len(s) && unicode.IsUpper(rune(s[n])) {
		n++
	}
	if n > 1 && n < len(s) && unicode.IsLower(rune(s[n])) {
		n-- // the last one begins a word
	}
	return strings.ToLower(s[:n]) + s[n:]
}

// comment makes a doc comment of text.
func comment(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("// "+line, " ") + "\n")
	}
	return b.String()
}

// wrap breaks text into lines of at most 84 bytes where its words allow it; all but the
// first begin with an indent.
func wrap(text, indent string) string {
	var b strings.Builder
	width := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case width == 0:
		case width+1+len(word) > 84:
			b.WriteString("\n" + indent)
			width = len(indent)
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += len(word)
	}
	return b.String()
}

// and lists words with a last "and".
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// links makes doc links of names.
func links(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = "[" + name + "]"
	}
	return out
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}
