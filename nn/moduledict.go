package nn

import (
	"iter"
	"reflect"
	"slices"
)

// ModuleDict holds modules by name, in the order in which they came, as Python's; a
// map[string]M is one too, in the order of its keys. Its zero value is ready.
//
//	type Net struct{ Heads nn.ModuleDict[*nn.Linear] }
//
//	net.Heads.Set("age", nn.NewLinear(8, 1))
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html
type ModuleDict[M any] struct {
	names   []string
	modules map[string]M
}

// Set adds a module at the end, or replaces the one of that name in its place. It panics
// for a name that is empty or has a point.
func (d *ModuleDict[M]) Set(name string, m M) {
	checkName("nn.ModuleDict", name)
	if d.modules == nil {
		d.modules = map[string]M{}
	}
	if _, ok := d.modules[name]; !ok {
		d.names = append(d.names, name)
	}
	d.modules[name] = m
}

// Get returns the module of a name, the zero M where there is none.
func (d *ModuleDict[M]) Get(name string) M { return d.modules[name] }

// Has tells whether there is a module of a name.
func (d *ModuleDict[M]) Has(name string) bool {
	_, ok := d.modules[name]
	return ok
}

// Delete takes a module out, where there is one of that name.
func (d *ModuleDict[M]) Delete(name string) {
	delete(d.modules, name)
	d.names = slices.DeleteFunc(d.names, func(n string) bool { return n == name })
}

// Len returns how many modules there are.
func (d *ModuleDict[M]) Len() int { return len(d.names) }

// Names returns the names in order.
func (d *ModuleDict[M]) Names() []string { return slices.Clone(d.names) }

// All yields names and modules in order.
func (d *ModuleDict[M]) All() iter.Seq2[string, M] {
	return func(yield func(string, M) bool) {
		for _, name := range d.names {
			if !yield(name, d.modules[name]) {
				return
			}
		}
	}
}

// moduleDict is a ModuleDict of any type of modules.
type moduleDict interface {
	each(visit func(name string, m reflect.Value) bool) bool
	// set has change set the module of a name.
	set(name string, change func(m reflect.Value))
}

func (d *ModuleDict[M]) set(name string, change func(m reflect.Value)) {
	m := d.modules[name]
	change(reflect.ValueOf(&m).Elem())
	d.modules[name] = m
}

func (d *ModuleDict[M]) each(visit func(name string, m reflect.Value) bool) bool {
	for name, m := range d.All() {
		if !visit(name, reflect.ValueOf(&m).Elem()) {
			return false
		}
	}
	return true
}

var moduleDictType = reflect.TypeFor[moduleDict]()

// isModuleDict tells whether a type is a ModuleDict. A struct that embeds one is not.
func isModuleDict(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == moduleType.PkgPath() && className(t) == "ModuleDict" &&
		reflect.PointerTo(t).Implements(moduleDictType)
}
