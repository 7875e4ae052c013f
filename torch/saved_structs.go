package torch

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/e0112027/gotorch/internal/pickle"
)

// savedField is a field of a struct under its name in a file.
type savedField struct {
	name  string
	index []int
}

// fieldsOf lists the exported fields of a struct, by their tags py or json or their own
// names; those whose tag is - are left out.
func fieldsOf(t reflect.Type) (fields []savedField) {
	for _, f := range reflect.VisibleFields(t) {
		if name := savedName(f); name != "" {
			fields = append(fields, savedField{name, f.Index})
		}
	}
	return fields
}

func savedName(f reflect.StructField) string {
	if !f.IsExported() || len(f.Index) > 1 {
		return ""
	}
	for _, key := range []string{"py", "json"} {
		switch name, _, _ := strings.Cut(f.Tag.Get(key), ","); name {
		case "-":
			return ""
		case "":
		default:
			return name
		}
	}
	return f.Name
}

func assignStruct(to reflect.Value, value any) error {
	d, ok := value.(*Dict)
	fields := fieldsOf(to.Type())
	if !ok || len(fields) == 0 {
		return unfit(to, value)
	}
	known := map[any]bool{}
	for _, f := range fields {
		known[f.name] = true
		if !d.Has(f.name) {
			return fmt.Errorf("there is no key %q, which %v has; keys: %s", f.name, to.Type(), d.someKeys())
		}
		if err := assign(to.FieldByIndex(f.index), d.Get(f.name)); err != nil {
			return fmt.Errorf("[%q]: %w", f.name, err)
		}
	}
	for key := range d.All() {
		if !known[key] {
			return fmt.Errorf("%v has no field for the key %s", to.Type(), pickle.Describe(key))
		}
	}
	return nil
}

func assignArray(to reflect.Value, value any) error {
	items, ok := itemsOf(value)
	if !ok || len(items) != to.Len() {
		return unfit(to, value)
	}
	for i, item := range items {
		if err := assign(to.Index(i), item); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

// assignPointer sets a pointer to something new, or to nil for None.
func assignPointer(to reflect.Value, value any) error {
	if value == nil {
		to.SetZero()
		return nil
	}
	out := reflect.New(to.Type().Elem())
	if err := assign(out.Elem(), value); err != nil {
		return err
	}
	to.Set(out)
	return nil
}
