package torch

import (
	"bufio"
	"errors"
	"fmt"
	"math"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/pickle"
)

// unpickler makes the values of a file that torch.save wrote. It knows what Python
// allows with weights_only=True, and refuses the rest by name; nothing is executed.
// Tensors are made later, by [resolver], of the part of a file that is asked for.
type unpickler struct {
	options *loadOptions
	// storage finds the memory of a storage of that many bytes.
	storage   func(key, location string, bytes int) (*savedMemory, error)
	storages  map[string]*savedStorage
	views     map[string]*savedStorage
	bigEndian bool
	// budget is how many items and bytes calls may still copy: each value of a pickle goes
	// into one call, but a hostile one could name a large value in many.
	budget int64
}

func newUnpickler(o *loadOptions, size int64) *unpickler {
	const least = 1 << 12
	return &unpickler{options: o, storages: map[string]*savedStorage{}, views: map[string]*savedStorage{}, budget: size + least}
}

// read reads one pickle.
func (u *unpickler) read(in *bufio.Reader) (value any, err error) {
	err = Try(func() error {
		var err error
		value, err = pickle.Read(in, u)
		return err
	})
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return value, err
}

func (u *unpickler) spend(n int) error {
	if u.budget -= int64(n); u.budget < 0 {
		return errors.New("it makes many copies of one value")
	}
	return nil
}

// savedClass is a function or a class that a file may call, by its name.
type savedClass string

// callable returns what stands for a function or a class of Python's, nil for none that
// is known. It is no map: programs that load nothing would carry what it holds.
func callable(name string) func(u *unpickler, args pickle.Tuple) (any, error) {
	switch name {
	case "collections.OrderedDict":
		return func(u *unpickler, args pickle.Tuple) (any, error) { return u.dict(OrderedDict, args) }
	case "collections.Counter":
		return func(u *unpickler, args pickle.Tuple) (any, error) { return u.dict(CounterDict, args) }
	case "builtins.set":
		return (*unpickler).set
	case "builtins.bytes", "builtins.bytearray", "_codecs.encode", "builtins.complex":
		return func(u *unpickler, args pickle.Tuple) (any, error) { return u.plain(name, args) }
	case "torch.Size", "torch.device", "torch.serialization._get_layout":
		return func(u *unpickler, args pickle.Tuple) (any, error) { return u.fact(name, args) }
	case "torch.nn.parameter.Parameter", "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
		return (*unpickler).parameter
	case "torch._tensor._rebuild_from_type_v2":
		return (*unpickler).fromType
	case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2":
		return (*unpickler).tensorV2
	case "torch._utils._rebuild_tensor_v3":
		return (*unpickler).tensorV3
	case "torch._utils._rebuild_qtensor":
		return (*unpickler).quantized
	case "torch._utils._rebuild_sparse_tensor":
		return (*unpickler).sparse
	case "torch._utils._rebuild_meta_tensor_no_storage":
		return (*unpickler).meta
	case "torch._utils._rebuild_device_tensor_from_cpu_tensor":
		return (*unpickler).fromCPU
	}
	return nil
}

// Global implements [pickle.Host].
func (u *unpickler) Global(g pickle.Global) (any, error) {
	switch g.Module {
	case "__builtin__": // Python 2's, which protocol 2 keeps
		g.Module = "builtins"
	case "torch.tensor": // where Tensor was before 1.8
		g.Module = "torch._tensor"
	case "torch", "torch.cuda", "torch.storage":
		if value := torchGlobal(g); value != nil {
			return value, nil
		}
	}
	if name := g.String(); callable(name) != nil {
		return savedClass(name), nil
	}
	return nil, fmt.Errorf("it refers to %s, which is none of the plain values, tensors and state_dicts that are read; "+
		"nothing of it was run. Save what the object holds in Python: torch.save(model.state_dict(), path)", g)
}

// torchGlobal returns a class of storages or tensors, a dtype or a scheme; nil for none.
func torchGlobal(g pickle.Global) any {
	if g.Name == "UntypedStorage" {
		return storageClass{UInt8, true}
	}
	for _, s := range storageNames {
		switch g.Name {
		case s.class:
			return storageClass{s.dtype, false}
		case s.class[:len(s.class)-len("Storage")] + "Tensor":
			return tensorClass{s.dtype}
		}
	}
	if g.Name == "Tensor" {
		return tensorClass{Float32}
	}
	if dtype, err := ParseDType(g.Name); err == nil && cgotorch.DTypeSize(uint8(dtype)) != 0 {
		return dtype
	}
	for scheme := PerTensorAffine; scheme <= PerChannelAffineFloatQParams; scheme++ {
		if scheme.String() == "torch."+g.Name {
			return scheme
		}
	}
	return nil
}

// NewDict implements [pickle.Host].
func (u *unpickler) NewDict() any { return &Dict{} }

