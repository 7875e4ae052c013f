package torch

import (
	"strconv"

	"github.com/e0112027/gotorch/internal/pickle"
)

// storageKey tells storages apart.
type storageKey struct {
	device Device
	Storage
}

// savedKey is the number of a storage, and the class that it was written with.
type savedKey struct {
	index int
	class string
}

// storageOf stands for a tensor's storage among arguments.
type storageOf struct{ *Tensor }

func (p *pickler) argument(v any) {
	if s, ok := v.(storageOf); ok {
		p.storage(s.Tensor)
		return
	}
	p.value(v)
}

// tensor writes the call that makes t anew, as Tensor.__reduce_ex__ in Python.
func (p *pickler) tensor(t *Tensor) pickle.Ref {
	function, args := p.rebuilt(t)
	return p.call("torch._utils", function, args...)
}

func (p *pickler) savedTensor(v *SavedTensor) pickle.Ref {
	switch {
	case v.IsParameter && v.Attributes != nil:
		return p.call("torch._utils", "_rebuild_parameter_with_state", v.Detach(), v.RequiresGrad(), noHooks(), v.Attributes)
	case v.IsParameter:
		return p.call("torch._utils", "_rebuild_parameter", v.Detach(), v.RequiresGrad(), noHooks())
	case v.Attributes == nil:
		return p.tensor(v.Tensor)
	}
	function, args := p.rebuilt(v.Tensor)
	p.Global("torch._tensor", "_rebuild_from_type_v2")
	p.Writer.Tuple(4, func(i int) {
		switch i {
		case 0:
			p.Global("torch._utils", function)
		case 1:
			p.Global("torch", "Tensor")
		case 2:
			p.Writer.Tuple(len(args), func(i int) { p.argument(args[i]) })
		case 3:
			p.value(v.Attributes)
		}
	})
	p.Reduce()
	return p.Put()
}

func noHooks() *Dict { return &Dict{Kind: OrderedDict} }

func ofInts(ints []int) Tuple { return Tuple(anys(ints)) }

// rebuilt returns the function of torch._utils that makes t anew, and its arguments.
func (p *pickler) rebuilt(t *Tensor) (function string, args []any) {
	switch layout := t.Layout(); {
	case t.Device().Type == DeviceMeta:
		return "_rebuild_meta_tensor_no_storage", []any{t.DType(), ofInts(t.Shape()), ofInts(t.Strides()), t.RequiresGrad()}
	case t.IsQuantized():
		return p.quantized(t)
	case layout == SparseCOO:
		parts := Tuple{unary(opIndicesOf, t), unary(opValuesOf, t), Size(t.Shape()), t.IsCoalesced()}
		return "_rebuild_sparse_tensor", []any{layout, parts}
	case layout == SparseCSR || layout == SparseBSR:
		return "_rebuild_sparse_tensor", []any{layout, Tuple{t.CRowIndices(), t.ColIndices(), t.Values(), Size(t.Shape())}}
	case layout == SparseCSC || layout == SparseBSC:
		return "_rebuild_sparse_tensor", []any{layout, Tuple{t.CColIndices(), t.RowIndices(), t.Values(), Size(t.Shape())}}
	case layout != Strided || t.IsNested():
		p.refuse("a nested tensor or one of layout %v can't be saved, for torch.load reads none with weights_only=True", layout)
		return "", nil
	}
	return strided(t)
}

var (
	opIndicesOf = newOp("_indices")
	opValuesOf  = newOp("_values")
)

func strided(t *Tensor) (function string, args []any) {
	function = "_rebuild_tensor_v2"
	args = []any{storageOf{t}, t.StorageOffset(), ofInts(t.Shape()), ofInts(t.Strides()), t.RequiresGrad(), noHooks()}
	if classOf(t.DType()) == "" {
		function, args = "_rebuild_tensor_v3", append(args, t.DType())
	}
	metadata := &Dict{}
	if t.IsConj() {
		metadata.Set("conj", true)
	}
	if t.IsNeg() {
		metadata.Set("neg", true)
	}
	if metadata.Len() > 0 {
		args = append(args, metadata)
	}
	return function, args
}

func (p *pickler) quantized(t *Tensor) (function string, args []any) {
	var params Tuple
	switch scheme := t.QScheme(); scheme {
	case PerTensorAffine:
		params = Tuple{scheme, t.QScale(), t.QZeroPoint()}
	case PerChannelAffine, PerChannelAffineFloatQParams: // one name for both, as Python writes
		params = Tuple{PerChannelAffine, t.QPerChannelScales(), t.QPerChannelZeroPoints(), t.QPerChannelAxis()}
	default:
		p.refuse("a tensor of %v can't be saved, in Python neither", scheme)
		return "", nil
	}
	return "_rebuild_qtensor", []any{storageOf{t}, t.StorageOffset(), ofInts(t.Shape()), ofInts(t.Strides()), params,
		t.RequiresGrad(), noHooks()}
}

// storage writes what Python's persistent_id returns for t's storage.
func (p *pickler) storage(t *Tensor) {
	module, class, unit := "torch", classOf(t.DType()), t.DType().Size()
	if class == "" {
		module, class, unit = "torch.storage", "UntypedStorage", 1
	}
	key := storageKey{t.Device(), t.UntypedStorage()}
	known, ok := p.keys[key]
	switch {
	case key.DataPtr == 0 || !ok:
		known = savedKey{len(p.storages), class}
		p.storages = append(p.storages, t)
		p.keys[key] = known
	case known.class != class:
		p.refuse("it is of %v and shares memory with a tensor of another dtype, which a file can't hold; clone one of them", t.DType())
		return
	}
	p.Writer.Tuple(5, func(i int) {
		switch i {
		case 0:
			p.String("storage")
		case 1:
			p.Global(module, class)
		case 2:
			p.String(strconv.Itoa(known.index))
		case 3:
			p.String(t.Device().String())
		case 4:
			p.Int(int64(key.NBytes / unit))
		}
	})
	p.Persistent()
}
