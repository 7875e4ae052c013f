package nn

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// GetSubmodule returns the module of a name of [NamedModules], such as "layers.0.conv". It
// panics where there is none.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_submodule
func GetSubmodule(m any, name string) any { return submodule(m, name).any() }

func submodule(m any, name string) node {
	n := rootOf(m)
	if name == "" {
		return n
	}
	for item := range strings.SplitSeq(name, ".") {
		inner, ok := n.childNamed(item)
		if !ok {
			refuseName(n, item)
		}
		n = inner
	}
	return n
}

func (n node) childNamed(name string) (found node, ok bool) {
	n.children(func(inner string, c node) bool {
		if inner == name {
			found, ok = c, true
		}
		return !ok
	})
	return found, ok
}

// SetSubmodule puts a module in the place of the one of a name of [NamedModules]: into a
// field, a slice, an array, a map or a [ModuleDict], whose type must be able to hold it, as
// an interface with Forward can any layer; one that holds a struct gets a copy. The surgery of a network whose struct is another
// package's, or that a path from a file names:
//
//	nn.SetSubmodule(net, "features.1", nn.NewGELU())
//
// It panics for a name that there is not, and for a place of another type.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.set_submodule
func SetSubmodule(m any, name string, module any) {
	if name == "" {
		refuseSubmodule("ValueError", "Cannot set the submodule without a target name!")
	}
	rootOf(module)
	path, last := cutLast(name)
	outer := submodule(m, path)
	if _, ok := outer.childNamed(last); !ok {
		refuseName(outer, last)
	}
	outer.setChild(name, last, reflect.ValueOf(module))
}

// cutLast divides a name at its last point.
func cutLast(name string) (path, last string) {
	if point := strings.LastIndexByte(name, '.'); point >= 0 {
		return name[:point], name[point+1:]
	}
	return "", name
}

// setChild puts a module in the place of the one inside the node that has a name; whole is
// that name from the root on.
func (n node) setChild(whole, name string, module reflect.Value) {
	if n.role == moduleList {
		setElement(n.value, whole, name, module)
		return
	}
	base := n.value.UnsafePointer()
	p := n.plan()
	for i := range p.fields {
		f := &p.fields[i]
		v := f.at(base)
		switch {
		case f.role == tensor || f.role == tensorList || f.role == guarded:
		case f.name == name && !f.inline:
			put(whole, v, module)
			return
		case f.inline:
			if inner, ok := nodeOf(v, f.of, f.where); ok {
				if _, found := inner.childNamed(name); found {
					inner.setChild(whole, name, module)
					return
				}
			}
		}
	}
	refuseSubmodule("TypeError", "%s is no field: what computes a parameter can't be set", whole)
}

// setElement is setChild for a list of modules.
func setElement(list reflect.Value, whole, name string, module reflect.Value) {
	switch list.Kind() {
	case reflect.Pointer:
		list.Interface().(moduleDict).set(name, func(v reflect.Value) { put(whole, v, module) })
	case reflect.Map:
		made := reflect.New(list.Type().Elem()).Elem()
		put(whole, made, module)
		list.SetMapIndex(reflect.ValueOf(name).Convert(list.Type().Key()), made)
	default:
		for i, inner := range namesOf(list) {
			if inner != name {
				continue
			}
			if former := namedOf(list.Index(i)); former != nil {
				if f, ok := module.Interface().(Forwarder); ok {
					module = reflect.ValueOf(Named(former.name, f))
				}
			}
			put(whole, list.Index(i), module)
		}
	}
}

// namesOf lists the names of a slice's or an array's modules.
func namesOf(list reflect.Value) []string {
	names := make([]string, list.Len())
	for i := range names {
		names[i], _ = elementName(i, list.Index(i))
	}
	return names
}

// put sets a place to a module, or to what it points to where the place holds it by value.
func put(whole string, place, module reflect.Value) {
	switch {
	case module.Type().AssignableTo(place.Type()):
	case module.Kind() == reflect.Pointer && module.Type().Elem() == place.Type():
		module = module.Elem()
	default:
		refuseSubmodule("TypeError", "%s is a %v, which can't hold a %v; give the field or the list the type nn.Forwarder, say", whole, place.Type(), module.Type())
	}
	place.Set(module)
}

func refuseSubmodule(kind, format string, args ...any) {
	panic(&torch.Error{Op: "nn.SetSubmodule", Kind: kind, Msg: fmt.Sprintf(format, args...)})
}
