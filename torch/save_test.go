package torch_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// entries are the entries of an archive as they lie in it.
func entries(t *testing.T, data []byte) (names []string, places []int64, contents []string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	for _, f := range z.File {
		at, err := f.DataOffset()
		require.NoError(t, err)
		content := data[at : at+int64(f.CompressedSize64)]
		if strings.HasSuffix(f.Name, "serialization_id") {
			content = content[20:] // behind the hash of the names, which is of the C++ library's own kind
		}
		names, places, contents = append(names, f.Name), append(places, at), append(contents, string(content))
	}
	return names, places, contents
}

// listing lists a pickle's opcodes with their arguments, in which a value that is
// referred to has its number among those that are no strings, and a string itself:
// Python refers to a string only where it is the same object.
func listing(t *testing.T, data string) (out []string) {
	sizes := map[byte]int{0x80: 1, 'J': 4, 'K': 1, 'M': 2, 'G': 8, 'h': 1, 'j': 4, 'q': 1, 'r': 4}
	memo, last, objects := map[string]string{}, "", 0
	for len(data) > 0 {
		op, n := data[0], sizes[data[0]]
		data = data[1:]
		switch op {
		case 'X':
			n = 4 + int(binary.LittleEndian.Uint32([]byte(data)))
		case 0x8a:
			n = 1 + int(data[0])
		case 'c':
			n = strings.Index(data, "\n") + 1
			n += strings.Index(data[n:], "\n") + 1
		}
		argument := data[:n]
		data = data[n:]
		key := strings.TrimRight(argument, "\x00")
		switch op {
		case 'q', 'r':
			if memo[key] = last; last[0] != 'X' {
				objects++
				memo[key] = fmt.Sprint("value ", objects)
			}
		case 'h', 'j':
			require.Contains(t, memo, key)
			out = append(out, memo[key])
		default:
			last = string(op) + argument
			out = append(out, last)
		}
	}
	return out
}

func TestSave_WritesWhatPythonWrote(t *testing.T) {
	for _, name := range []string{"dtypes.pt", "run.pt", "sparse.pt", "tensor.pt", "values.pt", "layouts.pt", "quantized.pt"} {
		t.Run(name, func(t *testing.T) {
			python, err := os.ReadFile(filepath.Join("testdata/saved", name))
			require.NoError(t, err)
			value, err := torch.LoadFrom(bytes.NewReader(python), len(python))
			require.NoError(t, err)
			path := filepath.Join(t.TempDir(), name)
			require.NoError(t, torch.Save(path, value))
			ours, err := os.ReadFile(path)
			require.NoError(t, err)

			names, places, contents := entries(t, python)
			gotNames, gotPlaces, gotContents := entries(t, ours)
			require.Equal(t, names, gotNames)
			want, got := listing(t, contents[0]), listing(t, gotContents[0])
			for i := range min(len(want), len(got)) { // not all at once: it is long
				require.Equal(t, want[i], got[i], "opcode %d", i)
			}
			require.Len(t, got, len(want))
			samePickle := contents[0] == gotContents[0]
			for i := 1; i < len(names); i++ {
				if samePickle || !strings.HasSuffix(names[i], "serialization_id") {
					require.Equal(t, contents[i], gotContents[i], names[i])
				}
				require.Zero(t, gotPlaces[i]%64)
			}
			if samePickle {
				require.Equal(t, places, gotPlaces)
				require.Len(t, ours, len(python))
			}
			require.Equal(t, name == "values.pt" || name == "run.pt" || name == "layouts.pt", !samePickle)
		})
	}
}

func TestSave_LoadsAgain(t *testing.T) {
	for name, want := range pythonSaved(t) {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			value, err := torch.Load(filepath.Join("testdata/saved", name))
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, torch.SaveTo(&b, value))
			again, err := torch.LoadFrom(bytes.NewReader(b.Bytes()), b.Len())
			require.NoError(t, err)
			requireTold(t, want, again)
		})
	}
}

// TestSave_PythonLoads has the Pythons that GOTORCH_TEST_PYTHON lists read what Go wrote:
// what it read of Python's files, and values of Go's own kinds.
func TestSave_PythonLoads(t *testing.T) {
	pythons := os.Getenv("GOTORCH_TEST_PYTHON")
	if pythons == "" {
		t.Skip("GOTORCH_TEST_PYTHON names no Python with torch; scripts/test-python.sh sets it")
	}
	want := pythonSaved(t)
	dir := t.TempDir()
	for name := range want {
		value, err := torch.Load(filepath.Join("testdata/saved", name))
		require.NoError(t, err)
		require.NoError(t, torch.Save(filepath.Join(dir, name), value))
	}
	own := ownValues()
	require.NoError(t, torch.Save(filepath.Join(dir, "own.pt"), own))
	again, err := torch.Load(filepath.Join(dir, "own.pt"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(marshal(teller{}.tell(again)), new(any)))
	for python := range strings.SplitSeq(pythons, ":") {
		command := exec.Command(python, "testdata/saved.py", "tell", dir)
		command.Stderr = os.Stderr
		out, err := command.Output()
		require.NoError(t, err)
		var told map[string]any
		require.NoError(t, json.Unmarshal(out, &told))
		requireTold(t, told["own.pt"], again)
		delete(told, "own.pt")
		require.ElementsMatch(t, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(told)))
		for name := range want {
			require.Equal(t, want[name], told[name], "%s in %s", name, python)
		}
	}
}

// ownValues are of Go's own kinds.
func ownValues() any {
	type name string
	type count uint64
	list := []float32{1, 2}
	return map[string]any{
		"numbers": []any{int8(1), uint16(2), count(1 << 63), float32(0.5), complex64(1i)},
		"name":    name("x"), "lists": []any{list, list, [2]bool{true, false}, []string{}, [][]int{{1}}},
		"maps": map[int]string{2: "b", 1: "a"}, "empty": []byte{},
		"state": torch.NewStateDict(map[string]*torch.Tensor{"b": torch.Ones(2), "a": torch.Zeros(1, torch.Int64)}),
	}
}

func TestSave_NamesThePlaceOfWhatItCannotSave(t *testing.T) {
	inner := torch.NewDict()
	loop := torch.NewDict("self", inner)
	inner.Set("up", loop)
	bits := torch.Ones(4)
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"a channel":  {torch.NewDict("a", []any{1, make(chan int)}), `["a"][1]: a chan int can't be saved`},
		"a struct":   {map[string]any{"x": struct{ x int }{1}}, `["x"]: a struct { x int } has no exported fields`},
		"itself":     {loop, `["self"]["up"]: it holds itself`},
		"two dtypes": {[]any{bits, bits.ViewDType(torch.Int32)}, `[1]: it is of torch.int32 and shares memory`},
		"nested":     {torch.NewDict("n", torch.NestedTensor([]*torch.Tensor{torch.Ones(1), torch.Ones(2)})), `["n"]: a nested tensor`},
		"text":       {[]any{"\xff"}, "is not UTF-8; save it as a []byte"},
		"keys":       {map[float64]int{1: 1}, "save a Dict"},
		"nil":        {[]any{(*torch.Tensor)(nil)}, "the tensor is nil"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.pt")
			require.NoError(t, os.WriteFile(path, []byte("former"), 0o666))
			require.ErrorContains(t, torch.Save(path, c.value), c.want)
			kept, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, "former", string(kept))
		})
	}
	require.ErrorContains(t, torch.SaveTo(failing{}, torch.Ones(1)), "closed pipe")
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
