package torch

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/e0112027/gotorch/internal/pickle"
)

// Lookup returns a part of what [Load] returned, by the keys of dicts and the indices of
// lists and tuples that lead to it, as a type of Go's:
//
//	lr, err := torch.Lookup[float64](checkpoint, "optimizer", "param_groups", 0, "lr")
//	state, err := torch.Lookup[*torch.StateDict](checkpoint, "model")
//	losses, err := torch.Lookup[[]float64](checkpoint, "losses")
//
// Beside the types that Load returns T may be another type of numbers that holds the
// value, a slice or a map of such types for a list, a tuple or a dict, and *[StateDict]
// for a dict of tensors; a *[Tensor] is what a Parameter holds, too. The error names the
// place, as Python would write it: ["optimizer"]["param_groups"][0].
func Lookup[T any](value any, path ...any) (T, error) {
	var out T
	err := Assign(&out, value, path...)
	return out, err
}

// Assign is [Lookup] into a variable: target is a pointer to it. A struct takes a dict with
// the names of its exported fields, or of their tags py or json; each must be there, and no
// other. An array takes a list or a tuple of its length. Where it returns an error, a part of
// a struct or an array may have been set.
//
//	var config Config
//	err := torch.Assign(&config, checkpoint, "config")
func Assign(target, value any, path ...any) error {
	to := reflect.ValueOf(target)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		misuse("assign", "TypeError", "expected a pointer to what takes the value, got %T", target)
	}
	for i, key := range path {
		part, err := step(value, key)
		if err != nil {
			return fmt.Errorf("torch: %s: %w", pathText(path[:i]), err)
		}
		value = part
	}
	if err := assign(to.Elem(), value); err != nil {
		return fmt.Errorf("torch: %s: %w", pathText(path), err)
	}
	return nil
}

// step returns what lies behind a key or an index.
func step(value, key any) (any, error) {
	if d, ok := value.(*Dict); ok {
		if !d.Has(key) {
			return nil, fmt.Errorf("there is no key %s; keys: %s", pickle.Describe(key), d.someKeys())
		}
		return d.Get(key), nil
	}
	items, ok := itemsOf(value)
	i, isIndex := key.(int)
	switch {
	case !ok:
		return nil, fmt.Errorf("%s has no parts, so no %s", kindOf(value), pickle.Describe(key))
	case !isIndex:
		return nil, fmt.Errorf("%s has no key %s, but indices", kindOf(value), pickle.Describe(key))
	case i < 0 || i >= len(items):
		return nil, fmt.Errorf("%s of %d has no item %d", kindOf(value), len(items), i)
	}
	return items[i], nil
}

// itemsOf returns the items of a list or a tuple, of Go's or of a pickle's reader.
func itemsOf(value any) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		return v, true
	case Tuple:
		return v, true
	case pickle.Tuple:
		return v, true
	case *pickle.List:
		return v.Items, true
	}
	return nil, false
}

// kindOf names the kind of a value as Python does.
func kindOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		return "a bool"
	case int, int64, *big.Int:
		return "an int"
	case float64:
		return "a float"
	case string:
		return "a str"
	case []byte:
		return "bytes"
	case []any, *pickle.List:
		return "a list"
	case Tuple, pickle.Tuple:
		return "a tuple"
	case Set, *savedSet:
		return "a set"
	case *Dict:
		return "a dict of the keys " + v.someKeys()
	case *Tensor, *SavedTensor, *savedTensor:
		return "a tensor"
	}
	return fmt.Sprintf("a %T", value)
}

// pathText writes a path as Python would.
func pathText(path []any) string {
	if len(path) == 0 {
		return "the file"
	}
	var text strings.Builder
	for _, key := range path {
		fmt.Fprintf(&text, "[%s]", pickle.Describe(key))
	}
	return text.String()
}

// someKeys lists keys for a message.
func (d *Dict) someKeys() string {
	const most = 20
	var names []string
	for _, key := range d.keys[:min(most, len(d.keys))] {
		names = append(names, pickle.Describe(key))
	}
	if len(d.keys) > most {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// assign puts a value of a file into a variable of Go's.
func assign(to reflect.Value, value any) error {
	switch target := to.Addr().Interface().(type) {
	case *any:
		*target = value
		return nil
	case **Tensor:
		if t := tensorOf(value); t != nil {
			*target = t
			return nil
		}
		return unfit(to, value)
	case **StateDict:
		state, err := asStateDict(value)
		*target = state
		return err
	}
	if v := reflect.ValueOf(value); v.IsValid() && v.Type() == to.Type() {
		to.Set(v)
		return nil
	}
	switch to.Kind() {
	case reflect.String:
		if s, ok := value.(string); ok {
			to.SetString(s)
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n, ok := value.(int); ok && !to.OverflowInt(int64(n)) {
			to.SetInt(int64(n))
			return nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return assignUint(to, value)
	case reflect.Float32, reflect.Float64:
		return assignFloat(to, value)
	case reflect.Slice:
		return assignSlice(to, value)
	case reflect.Map:
		return assignMap(to, value)
	case reflect.Array:
		return assignArray(to, value)
	case reflect.Struct:
		return assignStruct(to, value)
	case reflect.Pointer:
		return assignPointer(to, value)
	}
	return unfit(to, value)
}

func unfit(to reflect.Value, value any) error {
	what := kindOf(value)
	switch value.(type) {
	case bool, int, float64, string:
		what += ", " + pickle.Describe(value) + ","
	}
	return fmt.Errorf("%s is no %v", what, to.Type())
}

func assignUint(to reflect.Value, value any) error {
	switch n := value.(type) {
	case int:
		if n >= 0 && !to.OverflowUint(uint64(n)) {
			to.SetUint(uint64(n))
			return nil
		}
	case *big.Int:
		if n.IsUint64() && !to.OverflowUint(n.Uint64()) {
			to.SetUint(n.Uint64())
			return nil
		}
	}
	return unfit(to, value)
}

// assignFloat takes a float, which float32 may round, and an int that a float holds.
func assignFloat(to reflect.Value, value any) error {
	switch n := value.(type) {
	case float64:
		to.SetFloat(n)
		return nil
	case int:
		const exact = 1 << 53
		if -exact <= n && n <= exact {
			to.SetFloat(float64(n))
			return nil
		}
	}
	return unfit(to, value)
}

func assignSlice(to reflect.Value, value any) error {
	items, ok := itemsOf(value)
	if size, isSize := value.(Size); isSize {
		items, ok = anys(size), true
	}
	if set, isSet := value.(Set); isSet {
		items, ok = set, true
	}
	if !ok {
		return unfit(to, value)
	}
	out := reflect.MakeSlice(to.Type(), len(items), len(items))
	for i, item := range items {
		if err := assign(out.Index(i), item); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	to.Set(out)
	return nil
}

func assignMap(to reflect.Value, value any) error {
	d, ok := value.(*Dict)
	if !ok {
		return unfit(to, value)
	}
	out := reflect.MakeMapWithSize(to.Type(), d.Len())
	for key, item := range d.All() {
		k, v := reflect.New(to.Type().Key()).Elem(), reflect.New(to.Type().Elem()).Elem()
		if err := assign(k, key); err != nil {
			return fmt.Errorf("the key %s: %w", pickle.Describe(key), err)
		}
		if err := assign(v, item); err != nil {
			return fmt.Errorf("[%s]: %w", pickle.Describe(key), err)
		}
		out.SetMapIndex(k, v)
	}
	to.Set(out)
	return nil
}
