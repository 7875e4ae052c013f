// Package pyvalue reads values that scripts/conformance/encode.py wrote: arguments and
// results of Python's operators and modules as JSON, and tensors' storages beside it.
package pyvalue

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Value is one argument or result; the field that is set tells its type, and a
// nil *Value is None.
type Value struct {
	Tensor *Tensor  `json:"t"`
	List   []*Value `json:"l"`
	Bool   *bool    `json:"b"`
	Int    *int64   `json:"i"`
	Float  *string  `json:"f"`
	Parts  []string `json:"c"`
	Text   *string  `json:"s"`
	DType  *string  `json:"dtype"`
	Device *string  `json:"device"`
	Layout *string  `json:"layout"`
	Format *string  `json:"format"`
}

// Tensor is a view of one of the storages.
type Tensor struct {
	Blob         string // zero for a tensor of zeros without memory
	Storage      int    // its number in the call
	DType        string
	Size, Stride []int
	Offset       int
	Conj, Neg    bool // its elements are the conjugates, the negatives of those in memory
	Grad         bool // it asks for a gradient

	Layout    string // of a sparse tensor, which has Parts in place of Blob
	Parts     []*Tensor
	Coalesced bool
}

// Zero is the blob of a tensor without memory.
const Zero = "zero"

// Blobs are the storages' bytes, by their digests.
type Blobs map[string]*torch.Tensor

// Storages are the tensors over whole storages of one call, of which others are views.
type Storages map[storageKey]*torch.Tensor

type storageKey struct {
	number int
	dtype  torch.DType
}

// Tensor makes a written tensor; those of one call that shared a storage share
// it again, and none is a view of another as autograd sees it.
func (b Blobs) Tensor(s *torch.Scope, t *Tensor, storages Storages) *torch.Tensor {
	made := b.data(s, t, storages)
	if t.Grad {
		made.SetRequiresGrad(true)
	}
	return made
}

func (b Blobs) data(s *torch.Scope, t *Tensor, storages Storages) *torch.Tensor {
	dtype := DTypes[t.DType]
	switch {
	case t.Parts != nil:
		return b.sparse(s, t, storages)
	case t.Blob == Zero:
		return s.Adopt(aten.InternalEfficientzerotensor(t.Size, &aten.InternalEfficientzerotensorOptions{DType: aten.Some(dtype)}))
	}
	key := storageKey{t.Storage, dtype}
	base := storages[key]
	if base == nil {
		raw := b[t.Blob].RawBytes()
		raw = raw[:len(raw)/dtype.Size()*dtype.Size()]
		base = s.Adopt(torch.FromRawBytes(raw, dtype, len(raw)/dtype.Size()))
		storages[key] = base
	}
	made := s.Adopt(torch.Empty(0, dtype))
	aten.SetSourceTensorStorageOffset_(made, base, t.Offset, t.Size, &aten.SetSourceTensorStorageOffset_Options{Stride: t.Stride})
	if t.Conj {
		made = aten.InternalConj(made)
	}
	if t.Neg {
		made = aten.InternalNegView(made)
	}
	return made
}

func (b Blobs) sparse(s *torch.Scope, t *Tensor, storages Storages) *torch.Tensor {
	var parts []*torch.Tensor
	for _, p := range t.Parts {
		parts = append(parts, b.Tensor(s, p, storages))
	}
	dtype := aten.Some(DTypes[t.DType])
	if t.Layout == "sparse_coo" {
		return aten.InternalSparseCooTensorUnsafe(parts[0], parts[1], t.Size,
			&aten.InternalSparseCooTensorUnsafeOptions{DType: dtype, IsCoalesced: aten.Some(t.Coalesced)})
	}
	return aten.InternalSparseCompressedTensorUnsafe(parts[0], parts[1], parts[2], t.Size,
		&aten.InternalSparseCompressedTensorUnsafeOptions{DType: dtype, Layout: aten.Some(Layouts[t.Layout])})
}

// Parts takes a sparse tensor apart, in the order of its constructor.
func Parts(t *torch.Tensor, layout string) []*torch.Tensor {
	switch layout {
	case "sparse_coo":
		return []*torch.Tensor{aten.InternalIndices(t), aten.InternalValues(t)}
	case "sparse_csr", "sparse_bsr":
		return []*torch.Tensor{aten.CrowIndices(t), aten.ColIndices(t), aten.Values(t)}
	default:
		return []*torch.Tensor{aten.CcolIndices(t), aten.RowIndices(t), aten.Values(t)}
	}
}

// Any makes the Go value of a written one: a device is its name, a list is []any.
func (b Blobs) Any(s *torch.Scope, v *Value, storages Storages) any {
	switch {
	case v == nil:
		return nil
	case v.Tensor != nil:
		return b.Tensor(s, v.Tensor, storages)
	case v.List != nil:
		list := make([]any, len(v.List))
		for i, x := range v.List {
			list[i] = b.Any(s, x, storages)
		}
		return list
	case v.Bool != nil:
		return *v.Bool
	case v.Int != nil:
		return int(*v.Int)
	case v.Float != nil:
		return ParseFloat(*v.Float)
	case v.Parts != nil:
		return complex(ParseFloat(v.Parts[0]), ParseFloat(v.Parts[1]))
	case v.Text != nil:
		return *v.Text
	case v.DType != nil:
		return DTypes[*v.DType]
	case v.Device != nil:
		return *v.Device
	case v.Layout != nil:
		return Layouts[*v.Layout]
	case v.Format != nil:
		return Formats[*v.Format]
	}
	panic(fmt.Sprintf("a value of no known type: %+v", v))
}

// ParseFloat reads the bits of a float64.
func ParseFloat(s string) float64 {
	bits, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		panic(err)
	}
	return math.Float64frombits(bits)
}

// What Python's names without torch. stand for.
var (
	DTypes  = byName(torch.DType.String, torch.UInt8, torch.Float4E2M1FNX2)
	Layouts = byName(torch.Layout.String, torch.Strided, torch.Jagged)
	Formats = byName(torch.MemoryFormat.String, torch.ContiguousFormat, torch.ChannelsLast3d)
)

// byName maps Python's names to the constants from first to last.
func byName[T torch.DType | torch.Layout | torch.MemoryFormat](name func(T) string, first, last T) map[string]T {
	names := map[string]T{}
	for v := first; v <= last; v++ {
		names[strings.TrimPrefix(name(v), "torch.")] = v
	}
	return names
}
