package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// sampleFile is one that samples.py wrote: calls of one constructor.
type sampleFile struct {
	Name        string
	Constructor string
	Left        int // samples of a class that Go lacks
	Samples     []sample

	blobs pyvalue.Blobs
}

// sample is a constructor's arguments, and those of what is called of what it makes.
type sample struct {
	Case        string
	DType       string
	Training    bool
	Refused     bool   // Python refuses it
	LeftOut     string `json:"left_out"` // why it couldn't be written
	Constructor []sampleArgument
	Groups      [][]sampleArgument // of an optimizer, which are added
	Steps       bool               // it is the optimizer's step that Python refuses
	Forward     []sampleArgument

	of *sampleFile
}

// sampleArgument is one under its name, or a module made of arguments.
type sampleArgument struct {
	Name      string
	Position  int
	Value     *pyvalue.Value
	Packed    bool
	Module    string
	Arguments []sampleArgument
}

// readSamples reads the files that Python wrote of a database.
func readSamples(database string) (files []*sampleFile, err error) {
	paths, err := filepath.Glob(filepath.Join(states, database+" *.json"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f := &sampleFile{}
		if err := json.Unmarshal(text, f); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if f.blobs, err = safetensors.LoadFile(strings.TrimSuffix(path, ".json") + ".safetensors"); err != nil {
			return nil, err
		}
		for i := range f.Samples {
			f.Samples[i].of = f
		}
		files = append(files, f)
	}
	return files, nil
}

// casesOf makes a case of each sample, and says which couldn't be written.
func casesOf(files []*sampleFile, run func(s *sample, r *recorder, scope *torch.Scope) error) (all []testCase, left []outcome) {
	for _, f := range files {
		if f.Left > 0 {
			left = append(left, outcome{name: f.Name, skipped: fmt.Sprintf("Go has no such layer yet: %d samples", f.Left)})
		}
		for _, s := range f.Samples {
			if s.LeftOut != "" {
				left = append(left, outcome{name: s.Case, skipped: s.LeftOut})
				continue
			}
			all = append(all, testCase{s.Case, func(r *recorder) {
				torch.Scoped(func(scope *torch.Scope) { r.must(run(&s, r, scope)) })
			}})
		}
	}
	return all, left
}

// values are the arguments' Go values, and the tensors among them in order.
type values struct {
	of       *sampleFile
	scope    *torch.Scope
	storages pyvalue.Storages
}

func (s *sample) values(scope *torch.Scope) values { return values{s.of, scope, pyvalue.Storages{}} }

func (v values) of1(a sampleArgument) (any, error) {
	if a.Module != "" {
		args, err := v.named(a.Arguments)
		if err != nil {
			return nil, err
		}
		return constructors[a.Module].call(args)
	}
	return v.of.blobs.Any(v.scope, a.Value, v.storages), nil
}

func (v values) named(arguments []sampleArgument) (map[string]any, error) {
	out := map[string]any{}
	for _, a := range arguments {
		x, err := v.of1(a)
		if err != nil {
			return nil, err
		}
		out[a.Name] = x
	}
	return out, nil
}

// make constructs what the sample is of.
func (s *sample) make(v values) (any, error) {
	args, err := v.named(s.Constructor)
	if err != nil {
		return nil, err
	}
	return constructors[s.of.Constructor].call(args)
}

// returnIndices is the keyword that is a method of its own in Go.
const returnIndices = "return_indices"

// method is the name of what the sample calls.
func (s *sample) method() string {
	switch {
	case slices.ContainsFunc(s.Forward, func(a sampleArgument) bool { return a.Packed }):
		return "ForwardPacked"
	case slices.ContainsFunc(s.Constructor, func(a sampleArgument) bool {
		return a.Name == returnIndices && a.Value != nil && *a.Value.Bool
	}):
		return "ForwardWithIndices"
	}
	return "Forward"
}

// bind makes the arguments of a method of m: those of Python's own positions, and in the
// struct that stands last all others, by their names.
func (s *sample) bind(v values, method reflect.Value) (in []reflect.Value, inputs []*torch.Tensor, err error) {
	arguments := slices.Clone(s.Forward)
	slices.SortFunc(arguments, func(a, b sampleArgument) int { return cmp.Compare(a.Position, b.Position) })
	typ := method.Type()
	for i := range typ.NumIn() {
		in = append(in, reflect.New(typ.In(i)).Elem())
	}
	for _, a := range arguments {
		x, err := v.of1(a)
		if err != nil {
			return nil, nil, err
		}
		inputs = append(inputs, tensorsIn(x)...)
		if x == nil {
			continue
		}
		target := reflect.Value{}
		if a.Position < len(in) && !isMasks(typ.In(a.Position), x) {
			target = in[a.Position]
		} else if last := in[len(in)-1]; isMasks(last.Type(), x) {
			if last.IsNil() {
				last.Set(reflect.New(last.Type().Elem()))
			}
			target = fieldOf(last.Elem(), a.Name)
		}
		if !target.IsValid() {
			return nil, nil, fmt.Errorf("%s takes no %s", typ, a.Name)
		}
		if err := assign(target, a.Name, x); err != nil {
			return nil, nil, err
		}
	}
	return in, inputs, nil
}

// isMasks tells whether a parameter's type holds arguments by their names.
func isMasks(t reflect.Type, x any) bool {
	_, isTuple := x.([]any)
	return t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && t != reflect.TypeFor[*torch.Tensor]() && !isTuple
}

// fieldOf finds the field of a name of Python's: src_mask is Mask where no field has the
// whole name.
func fieldOf(v reflect.Value, name string) reflect.Value {
	for _, name := range []string{name, strings.TrimPrefix(name, "src_")} {
		if f := namedField(v, strings.ReplaceAll(name, "_", "")); f.IsValid() {
			return f
		}
	}
	return reflect.Value{}
}

func namedField(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		f := v.Field(i)
		if strings.EqualFold(v.Type().Field(i).Name, name) {
			return f
		}
		if f.Kind() == reflect.Struct {
			if inner := namedField(f, name); inner.IsValid() {
				return inner
			}
		}
	}
	return reflect.Value{}
}

// tensorsIn lists the tensors inside a value.
func tensorsIn(x any) []*torch.Tensor {
	switch x := x.(type) {
	case *torch.Tensor:
		return []*torch.Tensor{x}
	case []any:
		var out []*torch.Tensor
		for _, e := range x {
			out = append(out, tensorsIn(e)...)
		}
		return out
	}
	return nil
}