// NewSet implements [pickle.Host].
func (u *unpickler) NewSet() any { return &savedSet{} }

// savedSet is a set while it may be referred to.
type savedSet struct{ items []any }

// SetItems implements [pickle.Host].
func (u *unpickler) SetItems(target any, items []any) error {
	d, ok := target.(*Dict)
	if !ok {
		return fmt.Errorf("it sets items of %s", pickle.Describe(target))
	}
	for i := 0; i < len(items); i += 2 {
		if err := u.spend(len(text(items[i])) / 64); err != nil { // to hash it, each time anew
			return err
		}
		if _, err := hashable(items[i], 0); err != nil {
			return err
		}
		key, err := newResolver(u.options).of(items[i])
		if err != nil {
			return err
		}
		if err := d.set(key, items[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// Reduce implements [pickle.Host].
func (u *unpickler) Reduce(function any, args pickle.Tuple) (any, error) {
	if class, ok := function.(tensorClass); ok && len(args) == 0 {
		return class.empty(u.options), nil
	}
	name, ok := function.(savedClass)
	if !ok {
		return nil, fmt.Errorf("it calls %s", pickle.Describe(function))
	}
	value, err := callable(string(name))(u, args)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", string(name), err)
	}
	return value, nil
}

// New implements [pickle.Host].
func (u *unpickler) New(class any, args pickle.Tuple) (any, error) { return u.Reduce(class, args) }

// Build implements [pickle.Host]: a state_dict carries the versions of its modules so,
// and tensors of PyTorch before 0.4 what they are.
func (u *unpickler) Build(object, state any) (any, error) {
	switch o := object.(type) {
	case *Dict:
		attributes, ok := state.(*Dict)
		if !ok || o.Kind != OrderedDict {
			break
		}
		o.Attributes = attributes
		return o, nil
	case *savedTensor:
		if parts, ok := state.(pickle.Tuple); ok {
			return o, u.oldState(o, parts)
		}
	}
	return nil, fmt.Errorf("it gives %s as its state to %s", pickle.Describe(state), pickle.Describe(object))
}

// Persistent implements [pickle.Host]: ("storage", class, key, location, numel), and in
// old files a part of that storage.
func (u *unpickler) Persistent(id any) (any, error) {
	parts, ok := id.(pickle.Tuple)
	a := arguments{args: parts}
	if !ok || len(parts) == 0 || text(parts[0]) != "storage" {
		return nil, fmt.Errorf("what it stores outside, %s, is no storage", pickle.Describe(id))
	}
	a.next = 1
	class, key, location, numel := take[storageClass](&a), a.text(), a.text(), a.int()
	if a.err != nil {
		return nil, fmt.Errorf("a storage: %w", a.err)
	}
	s, err := u.known(key, location, class, numel)
	if err != nil || len(parts) < 6 || parts[5] == nil {
		return s, err
	}
	return u.view(s, parts[5])
}

// known returns the storage of a key.
func (u *unpickler) known(key, location string, class storageClass, numel int) (*savedStorage, error) {
	if numel < 0 || numel > math.MaxInt/16 {
		return nil, fmt.Errorf("a storage of %d elements", numel)
	}
	bytes := numel * class.Size()
	s := u.storages[key]
	switch {
	case s == nil:
		memory, err := u.storage(key, location, bytes)
		if err != nil {
			return nil, err
		}
		s = &savedStorage{savedMemory: memory, class: class, numel: numel}
		if u.bigEndian && !class.untyped {
			s.swap = numberSize(class.DType)
		}
		u.storages[key] = s
	case s.bytes != bytes:
		return nil, fmt.Errorf("storage %.100q has %d bytes, and elsewhere %d", key, s.bytes, bytes)
	case s.class != class: // Python writes it so where there are no bytes
		if u.bigEndian && s.bytes > 0 {
			return nil, fmt.Errorf("storage %.100q is of %v, and elsewhere of %v", key, s.class, class)
		}
		return &savedStorage{savedMemory: s.savedMemory, class: class, numel: numel}, nil
	}
	return s, nil
}

// view returns a part of a storage: (key, offset, numel), as PyTorch wrote before 0.4.
func (u *unpickler) view(s *savedStorage, metadata any) (any, error) {
	parts, _ := metadata.(pickle.Tuple)
	a := arguments{args: parts}
	key, offset, numel := a.text(), a.int(), a.int()
	switch {
	case a.err != nil:
		return nil, fmt.Errorf("a view of a storage: %w", a.err)
	case offset < 0 || offset > s.numel || numel < 0 || numel > s.numel-offset:
		return nil, fmt.Errorf("a view of %d elements of a storage from %d on, which has %d", numel, offset, s.numel)
	}
	if u.views[key] == nil {
		size := s.class.Size()
		u.views[key] = &savedStorage{savedMemory: s.part(u.options, offset*size, numel*size), class: s.class, numel: numel}
	}
	return u.views[key], nil
}
