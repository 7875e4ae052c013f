package torch

import (
	"errors"
	"fmt"

	"github.com/e0112027/gotorch/internal/pickle"
)

// savedTensor is a tensor of a file: how it is made, once it is asked for.
type savedTensor struct {
	make func() (*Tensor, error)

	parameter  bool
	needsGrad  bool
	attributes *Dict

	depth int // of the tensors that it is made of
	made  any
}

// of makes a savedTensor that is made of others.
func (s *savedTensor) of(parts ...*savedTensor) (any, error) {
	const most = 8
	for _, part := range parts {
		s.depth = max(s.depth, part.depth+1)
	}
	if s.depth > most {
		return nil, fmt.Errorf("tensors are made of each other more than %d deep", most)
	}
	return s, nil
}

// value makes the tensor, once: a *[Tensor] or a *[SavedTensor].
func (s *savedTensor) value() (any, error) {
	if s.made != nil {
		return s.made, nil
	}
	t, err := s.make()
	if err != nil {
		return nil, err
	}
	err = Try(func() error {
		if s.parameter {
			t = t.Detach()
		}
		if s.needsGrad || s.parameter {
			t.SetRequiresGrad(s.needsGrad)
		}
		return nil
	})
	s.made = t
	if s.parameter || s.attributes != nil {
		s.made = &SavedTensor{Tensor: t, IsParameter: s.parameter, Attributes: s.attributes}
	}
	return s.made, err
}

func (s *savedTensor) tensor() (*Tensor, error) {
	value, err := s.value()
	return tensorOf(value), err
}

// tensorClass is torch.Tensor or one of the classes of PyTorch before 0.4.
type tensorClass struct{ dtype DType }

func (c tensorClass) empty(o *loadOptions) *savedTensor {
	return &savedTensor{make: func() (t *Tensor, err error) {
		device, err := o.place("cpu")
		if err == nil {
			err = Try(func() error { t = Empty(0, c.dtype, device); return nil })
		}
		return t, err
	}}
}

// oldState sets what PyTorch before 0.4 saved of a tensor, (storage, offset, sizes,
// strides), or of a Parameter: (requires_grad, volatile, hooks), or (data, grad, hooks,
// requires_grad, volatile).
func (u *unpickler) oldState(t *savedTensor, state pickle.Tuple) error {
	a := arguments{args: state}
	switch {
	case len(state) == 3:
		t.needsGrad = take[bool](&a)
		return a.err
	case len(state) == 5:
		data := take[*savedTensor](&a)
		a.next = 3
		needsGrad := take[bool](&a)
		if a.err != nil {
			return a.err
		}
		t.needsGrad, t.make = needsGrad, data.tensor
		_, err := t.of(data)
		return err
	case len(state) == 4 && !t.parameter:
		value, err := u.tensorV2(state)
		if err == nil {
			t.make = value.(*savedTensor).make
		}
		return err
	}
	return fmt.Errorf("it gives a state of %d parts to a tensor", len(state))
}

// tensorV2 is _rebuild_tensor_v2(storage, offset, size, stride, requires_grad,
// backward_hooks, metadata), and _rebuild_tensor, which ends with the strides.
func (u *unpickler) tensorV2(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	storage := take[*savedStorage](&a)
	if a.err != nil {
		return nil, a.err
	}
	return u.strided(&a, storage, storage.class.DType, 2)
}

// tensorV3 is _rebuild_tensor_v3, with the dtype before the metadata.
func (u *unpickler) tensorV3(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	storage := take[*savedStorage](&a)
	d := arguments{args: args, next: 6}
	dtype := take[DType](&d)
	if err := errors.Join(a.err, d.err); err != nil {
		return nil, err
	}
	if err := u.turned(storage, dtype); err != nil {
		return nil, err
	}
	return u.strided(&a, storage, dtype, 3)
}

