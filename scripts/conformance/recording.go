package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// recording is one file of record.py: part of an entry of op_db.
type recording struct {
	Entry string
	Note  string // why there are no samples
	Torch string
	Seed  int64
	Calls []recordedCall
	Left  map[string]int // calls, by the reason why they are left out
	// Samples counts them by dtype and outcome: "float32 recorded", "float32 left out".
	Samples     map[string]int
	SamplesLeft map[string]int // by the reason
	Traits      map[string]int // samples by what is special in their tensors

	blobs map[string]*torch.Tensor
}

// recordedCall is one call: its arguments, its results, what the tensors among the
// arguments held afterwards, and the gradients of those that ask for one.
type recordedCall struct {
	Op       string // with its overload, or without for Call to choose it
	Overload string // that Python chose then
	Sample   string // the first one that makes this call
	Args     []*value
	Kwargs   []keyword
	Results  []*value
	After    []*value
	Grads    []*value
	// Unsettled results have other bits each time, in Python too.
	Unsettled bool
}

// exact returns the operator's name with the overload.
func (c *recordedCall) exact() string {
	if c.Overload != "" && c.Overload != "default" {
		return c.Op + "." + c.Overload
	}
	return strings.TrimSuffix(c.Op, ".default")
}

type keyword struct {
	name  string
	value *value
}

func (k *keyword) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&k.name, &k.value})
}

// value is one argument or result; the field that is set tells its type, and a
// nil *value is None.
type value struct {
	Tensor *recordedTensor `json:"t"`
	List   []*value        `json:"l"`
	Bool   *bool           `json:"b"`
	Int    *int64          `json:"i"`
	Float  *string         `json:"f"`
	Parts  []string        `json:"c"`
	Text   *string         `json:"s"`
	DType  *string         `json:"dtype"`
	Device *string         `json:"device"`
	Layout *string         `json:"layout"`
	Format *string         `json:"format"`
}

type recordedTensor struct {
	Blob         string // zero for a tensor of zeros without memory
	Storage      int    // its number in the call
	DType        string
	Size, Stride []int
	Offset       int
	Conj, Neg    bool // its elements are the conjugates, the negatives of those in memory
	Grad         bool // it asks for a gradient

	Layout    string // of a sparse tensor, which has Parts in place of Blob
	Parts     []*recordedTensor
	Coalesced bool
}

// zero is the blob of a tensor without memory.
const zero = "zero"

func readRecording(file string) (*recording, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := &recording{}
	if err := json.Unmarshal(text, r); err != nil {
		return nil, err
	}
	if len(r.Calls) == 0 {
		return r, nil
	}
	r.blobs, err = safetensors.LoadFile(blobsOf(file))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil // no call of this entry has a tensor
	}
	return r, err
}

// bases are the tensors over whole storages, of which others are views.
type bases map[storageKey]*torch.Tensor

type storageKey struct {
	number int
	dtype  torch.DType
}

// tensor makes a recorded tensor; those of one call that shared a storage share
// it again, and none is a view of another as autograd sees it.
func (r *recording) tensor(s *torch.Scope, t *recordedTensor, storages bases) *torch.Tensor {
	made := r.data(s, t, storages)
	if t.Grad {
		made.SetRequiresGrad(true)
	}
	return made
}

func (r *recording) data(s *torch.Scope, t *recordedTensor, storages bases) *torch.Tensor {
	dtype := dtypes[t.DType]
	switch {
	case t.Parts != nil:
		return r.sparse(s, t, storages)
	case t.Blob == zero:
		return s.Adopt(aten.InternalEfficientzerotensor(t.Size, &aten.InternalEfficientzerotensorOptions{DType: aten.Some(dtype)}))
	}
	key := storageKey{t.Storage, dtype}
	base := storages[key]
	if base == nil {
		raw := r.blobs[t.Blob].RawBytes()
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

func (r *recording) sparse(s *torch.Scope, t *recordedTensor, storages bases) *torch.Tensor {
	var parts []*torch.Tensor
	for _, p := range t.Parts {
		parts = append(parts, r.tensor(s, p, storages))
	}
	dtype := aten.Some(dtypes[t.DType])
	if t.Layout == "sparse_coo" {
		return aten.InternalSparseCooTensorUnsafe(parts[0], parts[1], t.Size,
			&aten.InternalSparseCooTensorUnsafeOptions{DType: dtype, IsCoalesced: aten.Some(t.Coalesced)})
	}
	return aten.InternalSparseCompressedTensorUnsafe(parts[0], parts[1], parts[2], t.Size,
		&aten.InternalSparseCompressedTensorUnsafeOptions{DType: dtype, Layout: aten.Some(layouts[t.Layout])})
}

// partsOf takes a sparse tensor apart, in the order of its constructor.
func partsOf(t *torch.Tensor, layout string) []*torch.Tensor {
	switch layout {
	case "sparse_coo":
		return []*torch.Tensor{aten.InternalIndices(t), aten.InternalValues(t)}
	case "sparse_csr", "sparse_bsr":
		return []*torch.Tensor{aten.CrowIndices(t), aten.ColIndices(t), aten.Values(t)}
	default:
		return []*torch.Tensor{aten.CcolIndices(t), aten.RowIndices(t), aten.Values(t)}
	}
}

// argument makes the Go value of a recorded one.
func (r *recording) argument(s *torch.Scope, v *value, storages bases) any {
	switch {
	case v == nil:
		return nil
	case v.Tensor != nil:
		return r.tensor(s, v.Tensor, storages)
	case v.List != nil:
		list := make([]any, len(v.List))
		for i, x := range v.List {
			list[i] = r.argument(s, x, storages)
		}
		return list
	case v.Bool != nil:
		return *v.Bool
	case v.Int != nil:
		return int(*v.Int)
	case v.Float != nil:
		return parseFloat(*v.Float)
	case v.Parts != nil:
		return complex(parseFloat(v.Parts[0]), parseFloat(v.Parts[1]))
	case v.Text != nil:
		return *v.Text
	case v.DType != nil:
		return dtypes[*v.DType]
	case v.Device != nil:
		return *v.Device
	case v.Layout != nil:
		return layouts[*v.Layout]
	case v.Format != nil:
		return formats[*v.Format]
	}
	panic(fmt.Sprintf("a value of no known type: %+v", v))
}

// parseFloat reads the bits of a float64.
func parseFloat(s string) float64 {
	bits, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		panic(err)
	}
	return math.Float64frombits(bits)
}

var (
	dtypes  = byName(torch.DType.String, torch.UInt8, torch.Float4E2M1FNX2)
	layouts = byName(torch.Layout.String, torch.Strided, torch.Jagged)
	formats = byName(torch.MemoryFormat.String, torch.ContiguousFormat, torch.ChannelsLast3d)
)

// byName maps Python's names to the constants from first to last.
func byName[T torch.DType | torch.Layout | torch.MemoryFormat](name func(T) string, first, last T) map[string]T {
	names := map[string]T{}
	for v := first; v <= last; v++ {
		names[strings.TrimPrefix(name(v), "torch.")] = v
	}
	return names
}
