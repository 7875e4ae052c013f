package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// constructor is one of Go's, with the names that its arguments have in Python.
type constructor struct {
	make       any
	positional []string
	keywords   map[string]any // functions that make options, or the values that are options
}

// constructors are those of all packages, by the names of Python's classes.
var constructors = func() map[string]constructor {
	all := maps.Clone(nnConstructors)
	maps.Copy(all, optimConstructors)
	return all
}()

// floats are the names of arguments that are floats in Go.
func (c constructor) floats() []string {
	names := []string{}
	for i, name := range c.positional {
		if reflect.TypeOf(c.make).In(i).Kind() == reflect.Float64 {
			names = append(names, name)
		}
	}
	for name, keyword := range c.keywords {
		if f := reflect.TypeOf(keyword); f.Kind() == reflect.Func && f.NumIn() == 1 && f.In(0).Kind() == reflect.Float64 {
			names = append(names, name)
		}
	}
	return names
}

// inexpressible is a call that Go's types do not let anybody write.
func inexpressible(format string, args ...any) error {
	return leftOut{"Go's types refuse it: " + fmt.Sprintf(format, args...)}
}

// call makes what Python's class makes of arguments, which are Go values of Python's.
func (c constructor) call(args map[string]any) (any, error) {
	make := reflect.ValueOf(c.make)
	in, err := c.positionals(make.Type(), c.positional, args)
	if err != nil {
		return nil, err
	}
	options, err := c.options(args)
	if err != nil {
		return nil, err
	}
	return make.Call(append(in, options...))[0].Interface(), nil
}

// positionals are the arguments of a function that have no defaults.
func (c constructor) positionals(f reflect.Type, names []string, args map[string]any) (in []reflect.Value, err error) {
	for i, name := range names {
		value, given := args[name]
		if !given {
			return nil, inexpressible("without %s", name)
		}
		target := reflect.New(f.In(i)).Elem()
		if err := assign(target, name, value); err != nil {
			return nil, err
		}
		in = append(in, target)
	}
	return in, nil
}

// options are those of the keywords among the arguments.
func (c constructor) options(args map[string]any) (options []reflect.Value, err error) {
	for _, name := range slices.Sorted(maps.Keys(args)) {
		if slices.Contains(c.positional, name) {
			continue
		}
		option, err := c.option(name, args[name])
		if err != nil {
			return nil, err
		}
		if option.IsValid() {
			options = append(options, option)
		}
	}
	return options, nil
}

// otherForms are keywords of ours that are a form of one of Python's.
var otherForms = []struct {
	keyword string
	is      func(value any) bool
	ours    string
	value   any // nil is Python's
}{
	{"padding", isText, "padding_name", nil},
	{"activation", isText, "activation_name", nil},
	{"momentum", func(v any) bool { return v == nil }, "cumulative_momentum", true},
	{"reduction", func(v any) bool { return v == "batchmean" }, "batch_mean", true},
}

func isText(v any) bool { _, ok := v.(string); return ok }

// option makes one of a keyword, none of Python's None where that is the default.
func (c constructor) option(name string, value any) (option reflect.Value, err error) {
	for _, form := range otherForms {
		if form.keyword == name && c.keywords[form.ours] != nil && form.is(value) {
			name = form.ours
			if form.value != nil {
				value = form.value
			}
		}
	}
	keyword, ok := c.keywords[name]
	switch {
	case name == returnIndices:
		return option, nil
	case !ok:
		return option, fmt.Errorf("%T has no keyword %s", c.make, name)
	case value == nil:
		return option, nil
	}
	if values, ok := keyword.([]any); ok {
		i := slices.IndexFunc(values, func(v any) bool { return fmt.Sprint(v) == value })
		if i < 0 {
			return option, inexpressible("%v is no %T", value, values[0])
		}
		return reflect.ValueOf(values[i]), nil
	}
	function := reflect.ValueOf(keyword)
	in, err := parameters(function.Type(), name, value)
	if err != nil {
		return option, err
	}
	if function.Type().IsVariadic() {
		return function.CallSlice(in)[0], nil
	}
	return function.Call(in)[0], nil
}

// parameters are those of the function of a keyword: a pair is two of them.
func parameters(f reflect.Type, name string, value any) ([]reflect.Value, error) {
	values := []any{value}
	if f.NumIn() > 1 {
		list, ok := value.([]any)
		if !ok || len(list) != f.NumIn() {
			return nil, inexpressible("%v as the %d numbers of %s", value, f.NumIn(), name)
		}
		values = list
	}
	in := make([]reflect.Value, len(values))
	for i, v := range values {
		in[i] = reflect.New(f.In(i)).Elem()
		if err := assign(in[i], name, v); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// assign gives target a value of Python's.
func assign(target reflect.Value, name string, value any) error {
	list, isList := value.([]any)
	typ := target.Type()
	switch {
	case isList && typ == reflect.TypeFor[*torch.Tensor](): // lengths
		var numbers []int64
		for _, x := range list {
			n, ok := x.(int)
			if !ok {
				return notAssignable(target, name, value)
			}
			numbers = append(numbers, int64(n))
		}
		target.Set(reflect.ValueOf(torch.NewTensor(numbers)))
	case isList && typ.Kind() == reflect.Pointer && typ.Elem().Kind() == reflect.Struct: // a tuple with names
		target.Set(reflect.New(typ.Elem()))
		for i, x := range list {
			if err := assign(target.Elem().Field(i), name, x); err != nil {
				return err
			}
		}
	case isList && typ.Kind() == reflect.Slice:
		slice := reflect.MakeSlice(typ, len(list), len(list))
		for i, x := range list {
			if x == nil && typ.Elem().Kind() == reflect.Int {
				x = nn.InputSize
			}
			if err := assign(slice.Index(i), name, x); err != nil {
				return err
			}
		}
		target.Set(slice)
	case typ.Kind() == reflect.Slice && isNumber(value): // one for all
		return assign(target, name, []any{value})
	case !pyvalue.Assign(target, value):
		return notAssignable(target, name, value)
	}
	return nil
}

func isNumber(value any) bool {
	kind := reflect.ValueOf(value).Kind()
	return kind == reflect.Int || kind == reflect.Float64
}

func notAssignable(target reflect.Value, name string, value any) error {
	return inexpressible("%s is of type %s, never %s", name, strings.TrimPrefix(target.Type().String(), "kw."), pythonType(value))
}

// pythonType names a value's type as Python does.
func pythonType(value any) string {
	switch value.(type) {
	case nil:
		return "None"
	case string:
		return "str"
	case float64:
		return "float"
	case complex128:
		return "complex"
	case []any:
		return "a tuple"
	case *torch.Tensor:
		return "a Tensor"
	}
	return fmt.Sprintf("%T", value)
}