// turned notes of a storage without a dtype how its numbers are to be turned round.
func (u *unpickler) turned(s *savedStorage, dtype DType) error {
	size := numberSize(dtype)
	switch {
	case !u.bigEndian || !s.class.untyped:
	case s.swap != 0 && s.swap != size:
		return fmt.Errorf("tensors see the bytes of one storage, which come with the highest first, as numbers of %d bytes and of %d", s.swap, size)
	default:
		s.swap = size
	}
	return nil
}

// strided makes a tensor of the arguments behind the storage; metadata are the argument
// after the flag that is so many behind it.
func (u *unpickler) strided(a *arguments, storage *savedStorage, dtype DType, metadata int) (any, error) {
	offset, sizes, strides := a.int(), a.ints(), a.ints()
	s := &savedTensor{}
	var conjugated, negated bool
	if rest := a.rest(); len(rest) > 0 {
		s.needsGrad = take[bool](a)
		if len(rest) > metadata {
			d, _ := rest[metadata].(*Dict)
			if d == nil {
				return nil, fmt.Errorf("a tensor's metadata are %s", pickle.Describe(rest[metadata]))
			}
			conjugated, negated = d.Get("conj") == true, d.Get("neg") == true
		}
	}
	if a.err != nil {
		return nil, a.err
	}
	if plainOf(dtype) != dtype {
		return nil, fmt.Errorf("a tensor of %v has no scale", dtype)
	}
	if err := storage.require(dtype, offset, sizes, strides); err != nil {
		return nil, err
	}
	s.make = func() (*Tensor, error) {
		t, err := storage.tensor(u.options, offset, sizes, strides, func(d Device, in *Scope) *Tensor { return Empty(0, dtype, d, In(in)) })
		if err != nil {
			return nil, err
		}
		err = Try(func() error {
			if conjugated {
				t = t.Conj()
			}
			if negated {
				t = unary(opNegView, t)
			}
			return nil
		})
		return t, err
	}
	return s, nil
}

// parameter is _rebuild_parameter(data, requires_grad, hooks) and its twin with a
// state behind.
func (u *unpickler) parameter(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	data := take[*savedTensor](&a)
	s := &savedTensor{parameter: true, needsGrad: len(args) < 2 || take[bool](&a)}
	if a.err != nil {
		return nil, a.err
	}
	if len(args) > 3 {
		var err error
		if s.attributes, err = attributesOf(args[3]); err != nil {
			return nil, err
		}
	}
	s.make = data.tensor
	return s.of(data)
}

// attributesOf reads the state of a Python object: its attributes, or a tuple of those
// and of the ones in slots.
func attributesOf(state any) (*Dict, error) {
	if parts, ok := state.(pickle.Tuple); ok && len(parts) == 2 {
		if slots, ok := parts[1].(*Dict); parts[1] == nil || ok && slots.Len() == 0 {
			state = parts[0]
		}
	}
	d, ok := state.(*Dict)
	if !ok && state != nil {
		return nil, fmt.Errorf("the attributes of a tensor are %s", pickle.Describe(state))
	}
	if d.Len() == 0 {
		return nil, nil
	}
	return d, nil
}

// fromType is _rebuild_from_type_v2(function, class, arguments, state): what Python
// writes for a tensor with attributes.
func (u *unpickler) fromType(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	function := take[savedClass](&a)
	class := a.args[min(a.next, len(a.args)):]
	a.next++
	inner := take[pickle.Tuple](&a)
	if a.err != nil || len(a.rest()) != 1 {
		return nil, errors.Join(a.err, fmt.Errorf("%d arguments, expected 4", len(args)))
	}
	attributes, err := attributesOf(a.rest()[0])
	if err != nil {
		return nil, err
	}
	value, err := u.Reduce(function, inner)
	if err != nil {
		return nil, err
	}
	part, ok := value.(*savedTensor)
	_, plain := class[0].(tensorClass)
	parameter := class[0] == savedClass("torch.nn.parameter.Parameter")
	if !ok || !plain && !parameter {
		return nil, fmt.Errorf("it makes %s of %s", pickle.Describe(class[0]), pickle.Describe(value))
	}
	s := &savedTensor{make: part.tensor, parameter: parameter || part.parameter, needsGrad: part.needsGrad, attributes: attributes}
	return s.of(part)
}

