package nn

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"sync/atomic"
	"unsafe"

	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// slot is a parameter or a buffer in its place.
type slot struct {
	flags
	name   string
	tensor *torch.Tensor
}

func (s slot) identity() identity { return identityOf(unsafe.Pointer(s.tensor), nil) }

// slots visits the node's own parameters, or its own buffers, without nil ones, until
// visit returns false.
func (n node) slots(buffers bool, visit func(slot) bool) bool {
	if n.role == tensorList {
		return n.buffer != buffers || listed(n.value, n.flags, visit)
	}
	p := n.plan()
	if p == nil {
		return true
	}
	base := n.value.UnsafePointer()
	computed := p.computed(base)
	for i := range p.fields {
		f := &p.fields[i]
		switch {
		case f.role == tensor && f.buffer == buffers:
			t := *(**torch.Tensor)(unsafe.Add(base, f.offset))
			if t != nil && !slices.Contains(computed, f.name) && !visit(slot{f.flags, f.name, t}) {
				return false
			}
		case f.inline && f.role == module:
			if inner, ok := nodeOf(f.at(base), f.of, f.where); ok && !inner.slots(buffers, visit) {
				return false
			}
		case f.inline && f.role == tensorList && f.buffer == buffers:
			seen := func(s slot) bool { return slices.Contains(computed, s.name) || visit(s) }
			if !listed(f.at(base), f.flags, seen) {
				return false
			}
		}
	}
	for _, offset := range p.modules {
		e := extrasAt(base, offset)
		if e == nil {
			continue
		}
		for _, t := range e.registry.Tensors {
			if t.Buffer == buffers && !visit(slot{flags{buffer: buffers}, t.Name, t.Tensor}) {
				return false
			}
		}
	}
	return true
}

// registries yields what was registered on the Modules that a struct embeds.
func (p *plan) registries(base unsafe.Pointer) func(yield func(*registry.Registry) bool) {
	return func(yield func(*registry.Registry) bool) {
		for _, offset := range p.modules {
			if e := extrasAt(base, offset); e != nil && !yield(&e.registry) {
				return
			}
		}
	}
}

// computed lists the fields that are no parameters any more.
func (p *plan) computed(base unsafe.Pointer) (names []string) {
	for _, offset := range p.modules {
		if e := extrasAt(base, offset); e != nil {
			for _, c := range e.registry.Computed {
				names = append(names, c.Name)
			}
		}
	}
	return names
}

// extrasAt returns the extras of the Module that a struct embeds at an offset, nil where it
// has none.
func extrasAt(base unsafe.Pointer, offset uintptr) *extras {
	return (*extras)(atomic.LoadPointer(&(*Module)(unsafe.Add(base, offset)).extras))
}

// listed visits the tensors of a slice, an array, a map or a [ParameterDict].
func listed(v reflect.Value, flags flags, visit func(slot) bool) bool {
	tensor := func(name string, v reflect.Value) bool {
		t := (*torch.Tensor)(v.UnsafePointer())
		return t == nil || visit(slot{flags, name, t})
	}
	switch v.Kind() {
	case reflect.Struct, reflect.Pointer:
		for name, t := range dictOf(v).All() {
			if t != nil && !visit(slot{flags, name, t}) {
				return false
			}
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			if !tensor(key.String(), v.MapIndex(key)) {
				return false
			}
		}
	default:
		for i := range v.Len() {
			if !tensor(strconv.Itoa(i), v.Index(i)) {
				return false
			}
		}
	}
	return true
}

func sortedKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	for _, key := range keys {
		checkName(v.Type().String(), key.String())
	}
	return keys
}
