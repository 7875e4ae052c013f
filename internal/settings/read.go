package settings

import (
	"encoding/json"
	"iter"
	"math"
	"reflect"
	"strconv"

	"github.com/e0112027/gotorch/torch"
)

// read gives to the value that Python, or JSON, has written, and reports false where
// it is of another kind.
func read(to reflect.Value, loaded any) bool {
	if o, ok := optionalOf(to); ok {
		return o.read(loaded)
	}
	switch to.Kind() {
	case reflect.Float64:
		x, ok := Number(loaded)
		to.SetFloat(x)
		return ok
	case reflect.Int:
		x, ok := Integer(loaded)
		to.SetInt(int64(x))
		return ok
	case reflect.Bool:
		x, ok := loaded.(bool)
		to.SetBool(x)
		return ok
	case reflect.String:
		x, ok := loaded.(string)
		to.SetString(x)
		return ok
	case reflect.Pointer:
		if loaded == nil {
			return true
		}
		to.Set(reflect.New(to.Type().Elem()))
		return read(to.Elem(), loaded)
	case reflect.Map:
		return readMap(to, loaded)
	}
	return readList(to, reflect.ValueOf(loaded))
}

// readWithNone reads an array of numbers in which None is NaN.
func readWithNone(to reflect.Value, loaded any) bool {
	list, ok := Items(loaded)
	if !ok {
		return false
	}
	numbers := make([]any, len(list))
	for i, x := range list {
		if numbers[i] = x; x == nil {
			numbers[i] = math.NaN()
		}
	}
	return read(to, numbers)
}

// readList reads lists and tuples.
func readList(to, loaded reflect.Value) bool {
	if !loaded.IsValid() || loaded.Kind() != reflect.Slice && loaded.Kind() != reflect.Array {
		return false
	}
	n := loaded.Len()
	switch {
	case to.Kind() == reflect.Slice:
		to.Set(reflect.MakeSlice(to.Type(), n, n))
	case to.Kind() != reflect.Array || n != to.Len():
		return false
	}
	for i := range n {
		if !read(to.Index(i), loaded.Index(i).Interface()) {
			return false
		}
	}
	return true
}

// readMap reads a dict of integers, a Counter too. JSON's keys are text.
func readMap(to reflect.Value, loaded any) bool {
	pairs, ok := pairsOf(loaded)
	if !ok {
		return false
	}
	to.Set(reflect.MakeMap(to.Type()))
	for name, item := range pairs {
		key, ok := Integer(name)
		if text, isText := name.(string); isText {
			parsed, err := strconv.Atoi(text)
			key, ok = parsed, err == nil
		}
		value, isInteger := Integer(item)
		if !ok || !isInteger {
			return false
		}
		to.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(value))
	}
	return true
}

// pairsOf yields the keys and the values of a dict, of a file's or a map of Go's.
func pairsOf(loaded any) (iter.Seq2[any, any], bool) {
	if d, ok := loaded.(*torch.Dict); ok && d != nil {
		return d.All(), true
	}
	m := reflect.ValueOf(loaded)
	if !m.IsValid() || m.Kind() != reflect.Map {
		return nil, false
	}
	return func(yield func(any, any) bool) {
		for it := m.MapRange(); it.Next(); {
			if !yield(it.Key().Interface(), it.Value().Interface()) {
				return
			}
		}
	}, true
}

// Named reads a dict whose keys are texts.
func Named(loaded any) (map[string]any, bool) {
	pairs, ok := pairsOf(loaded)
	if !ok {
		return nil, false
	}
	named := map[string]any{}
	for key, item := range pairs {
		name, ok := key.(string)
		if !ok {
			return nil, false
		}
		named[name] = item
	}
	return named, true
}

// Items reads a list or a tuple.
func Items(loaded any) ([]any, bool) {
	list := reflect.ValueOf(loaded)
	if !list.IsValid() || list.Kind() != reflect.Slice && list.Kind() != reflect.Array {
		return nil, false
	}
	items := make([]any, list.Len())
	for i := range items {
		items[i] = list.Index(i).Interface()
	}
	return items, true
}

// Tensor returns the tensor that a value of a file is, a Parameter too, nil for another.
func Tensor(loaded any) *torch.Tensor {
	switch t := loaded.(type) {
	case *torch.Tensor:
		return t
	case *torch.SavedTensor:
		return t.Tensor
	}
	return nil
}

// Number reads a number of Python's: also a tensor of one element, and the words that
// stand for what JSON has no numbers for.
func Number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case float32:
		return float64(v), true
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case json.Number:
		x, err := v.Float64()
		return x, err == nil
	case string:
		return word(v)
	case interface {
		Numel() int
		Item() float64
	}:
		if v.Numel() == 1 {
			return v.Item(), true
		}
	}
	return 0, false
}

// The words of Python's json and of float().
func word(s string) (float64, bool) {
	switch s {
	case "Infinity", "inf":
		return math.Inf(1), true
	case "-Infinity", "-inf":
		return math.Inf(-1), true
	case "NaN", "nan":
		return math.NaN(), true
	}
	return 0, false
}

// Integer reads an integer, which JSON makes a float64.
func Integer(v any) (int, bool) {
	x, ok := Number(v)
	if _, text := v.(string); text || !ok || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return 0, false
	}
	return int(x), true
}

// Integers reads a list of integers.
func Integers(v any) (xs []int, ok bool) {
	ok = readList(reflect.ValueOf(&xs).Elem(), reflect.ValueOf(v))
	return xs, ok
}

// Words replaces the numbers that JSON lacks, in v and all that it holds, by Python's
// words for them.
func Words(v any) any {
	switch v := v.(type) {
	case float64:
		switch {
		case math.IsInf(v, 1):
			return "Infinity"
		case math.IsInf(v, -1):
			return "-Infinity"
		case math.IsNaN(v):
			return "NaN"
		}
		return v
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, x := range v {
			out[name] = Words(x)
		}
		return out
	}
	list := reflect.ValueOf(v)
	if !list.IsValid() || list.Kind() != reflect.Slice && list.Kind() != reflect.Array {
		return v
	}
	out := make([]any, list.Len())
	for i := range out {
		out[i] = Words(list.Index(i).Interface())
	}
	return out
}

// Numbers reads a list of numbers.
func Numbers(v any) (xs []float64, ok bool) {
	ok = readList(reflect.ValueOf(&xs).Elem(), reflect.ValueOf(v))
	return xs, ok
}
