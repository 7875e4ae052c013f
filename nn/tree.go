package nn

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync/atomic"
	"unsafe"

	"github.com/e0112027/gotorch/nn/internal/registry"
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

// slot is a parameter or a buffer in its place.
type slot struct {
	flags
	name   string
	tensor *torch.Tensor
}

func (s slot) identity() identity { return identityOf(unsafe.Pointer(s.tensor), nil) }

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

// at returns the field's value in the struct at base, readable even where it is unexported.
func (f *field) at(base unsafe.Pointer) reflect.Value {
	return reflect.NewAt(f.of.of, unsafe.Add(base, f.offset)).Elem()
}

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
	for r := range p.registries(base) {
		for _, t := range r.Tensors {
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
			m := (*Module)(unsafe.Add(base, offset))
			if e := (*extras)(atomic.LoadPointer(&m.extras)); e != nil && !yield(&e.registry) {
				return
			}
		}
	}
}

// computed lists the fields that are no parameters any more.
func (p *plan) computed(base unsafe.Pointer) (names []string) {
	for r := range p.registries(base) {
		for _, c := range r.Computed {
			names = append(names, c.Name)
		}
	}
	return names
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
		name, one := strconv.Itoa(i), v.Index(i)
		if n := namedOf(one); n != nil {
			name = n.name
			if names == nil {
				names = map[string]bool{}
				for earlier := range i {
					names[strconv.Itoa(earlier)] = true
				}
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
