package torch

import (
	"errors"
	"fmt"

	"github.com/e0112027/gotorch/internal/pickle"
)

// dict makes a dict of nothing, of a dict, or of a list of pairs.
func (u *unpickler) dict(kind DictKind, args pickle.Tuple) (any, error) {
	d := &Dict{Kind: kind}
	if len(args) == 0 {
		return d, nil
	}
	if from, ok := args[0].(*Dict); ok {
		for key, value := range from.All() {
			if err := errors.Join(u.spend(1), d.set(key, value)); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	pairs, err := savedItems(args[0])
	if err != nil {
		return nil, err
	}
	for _, pair := range pairs {
		items, err := savedItems(pair)
		if err != nil || len(items) != 2 {
			return nil, fmt.Errorf("%s is no pair of a key and a value", pickle.Describe(pair))
		}
		if err := errors.Join(u.spend(1), u.SetItems(d, items)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (u *unpickler) set(args pickle.Tuple) (any, error) {
	if len(args) == 0 {
		return &savedSet{}, nil
	}
	items, err := savedItems(args[0])
	if err != nil {
		return nil, err
	}
	d := Dict{} // a set holds each of what is equal once
	for _, item := range items {
		if err := errors.Join(u.spend(1), u.SetItems(&d, []any{item, nil})); err != nil {
			return nil, err
		}
	}
	return &savedSet{d.keys}, nil
}

// plain makes bytes, a bytearray or a complex number.
func (u *unpickler) plain(name string, args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	switch {
	case name == "builtins.complex":
		re, im := a.float(), a.float()
		return complex(re, im), a.err
	case name == "builtins.bytes" && len(args) == 0: // Python writes it for b"", and refuses it then
		return []byte{}, nil
	case name == "builtins.bytearray" && len(args) == 0:
		return ByteArray{}, nil
	case name == "builtins.bytearray" && len(args) == 1:
		b := take[[]byte](&a)
		return ByteArray(b), a.err
	}
	s, encoding := a.text(), a.text()
	switch {
	case a.err != nil:
		return nil, a.err
	case encoding != "latin1" && encoding != "latin-1":
		return nil, fmt.Errorf("encoding %.100q, torch.save writes latin1", encoding)
	}
	b, err := latin1(s)
	if name == "builtins.bytearray" {
		return ByteArray(b), errors.Join(err, u.spend(len(s)))
	}
	return b, errors.Join(err, u.spend(len(s)))
}

// latin1 reads the str into which protocol 2 puts bytes: a character a byte.
func latin1(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil, fmt.Errorf("%q is no byte", r)
		}
		out = append(out, byte(r))
	}
	return out, nil
}

// fact makes a torch.Size, a device or a layout.
func (u *unpickler) fact(name string, args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	switch name {
	case "torch.Size":
		size := a.ints()
		return Size(size), errors.Join(a.err, u.spend(len(size)))
	case "torch.device":
		device := a.text()
		if len(args) > 1 {
			device = fmt.Sprintf("%s:%d", device, a.int())
		}
		if a.err != nil {
			return nil, a.err
		}
		return parseDevice(device)
	}
	text := a.text()
	for layout := Strided; layout <= Jagged; layout++ {
		if layout.String() == text {
			return layout, nil
		}
	}
	return nil, errors.Join(a.err, fmt.Errorf("%.100q is no layout", text))
}