var (
	opNegView           = newOp("_neg_view")
	opEmptyAffine       = newOp("_empty_affine_quantized")
	opEmptyPerChannel   = newOp("_empty_per_channel_affine_quantized")
	errSubByteQuantized = errors.New("a tensor of elements smaller than a byte is not contiguous, which libtorch can't read")
)

// quantized is _rebuild_qtensor(storage, offset, size, stride, parameters,
// requires_grad, hooks).
func (u *unpickler) quantized(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	storage := take[*savedStorage](&a)
	offset, sizes, strides := a.int(), a.ints(), a.ints()
	q := arguments{args: take[pickle.Tuple](&a)}
	scheme := take[QScheme](&q)
	if err := errors.Join(a.err, q.err); err != nil {
		return nil, err
	}
	dtype := storage.class.DType
	if plainOf(dtype) == dtype {
		return nil, fmt.Errorf("a storage of %v holds no quantized tensor", dtype)
	}
	if err := storage.require(dtype, offset, sizes, strides); err != nil {
		return nil, err
	}
	if bitsOf(dtype) < 8 && (offset != 0 || !rowMajor(sizes, strides)) {
		return nil, errSubByteQuantized
	}
	s := &savedTensor{}
	var parts []*savedTensor
	var empty func(Device, *Scope) *Tensor
	switch scheme {
	case PerTensorAffine:
		scale, zero := q.float(), take[int64](&q)
		empty = func(d Device, in *Scope) *Tensor { return emptyAffine(dtype, scale, zero, d, in) }
	case PerChannelAffine, PerChannelAffineFloatQParams:
		parts = []*savedTensor{take[*savedTensor](&q), take[*savedTensor](&q)}
		axis := q.int()
		if q.err == nil && (axis < 0 || axis >= len(sizes)) {
			return nil, fmt.Errorf("scales lie along axis %d of %v", axis, sizes)
		}
		empty = func(d Device, in *Scope) *Tensor { return emptyPerChannel(dtype, parts, sizes, axis, d, in) }
	default:
		return nil, fmt.Errorf("a tensor of %v, which Python neither saves nor loads", scheme)
	}
	if q.err != nil {
		return nil, q.err
	}
	s.make = func() (*Tensor, error) { return storage.tensor(u.options, offset, sizes, strides, empty) }
	return s.of(parts...)
}

// rowMajor tells whether elements lie behind each other, the last dimension first.
func rowMajor(sizes, strides []int) bool {
	next := 1
	for i := len(sizes) - 1; i >= 0; i-- {
		if sizes[i] != 1 && strides[i] != next {
			return false
		}
		next *= sizes[i]
	}
	return true
}

// emptyAffine makes a tensor without elements, but with a scale and a zero point.
func emptyAffine(dtype DType, scale float64, zero int64, d Device, in *Scope) *Tensor {
	o := applyTensorOptions([]TensorOption{dtype, d, In(in)})
	c := call{op: opEmptyAffine}
	c.Ints([]int{0})
	c.options(&o)
	c.Double(scale)
	c.Int(zero)
	return c.make(&o)
}

// emptyPerChannel makes a tensor with scales and zero points along an axis, and with as
// few elements as the operator lets.
func emptyPerChannel(dtype DType, parts []*savedTensor, sizes []int, axis int, d Device, in *Scope) *Tensor {
	o := applyTensorOptions([]TensorOption{dtype, d, In(in)})
	c := call{op: opEmptyPerChannel}
	few := make([]int, len(sizes))
	few[axis] = sizes[axis]
	c.Ints(few)
	for _, part := range parts {
		t, err := part.tensor()
		switch {
		case err != nil:
		case t.Numel() != sizes[axis]:
			err = fmt.Errorf("%d scales or zero points along axis %d of %v", t.Numel(), axis, sizes)
		default:
			err = t.requireMemory()
		}
		if err != nil {
			c.misuse("ValueError", err.Error())
		}
		c.tensor(t)
	}
	c.Int(int64(axis))
	c.options(&o)
	return c.make(&o)
}

