package torch_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// object is a JSON object.
type object = map[string]any

// teller tells values as testdata/saved.py does.
type teller map[uintptr]int

func (seen teller) tell(value any) any {
	switch v := value.(type) {
	case string:
		if strings.ContainsFunc(v, func(r rune) bool { return r == utf8.RuneError }) {
			return object{"str": hex.EncodeToString([]byte(v))}
		}
		return v
	case nil, bool:
		return v
	case int, *big.Int:
		return object{"int": fmt.Sprint(v)}
	case float64:
		return object{"float": hex.EncodeToString(binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))}
	case complex128:
		return object{"complex": []any{real(v), imag(v)}}
	case []byte:
		return object{"bytes": hex.EncodeToString(v)}
	case torch.ByteArray:
		return object{"bytearray": hex.EncodeToString(v)}
	case torch.Size:
		return object{"Size": numbers(v)}
	case torch.DType:
		return object{"dtype": v.String()}
	case torch.Device:
		return object{"device": v.String()}
	case torch.Layout:
		return object{"layout": v.String()}
	case []any:
		return object{"list": seen.all(v)}
	case torch.Tuple:
		return object{"tuple": seen.all(v)}
	case torch.Set:
		items := seen.all(v)
		slices.SortFunc(items, func(a, b any) int { return slices.Compare(marshal(a), marshal(b)) })
		return object{"set": items}
	case *torch.Dict:
		return seen.dict(v)
	case *torch.SavedTensor:
		return seen.saved(v)
	case *torch.Tensor:
		return seen.tensor(v)
	}
	panic(fmt.Sprintf("%T", value))
}

func marshal(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return out
}

func numbers(v []int) []any {
	out := []any{}
	for _, n := range v {
		out = append(out, float64(n))
	}
	return out
}

func (seen teller) all(items []any) []any {
	out := []any{}
	for _, item := range items {
		out = append(out, seen.tell(item))
	}
	return out
}

func (seen teller) dict(d *torch.Dict) any {
	items := []any{}
	for key, value := range d.All() {
		items = append(items, []any{seen.tell(key), seen.tell(value)})
	}
	out := object{"dict": d.Kind.String(), "items": items, "attributes": nil}
	if d.Attributes != nil {
		out["attributes"] = seen.tell(d.Attributes)
	}
	return out
}

func (seen teller) saved(v *torch.SavedTensor) any {
	attributes := v.Attributes
	if attributes == nil {
		attributes = &torch.Dict{}
	}
	t := v.Detach()
	if v.IsParameter {
		return object{"parameter": seen.tell(t), "grad": v.RequiresGrad(), "attributes": seen.tell(attributes)}
	}
	return object{"attributed": seen.tell(t), "attributes": seen.tell(attributes)}
}

func (seen teller) tensor(t *torch.Tensor) any {
	out := object{"tensor": t.DType().String(), "size": numbers(t.Shape()), "layout": t.Layout().String(), "grad": t.RequiresGrad()}
	switch layout := t.Layout(); {
	case layout == torch.SparseCOO:
		out["parts"] = seen.all([]any{raw("_indices", t), raw("_values", t)})
		return out
	case layout != torch.Strided:
		out["parts"] = seen.all([]any{t.Values()})
		return out
	}
	out["stride"], out["offset"], out["device"] = numbers(t.Strides()), float64(t.StorageOffset()), t.Device().String()
	if t.Device().Type == torch.DeviceMeta {
		return out
	}
	storage := t.UntypedStorage()
	var bytes []byte
	out["storage"] = -1.0
	if storage.DataPtr != 0 {
		if _, known := seen[storage.DataPtr]; !known {
			seen[storage.DataPtr] = len(seen)
		}
		out["storage"] = float64(seen[storage.DataPtr])
		bytes = unsafe.Slice(*(**byte)(unsafe.Pointer(&storage.DataPtr)), storage.NBytes)
	}
	sum := sha256.Sum256(bytes)
	out["bytes"], out["conj"], out["neg"] = hex.EncodeToString(sum[:8]), t.IsConj(), t.IsNeg()
	if t.IsQuantized() {
		out["scheme"] = t.QScheme().String()
		scales, zeros := []any{}, []any{}
		if t.QScheme() == torch.PerTensorAffine {
			scales, zeros = append(scales, t.QScale()), append(zeros, float64(t.QZeroPoint()))
		} else {
			scales = anyOf(torch.Data[float64](t.QPerChannelScales().To(torch.Float64)))
			zeros = anyOf(torch.Data[float64](t.QPerChannelZeroPoints().To(torch.Float64)))
		}
		out["scales"], out["zeros"] = scales, zeros
	}
	return out
}

func anyOf(numbers []float64) (out []any) {
	for _, n := range numbers {
		out = append(out, n)
	}
	return out
}

func raw(op string, t *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: torch.NewOp("aten::" + op)}
	v.Tensor(t)
	return v.One()
}

// pythonSaved is what Python reads of the files in testdata/saved.
func pythonSaved(t *testing.T) map[string]any {
	text, err := os.ReadFile("testdata/saved/saved.json")
	require.NoError(t, err)
	var told map[string]any
	require.NoError(t, json.Unmarshal(text, &told))
	return told
}

func requireTold(t *testing.T, want, value any) {
	t.Helper()
	var got any
	require.NoError(t, json.Unmarshal(marshal(teller{}.tell(value)), &got))
	require.Equal(t, want, got)
}

func TestLoad_ReadsWhatPythonReads(t *testing.T) {
	for name, want := range pythonSaved(t) {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			path := filepath.Join("testdata/saved", name)
			value, err := torch.Load(path)
			require.NoError(t, err)
			requireTold(t, want, value)
			mapped, err := torch.Load(path, torch.Mmap(true))
			if err != nil {
				require.ErrorContains(t, err, "can't be mapped")
				return
			}
			requireTold(t, want, mapped)
		})
	}
}
