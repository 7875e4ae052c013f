package nn

import (
	"fmt"
	"reflect"

	"github.com/e0112027/gotorch/torch"
)

// node is one module of a tree: a pointer to a struct, whatever else has Forward, or a list
// of modules or tensors, which Python has as a module of its own.
type node struct {
	flags // of a list of tensors
	value reflect.Value
	of    *typeInfo // of value
	role  role
}

// rootOf takes what a user hands in as a module.
func rootOf(m any) node {
	v := reflect.ValueOf(m)
	if m == nil || v.Type() == tensorType {
		refuseModule(m)
	}
	of := infoOf(v.Type())
	if of.isList() {
		if of.reach == 0 {
			refuseModule(m)
		}
		refuseUnnamed(of.of.String(), of.of)
	}
	if n, ok := tensorListOf(v, of, flags{}); ok {
		return n
	}
	n, ok := nodeOf(v, of, of.of.String())
	if !ok {
		refuseModule(m)
	}
	return n
}

// tensorListOf makes a node of a list of tensors; false where it is nil or no such list. A
// ParameterDict is known by its address.
func tensorListOf(v reflect.Value, of *typeInfo, flags flags) (node, bool) {
	switch {
	case of.role != tensorList:
		return node{}, false
	case of.kind == reflect.Struct:
		if !v.CanAddr() {
			refuseModule(v.Interface())
		}
		v = v.Addr()
		of = infoOf(v.Type())
	case of.kind != reflect.Array && v.IsNil():
		return node{}, false
	}
	return node{flags, v, of, tensorList}, true
}

// dictOf returns the ParameterDict that v is or points to.
func dictOf(v reflect.Value) *ParameterDict {
	if v.Kind() == reflect.Struct {
		v = v.Addr()
	}
	return v.Interface().(*ParameterDict)
}

func requireModule(m Forwarder) {
	if m == nil {
		refuseModule(m)
	}
}

// isNil tells whether there is no module, or a nil pointer to one.
func isNil(m Forwarder) bool {
	v := reflect.ValueOf(m)
	return !v.IsValid() || v.Kind() == reflect.Pointer && v.IsNil()
}

// IsModule tells whether m holds parameters for this package's functions: whether it is a
// layer, a pointer to a struct that has Forward, embeds [Module] or holds tensors or modules,
// or a slice or a map of such. A nil pointer is none, nor is a tensor.
func IsModule(m any) bool {
	v := reflect.ValueOf(m)
	if !v.IsValid() || v.Type() == tensorType || v.Kind() == reflect.Pointer && v.IsNil() {
		return false
	}
	of := infoOf(v.Type())
	return of.forward || of.reach&(tensors|modules) != 0
}

func refuseModule(m any) {
	panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf(
		"%T is no module: expected a pointer to a struct, or a slice or map of modules, not nil", m)})
}

// nodeOf follows interfaces and pointers to a module; false where one is nil. It panics for
// a struct in an interface, where only a copy could change.
func nodeOf(v reflect.Value, of *typeInfo, where string) (node, bool) {
	for v.Kind() == reflect.Interface {
		if v = v.Elem(); !v.IsValid() {
			return node{}, false
		}
		of = infoOf(v.Type())
	}
	switch of.kind {
	case reflect.Pointer:
		switch {
		case v.IsNil():
			return node{}, false
		case of.of == namedType:
			return nodeOf(v.Elem().Field(0), nil, where)
		case of.element().dict:
			return node{value: v, of: of, role: moduleList}, true
		}
		return node{value: v, of: of, role: module}, of.forward || of.element().kind == reflect.Struct
	case reflect.Struct:
		switch {
		case v.CanAddr():
			v = v.Addr()
		case of.of.Size() == 0:
			v = reflect.New(of.of)
		default:
			refuseField(where, "%v is no module, for what is a copy can't be changed", "write a pointer to it", of.of)
		}
		return nodeOf(v, infoOf(v.Type()), where)
	case reflect.Array, reflect.Map, reflect.Slice:
		if of.element().reach != 0 {
			return node{value: v, of: of, role: moduleList}, of.kind == reflect.Array || !v.IsNil()
		}
	}
	return node{value: v, of: of, role: module}, of.forward
}

// identity is the zero one where nothing can be inside the module twice: an empty struct,
// which shares its address with others, and an array.
func (n node) identity() identity {
	if n.of.sized || n.of.kind == reflect.Map || n.of.kind == reflect.Slice && n.value.Len() > 0 {
		return identityOf(n.value.UnsafePointer(), n.of)
	}
	return identity{}
}

// any returns the module as the user made it.
func (n node) any() any { return n.value.Interface() }

// plan is that of the node's struct, nil for what is none.
func (n node) plan() *plan {
	if n.role != module {
		return nil
	}
	return n.of.planned()
}

// checkNames panics where two of the node's tensors and modules have one name, which lists
// that are inline can bring about.
func (n node) checkNames() {
	p := n.plan()
	if p == nil || !p.dynamic {
		return
	}
	names := map[string]bool{}
	check := func(name string) bool {
		if names[name] {
			refuseField(n.value.Type().Elem().String(), "two of its parts have the name %q", `name one of them otherwise, with the tag nn:"other" or nn.Named`, name)
		}
		names[name] = true
		return true
	}
	n.slots(false, func(s slot) bool { return check(s.name) })
	n.slots(true, func(s slot) bool { return check(s.name) })
	n.children(func(name string, _ node) bool { return check(name) })
}
