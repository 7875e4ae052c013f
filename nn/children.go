package nn

import (
	"reflect"
	"strconv"
)

// children visits the modules inside, without nil ones, until visit returns false.
func (n node) children(visit func(name string, n node) bool) bool {
	if n.role == moduleList {
		return elements(n.value, n.of, visit)
	}
	p := n.plan()
	if p == nil {
		return true
	}
	base := n.value.UnsafePointer()
	for i := range p.fields {
		f := &p.fields[i]
		if f.role != tensor && !f.children(f.at(base), visit) {
			return false
		}
	}
	for r := range p.registries(base) {
		for _, c := range r.Children {
			if inner, ok := nodeOf(reflect.ValueOf(&c.Module).Elem(), nil, c.Name); ok && !visit(c.Name, inner) {
				return false
			}
		}
	}
	return true
}

func (f *field) children(v reflect.Value, visit func(string, node) bool) bool {
	switch r := f.resolve(v); r {
	case module, moduleList:
		c, ok := nodeOf(v, f.of, f.where)
		switch {
		case !ok:
			return true
		case f.inline:
			return c.children(visit)
		}
		return visit(f.name, c)
	case tensorList:
		if f.inline {
			return true
		}
		n, ok := tensorListOf(v, f.of, f.flags)
		return !ok || visit(f.name, n)
	}
	return true
}

// elements visits the modules of a slice, an array, a map or a [ModuleDict].
func elements(v reflect.Value, of *typeInfo, visit func(string, node) bool) bool {
	switch of.kind {
	case reflect.Pointer:
		return v.Interface().(moduleDict).each(func(name string, m reflect.Value) bool {
			return visitElement(name, m, infoOf(m.Type()), visit)
		})
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			if !visitElement(key.String(), v.MapIndex(key), of.element(), visit) {
				return false
			}
		}
		return true
	}
	return indexed(v, of.element(), visit)
}

// indexed visits the modules of a slice or an array, under their indices or names.
func indexed(v reflect.Value, of *typeInfo, visit func(string, node) bool) bool {
	var names map[string]bool // where one has a name
	for i := range v.Len() {
		one := v.Index(i)
		name, named := elementName(i, one)
		if names == nil && named {
			names = map[string]bool{}
			for earlier := range i {
				names[strconv.Itoa(earlier)] = true
			}
		}
		if names[name] {
			refuseField(v.Type().String(), "two modules have the name %q", "give one of them another name with nn.Named", name)
		}
		if names != nil {
			names[name] = true
		}
		if !visitElement(name, one, of, visit) {
			return false
		}
	}
	return true
}

// elementName is the name of a slice's or an array's i-th module, and whether it is its own.
func elementName(i int, v reflect.Value) (name string, named bool) {
	if n := namedOf(v); n != nil {
		return n.name, true
	}
	return strconv.Itoa(i), false
}

// namedOf returns the [Named] module that a value is, nil where it is none.
func namedOf(v reflect.Value) *named {
	if v.Kind() != reflect.Interface {
		return nil
	}
	n, _ := v.Interface().(*named)
	return n
}

// visitElement visits one element of a list, whose type the list knows as of. Where that is
// an interface without Forward the element need not be a module.
func visitElement(name string, v reflect.Value, of *typeInfo, visit func(string, node) bool) bool {
	if of.role == unknown {
		if !holds(name, v, nil) {
			return true
		}
		for v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		of = infoOf(v.Type())
	}
	if of.role == tensorList {
		n, ok := tensorListOf(v, of, flags{})
		return !ok || visit(name, n)
	}
	c, ok := nodeOf(v, of, name)
	return !ok || visit(name, c)
}
