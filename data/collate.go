package data

import (
	"fmt"
	"reflect"

	"github.com/e0112027/gotorch/torch"
)

// DefaultCollate makes a batch of samples of any type as Python's
// default_collate does:
//
//   - tensors are stacked;
//   - Go numbers and bools make a tensor (N): int and int64 of Int64, the others
//     of the dtype with their bits;
//   - strings and []byte make a slice;
//   - of maps, slices and arrays each element is collated, of structs each
//     exported field; all samples must have the same keys or length.
//
// B is the batch's type, of the same form as S: structs have fields of the same
// names, maps the same keys. Where B has an interface, structs become
// map[string]any, maps map[K]any, slices and arrays []any.
//
//	data.NewLoaderWith(dataset, data.DefaultCollate[MyBatch])
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
func DefaultCollate[B, S any](samples []S, into *torch.Scope) (B, error) {
	var batch B
	if len(samples) == 0 {
		return batch, fmt.Errorf("default_collate: no samples")
	}
	values := make([]reflect.Value, len(samples))
	for i := range samples {
		values[i] = reflect.ValueOf(&samples[i]).Elem()
	}
	c := collator{into}
	err := c.collate(values, reflect.ValueOf(&batch).Elem())
	return batch, err
}

type collator struct{ into *torch.Scope }

var (
	typeTensor = reflect.TypeFor[*torch.Tensor]()
	typeBytes  = reflect.TypeFor[[]byte]()
)

// collate sets batch to the collation of values, which are of one type.
func (c collator) collate(values []reflect.Value, batch reflect.Value) error {
	values, err := concrete(values)
	if err != nil {
		return err
	}
	sample := values[0].Type()
	if sample == typeTensor {
		out, err := stack(len(values), func(i int) *torch.Tensor { return values[i].Interface().(*torch.Tensor) }, c.into)
		if err != nil {
			return err
		}
		return assign(batch, reflect.ValueOf(out))
	}
	switch kind := sample.Kind(); {
	case kind == reflect.String || sample == typeBytes:
		return assign(batch, listOf(sample, values))
	case kind == reflect.Struct:
		return c.structs(values, batch)
	case kind == reflect.Map:
		return c.maps(values, batch)
	case kind == reflect.Slice || kind == reflect.Array:
		return c.lists(values, batch)
	}
	number, ok := numberType(sample)
	if !ok {
		return fmt.Errorf("default_collate: batch must contain tensors, numbers, strings, maps, slices or structs; found %v", sample)
	}
	numbers := listOf(number, values).Interface()
	return assign(batch, reflect.ValueOf(torch.NewTensor(numbers, torch.In(c.into))))
}

// concrete looks through interfaces and pointers to structs.
func concrete(values []reflect.Value) ([]reflect.Value, error) {
	found := make([]reflect.Value, len(values))
	for i, v := range values {
		for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer && v.Type() != typeTensor {
			v = v.Elem()
		}
		if !v.IsValid() {
			return nil, fmt.Errorf("default_collate: entry %d is nil", i)
		}
		if found[i] = v; v.Type() != found[0].Type() {
			return nil, fmt.Errorf("default_collate: entry 0 is %v and entry %d is %v", found[0].Type(), i, v.Type())
		}
	}
	return found, nil
}

func (c collator) structs(values []reflect.Value, batch reflect.Value) error {
	open := batch.Kind() == reflect.Interface
	if !open && batch.Kind() != reflect.Struct {
		return mismatch(batch, values[0].Type())
	}
	fields := map[string]any{}
	for _, field := range reflect.VisibleFields(values[0].Type()) {
		if !field.IsExported() || len(field.Index) > 1 {
			continue
		}
		var target reflect.Value
		var value any
		if open {
			target = reflect.ValueOf(&value).Elem()
		} else if target = batch.FieldByName(field.Name); !target.IsValid() {
			return fmt.Errorf("default_collate: %v has no field %s", batch.Type(), field.Name)
		}
		if err := c.collate(column(values, func(v reflect.Value) reflect.Value { return v.FieldByIndex(field.Index) }), target); err != nil {
			return fmt.Errorf("%s: %w", field.Name, err)
		}
		fields[field.Name] = value
	}
	if open {
		return assign(batch, reflect.ValueOf(fields))
	}
	return nil
}

