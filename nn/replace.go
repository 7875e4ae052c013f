package nn

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"unsafe"

	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// place returns where the node keeps the tensor of a name, nil where it has no such field.
func (n node) place(name string) (found **torch.Tensor, buffer bool) {
	n.places(func(s slot, at **torch.Tensor) {
		if s.name == name {
			found, buffer = at, s.buffer
		}
	})
	return found, buffer
}

// places visits where the node's struct keeps tensors, nil ones and computed ones too.
func (n node) places(visit func(s slot, at **torch.Tensor)) {
	p := n.plan()
	if p == nil {
		return
	}
	base := n.value.UnsafePointer()
	for i := range p.fields {
		f := &p.fields[i]
		switch {
		case f.role == tensor:
			at := (**torch.Tensor)(unsafe.Add(base, f.offset))
			visit(slot{f.flags, f.name, *at}, at)
		case f.inline && isParameterDict(f.of.of):
			d := dictOf(f.at(base))
			if d == nil {
				continue
			}
			for i, name := range d.names {
				visit(slot{f.flags, name, d.tensors[i]}, &d.tensors[i])
			}
		case f.inline && f.role == module:
			if inner, ok := nodeOf(f.at(base), f.of, f.where); ok {
				inner.places(visit)
			}
		}
	}
}

// replaceTensors puts replace(t) in the place of each parameter and buffer of a tree.
func (n node) replaceTensors(replace func(*torch.Tensor) *torch.Tensor) {
	n.walk(func(n node) bool {
		n.replaceOwn(func(s slot) *torch.Tensor { return replace(s.tensor) })
		return true
	})
}

// replaceOwn puts replace(s) in the place of each of the node's own parameters and buffers.
func (n node) replaceOwn(replace func(slot) *torch.Tensor) {
	if n.role == tensorList {
		replaceListed(n.value, n.flags, replace)
		return
	}
	computed := n.computed()
	n.places(func(s slot, at **torch.Tensor) {
		if *at != nil && !slices.Contains(computed, s.name) {
			*at = replace(s)
		}
	})
	if p := n.plan(); p != nil {
		for r := range p.registries(n.value.UnsafePointer()) {
			for i, t := range r.Tensors {
				r.Tensors[i].Tensor = replace(slot{flags{buffer: t.Buffer}, t.Name, t.Tensor})
			}
		}
	}
}

func replaceListed(v reflect.Value, flags flags, replace func(slot) *torch.Tensor) {
	made := func(name string, t reflect.Value) reflect.Value {
		return reflect.ValueOf(replace(slot{flags, name, (*torch.Tensor)(t.UnsafePointer())}))
	}
	switch v.Kind() {
	case reflect.Pointer:
		d := dictOf(v)
		for i, t := range d.tensors {
			d.tensors[i] = replace(slot{flags, d.names[i], t})
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if t := v.MapIndex(key); !t.IsNil() {
				v.SetMapIndex(key, made(key.String(), t))
			}
		}
	default:
		for i := range v.Len() {
			if t := v.Index(i); !t.IsNil() {
				t.Set(made(strconv.Itoa(i), t))
			}
		}
	}
}

func (n node) computed() []string {
	if p := n.plan(); p != nil {
		return p.computed(n.value.UnsafePointer())
	}
	return nil
}

// ToEmpty puts tensors of the same shapes and dtypes on a device, with nothing in
// particular in them, in the place of all parameters and buffers: for a module that was
// made on [torch.Meta]. An optimizer made before holds the former ones.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.to_empty
func ToEmpty(m any, device torch.Device) {
	made := map[*torch.Tensor]*torch.Tensor{}
	rootOf(m).replaceTensors(func(t *torch.Tensor) *torch.Tensor {
		if made[t] == nil {
			made[t] = torch.EmptyLike(t.Detach(), device).SetRequiresGrad(t.RequiresGrad())
		}
		return made[t]
	})
}

// FunctionalCall returns what f returns while tensors stand in the place of the module's
// parameters and buffers of these names; those that it does not name stay, and one that is
// in several places is replaced in all of them. They may be results of recorded operations.
// It panics for a name that the module lacks. No other goroutine may use m meanwhile.
//
//	y := nn.FunctionalCall(net, weights, func() *torch.Tensor { return net.Forward(x) })
//
// See https://docs.pytorch.org/docs/stable/generated/torch.func.functional_call.html
func FunctionalCall[R any](m any, tensors map[string]*torch.Tensor, f func() R) R {
	root := rootOf(m)
	stand, back := map[*torch.Tensor]*torch.Tensor{}, map[*torch.Tensor]*torch.Tensor{}
	found := 0
	w := walker{all: true, visit: func(path []byte, n node) bool {
		n.stateSlots(func(s slot) bool {
			name := join(string(path), s.name)
			t, ok := tensors[name]
			if !ok {
				return true
			}
			found++
			if other := stand[s.tensor]; other != nil && other != t {
				refuseCall("%s is in several places, and tensors name two for it", name)
			}
			stand[s.tensor], back[t] = t, s.tensor
			return true
		})
		return true
	}}
	w.start("", root)
	if found != len(tensors) {
		refuseCall("tensors has %d names, of which the module has %d", len(tensors), found)
	}
	root.swap(stand)
	defer root.swap(back)
	return f()
}

func (n node) swap(with map[*torch.Tensor]*torch.Tensor) {
	n.replaceTensors(func(t *torch.Tensor) *torch.Tensor {
		if other, ok := with[t]; ok {
			return other
		}
		return t
	})
}

func refuseCall(format string, args ...any) {
	panic(&torch.Error{Op: "functional_call", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}

func init() {
	registry.Of = func(m any) *registry.Registry {
		if e, ok := m.(embedder); ok {
			return &e.makeExtras().registry
		}
		return nil
	}
	registry.Field = func(m any, name string) **torch.Tensor {
		at, _ := rootOf(m).place(name)
		return at
	}
	registry.IsBuffer = func(m any, name string) bool {
		_, buffer := rootOf(m).place(name)
		return buffer
	}
	registry.Hook = func(m any) func() {
		return OnForwardPre(m, func(m any, _ []*torch.Tensor) []*torch.Tensor {
			registry.Refresh(m, false)
			return nil
		}).Remove
	}
}
