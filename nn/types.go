package nn

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/torch"
)

// typeInfo is what reflection finds out about a type, once.
type typeInfo struct {
	of      reflect.Type
	kind    reflect.Kind
	reach   reach
	private bool // it has unexported tensors, as reach's private says
	role    role
	forward bool // it, or a pointer to it, has Forward
	dict    bool // a ModuleDict
	sized   bool // a pointer to what has an address of its own
	elem    atomic.Pointer[typeInfo]
	plan    atomic.Pointer[plan]
}

// reach is what values of a type may hold.
type reach int

const (
	tensors reach = 1 << iota // tensors in a place that counts
	modules                   // a struct with Forward, or one that embeds Module
	unsure                    // an interface, of which only the value tells
	private                   // unexported tensors without a tag, not behind a pointer
)

var (
	tensorType        = reflect.TypeFor[*torch.Tensor]()
	moduleType        = reflect.TypeFor[Module]()
	parameterDictType = reflect.TypeFor[ParameterDict]()
	namedType         = reflect.TypeFor[*named]()
	infos             sync.Map // reflect.Type to *typeInfo
)

func infoOf(t reflect.Type) *typeInfo {
	if known, ok := infos.Load(t); ok {
		return known.(*typeInfo)
	}
	r := findReach(t, nil)
	info := &typeInfo{of: t, kind: t.Kind(), reach: r &^ private, private: r&private != 0, forward: hasForward(t), dict: isModuleDict(t)}
	info.role = info.findRole()
	info.sized = t.Kind() == reflect.Pointer && t.Elem().Size() > 0
	known, _ := infos.LoadOrStore(t, info)
	return known.(*typeInfo)
}

// element is that of a pointer's, a slice's, an array's or a map's elements.
func (i *typeInfo) element() *typeInfo {
	if e := i.elem.Load(); e != nil {
		return e
	}
	i.elem.Store(infoOf(i.of.Elem()))
	return i.elem.Load()
}

// planned is the plan of a pointer to a struct, nil for what is none.
func (i *typeInfo) planned() *plan {
	if p := i.plan.Load(); p != nil {
		return p
	}
	if !i.isStructPointer() {
		return nil
	}
	i.plan.Store(newPlan(i.of.Elem()))
	return i.plan.Load()
}

func (i *typeInfo) isStructPointer() bool {
	return i.kind == reflect.Pointer && i.of.Elem().Kind() == reflect.Struct
}

func (i *typeInfo) isList() bool {
	return i.kind == reflect.Slice || i.kind == reflect.Array || i.kind == reflect.Map
}

// findRole is the role of a type, whoever's it is.
func (i *typeInfo) findRole() role {
	switch {
	case i.reach == 0:
		return nothing
	case i.of == tensorType:
		return tensor
	case isParameterDict(i.of), i.isList() && i.of.Elem() == tensorType:
		return tensorList
	case i.dict:
		return moduleList
	case i.reach == unsure:
		return unknown
	case i.isList() && findReach(i.of.Elem(), nil)&^private != 0:
		return moduleList
	}
	return module
}

// findReach looks into a type. One that is inside itself, in outer, adds nothing.
func findReach(t reflect.Type, outer []reflect.Type) reach {
	switch {
	case t == tensorType, t == parameterDictType:
		return tensors
	case t == moduleType, isModuleDict(t), hasForward(t):
		return modules
	case slices.Contains(outer, t):
		return 0
	case isAtomicPointer(t):
		return findReach(t.Field(0).Type.Elem(), outer)
	}
	outer = append(outer, t)
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Chan:
		return findReach(t.Elem(), outer)
	case reflect.Pointer:
		return findReach(t.Elem(), outer) &^ private
	case reflect.Interface:
		return unsure
	case reflect.Struct:
		var all reach
		for i := range t.NumField() {
			all |= findFieldReach(t.Field(i), outer)
		}
		return all
	}
	return 0
}

func findFieldReach(f reflect.StructField, outer []reflect.Type) reach {
	text, tagged := f.Tag.Lookup("nn")
	if text == "-" || f.Name == "_" {
		return 0
	}
	r := findReach(f.Type, outer)
	if f.IsExported() || tagged || f.Anonymous || isParameterDict(f.Type) || r&modules != 0 {
		return r
	}
	if r&(tensors|private) != 0 && (f.Type.Kind() != reflect.Pointer || f.Type == tensorType) {
		return private
	}
	return 0
}

// isParameterDict tells whether a type is ParameterDict or a pointer to it.
func isParameterDict(t reflect.Type) bool {
	return t == parameterDictType || t.Kind() == reflect.Pointer && t.Elem() == parameterDictType
}

// isAtomicPointer tells whether a type is an atomic.Pointer[T], whose first field is a [0]*T.
func isAtomicPointer(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == "sync/atomic" && strings.HasPrefix(t.Name(), "Pointer[") &&
		t.Field(0).Type.Kind() == reflect.Array
}

// hasForward tells whether a type, or a pointer to it, has a method Forward.
func hasForward(t reflect.Type) bool {
	if t.Kind() == reflect.Struct {
		t = reflect.PointerTo(t)
	}
	_, ok := t.MethodByName("Forward")
	return ok
}

// leadsToInterface tells whether a type's slices, arrays, maps and pointers lead to one.
func leadsToInterface(t reflect.Type) bool {
	for {
		switch t.Kind() {
		case reflect.Interface:
			return true
		case reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer:
			t = t.Elem()
		default:
			return false
		}
	}
}