func (c collator) maps(values []reflect.Value, batch reflect.Value) error {
	target := batch.Type()
	if batch.Kind() == reflect.Interface {
		target = reflect.MapOf(values[0].Type().Key(), reflect.TypeFor[any]())
	} else if batch.Kind() != reflect.Map || target.Key() != values[0].Type().Key() {
		return mismatch(batch, values[0].Type())
	}
	out := reflect.MakeMap(target)
	for _, key := range values[0].MapKeys() {
		elements := column(values, func(v reflect.Value) reflect.Value { return v.MapIndex(key) })
		for i, e := range elements {
			if !e.IsValid() {
				return fmt.Errorf("default_collate: entry %d has no key %v", i, key)
			}
		}
		element := reflect.New(target.Elem()).Elem()
		if err := c.collate(elements, element); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
		out.SetMapIndex(key, element)
	}
	return assign(batch, out)
}

func (c collator) lists(values []reflect.Value, batch reflect.Value) error {
	n := values[0].Len()
	for i, v := range values {
		if v.Len() != n {
			return fmt.Errorf("default_collate: each element in list of batch should be of equal size; entry 0 has %d, entry %d has %d", n, i, v.Len())
		}
	}
	target := batch.Type()
	var out reflect.Value
	switch batch.Kind() {
	case reflect.Interface:
		out = reflect.ValueOf(make([]any, n))
	case reflect.Slice:
		out = reflect.MakeSlice(target, n, n)
	case reflect.Array:
		if out = reflect.New(target).Elem(); out.Len() != n {
			return mismatch(batch, values[0].Type())
		}
	default:
		return mismatch(batch, values[0].Type())
	}
	for i := range n {
		if err := c.collate(column(values, func(v reflect.Value) reflect.Value { return v.Index(i) }), out.Index(i)); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return assign(batch, out)
}

func column(values []reflect.Value, of func(reflect.Value) reflect.Value) []reflect.Value {
	out := make([]reflect.Value, len(values))
	for i, v := range values {
		out[i] = of(v)
	}
	return out
}

// listOf is a slice of the values, converted to a type.
func listOf(t reflect.Type, values []reflect.Value) reflect.Value {
	list := reflect.MakeSlice(reflect.SliceOf(t), len(values), len(values))
	for i, v := range values {
		list.Index(i).Set(v.Convert(t))
	}
	return list
}

func assign(batch, value reflect.Value) error {
	if !value.Type().AssignableTo(batch.Type()) {
		return mismatch(batch, value.Type())
	}
	batch.Set(value)
	return nil
}

func mismatch(batch reflect.Value, found reflect.Type) error {
	return fmt.Errorf("default_collate: %v does not fit into the batch's %v", found, batch.Type())
}

// numberTypes are the types that tensors are made of.
var numberTypes = map[reflect.Kind]reflect.Type{}

func init() {
	for _, t := range []reflect.Type{
		reflect.TypeFor[bool](), reflect.TypeFor[int](), reflect.TypeFor[int8](), reflect.TypeFor[int16](),
		reflect.TypeFor[int32](), reflect.TypeFor[int64](), reflect.TypeFor[uint8](), reflect.TypeFor[uint16](),
		reflect.TypeFor[uint32](), reflect.TypeFor[uint64](), reflect.TypeFor[float32](), reflect.TypeFor[float64](),
		reflect.TypeFor[complex64](), reflect.TypeFor[complex128](),
	} {
		numberTypes[t.Kind()] = t
	}
}

// numberType is what numbers of a type are converted to; false for what is none.
func numberType(t reflect.Type) (reflect.Type, bool) {
	if t == reflect.TypeFor[torch.Half]() || t == reflect.TypeFor[torch.BFloat]() {
		return t, true
	}
	number, ok := numberTypes[t.Kind()]
	return number, ok
}
