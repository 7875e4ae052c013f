package pyvalue

import (
	"reflect"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Assign gives target a value as torch.Call takes it, where target's type has it.
func Assign(target reflect.Value, value any) bool {
	if value == nil {
		return target.Kind() != reflect.Int && target.Kind() != reflect.Float64 && target.Kind() != reflect.Bool
	}
	if some, ok := optional[target.Type()]; ok {
		inner := reflect.New(some.Type().In(0)).Elem()
		if !Assign(inner, value) {
			return false
		}
		target.Set(some.Call([]reflect.Value{inner})[0])
		return true
	}
	v := reflect.ValueOf(value)
	switch {
	case target.Type() == reflect.TypeFor[torch.Device]():
		device, err := torch.NewDevice(value.(string))
		target.Set(reflect.ValueOf(device))
		return err == nil
	case target.Kind() == reflect.Slice:
		return assignList(target, value)
	case v.Type().AssignableTo(target.Type()):
		target.Set(v)
	case target.Kind() == reflect.Float64 && v.Kind() == reflect.Int:
		target.SetFloat(float64(v.Int()))
	default:
		return false
	}
	return true
}

// assignList gives target the elements of a list.
func assignList(target reflect.Value, value any) bool {
	list, ok := value.([]any)
	if !ok {
		return false
	}
	slice := reflect.MakeSlice(target.Type(), len(list), len(list))
	for i, x := range list {
		if !Assign(slice.Index(i), x) {
			return false
		}
	}
	target.Set(slice)
	return true
}

// optional maps each Opt type in use to its instance of [aten.Some].
var optional = func() map[reflect.Type]reflect.Value {
	m := map[reflect.Type]reflect.Value{}
	for _, some := range []any{
		aten.Some[int], aten.Some[float64], aten.Some[bool], aten.Some[string],
		aten.Some[torch.DType], aten.Some[torch.Layout], aten.Some[torch.MemoryFormat], aten.Some[torch.Device],
	} {
		v := reflect.ValueOf(some)
		m[v.Type().Out(0)] = v
	}
	return m
}()
