package nn

import (
	"fmt"
	"reflect"
	"slices"
	"unsafe"

	"github.com/e0112027/gotorch/torch"
)

// resolve gives a field that only its value tells the role that this has.
func (f *field) resolve(v reflect.Value) role {
	switch f.role {
	case guarded:
		guard(f.where, v, nil)
		return nothing
	case unknown:
		if f.hidden && v.Kind() == reflect.Interface && !v.IsNil() && v.Elem().Type() == tensorType {
			guard(f.where, v.Elem(), nil)
			return nothing
		}
		if !holds(f.where, v, nil) {
			return nothing
		}
		if f.of.isList() {
			return moduleList
		}
		return module
	}
	return f.role
}

// holds tells whether a value that could hold anything holds a module. It panics for a
// tensor: behind an interface nothing says whether it is a parameter.
func holds(where string, v reflect.Value, outer []unsafe.Pointer) bool {
	switch v.Kind() {
	case reflect.Interface:
		return !v.IsNil() && holds(where, v.Elem(), outer)
	case reflect.Invalid:
		return false
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if v.IsNil() || slices.Contains(outer, v.UnsafePointer()) {
			return false
		}
	}
	t := v.Type()
	switch inside := infoOf(t).reach; {
	case t == tensorType:
		refuseField(where, "holds a tensor as %v", `give it the type *torch.Tensor, or leave it out with the tag nn:"-"`, t)
	case inside == 0:
		return false
	case inside != unsure:
		refuseUnnamed(where, t)
		return true
	}
	return holdsInside(where, v, outer)
}

func holdsInside(where string, v reflect.Value, outer []unsafe.Pointer) bool {
	found := false
	switch v.Kind() {
	case reflect.Pointer:
		return holds(where, v.Elem(), append(outer, v.UnsafePointer()))
	case reflect.Map:
		outer = append(outer, v.UnsafePointer())
		for i := v.MapRange(); i.Next(); {
			found = holds(where, i.Value(), outer) || found
		}
		if found && v.Type().Key().Kind() != reflect.String {
			refuseField(where, "%v holds modules under keys that are no strings", "use map[string]… or an nn.ModuleDict", v.Type())
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice {
			outer = append(outer, v.UnsafePointer())
		}
		for i := range v.Len() {
			found = holds(fmt.Sprintf("%s[%d]", where, i), v.Index(i), outer) || found
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.IsExported() && f.Tag.Get("nn") != "-" {
				found = holds(where+"."+f.Name, v.Field(i), outer) || found
			}
		}
	}
	return found
}

// guard panics for a parameter among unexported tensors without a tag: nothing else would
// tell that it is not trained.
func guard(where string, v reflect.Value, outer []unsafe.Pointer) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if v.IsNil() || slices.Contains(outer, v.UnsafePointer()) {
			return
		}
		outer = append(outer, v.UnsafePointer())
	}
	switch {
	case v.Type() == tensorType:
		if t := (*torch.Tensor)(v.UnsafePointer()); isParameter(t) {
			refuseField(where, "is unexported and holds a tensor that requires a gradient, which nothing would train",
				"export it, or give it a tag: nn:\"name\" makes it a parameter, nn:\"-\" leaves it out")
		}
		return
	case infoOf(v.Type()).reach&tensors == 0 && !infoOf(v.Type()).private:
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		guard(where, v.Elem(), outer)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			guard(where, v.Index(i), outer)
		}
	case reflect.Map:
		for i := v.MapRange(); i.Next(); {
			guard(where, i.Value(), outer)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			guard(where+"."+v.Type().Field(i).Name, v.Field(i), outer)
		}
	}
}

// isParameter tells whether a tensor is a leaf that autograd records; false for a closed
// one, of which nothing can be asked.
func isParameter(t *torch.Tensor) (is bool) {
	_ = torch.Try(func() error { is = t.RequiresGrad() && t.IsLeaf(); return nil })
	return is
}
