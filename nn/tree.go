package nn

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"unsafe"

	"github.com/e0112027/gotorch/torch"
)

// node is one module of a tree: a pointer to a struct, or a list of modules or
// parameters, which Python has as a module of its own.
type node struct {
	value reflect.Value
	role  role
}

// slot is a parameter or a buffer in its place.
type slot struct {
	name      string
	tensor    *torch.Tensor
	buffer    bool
	transient bool
	optional  bool
}

type child struct {
	name string
	node node
}

// rootOf takes what a user hands in as a module.
func rootOf(m any) node {
	n, ok := nodeOf(reflect.ValueOf(m))
	if _, tensor := m.(*torch.Tensor); tensor || !ok {
		refuseModule(m)
	}
	return n
}

func requireModule(m Forwarder) {
	if m == nil {
		refuseModule(m)
	}
}

func refuseModule(m any) {
	panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf(
		"%T is no module: expected a pointer to a struct, or a slice or map of modules, not nil", m)})
}

// nodeOf follows interfaces and pointers to a module; false where one is nil. It
// panics for a struct in an interface or a map, where only a copy could change.
func nodeOf(v reflect.Value) (node, bool) {
	for v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Pointer:
		if n, ok := v.Interface().(*named); ok && n != nil {
			return nodeOf(reflect.ValueOf(n.Forwarder))
		}
		return node{v, module}, !v.IsNil() && v.Elem().Kind() == reflect.Struct
	case reflect.Struct:
		switch {
		case v.CanAddr():
			v = v.Addr()
		case v.Type().Size() == 0:
			v = reflect.New(v.Type())
		default:
			refuseModule(v.Interface())
		}
		return node{v, module}, true
	case reflect.Map, reflect.Slice:
		return node{v, moduleList}, !v.IsNil()
	case reflect.Array:
		return node{v, moduleList}, true
	}
	return node{}, false
}

// identity tells modules apart: two fields may hold the same one. The type is
// part of it, for a struct has the address of its first field.
type identity struct {
	address unsafe.Pointer
	of      reflect.Type
}

// identity is the zero one where nothing can be inside the module twice: an
// empty struct, which shares its address with others, and a slice.
func (n node) identity() identity {
	t := n.value.Type()
	switch {
	case t.Kind() == reflect.Map, t.Kind() == reflect.Pointer && t.Elem().Size() > 0:
		return identity{n.value.UnsafePointer(), t}
	}
	return identity{}
}

// any returns the module as the user made it.
func (n node) any() any { return n.value.Interface() }

// slots lists the node's own parameters, then its own buffers, without nil ones.
func (n node) slots() []slot {
	if n.role == parameterList {
		return listed(n.value)
	}
	if n.role != module {
		return nil
	}
	var slots []slot
	n.each(func(f field, v reflect.Value) {
		if f.role == module && f.inline {
			if inner, ok := nodeOf(v); ok {
				slots = append(slots, inner.slots()...)
			}
		}
		if f.role == parameterList && f.inline {
			slots = append(slots, listed(v)...)
			return
		}
		if f.role != parameter && f.role != buffer {
			return
		}
		if v.IsNil() {
			return
		}
		t := (*torch.Tensor)(v.UnsafePointer())
		slots = append(slots, slot{f.name, t, f.role == buffer, f.transient, f.optional})
	})
	slices.SortStableFunc(slots, func(a, b slot) int { return rank(a) - rank(b) })
	return slots
}

func rank(s slot) int {
	if s.buffer {
		return 1
	}
	return 0
}

// listed are the parameters of a slice, an array, a map or a [ParameterDict].
func listed(v reflect.Value) []slot {
	var slots []slot
	add := func(name string, v reflect.Value) {
		if !v.IsNil() {
			slots = append(slots, slot{name: name, tensor: (*torch.Tensor)(v.UnsafePointer())})
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		d := v.Addr().Interface().(*ParameterDict)
		for name, t := range d.All() {
			add(name, reflect.ValueOf(t))
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			add(key.String(), v.MapIndex(key))
		}
	default:
		for i := range v.Len() {
			add(strconv.Itoa(i), v.Index(i))
		}
	}
	return slots
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	return keys
}

// children lists the modules inside, without nil ones.
func (n node) children() []child {
	switch n.role {
	case parameterList:
		return nil
	case moduleList:
		return elements(n.value)
	}
	var children []child
	n.each(func(f field, v reflect.Value) {
		switch f.role {
		case module:
			if c, ok := nodeOf(v); ok && f.inline {
				children = append(children, c.children()...)
			} else if ok {
				children = append(children, child{f.name, c})
			}
		case moduleList:
			if c, ok := nodeOf(v); ok && f.inline {
				children = append(children, elements(c.value)...)
			} else if ok {
				children = append(children, child{f.name, c})
			}
		case parameterList:
			if !f.inline && (v.Kind() == reflect.Struct || v.Kind() == reflect.Array || !v.IsNil()) {
				children = append(children, child{f.name, node{v, parameterList}})
			}
		}
	})
	return children
}

// elements lists the modules of a slice, an array or a map.
func elements(v reflect.Value) []child {
	var children []child
	add := func(name string, v reflect.Value) {
		c, ok := nodeOf(v)
		if !ok {
			return
		}
		if n, ok := v.Interface().(*named); ok {
			name = n.name
		}
		children = append(children, child{name, c})
	}
	if v.Kind() != reflect.Map {
		for i := range v.Len() {
			add(strconv.Itoa(i), v.Index(i))
		}
		return children
	}
	for _, key := range sortedKeys(v) {
		add(key.String(), v.MapIndex(key))
	}
	return children
}

// each calls f for each field that counts, readable even where it is unexported.
func (n node) each(f func(field, reflect.Value)) {
	value := n.value.Elem()
	for _, field := range fieldsOf(value.Type()) {
		v := value.FieldByIndex(field.index)
		if !v.CanInterface() {
			v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
		}
		f(field, v)
	}
}

// walk visits the tree, a module before those inside it and each once, as
// Python's named_modules.
func (n node) walk(visit func(name string, n node) bool) {
	n.walkFrom("", map[identity]bool{}, visit)
}

func (n node) walkFrom(name string, seen map[identity]bool, visit func(string, node) bool) bool {
	if id := n.identity(); id.of != nil {
		if seen[id] {
			return true
		}
		seen[id] = true
	}
	if !visit(name, n) {
		return false
	}
	for _, c := range n.children() {
		if !c.node.walkFrom(join(name, c.name), seen, visit) {
			return false
		}
	}
	return true
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}
