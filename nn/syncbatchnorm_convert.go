package nn

import (
	"reflect"
	"unsafe"
)

// ConvertSyncBatchNorm puts a [SyncBatchNorm] in the place of each batch normalisation inside
// m, with its parameters, its statistics and its mode, and returns m; where m is one itself,
// it returns what takes its place. Python's method of SyncBatchNorm.
//
// It panics for a field whose type holds no *SyncBatchNorm, and names it: declare it as a
// [Forwarder]. Layers converted before that stay converted.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html#torch.nn.SyncBatchNorm.convert_sync_batchnorm
func ConvertSyncBatchNorm(m any) any {
	if s := synced(m); s != nil {
		return s
	}
	syncConverter{}.inside(rootOf(m).value.Type().String(), reflect.ValueOf(m))
	return m
}

func (b *BatchNorm) batchNorm() *BatchNorm { return b }

// synced is what takes the place of a module, nil where it is no batch normalisation.
func synced(m any) *SyncBatchNorm {
	of, ok := m.(interface{ batchNorm() *BatchNorm })
	if !ok {
		return nil
	}
	if l, ok := m.(lazyLayer); ok && *l.inferred() == 0 {
		refuse("ConvertSyncBatchNorm", "a lazy normalisation has no sizes before its first input; give it one first")
	}
	s := &SyncBatchNorm{*of.batchNorm()}
	s.Module = InTraining(s.Training())
	return s
}

// syncConverter knows what it has looked into.
type syncConverter map[unsafe.Pointer]bool

// inside converts what a value holds; where names the value.
func (c syncConverter) inside(where string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.convert(where, v.Elem(), v.Set)
		}
	case reflect.Pointer:
		if p := v.UnsafePointer(); p != nil && !c[p] && v.Elem().Kind() == reflect.Struct {
			c[p] = true
			c.structure(v.Elem())
		}
	case reflect.Struct:
		c.structure(v)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			e := v.Index(i)
			c.convert(where, e, e.Set)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			c.convert(where, v.MapIndex(key), func(s reflect.Value) { v.SetMapIndex(key, s) })
		}
	}
}

// convert replaces a module, or converts what it holds.
func (c syncConverter) convert(where string, v reflect.Value, set func(reflect.Value)) {
	m := v
	for m.Kind() == reflect.Interface && !m.IsNil() {
		m = m.Elem()
	}
	if m.Kind() == reflect.Struct && m.CanAddr() {
		m = m.Addr()
	}
	s := (*SyncBatchNorm)(nil)
	if m.Kind() == reflect.Pointer && !m.IsNil() {
		s = synced(m.Interface())
	}
	switch holder := v.Type(); {
	case s == nil:
		c.inside(where, m)
	case m.Type() == reflect.TypeOf(s): // is one already
	case v.Kind() != reflect.Interface && m.Type() == holder, holder.Kind() == reflect.Struct:
		refuseField(where, "is %v and can't hold a *nn.SyncBatchNorm", "declare it as nn.Forwarder", holder)
	default:
		set(reflect.ValueOf(s))
	}
}

// structure converts the fields of a struct that has an address.
func (c syncConverter) structure(v reflect.Value) {
	at := func(i int) reflect.Value {
		f := v.Field(i)
		return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
	}
	if of := infoOf(v.Type()); of.dict || reflect.PointerTo(v.Type()) == namedType {
		for i := range v.NumField() {
			c.field(v.Type().String(), at(i))
		}
		return
	}
	for _, f := range newPlan(v.Type()).fields {
		if f.role == module || f.role == moduleList || f.role == unknown {
			c.field(f.where, f.at(v.Addr().UnsafePointer()))
		}
	}
}

func (c syncConverter) field(where string, v reflect.Value) { c.convert(where, v, v.Set) }
