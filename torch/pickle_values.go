package torch

import (
	"cmp"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"unsafe"

	"github.com/e0112027/gotorch/internal/pickle"
)

// pickler writes values as Python's torch.save does. Storages are collected, to be
// written behind the pickle.
type pickler struct {
	*pickle.Writer
	storages []*Tensor // one tensor of each
	keys     map[storageKey]savedKey
	seen     map[any]pickle.Ref // dicts, tensors and slices that were written
	open     map[any]bool       // those that are being written
	path     []any              // to the value that is being written
}

func newPickler(w *pickle.Writer) *pickler {
	return &pickler{Writer: w, keys: map[storageKey]savedKey{}, seen: map[any]pickle.Ref{}, open: map[any]bool{}}
}

// refuse fails with the place of the value that can't be saved.
func (p *pickler) refuse(format string, args ...any) {
	where := "the value"
	if len(p.path) > 0 {
		where = pathText(p.path)
	}
	p.Fail(fmt.Errorf("%s: "+format, append([]any{where}, args...)...))
}

// part writes what lies behind a key or an index.
func (p *pickler) part(key, v any) {
	p.path = append(p.path, key)
	p.value(v)
	p.path = p.path[:len(p.path)-1]
}

// value writes any value that [Load] returns, and Go's own numbers, slices and maps.
func (p *pickler) value(v any) {
	if len(p.path) > maxNesting {
		p.Fail(fmt.Errorf("values lie in each other more than %d deep", maxNesting))
		return
	}
	switch v := v.(type) {
	case nil:
		p.None()
	case *big.Int:
		p.Big(v)
	case *Tensor:
		if problem := v.problem(); problem != "" {
			p.refuse("%s", problem)
			return
		}
		p.once(v, func() pickle.Ref { return p.tensor(v) })
	case *SavedTensor:
		p.once(v, func() pickle.Ref { return p.savedTensor(v) })
	case *Dict:
		p.once(v, func() pickle.Ref { return p.dict(v) })
	case *StateDict:
		p.once(v, func() pickle.Ref { return p.stateDict(v) })
	case Tuple:
		onceSlice(p, v, func() pickle.Ref { return p.tuple(v) })
	case Size:
		onceSlice(p, v, func() pickle.Ref { return p.call("torch", "Size", Tuple(anys(v))) })
	case Set:
		onceSlice(p, v, func() pickle.Ref { return p.call("__builtin__", "set", slices.Clone([]any(v))) })
	case []byte:
		onceSlice(p, v, func() pickle.Ref { return p.bytes(v) })
	case ByteArray:
		onceSlice(p, v, func() pickle.Ref { return p.call("__builtin__", "bytearray", slices.Clone([]byte(v))) })
	case complex128:
		p.call("__builtin__", "complex", real(v), imag(v))
	case DType:
		p.Global("torch", v.String()[len("torch."):])
	case QScheme:
		p.Global("torch", v.String()[len("torch."):])
	case Layout:
		p.once(v, func() pickle.Ref { return p.call("torch.serialization", "_get_layout", v.String()) })
	case Device:
		p.device(v)
	case savedAs:
		p.value(v.SavedValue())
	default:
		p.reflected(reflect.ValueOf(v))
	}
}

// savedAs is a value that is written as another one: a class of Python's that Go has no type for.
type savedAs interface{ SavedValue() any }

// once writes an object the first time, and refers to it later.
func (p *pickler) once(object any, write func() pickle.Ref) {
	if p.open[object] {
		p.refuse("it holds itself")
		return
	}
	if at, ok := p.seen[object]; ok {
		p.Get(at)
		return
	}
	p.open[object] = true
	p.seen[object] = write()
	delete(p.open, object)
}

// call writes that a function is called with arguments, and stores what it returns.
func (p *pickler) call(module, name string, args ...any) pickle.Ref {
	p.Global(module, name)
	p.Writer.Tuple(len(args), func(i int) { p.argument(args[i]) })
	p.Reduce()
	return p.Put()
}

func (p *pickler) tuple(v Tuple) pickle.Ref {
	return p.Writer.Tuple(len(v), func(i int) { p.part(i, v[i]) })
}

// bytes writes a str with a character a byte, as there are no bytes in protocol 2.
func (p *pickler) bytes(b []byte) pickle.Ref {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return p.call("_codecs", "encode", string(runes), "latin1")
}

