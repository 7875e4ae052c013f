package nn

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
)

// extra prints a layer's arguments by a form of Python's names, divided by spaces:
//
//	name     the value alone
//	name=    name=value
//	name=?   name=value where the value isn't the field's default
//	name='   name='value'
//	name=()  name=value, a single number as a tuple
//	name=()? both
//	name=x   name=x
//
// A tensor is True, nil False.
func extra(layer any, form string) string {
	fields := argumentsOf(reflect.ValueOf(layer).Elem())
	var items []string
	for item := range strings.FieldsSeq(form) {
		name, how, keyed := strings.Cut(item, "=")
		a, ok := fields[name]
		if !ok {
			panic(fmt.Sprintf("nn: %T has no argument %s", layer, name))
		}
		bare, tuple := strings.CutPrefix(how, "()")
		text := a.python(tuple)
		switch {
		case !keyed:
			items = append(items, text)
		case bare == "" || bare == "?" && !a.isDefault():
			items = append(items, name+"="+text)
		case bare == "'":
			items = append(items, name+"='"+text+"'")
		case bare != "?":
			items = append(items, item)
		}
	}
	return strings.Join(items, ", ")
}

// shown is a field as it is printed.
type shown struct {
	value reflect.Value
	field reflect.StructField
}

// argumentsOf lists the fields of a layer by their names in Python, those of what it
// embeds too.
func argumentsOf(v reflect.Value) map[string]shown {
	fields := map[string]shown{}
	for _, f := range reflect.VisibleFields(v.Type()) {
		if f.IsExported() && !f.Anonymous {
			name, _, _ := strings.Cut(f.Tag.Get("nn"), ",")
			if name == "" {
				name = pythonName(f.Name)
			}
			fields[name] = shown{v.FieldByIndex(f.Index), f}
		}
	}
	return fields
}

// isDefault compares with the kw tag's default, a size with each of its numbers. That of
// a tensor is that there is one.
func (s shown) isDefault() bool {
	if s.value.Type() == tensorType {
		return !s.value.IsNil()
	}
	value := s.field.Tag.Get("kw")
	if i := strings.LastIndex(value, ","); i >= 0 && len(value) > i+1 && 'A' <= value[i+1] && value[i+1] <= 'Z' {
		value = value[:i]
	}
	switch x := s.value.Interface().(type) {
	case Size:
		return !slices.ContainsFunc(x, func(n int) bool { return strconv.Itoa(n) != value })
	case float64:
		want, err := strconv.ParseFloat(value, 64)
		return err == nil && x == want
	case interface{ Get() (int, bool) }:
		_, given := x.Get()
		return !given && value == ""
	case interface{ Get() (float64, bool) }:
		_, given := x.Get()
		return !given && value == ""
	}
	return fmt.Sprint(s.value.Interface()) == value
}

// python prints the value as Python does.
func (s shown) python(tuple bool) string {
	switch x := s.value.Interface().(type) {
	case Size:
		if tuple {
			return pyTuple(x)
		}
		return pySize(x)
	case []int:
		return pyTuple(x)
	case bool:
		return pyBool(x)
	case float64:
		return tensorstr.Number(x)
	case []float64:
		return pyFloats(x)
	case *torch.Tensor:
		return pyBool(x != nil)
	case interface{ Get() (int, bool) }:
		return pyOptional(x.Get())
	case interface{ Get() (float64, bool) }:
		return pyOptional(x.Get())
	case interface{ Get() (bool, bool) }:
		return pyOptional(x.Get())
	}
	return fmt.Sprint(s.value.Interface())
}
