package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// maxValues is how many values of a file are looked at: a few bytes of a hostile one are a
// list that holds another twice, which does so too, and so on.
const maxValues = 2_000_000

// namedTensor is a tensor of a file.
type namedTensor struct {
	name string
	*torch.Tensor
}

// plainValue is what a file holds beside tensors.
type plainValue struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`  // Python's class
	Value string `json:"value"` // as Python prints it, shortened
}

// flat are the values of a file by names: the keys and the indices that lead to them, with
// dots between.
type flat struct {
	tensors  []namedTensor
	values   []plainValue
	versions bool // there are those of a state_dict's modules

	left int
}

func flatten(value any) (*flat, error) {
	f := &flat{left: maxValues}
	if err := f.walk("", value); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *flat) walk(name string, value any) error {
	if err := f.count(1); err != nil {
		return err
	}
	switch v := value.(type) {
	case *torch.Tensor:
		f.tensors = append(f.tensors, namedTensor{name, v})
	case *torch.SavedTensor:
		f.tensors = append(f.tensors, namedTensor{name, v.Tensor})
		return f.attributes(name, v.Attributes)
	case *torch.Dict:
		return f.dict(name, v)
	case []any:
		return f.list(name, "list", v)
	case torch.Tuple:
		return f.list(name, "tuple", v)
	case torch.Set:
		return f.list(name, "set", v)
	default:
		f.values = append(f.values, plainValue{name, kindOf(v), shortened(textOf(v))})
	}
	return nil
}

func (f *flat) count(n int) error {
	if f.left -= n; f.left < 0 {
		return fmt.Errorf("it holds more than %d values", maxValues)
	}
	return nil
}

func (f *flat) dict(name string, d *torch.Dict) error {
	if d.Len() == 0 {
		f.values = append(f.values, plainValue{name, d.Kind.String(), "{}"})
	}
	for key, value := range d.All() {
		if err := f.walk(below(name, textOfKey(key)), value); err != nil {
			return err
		}
	}
	if d.Attributes == nil {
		return nil
	}
	f.versions = f.versions || d.Attributes.Has("_metadata")
	for key, value := range d.Attributes.All() {
		if key == "_metadata" {
			continue
		}
		if err := f.walk(below(name, "<"+textOfKey(key)+">"), value); err != nil {
			return err
		}
	}
	return nil
}

// attributes are what Python had set on a tensor.
func (f *flat) attributes(name string, d *torch.Dict) error {
	if d == nil {
		return nil
	}
	for key, value := range d.All() {
		if err := f.walk(below(name, "<"+textOfKey(key)+">"), value); err != nil {
			return err
		}
	}
	return nil
}

// list is one value where it holds none of containers and tensors.
func (f *flat) list(name, kind string, items []any) error {
	if err := f.count(len(items)); err != nil {
		return err
	}
	if text, ok := plainList(kind, items); ok {
		f.values = append(f.values, plainValue{name, kind, text})
		return nil
	}
	for i, item := range items {
		if err := f.walk(below(name, strconv.Itoa(i)), item); err != nil {
			return err
		}
	}
	return nil
}

func plainList(kind string, items []any) (string, bool) {
	const shown = 8
	var texts []string
	for i, item := range items {
		switch item.(type) {
		case *torch.Tensor, *torch.SavedTensor, *torch.Dict, []any, torch.Tuple, torch.Set:
			return "", false
		}
		if i < shown {
			texts = append(texts, shortened(textOf(item)))
		}
	}
	if len(items) > shown {
		texts = append(texts, fmt.Sprintf("… %d in all", len(items)))
	}
	brackets := map[string]string{"list": "[]", "tuple": "()", "set": "{}"}[kind]
	return brackets[:1] + strings.Join(texts, ", ") + brackets[1:], true
}

// below is the name of what lies behind a key.
func below(name, key string) string {
	if name == "" {
		return key
	}
	return name + "." + key
}

func textOfKey(key any) string {
	if s, ok := key.(string); ok {
		return s
	}
	return textOf(key)
}

// kindOf is Python's class of a value that is no container.
func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "None"
	case bool:
		return "bool"
	case int, *big.Int:
		return "int"
	case float64:
		return "float"
	case complex128:
		return "complex"
	case string:
		return "str"
	case []byte:
		return "bytes"
	case torch.ByteArray:
		return "bytearray"
	case torch.Size:
		return "Size"
	case torch.DType:
		return "dtype"
	case torch.Device:
		return "device"
	case torch.Layout:
		return "layout"
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", value), "torch.")
}

func textOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case string:
		return strconv.Quote(v[:min(len(v), 4*maxText)])
	case []byte:
		return fmt.Sprintf("%d bytes", len(v))
	case torch.ByteArray:
		return fmt.Sprintf("%d bytes", len(v))
	case *big.Int:
		if v.BitLen() > 4*maxText {
			return fmt.Sprintf("an int of %d bits", v.BitLen())
		}
	case torch.Tuple:
		if text, ok := plainList("tuple", v); ok {
			return text
		}
		return fmt.Sprintf("a tuple of %d", len(v))
	}
	return fmt.Sprint(value)
}

// maxText is how much of a value is printed.
const maxText = 60

func shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= maxText {
		return text
	}
	return string(runes[:maxText-1]) + "…"
}
