package nn

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// role is what a field of a module is.
type role int

const (
	parameter role = iota
	buffer
	module
	moduleList    // a slice, an array or a map of modules
	parameterList // a slice of tensors
)

// field is one field that counts, of a struct type.
type field struct {
	name      string
	index     []int // for reflect.Value.FieldByIndex, without nil pointers on the way
	role      role
	transient bool // not in the state_dict
	optional  bool // may be missing from a state that is loaded
	inline    bool // a list whose modules are the struct's own
}

// tag is what a field's tag says.
type tag struct {
	name                      string
	skip, given               bool
	buffer, transient, inline bool
	optional                  bool
}

var (
	tensorType   = reflect.TypeFor[*torch.Tensor]()
	fieldsByType sync.Map // reflect.Type to []field
)

// fieldsOf lists the fields of a struct type that hold parameters, buffers and
// modules, in the order of their declaration.
func fieldsOf(t reflect.Type) []field {
	if known, ok := fieldsByType.Load(t); ok {
		return known.([]field)
	}
	var fields []field
	for i := range t.NumField() {
		fields = append(fields, fieldOf(t, i)...)
	}
	fieldsByType.Store(t, fields)
	return fields
}

func fieldOf(t reflect.Type, i int) []field {
	f := t.Field(i)
	tag := parseTag(t, f)
	if tag.skip {
		return nil
	}
	if f.Anonymous && !tag.given && f.Type.Kind() == reflect.Struct {
		return embedded(f.Type, i)
	}
	r, ok := roleOf(f.Type, tag)
	if !ok || (r == parameter || r == parameterList) && !f.IsExported() && !tag.given {
		if tag.given {
			panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf(
				"%s.%s has an nn tag but its type %v is no tensor and no module", t, f.Name, f.Type)})
		}
		return nil
	}
	return []field{{
		name: tag.name, index: []int{i}, role: r,
		transient: tag.transient, optional: tag.optional,
		inline: tag.inline || f.Anonymous && !tag.given && r == module,
	}}
}

// embedded makes the fields of an embedded struct the outer one's own.
func embedded(t reflect.Type, i int) []field {
	var fields []field
	for _, inner := range fieldsOf(t) {
		inner.index = append([]int{i}, inner.index...)
		fields = append(fields, inner)
	}
	return fields
}

func parseTag(t reflect.Type, f reflect.StructField) tag {
	text, given := f.Tag.Lookup("nn")
	name, flags, _ := strings.Cut(text, ",")
	out := tag{name: name, given: given, skip: text == "-" || f.Name == "_"}
	if name == "" {
		out.name = pythonName(f.Name)
	}
	for flag := range strings.SplitSeq(flags, ",") {
		switch flag {
		case "":
		case "buffer":
			out.buffer = true
		case "transient":
			out.transient = true
		case "optional":
			out.optional = true
		case "inline":
			out.inline = true
		default:
			panic(&torch.Error{Op: "nn", Kind: "ValueError", Msg: fmt.Sprintf("%s.%s: the nn tag knows no %q", t, f.Name, flag)})
		}
	}
	return out
}

// roleOf tells what a field of a type is; false for what is the module's own
// business.
func roleOf(t reflect.Type, tag tag) (role, bool) {
	switch {
	case t == tensorType && tag.buffer:
		return buffer, true
	case t == tensorType:
		return parameter, true
	case isModule(t):
		return module, true
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		if t.Elem() == tensorType && t.Kind() == reflect.Slice {
			return parameterList, true
		}
		_, nested := roleOf(t.Elem(), tag)
		return moduleList, nested && t.Elem() != tensorType && (t.Kind() != reflect.Map || t.Key().Kind() == reflect.String)
	}
	return 0, false
}

// isModule tells whether a type is a struct with Forward, a pointer to one, or
// an interface that has Forward.
func isModule(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface:
	case reflect.Pointer:
		if t.Elem().Kind() != reflect.Struct {
			return false
		}
	case reflect.Struct:
		t = reflect.PointerTo(t)
	default:
		return false
	}
	_, ok := t.MethodByName("Forward")
	return ok
}
