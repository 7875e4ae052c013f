package nn

import (
	"fmt"
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// NamedOption is a keyword argument of [NamedParameters], [NamedBuffers] and
// [NamedModules]: [RemoveDuplicate], [Recurse] or [Prefix].
type NamedOption interface{ applyNamed(*namedOptions) }

type namedOptions struct {
	keepDuplicates, alone bool
	prefix                string
}

// RemoveDuplicate yields what is in several places once, under its first name; true unless
// given.
type RemoveDuplicate bool

// Recurse takes the modules inside too; true unless given.
type Recurse bool

// Prefix is put before all names, with a point; "" unless given.
type Prefix string

func (r RemoveDuplicate) applyNamed(o *namedOptions) { o.keepDuplicates = !bool(r) }
func (r Recurse) applyNamed(o *namedOptions)         { o.alone = !bool(r) }
func (p Prefix) applyNamed(o *namedOptions)          { o.prefix = string(p) }

func namedOptionsOf(options []NamedOption) (o namedOptions) {
	for _, option := range options {
		option.applyNamed(&o)
	}
	return o
}

func (o *namedOptions) walk(m any, visit func(path []byte, n node) bool) {
	root := rootOf(m)
	if o.alone {
		root.checkNames()
		visit([]byte(o.prefix), root)
		return
	}
	w := walker{visit: visit, all: o.keepDuplicates}
	w.start(o.prefix, root)
}

// NamedModules yields the module itself, under the name "", and every module inside it,
// each once, outer ones first. Slices and maps of modules are yielded as they are.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_modules
func NamedModules(m any, options ...NamedOption) iter.Seq2[string, any] {
	o := namedOptionsOf(options)
	return func(yield func(string, any) bool) {
		o.walk(m, func(path []byte, n node) bool { return yield(string(path), n.any()) })
	}
}

// NamedChildren yields the modules right inside the module, each once, under its first
// name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_children
func NamedChildren(m any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		root := rootOf(m)
		root.checkNames()
		root.eachChild(func(name string, n node) bool { return yield(name, n.any()) })
	}
}

// NamedParameters yields the module's parameters with their names in the [StateDict]; one
// that is in several places once, under its first name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_parameters
func NamedParameters(m any, options ...NamedOption) iter.Seq2[string, *torch.Tensor] {
	return namedTensors(m, false, options)
}

// NamedBuffers yields the module's buffers with their names, those that are left out of the
// [StateDict] too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_buffers
func NamedBuffers(m any, options ...NamedOption) iter.Seq2[string, *torch.Tensor] {
	return namedTensors(m, true, options)
}

func namedTensors(m any, buffers bool, options []NamedOption) iter.Seq2[string, *torch.Tensor] {
	o := namedOptionsOf(options)
	return func(yield func(string, *torch.Tensor) bool) {
		seen := borrowSet()
		defer seen.giveBack()
		var module, name []byte
		var made texts
		take := func(s slot) bool {
			if !o.keepDuplicates && !seen.add(s.identity()) {
				return true
			}
			name = appendName(append(name[:0], module...), s.name)
			if !buffers && !s.tensor.ToldRequiresGrad() {
				warnUntold(m, string(name), s.tensor)
			}
			return yield(made.of(name), s.tensor)
		}
		o.walk(m, func(path []byte, n node) bool {
			module = path
			return n.slots(buffers, take)
		})
	}
}

// Parameters returns the module's parameters, each once, in the order of
// [NamedParameters].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.parameters
func Parameters(m any) []*torch.Tensor { return tensorsOf(m, false, warnUntold) }

// Buffers returns the module's buffers, each once, in the order of [NamedBuffers].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.buffers
func Buffers(m any) []*torch.Tensor { return tensorsOf(m, true, ignoreUntold) }

func tensorsOf(m any, buffers bool, untold func(m any, name string, t *torch.Tensor)) []*torch.Tensor {
	var all []*torch.Tensor
	seen := borrowSet()
	defer seen.giveBack()
	var module []byte
	take := func(s slot) bool {
		if seen.add(s.identity()) {
			all = append(all, s.tensor)
			if !buffers && !s.tensor.ToldRequiresGrad() {
				untold(m, string(appendName(module, s.name)), s.tensor)
			}
		}
		return true
	}
	w := walker{visit: func(path []byte, n node) bool {
		module = path
		return n.slots(buffers, take)
	}}
	w.start("", rootOf(m))
	return all
}

// CountParameters returns how many numbers the parameters hold.
func CountParameters(m any) int {
	n := 0
	for _, p := range Parameters(m) {
		n += p.Numel()
	}
	return n
}

// eachChild visits the modules inside, each once.
func (n node) eachChild(visit func(string, node) bool) {
	seen := borrowSet()
	defer seen.giveBack()
	n.children(func(name string, c node) bool {
		id := c.identity()
		return id.address != 0 && !seen.add(id) || visit(name, c)
	})
}

// GetParameter returns the parameter of a name of [NamedParameters]. It panics where there
// is none.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_parameter
func GetParameter(m any, name string) *torch.Tensor { return namedTensor(m, name, false) }

// GetBuffer returns the buffer of a name of [NamedBuffers]. It panics where there is none.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.get_buffer
func GetBuffer(m any, name string) *torch.Tensor { return namedTensor(m, name, true) }

func namedTensor(m any, name string, buffer bool) (found *torch.Tensor) {
	path, last := cutLast(name)
	n := submodule(m, path)
	n.slots(buffer, func(s slot) bool {
		if s.name == last {
			found = s.tensor
		}
		return found == nil
	})
	if found == nil {
		refuseName(n, last)
	}
	return found
}

func refuseName(n node, name string) {
	panic(&torch.Error{Op: "nn", Kind: "AttributeError", Msg: fmt.Sprintf("%s has no attribute `%s`", n.name(), name)})
}
