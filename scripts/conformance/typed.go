package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/internal/opschema"
	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/torch"
)

// typedFunction is one of package aten's.
type typedFunction struct {
	function  any
	arguments string // of the newest schema, in order; "alpha=Alpha" where one is an option's field
}

// errNotTyped marks a call that no typed function can express.
var errNotTyped = errors.New("not through a typed function")

// schemas caches what the libtorch in use says of operators.
var schemas sync.Map

func schemaOf(op string) (*opschema.Schema, error) {
	if s, ok := schemas.Load(op); ok {
		return s.(*opschema.Schema), nil
	}
	text, err := torch.NewOp(op).Schema()
	if err != nil {
		return nil, err
	}
	s, err := opschema.Parse(text)
	if err == nil {
		schemas.Store(op, s)
	}
	return s, err
}

// callTyped calls an operator, with its overload, through package aten.
func callTyped(op string, args []any) ([]any, error) {
	op = strings.TrimSuffix(op, ".default")
	f, ok := typedFunctions[op]
	if !ok {
		return nil, fmt.Errorf("%w: package aten leaves the operator to Call", errNotTyped)
	}
	schema, err := schemaOf(op)
	if err != nil {
		return nil, err
	}
	in, err := f.values(schema, args)
	if err != nil {
		return nil, err
	}
	var out []reflect.Value
	err = torch.Try(func() error {
		out = reflect.ValueOf(f.function).Call(in)
		return nil
	})
	results := make([]any, len(out))
	for i, v := range out {
		results[i] = v.Interface()
		if n, ok := results[i].(int); ok {
			results[i] = int64(n)
		}
	}
	return results, err
}

// values makes the function's arguments from those of torch.Call.
func (f typedFunction) values(schema *opschema.Schema, args []any) ([]reflect.Value, error) {
	given := map[string]any{}
	for i, a := range args {
		if k, ok := a.(torch.Keyword); ok {
			given[k.Name] = k.Value
		} else {
			given[schema.Arguments[i].Name] = a
		}
	}
	typ := reflect.TypeOf(f.function)
	var in []reflect.Value
	var options reflect.Value
	arguments := strings.Fields(f.arguments)
	if len(arguments) != len(schema.Arguments) {
		return nil, fmt.Errorf("%w: this libtorch has another schema", errNotTyped)
	}
	for i, argument := range arguments {
		name, field, optional := strings.Cut(argument, "=")
		a := schema.Arguments[i]
		if a.Name != name || a.HasDefault != optional {
			return nil, fmt.Errorf("%w: this libtorch has another schema", errNotTyped)
		}
		if optional && !options.IsValid() {
			options = reflect.New(typ.In(typ.NumIn() - 1).Elem())
		}
		value, isGiven := given[name]
		switch {
		case !isGiven && optional:
		case optional && value == nil && a.Default != "None":
			return nil, fmt.Errorf("%w: None where the default is another", errNotTyped)
		case optional:
			target := options.Elem().FieldByName(field)
			if !pyvalue.Assign(target, filled(a.Type, value)) {
				return nil, notAssigned(name, target.Type(), value)
			}
		default:
			target := reflect.New(typ.In(len(in))).Elem()
			if !pyvalue.Assign(target, filled(a.Type, value)) {
				return nil, notAssigned(name, target.Type(), value)
			}
			in = append(in, target)
		}
	}
	if options.IsValid() {
		in = append(in, options)
	}
	return in, nil
}

// filled is a value as a list where the schema takes one number for it: int[2].
func filled(t opschema.Type, value any) any {
	if _, ok := value.([]any); ok || value == nil || !t.List {
		return value
	}
	return slices.Repeat([]any{value}, max(t.Size, 1))
}

func notAssigned(name string, typ reflect.Type, value any) error {
	return fmt.Errorf("%w: %T as the %s %s", errNotTyped, value, typ, name)
}
