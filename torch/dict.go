package torch

import (
	"fmt"
	"iter"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/pickle"
)

// DictKind tells Python's classes of dicts apart.
type DictKind uint8

// The classes of dicts.
const (
	PlainDict   DictKind = iota // dict
	OrderedDict                 // collections.OrderedDict, as state_dict() returns
	CounterDict                 // collections.Counter
)

// String returns Python's name of the class.
func (k DictKind) String() string {
	switch k {
	case OrderedDict:
		return "OrderedDict"
	case CounterDict:
		return "Counter"
	}
	return "dict"
}

// Dict is a Python dict: keys and values in the order in which they were set. Its
// zero value is an empty dict.
type Dict struct {
	Kind DictKind
	// Attributes are those of the object: a state_dict has _metadata, the versions of
	// its modules. Nil for none.
	Attributes *Dict

	keys   []any
	values []any
	places map[any]int
}

// NewDict makes a dict of keys and values in turn: torch.NewDict("epoch", 3, "net",
// state). It panics where a value is missing or a key is none that Python hashes.
func NewDict(items ...any) *Dict {
	d := &Dict{}
	if len(items)%2 != 0 {
		misuse("dict", "ValueError", "the key %s has no value", pickle.Describe(items[len(items)-1]))
	}
	for i := 0; i < len(items); i += 2 {
		d.Set(items[i], items[i+1])
	}
	return d
}

// Len returns how many keys there are.
func (d *Dict) Len() int { return len(d.keys) }

// All yields keys and values in order.
func (d *Dict) All() iter.Seq2[any, any] {
	return func(yield func(any, any) bool) {
		for i, key := range d.keys {
			if !yield(key, d.values[i]) {
				return
			}
		}
	}
}

// Keys returns the keys in order.
func (d *Dict) Keys() []any { return slices.Clone(d.keys) }

// Get returns the value of a key, nil where there is none; see [Dict.Has]. Numbers
// are equal as in Python: 1, 1.0 and true are one key.
func (d *Dict) Get(key any) any {
	if i, ok := d.find(key); ok {
		return d.values[i]
	}
	return nil
}

// Has tells whether there is such a key.
func (d *Dict) Has(key any) bool {
	_, ok := d.find(key)
	return ok
}

// Set adds a value at the end, or replaces the key's in its place. It panics for a
// key that Python can't hash, such as a list.
func (d *Dict) Set(key, value any) {
	if err := d.set(key, value); err != nil {
		misuse("dict", "TypeError", "%v", err)
	}
}

func (d *Dict) find(key any) (int, bool) {
	hash, err := hashable(key, 0)
	if err != nil {
		return 0, false
	}
	i, ok := d.places[hash]
	return i, ok
}

func (d *Dict) set(key, value any) error {
	hash, err := hashable(key, 0)
	if err != nil {
		return err
	}
	if i, ok := d.places[hash]; ok {
		d.values[i] = value
		return nil
	}
	if d.places == nil {
		d.places = map[any]int{}
	}
	d.places[hash] = len(d.keys)
	d.keys, d.values = append(d.keys, key), append(d.values, value)
	return nil
}

// A tuple as a key is compared by a text of its parts, which must stay small: tuples
// in a file may hold each other many times.
const (
	maxKeyDepth  = 4
	maxKeyLength = 1 << 10
)

// hash is what a key is compared by that Go can't compare itself.
type hash struct{ class, text string }

// hashable returns what a key is compared by: a key as programs have it, or as a pickle's
// reader does.
func hashable(key any, depth int) (any, error) {
	switch k := key.(type) {
	case nil, string, DType, Device, Layout, QScheme:
		return k, nil
	case bool:
		if k {
			return int64(1), nil
		}
		return int64(0), nil
	case int:
		return int64(k), nil
	case int64:
		return k, nil
	case float64:
		if k == math.Trunc(k) && math.Abs(k) < 1<<63 {
			return int64(k), nil
		}
		return k, nil
	case complex128:
		return k, nil
	case *big.Int:
		return hash{"int", k.String()}, nil
	case []byte:
		return hash{"bytes", string(k)}, nil
	case Size:
		return hashTuple(anys(k[:min(len(k), maxKeyLength)]), depth)
	case Tuple:
		return hashTuple(k, depth)
	case pickle.Tuple:
		return hashTuple(k, depth)
	}
	return nil, fmt.Errorf("%s is no key of a dict, Python hashes none", pickle.Describe(key))
}

func hashTuple(tuple []any, depth int) (any, error) {
	var text strings.Builder
	for _, item := range tuple {
		if depth == maxKeyDepth || text.Len() > maxKeyLength {
			return nil, fmt.Errorf("a tuple of more than %d levels or %d bytes is no key of a dict", maxKeyDepth, maxKeyLength)
		}
		part, err := hashable(item, depth+1)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&text, " %T %q", part, fmt.Sprint(part))
	}
	return hash{"tuple", text.String()}, nil
}