func (p *pickler) device(d Device) {
	if d.Index < 0 {
		p.call("torch", "device", d.String())
		return
	}
	p.call("torch", "device", Device{d.Type, -1}.String(), d.Index)
}

func (p *pickler) dict(d *Dict) pickle.Ref {
	if d.Attributes != nil && d.Kind != OrderedDict {
		p.refuse("a %v has no attributes in Python, an OrderedDict has", d.Kind)
	}
	var at pickle.Ref
	set := p.SetItems
	switch d.Kind {
	case CounterDict:
		return p.call("collections", "Counter", &Dict{keys: d.keys, values: d.values})
	case OrderedDict:
		at, set = p.call("collections", "OrderedDict"), p.SetPairs
	default:
		p.EmptyDict()
		at = p.Put()
	}
	set(d.Len(), func(i int) { p.value(d.keys[i]); p.part(d.keys[i], d.values[i]) })
	if d.Attributes != nil {
		p.value(d.Attributes)
		p.Build()
	}
	return at
}

func (p *pickler) stateDict(s *StateDict) pickle.Ref {
	at := p.call("collections", "OrderedDict")
	p.SetPairs(s.Len(), func(i int) { p.String(s.names[i]); p.part(s.names[i], s.tensors[s.names[i]]) })
	if s.Metadata != nil {
		p.value(NewDict("_metadata", s.Metadata))
		p.Build()
	}
	return at
}

// sliceIdentity tells slices apart: two of the same elements are one list.
type sliceIdentity struct {
	first unsafe.Pointer
	n     int
	of    reflect.Type
}

// onceSlice is once for a slice.
func onceSlice[S ~[]E, E any](p *pickler, v S, write func() pickle.Ref) {
	if len(v) == 0 {
		write()
		return
	}
	p.once(sliceIdentity{unsafe.Pointer(unsafe.SliceData(v)), len(v), reflect.TypeFor[S]()}, write)
}

// reflected writes Go's own kinds: numbers and strings, slices as lists, arrays as tuples,
// maps with keys of strings or ints as dicts in the order of their keys, structs as dicts
// in the order of their fields, and what pointers lead to.
func (p *pickler) reflected(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		p.Bool(v.Bool())
	case reflect.String:
		p.String(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.Int(v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.Big(new(big.Int).SetUint64(v.Uint()))
	case reflect.Float32, reflect.Float64:
		p.Float(v.Float())
	case reflect.Complex64, reflect.Complex128:
		p.value(v.Complex())
	case reflect.Slice:
		if v.Len() > 0 {
			p.once(sliceIdentity{v.UnsafePointer(), v.Len(), v.Type()}, func() pickle.Ref { return p.list(v) })
			return
		}
		p.list(v)
	case reflect.Array:
		p.Writer.Tuple(v.Len(), func(i int) { p.part(i, v.Index(i).Interface()) })
	case reflect.Map:
		p.mapping(v)
	case reflect.Struct:
		p.structure(v)
	case reflect.Pointer:
		if v.IsNil() {
			p.None()
			return
		}
		p.value(v.Elem().Interface())
	default:
		p.refuse("a %v can't be saved; save numbers, strings, tensors, and slices and dicts of them", v.Type())
	}
}

func (p *pickler) list(v reflect.Value) pickle.Ref {
	p.EmptyList()
	at := p.Put()
	p.Appends(v.Len(), func(i int) { p.part(i, v.Index(i).Interface()) })
	return at
}

func (p *pickler) structure(v reflect.Value) {
	fields := fieldsOf(v.Type())
	if len(fields) == 0 && v.NumField() > 0 {
		p.refuse("a %v has no exported fields, so nothing of it would be saved", v.Type())
		return
	}
	p.EmptyDict()
	p.Put()
	p.SetItems(len(fields), func(i int) {
		p.String(fields[i].name)
		p.part(fields[i].name, v.FieldByIndex(fields[i].index).Interface())
	})
}

func (p *pickler) mapping(v reflect.Value) {
	keys := v.MapKeys()
	switch v.Type().Key().Kind() {
	case reflect.String:
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.Int(), b.Int()) })
	default:
		p.refuse("the keys of a %v have no order to be saved in; save a Dict", v.Type())
		return
	}
	p.once(v.UnsafePointer(), func() pickle.Ref {
		p.EmptyDict()
		at := p.Put()
		p.SetItems(len(keys), func(i int) {
			key := keys[i].Interface()
			p.value(key)
			p.part(key, v.MapIndex(keys[i]).Interface())
		})
		return at
	})
}