// requireMemory refuses a tensor of more elements than its storage, whose strides are 0:
// to go through them would take as long as a few bytes of a file say.
func (t *Tensor) requireMemory() error {
	if t.Device().Type != DeviceMeta && t.Numel() > t.UntypedStorage().NBytes/t.dtype.Size() {
		return fmt.Errorf("indices, scales or zero points of sizes %v lie in %d bytes", t.Shape(), t.UntypedStorage().NBytes)
	}
	return nil
}

// sparse is _rebuild_sparse_tensor(layout, parts). Indices are checked: wrong ones
// would lead an operator out of the tensor's memory.
func (u *unpickler) sparse(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	layout := take[Layout](&a)
	p := arguments{args: take[pickle.Tuple](&a)}
	if a.err != nil {
		return nil, a.err
	}
	n := 3
	if layout == SparseCOO {
		n = 2
	}
	var parts []*savedTensor
	for range n {
		parts = append(parts, take[*savedTensor](&p))
	}
	size := p.ints()
	var options []TensorOption
	if layout == SparseCOO && len(p.rest()) > 0 && p.rest()[0] != nil {
		options = append(options, IsCoalesced(take[bool](&p)))
	}
	if p.err != nil {
		return nil, p.err
	}
	if layout == Strided || layout > SparseBSC {
		return nil, fmt.Errorf("%v is no layout of sparse tensors", layout)
	}
	s := &savedTensor{make: func() (*Tensor, error) { return makeSparse(layout, parts, size, options) }}
	return s.of(parts...)
}

func makeSparse(layout Layout, parts []*savedTensor, size []int, options []TensorOption) (sparse *Tensor, err error) {
	ts := make([]*Tensor, len(parts))
	for i, part := range parts {
		if ts[i], err = part.tensor(); err != nil {
			return nil, err
		}
		if i < len(parts)-1 { // all but the values
			if err := ts[i].requireMemory(); err != nil {
				return nil, err
			}
		}
	}
	err = Try(func() error {
		device := ts[len(ts)-1].Device()
		options = append(options, device, CheckInvariants(device.Type != DeviceMeta))
		if layout == SparseCOO {
			sparse = SparseCOOTensor(ts[0], ts[1], size, options...)
		} else {
			sparse = SparseCompressedTensor(ts[0], ts[1], ts[2], size, append(options, layout)...)
		}
		return nil
	})
	return sparse, err
}

// meta is _rebuild_meta_tensor_no_storage(dtype, size, stride, requires_grad).
func (u *unpickler) meta(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	dtype, sizes, strides, needsGrad := take[DType](&a), a.ints(), a.ints(), take[bool](&a)
	if a.err != nil {
		return nil, a.err
	}
	return &savedTensor{needsGrad: needsGrad, make: func() (t *Tensor, err error) {
		err = Try(func() error { t = EmptyStrided(sizes, strides, dtype, Meta); return nil })
		return t, err
	}}, nil
}

// fromCPU is _rebuild_device_tensor_from_cpu_tensor(data, dtype, device,
// requires_grad).
func (u *unpickler) fromCPU(args pickle.Tuple) (any, error) {
	a := arguments{args: args}
	data, dtype, location, needsGrad := take[*savedTensor](&a), take[DType](&a), a.text(), take[bool](&a)
	if a.err != nil {
		return nil, a.err
	}
	s := &savedTensor{needsGrad: needsGrad, make: func() (*Tensor, error) {
		device, err := u.options.place(location)
		if err != nil {
			return nil, err
		}
		t, err := data.tensor()
		if err == nil {
			err = Try(func() error { t = t.To(dtype, device); return nil })
		}
		return t, err
	}}
	return s.of(data)
}
