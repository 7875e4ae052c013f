package vocabulary

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestOptions_ShareTheirWordsWithNothingElse holds a word that is an option
// somewhere against all else that is called so.
func TestOptions_ShareTheirWordsWithNothingElse(t *testing.T) {
	s := readSurface(t)
	byWord := map[string][]*declaration{}
	for _, d := range s.all {
		byWord[d.word] = append(byWord[d.word], d)
	}
	shared := map[string]bool{}
	for word, uses := range byWord {
		i := slices.IndexFunc(uses, s.isOption)
		if i < 0 {
			continue
		}
		option := uses[i]
		var others []string
		for _, use := range uses {
			if use != option && !sameThing(option, use) {
				others = append(others, use.name())
			}
		}
		if len(others) == 0 {
			continue
		}
		shared[word] = true
		assert.NotEmpty(t, sharedWords[word], "%s is an option, and %s has its name: rename one by the rule, or give the reason in sharedWords",
			option.name(), strings.Join(others, ", "))
	}
	for word := range sharedWords {
		assert.True(t, shared[word], "%s is shared no longer: take it out of sharedWords", word)
	}
}

// sameThing tells what is no second meaning: the option handed on by another package,
// a method that returns or takes the option's type, an option's own accessors.
func sameThing(option, use *declaration) bool {
	if use.kind == method {
		of := []string{option.word, "torch." + option.word, "*" + option.word, "*torch." + option.word}
		return strings.HasSuffix(use.receiver, "Option") ||
			len(use.results) == 1 && slices.Contains(of, use.results[0]) ||
			len(use.params) == 1 && slices.Contains(of, use.params[0])
	}
	return option.kind == function && use.kind == function && len(use.results) == 1 &&
		option.qualified(option.results[0]) == use.qualified(use.results[0])
}

// TestConstructors_AreNamedAfterWhatTheyMake looks at functions that return an
// exported struct of their package, or one of its interfaces for classes.
func TestConstructors_AreNamedAfterWhatTheyMake(t *testing.T) {
	s := readSurface(t)
	found := map[string]bool{}
	for _, d := range s.all {
		if d.kind != function || len(d.results) == 0 || !s.makesObject(d) {
			continue
		}
		if strings.HasPrefix(d.word, "New") || strings.HasPrefix(d.word, "From") {
			continue
		}
		found[d.name()] = true
		assert.NotEmpty(t, constructors[d.name()], "%s makes a %s: by the rule its name begins with New or From; or give the reason in constructors", d.name(), d.results[0])
	}
	for name := range constructors {
		assert.True(t, found[name], "%s needs no exception: take it out of constructors", name)
	}
}

// makesObject tells whether d returns a type of its own package that isn't an option.
// Tensors are left out: what makes them are functions in Python too.
func (s *surface) makesObject(d *declaration) bool {
	result := strings.TrimPrefix(d.results[0], "*")
	if !ast.IsExported(result) || result == "Tensor" || s.isOptionType(d.qualified(result)) || s.isOption(d) {
		return false
	}
	return slices.ContainsFunc(s.all, func(other *declaration) bool {
		return other.kind == typeName && other.pkg == d.pkg && other.word == result
	})
}

// TestWith_BeginsModesAndOptionsOfAType: WithGrad(on, f), WithSampler(s).
func TestWith_BeginsModesAndOptionsOfAType(t *testing.T) {
	s := readSurface(t)
	for _, d := range s.all {
		word, with := strings.CutPrefix(d.word, "With")
		if d.kind != function || !with {
			continue
		}
		isType := slices.ContainsFunc(s.all, func(other *declaration) bool { return other.kind == typeName && other.word == word })
		mode := slices.Contains(d.params, "func")
		assert.True(t, mode || s.isOption(d) && isType, "%s neither runs a function in a mode nor is the option for a value of type %s", d.name(), word)
	}
}

// TestGet_IsLeftOut: get_num_threads is NumThreads.
func TestGet_IsLeftOut(t *testing.T) {
	found := map[string]bool{}
	for _, d := range readSurface(t).all {
		if rest, get := strings.CutPrefix(d.word, "Get"); get && ast.IsExported(rest) {
			found[d.word] = true
			assert.NotEmpty(t, getters[d.word], "%s: Go leaves Get out; or give the reason in getters", d.name())
		}
	}
	assert.ElementsMatch(t, slices.Collect(maps.Keys(getters)), slices.Collect(maps.Keys(found)))
}

// TestModes_HaveTwins: NoGrad and NoGradResult.
func TestModes_HaveTwins(t *testing.T) {
	s := readSurface(t)
	functions := map[string]*declaration{}
	for _, d := range s.all {
		if d.kind != typeName && d.kind != constant {
			functions[d.name()] = d
		}
	}
	modes := 0
	for name, d := range functions {
		if !runsClosure(d) || withoutTwin[name] != "" {
			continue
		}
		modes++
		twin := d.pkg + "." + d.word + "Result" // of a method too: methods have no type parameters
		f := functions[twin]
		assert.True(t, f != nil && f.generic, "%s runs a function: it needs the twin %s, or a reason in withoutTwin", name, twin)
	}
	assert.Greater(t, modes, 15)
	for name := range withoutTwin {
		assert.True(t, functions[name] != nil && runsClosure(functions[name]), name)
	}
}

// runsClosure tells the functions without a result that take one without a result,
// under the name f.
func runsClosure(d *declaration) bool {
	if len(d.results) > 0 {
		return false
	}
	return slices.ContainsFunc(d.node.Params.List, func(field *ast.Field) bool {
		f, ok := field.Type.(*ast.FuncType)
		return ok && f.Results == nil && len(field.Names) == 1 && field.Names[0].Name == "f"
	})
}
