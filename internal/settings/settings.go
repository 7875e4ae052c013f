// Package settings connects the fields of Go structs with the entries of Python's
// state dictionaries, whose numbers may have been written as integers or floats, and
// may have gone through JSON.
package settings

import (
	"fmt"
	"math"
	"reflect"
)

// Off is the type of a field that keeps its place in Python's dictionaries for
// something that Go has not. It is always False.
type Off struct{}

// Setting is a field under its name in Python.
type Setting struct {
	Name  string
	value reflect.Value
	none  bool // the empty string is None
}

// Of lists the fields of the struct that ptr points to which have a tag py:"name",
// those of embedded structs too. With a tag none:"" an empty string
// is Python's None, and so is a NaN in an array. A tag state:"-" leaves a field out.
//
// Fields may be numbers, booleans and strings, pointers to them (nil is None) or
// [aten.Opt], lists and arrays of them, maps from int to int, and [Off].
func Of(ptr any) []Setting { return appendFields(nil, reflect.ValueOf(ptr).Elem()) }

func appendFields(out []Setting, v reflect.Value) []Setting {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		tag, ok := f.Tag.Lookup("py")
		switch {
		case f.Tag.Get("state") == "-":
		case ok:
			_, none := f.Tag.Lookup("none")
			out = append(out, Setting{tag, open(v.Field(i)), none})
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			out = appendFields(out, v.Field(i))
		}
	}
	return out
}

// open lets unexported fields be read and set too.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
}

// Find returns the setting of a name.
func Find(all []Setting, name string) (Setting, bool) {
	for _, s := range all {
		if s.Name == name {
			return s, true
		}
	}
	return Setting{}, false
}

// Pack returns the settings' values by name.
func Pack(all []Setting) map[string]any {
	packed := make(map[string]any, len(all))
	for _, s := range all {
		packed[s.Name] = s.Get()
	}
	return packed
}

// Type is the field's.
func (s Setting) Type() reflect.Type { return s.value.Type() }

// Optional tells whether a state may lack the setting: older versions of Python have
// fewer flags, but no fewer numbers.
func (s Setting) Optional() bool {
	switch s.value.Kind() {
	case reflect.Float64, reflect.Int, reflect.Array:
		return false
	}
	return true
}

// Get returns the value, nil for None. Lists are copies.
func (s Setting) Get() any {
	switch {
	case s.none && s.value.Kind() == reflect.Array:
		return withNone(s.value)
	case s.none && s.value.IsZero():
		return nil
	}
	return get(s.value)
}

// withNone is an array of numbers in which NaN is None.
func withNone(v reflect.Value) []any {
	list := make([]any, v.Len())
	for i := range list {
		if x := v.Index(i).Float(); !math.IsNaN(x) {
			list[i] = x
		}
	}
	return list
}

func get(v reflect.Value) any {
	if o, ok := optionalOf(v); ok {
		return o.get()
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return get(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return nil
		}
		return reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v).Interface()
	case reflect.Map:
		return copied(v).Interface()
	case reflect.Struct:
		return false // Off
	}
	return v.Interface()
}

func copied(v reflect.Value) reflect.Value {
	m := reflect.MakeMap(v.Type())
	for it := v.MapRange(); it.Next(); {
		m.SetMapIndex(it.Key(), it.Value())
	}
	return m
}

// Set returns a function that gives the field a loaded value, or an error that names
// the setting.
func (s Setting) Set(loaded any) (set func(), err error) {
	x := reflect.New(s.value.Type()).Elem()
	switch {
	case s.none && loaded == nil:
	case s.value.Type() == reflect.TypeFor[Off]():
		if loaded != nil && loaded != false {
			return nil, fmt.Errorf("%s=%v is not supported: set it to False where the state was made, or in the state", s.Name, loaded)
		}
		return func() {}, nil
	case s.none && x.Kind() == reflect.Array:
		if !readWithNone(x, loaded) {
			return nil, fmt.Errorf("%s can't be %v (%T)", s.Name, loaded, loaded)
		}
	case !read(x, loaded):
		return nil, fmt.Errorf("%s can't be %v (%T)", s.Name, loaded, loaded)
	}
	return func() { s.value.Set(x) }, nil
}
