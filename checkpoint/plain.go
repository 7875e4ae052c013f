package checkpoint

import (
	"fmt"
	"math/big"
	"reflect"

	"github.com/e0112027/gotorch/torch"
)

// plain is a number, a text, a list, a map, a struct or a pointer to one.
type plain struct{ value any }

func (p plain) pack() (any, error) { return p.value, nil }

func (p plain) unpack(saved any) error {
	if v := reflect.ValueOf(p.value); v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("a %T can't be loaded into: give a pointer to it", p.value)
	}
	return torch.Assign(p.value, saved)
}

// natural returns a value of a file in Go's own types: dicts as map[string]any, those with
// numbers for keys as map[int]any, lists and tuples as []any.
func natural(saved any) (any, error) {
	switch v := saved.(type) {
	case *torch.Dict:
		return naturalDict(v)
	case []any:
		return naturalList(v)
	case torch.Tuple:
		return naturalList(v)
	case *torch.SavedTensor:
		return v.Tensor, nil
	case *big.Int:
		return nil, fmt.Errorf("%v is more than an int holds", v)
	}
	return saved, nil
}

func naturalList(items []any) (any, error) {
	list := make([]any, len(items))
	for i, item := range items {
		var err error
		if list[i], err = natural(item); err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return list, nil
}

func naturalDict(d *torch.Dict) (any, error) {
	byName, byNumber := map[string]any{}, map[int]any{}
	for key, item := range d.All() {
		value, err := natural(item)
		if err != nil {
			return nil, fmt.Errorf("[%v]: %w", key, err)
		}
		switch k := key.(type) {
		case string:
			byName[k] = value
		case int:
			byNumber[k] = value
		default:
			return nil, fmt.Errorf("the key %v is neither a text nor a number", key)
		}
	}
	if len(byNumber) == 0 {
		return byName, nil
	}
	if len(byName) > 0 {
		return nil, fmt.Errorf("some of its keys are texts and some are numbers")
	}
	return byNumber, nil
}

// mapOf returns a dict whose keys are texts.
func mapOf(saved any) (map[string]any, error) {
	if _, err := dict(saved); err != nil {
		return nil, err
	}
	state, err := natural(saved)
	if err != nil {
		return nil, err
	}
	m, ok := state.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("its keys are numbers, and those of a state are texts")
	}
	return m, nil
}
