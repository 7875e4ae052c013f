// Package text reads what the examples learn to write, and numbers its characters.
package text

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/docs"
)

// Flag defines -text, the file that [Read] reads.
func Flag(set *flag.FlagSet, path *string) {
	set.StringVar(path, "text", *path, "`FILE` to learn, UTF-8; without it the project's own documents")
}

// Read reads a file, or for no path the project's documents in the order of their names. It
// returns the characters that the text has, and the text as their numbers.
func Read(path string) (Alphabet, []int64, error) {
	content, err := read(path)
	if err != nil {
		return nil, nil, err
	}
	alphabet := NewAlphabet(content)
	indices, err := alphabet.Encode(content)
	return alphabet, indices, err
}

func read(path string) (string, error) {
	if path != "" {
		content, err := os.ReadFile(path)
		return string(content), err
	}
	names, err := fs.Glob(docs.Files, "*.md")
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, name := range names {
		file, err := docs.Files.ReadFile(name)
		if err != nil {
			return "", err
		}
		text.Write(file)
	}
	return text.String(), nil
}

// Alphabet is the characters of a text in order; a character's index is its number.
type Alphabet []rune

// NewAlphabet returns the characters that a text has.
func NewAlphabet(text string) Alphabet {
	characters := []rune(text)
	slices.Sort(characters)
	return slices.Clip(slices.Compact(characters))
}

// Encode returns the characters' numbers. The error names one that the alphabet lacks.
func (a Alphabet) Encode(text string) ([]int64, error) {
	indices := make([]int64, 0, len(text))
	for _, r := range text {
		i, known := slices.BinarySearch(a, r)
		if !known {
			return nil, fmt.Errorf("%q is not among the %d characters of the text", r, len(a))
		}
		indices = append(indices, int64(i))
	}
	return indices, nil
}

// Decode returns the text of the numbers.
func (a Alphabet) Decode(indices []int64) string {
	var text strings.Builder
	for _, i := range indices {
		text.WriteRune(a[i])
	}
	return text.String()
}
