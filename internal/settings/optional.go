package settings

import (
	"reflect"

	"github.com/e0112027/gotorch/torch/aten"
)

// optional is a field of type [aten.Opt], whose own fields are its package's.
type optional interface {
	get() any
	read(loaded any) bool
}

type opt[T any] struct{ field *aten.Opt[T] }

func (o opt[T]) get() any {
	if v, ok := o.field.Get(); ok {
		return v
	}
	return nil
}

func (o opt[T]) read(loaded any) bool {
	if loaded == nil {
		*o.field = aten.Opt[T]{}
		return true
	}
	v := reflect.New(reflect.TypeFor[T]()).Elem()
	if !read(v, loaded) {
		return false
	}
	*o.field = aten.Some(v.Interface().(T))
	return true
}

func optionalOf(v reflect.Value) (optional, bool) {
	if !v.CanAddr() {
		return nil, false
	}
	switch field := v.Addr().Interface().(type) {
	case *aten.Opt[bool]:
		return opt[bool]{field}, true
	case *aten.Opt[int]:
		return opt[int]{field}, true
	case *aten.Opt[float64]:
		return opt[float64]{field}, true
	}
	return nil, false
}
