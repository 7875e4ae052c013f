package nn

import (
	"reflect"
	"unsafe"

	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// Clone returns a copy of a module with tensors of its own, as Python's copy.deepcopy: what
// is in two places is in two places of the copy, unexported fields are copied too, hooks
// are kept, and gradients of parameters are left behind. What holds neither tensors nor
// modules (functions, channels, what pointers to other structs lead to) is shared. It
// panics for a tensor that is the result of an operation which autograd recorded.
//
//	average := nn.Clone(net)
//
// See https://docs.python.org/3/library/copy.html#copy.deepcopy
func Clone[M any](m M) M {
	rootOf(m)
	c := cloner{made: map[identity]reflect.Value{}, tensors: map[*torch.Tensor]*torch.Tensor{}}
	from := reflect.New(reflect.TypeFor[M]()).Elem()
	from.Set(reflect.ValueOf(m))
	out := reflect.New(from.Type()).Elem()
	c.copy(out, from)
	for _, lists := range c.hooks {
		c.rebind(lists)
	}
	for _, made := range c.computed {
		registry.Refresh(made.Interface(), true)
	}
	return out.Interface().(M)
}

// cloner knows the copies that it has made.
type cloner struct {
	made    map[identity]reflect.Value
	tensors map[*torch.Tensor]*torch.Tensor
	hooks   []*hookLists

	computed []reflect.Value // modules with fields that are computed
}

// copy makes into a copy of from; both can be addressed, and into can be set.
func (c *cloner) copy(into, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		into.Set(c.pointer(from))
	case reflect.Slice:
		into.Set(c.slice(from))
	case reflect.Map:
		into.Set(c.mapping(from))
	case reflect.Interface:
		if !from.IsNil() {
			into.Set(c.value(from.Elem()))
		}
	case reflect.Array:
		for i := range from.Len() {
			c.copy(into.Index(i), from.Index(i))
		}
	case reflect.Struct:
		c.fields(into, from)
	default:
		into.Set(from)
	}
}

// value copies what can't be addressed.
func (c *cloner) value(v reflect.Value) reflect.Value {
	from, into := reflect.New(v.Type()).Elem(), reflect.New(v.Type()).Elem()
	from.Set(v)
	c.copy(into, from)
	return into
}

func (c *cloner) pointer(v reflect.Value) reflect.Value {
	switch e := v.Type().Elem(); {
	case v.IsNil():
		return v
	case v.Type() == tensorType:
		return reflect.ValueOf(c.tensor((*torch.Tensor)(v.UnsafePointer())))
	case e.Kind() != reflect.Struct || infoOf(e).reach == 0:
		return v
	}
	id := identityOf(v.UnsafePointer(), infoOf(v.Type()))
	if _, ok := c.made[id]; !ok {
		c.made[id] = reflect.New(v.Type().Elem()).Convert(v.Type())
		c.copy(c.made[id].Elem(), v.Elem())
	}
	return c.made[id]
}

func (c *cloner) slice(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	made := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		c.copy(made.Index(i), v.Index(i))
	}
	return made
}

func (c *cloner) mapping(v reflect.Value) reflect.Value {
	if v.IsNil() || infoOf(v.Type().Elem()).reach == 0 {
		return v
	}
	id := identityOf(v.UnsafePointer(), infoOf(v.Type()))
	if _, ok := c.made[id]; !ok {
		c.made[id] = reflect.MakeMapWithSize(v.Type(), v.Len())
		for i := v.MapRange(); i.Next(); {
			c.made[id].SetMapIndex(i.Key(), c.value(i.Value()))
		}
	}
	return c.made[id]
}

func (c *cloner) fields(into, from reflect.Value) {
	switch {
	case from.Type() == moduleType:
		c.module(into.Addr().Interface().(*Module), from.Addr().Interface().(*Module))
		return
	case from.Type().PkgPath() == "sync": // a lock of its own, not held
		return
	}
	c.made[identityOf(from.Addr().UnsafePointer(), infoOf(from.Addr().Type()))] = into.Addr() // for hooks
	c.noteComputed(into, from)
	for i := range from.NumField() {
		c.copy(readable(into.Field(i)), readable(from.Field(i)))
	}
}

// noteComputed leaves out the tensors of computed fields, which are computed anew.
func (c *cloner) noteComputed(into, from reflect.Value) {
	e, ok := from.Addr().Interface().(embedder)
	if !ok || e.loadExtras() == nil || len(e.loadExtras().registry.Computed) == 0 {
		return
	}
	for _, computed := range e.loadExtras().registry.Computed {
		c.tensors[*registry.Field(e, computed.Name)], c.tensors[computed.Made] = nil, nil
	}
	c.computed = append(c.computed, into.Addr())
}

// readable makes an unexported field one that can be read and set.
func readable(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// module copies mode, hooks and what was registered.
func (c *cloner) module(into, from *Module) {
	into.evaluating = from.evaluating
	e := from.loadExtras()
	if e == nil {
		return
	}
	made := into.makeExtras()
	lists := *e.hooks.lists.Load()
	made.hooks.lists.Store(&lists)
	c.hooks = append(c.hooks, &lists)
	c.copy(reflect.ValueOf(&made.registry).Elem(), reflect.ValueOf(&e.registry).Elem())
	made.registry.Unhook = nil // it would remove the original's hook
}

// rebind gives hooks the copies of the modules that they were registered on.
func (c *cloner) rebind(lists *hookLists) {
	for kind, list := range lists {
		lists[kind] = make([]*hook, len(list))
		for i, h := range list {
			bound := *h
			v := reflect.ValueOf(h.module)
			if made, ok := c.made[identityOf(v.UnsafePointer(), infoOf(v.Type()))]; ok {
				bound.module = made.Interface()
			}
			lists[kind][i] = &bound
		}
	}
}

func (c *cloner) tensor(t *torch.Tensor) *torch.Tensor {
	if made, ok := c.tensors[t]; ok {
		return made
	}
	if !t.IsLeaf() {
		panic(&torch.Error{Op: "nn.Clone", Kind: "RuntimeError", Msg: "Only Tensors created explicitly by the user (graph leaves) " +
			"support the deepcopy protocol at the moment: a field holds the result of an operation, which Detach makes a leaf"})
	}
	var made *torch.Tensor
	torch.NoGrad(func() { made = t.Detach().Clone().Keep() })
	if t.RequiresGrad() || t.ToldRequiresGrad() {
		made.SetRequiresGrad(t.RequiresGrad())
	}
	c.tensors[t] = made
	return made
}
