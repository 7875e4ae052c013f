package torch_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

const runFile = "testdata/saved/run.pt"

func TestLoadStateDict_OfAPartOfAFile(t *testing.T) {
	torchtest.NoLeaks(t)
	state, err := torch.LoadStateDict(runFile, torch.At("model"))
	require.NoError(t, err)
	require.Equal(t, []string{"0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked", "3.weight"}, state.Names())
	require.Equal(t, 2, state.Metadata.Get("1").(*torch.Dict).Get("version"))

	_, err = torch.LoadStateDict(runFile)
	require.ErrorContains(t, err, `run.pt: this is no state_dict: ["epoch"] is an int, not a tensor; torch.At names`)
	_, err = torch.LoadStateDict(runFile, torch.At("epoch"))
	require.ErrorContains(t, err, "an int is no state_dict")
	_, err = torch.LoadStateDict(runFile, torch.At("modle"))
	require.ErrorContains(t, err, `there is no key "modle"; keys: "epoch", "model", "optimizer"`)
	_, err = torch.LoadStateDict("nowhere.pt")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestLoad_OneTensorReadsItsStorageAlone(t *testing.T) {
	data, err := os.ReadFile(runFile)
	require.NoError(t, err)
	_, places, _ := entries(t, data)
	counter := &reads{Reader: bytes.NewReader(data), at: map[int64]bool{}}
	value, err := torch.LoadFrom(counter, len(data), torch.At("optimizer", "state", 1, "exp_avg"))
	require.NoError(t, err)
	require.Equal(t, []int{4}, value.(*torch.Tensor).Shape())
	read := 0
	for _, at := range places[4 : len(places)-2] {
		if counter.at[at] {
			read++
		}
	}
	require.Equal(t, 1, read)
}

// reads notes where it was read.
type reads struct {
	*bytes.Reader
	at map[int64]bool
}

func (r *reads) ReadAt(p []byte, at int64) (int, error) {
	r.at[at] = true
	return r.Reader.ReadAt(p, at)
}

// settings has all kinds of fields that a struct in a file may have.
type settings struct {
	Name   string `json:"name,omitempty"`
	Rate   *float64
	Size   [2]int `py:"image_size"`
	Layers []layer
	Inside layer
	Left   string `json:"-"`
	hidden int
}

type layer struct{ Width int }

func TestAssign_Structs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.pt")
	rate := 0.5
	want := settings{"x", &rate, [2]int{2, 3}, []layer{{1}, {2}}, layer{3}, "left", 1}
	require.NoError(t, torch.Save(path, map[string]any{"settings": &want}))
	value, err := torch.Load(path)
	require.NoError(t, err)
	saved := value.(*torch.Dict).Get("settings").(*torch.Dict)
	assert.Equal(t, []any{"name", "Rate", "image_size", "Layers", "Inside"}, saved.Keys())
	assert.Equal(t, torch.Tuple{2, 3}, saved.Get("image_size"))

	got := settings{Left: "mine", hidden: 7}
	require.NoError(t, torch.Assign(&got, value, "settings"))
	want.Left, want.hidden = "mine", 7
	assert.Equal(t, want, got)
	layers, err := torch.Lookup[[]layer](value, "settings", "Layers")
	require.NoError(t, err)
	assert.Equal(t, want.Layers, layers)

	for text, value := range map[string]any{
		`there is no key "Width", which torch_test.layer has; keys: "width"`: torch.NewDict("width", 1),
		`torch_test.layer has no field for the key "Depth"`:                  torch.NewDict("Width", 1, "Depth", 2),
		`["Width"]: a str, "1", is no int`:                                   torch.NewDict("Width", "1"),
		`a list is no torch_test.layer`:                                      []any{1},
	} {
		assert.ErrorContains(t, torch.Assign(&layer{}, value), text)
	}
	var pair [2]int
	assert.ErrorContains(t, torch.Assign(&pair, []any{1, 2, 3}), "a list is no [2]int")
	torchtest.Panics(t, "expected a pointer to what takes the value, got torch_test.layer", func() { _ = torch.Assign(layer{}, 1) })
}

func TestLookup(t *testing.T) {
	checkpoint, err := torch.Load(runFile)
	require.NoError(t, err)
	epoch, err := torch.Lookup[int](checkpoint, "epoch")
	require.NoError(t, err)
	require.Equal(t, 3, epoch)
	lr, err := torch.Lookup[float32](checkpoint, "optimizer", "param_groups", 0, "lr")
	require.NoError(t, err)
	require.Equal(t, float32(0.01), lr)
	betas, err := torch.Lookup[[]float64](checkpoint, "optimizer", "param_groups", 0, "betas")
	require.NoError(t, err)
	require.Equal(t, []float64{0.9, 0.999}, betas)
	decay, err := torch.Lookup[float64](checkpoint, "optimizer", "param_groups", 0, "weight_decay")
	require.NoError(t, err)
	require.Zero(t, decay)
	state, err := torch.Lookup[map[int]*torch.StateDict](checkpoint, "optimizer", "state")
	require.NoError(t, err)
	require.Len(t, state, 5)
	require.Equal(t, []string{"step", "exp_avg", "exp_avg_sq"}, state[0].Names())
	whole, err := torch.Lookup[*torch.Dict](checkpoint)
	require.NoError(t, err)
	require.Equal(t, 6, whole.Len())

	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"type":     {second(torch.Lookup[string](checkpoint, "epoch")), `torch: ["epoch"]: an int, 3, is no string`},
		"range":    {second(torch.Lookup[uint8](torch.NewDict("n", 256), "n")), `["n"]: an int, 256, is no uint8`},
		"fraction": {second(torch.Lookup[int](torch.NewDict("x", 1.5), "x")), `["x"]: a float, 1.5, is no int`},
		"key":      {second(torch.Lookup[int](checkpoint, "optimizer", "groups")), `torch: ["optimizer"]: there is no key "groups"; keys: "state", "param_groups"`},
		"index":    {second(torch.Lookup[int](checkpoint, "losses", 2)), `torch: ["losses"]: a list of 2 has no item 2`},
		"no parts": {second(torch.Lookup[int](checkpoint, "epoch", "x")), `torch: ["epoch"]: an int has no parts, so no "x"`},
		"element":  {second(torch.Lookup[[]int](checkpoint, "losses")), `torch: ["losses"]: [0]: a float, 0.5, is no int`},
		"tensor":   {second(torch.Lookup[*torch.Tensor](checkpoint, "losses")), `["losses"]: a list`},
		"nothing":  {second(torch.Lookup[int](nil, "x")), "torch: the file: None has no parts"},
	} {
		t.Run(name, func(t *testing.T) { require.ErrorContains(t, c.err, c.want) })
	}
}

func second[T any](_ T, err error) error { return err }

func TestDict(t *testing.T) {
	d := torch.NewDict("a", 1, 2, "two", torch.Tuple{1, "x"}, 3, nil, 4)
	d.Set(2.0, "replaced")
	require.Equal(t, []any{"a", 2, torch.Tuple{1, "x"}, nil}, d.Keys())
	require.Equal(t, "replaced", d.Get(2))
	require.Equal(t, 3, d.Get(torch.Tuple{true, "x"}))
	require.True(t, d.Has(nil))
	require.False(t, d.Has([]any{}))
	require.Panics(t, func() { d.Set([]any{}, 1) })
	require.Panics(t, func() { torch.NewDict(d.Keys()[:d.Len()-1]...) })
}

func TestLoad_MapLocation(t *testing.T) {
	torchtest.NoLeaks(t)
	meta, err := torch.LoadStateDict(runFile, torch.At("model"), torch.MapLocation(torch.Meta))
	require.NoError(t, err)
	for name, tensor := range meta.All() {
		require.Equal(t, torch.Meta, tensor.Device(), name)
	}
	var asked []string
	_, err = torch.Load(runFile, torch.MapLocationFunc(func(location string) string {
		asked = append(asked, location)
		return "meta"
	}))
	require.NoError(t, err)
	require.Contains(t, asked, "cpu")
	_, err = torch.Load(runFile, torch.MapLocationFunc(func(string) string { return "cuda:99" }))
	require.ErrorContains(t, err, "there is no such device here; load them elsewhere with torch.MapLocation(torch.CPU)")
	_, err = torch.Load("testdata/saved/sparse.pt", torch.MapLocation(torch.Meta))
	require.NoError(t, err)
}

func TestLoad_MappedTensorsLeaveTheFileAsItIs(t *testing.T) {
	torchtest.NoLeaks(t)
	path := filepath.Join(t.TempDir(), "x.pt")
	require.NoError(t, torch.Save(path, torch.Arange(1000)))
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	value, err := torch.Load(path, torch.Mmap(true))
	require.NoError(t, err)
	value.(*torch.Tensor).Add_(1)
	require.Equal(t, int64(1000), torch.Data[int64](value.(*torch.Tensor))[999])
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, before, after)
	_, err = torch.LoadFrom(bytes.NewReader(before), len(before), torch.Mmap(true))
	require.ErrorContains(t, err, "Mmap needs a file on a disk")
}

// entry is one of an archive that a test makes.
type entry struct{ name, data string }

// archive stores entries as they are.
func archive(t testing.TB, entries ...entry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		out, err := z.CreateRaw(&zip.FileHeader{Name: e.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(e.data)),
			CompressedSize64: uint64(len(e.data)), UncompressedSize64: uint64(len(e.data))})
		require.NoError(t, err)
		_, err = out.Write([]byte(e.data))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// saved is an archive of a pickle, of the opcodes between its first and its last, and of a
// storage of 16 bytes, data/0.
func saved(t testing.TB, opcodes string) []byte {
	return archive(t, entry{"a/data.pkl", "\x80\x02" + opcodes + "."}, entry{"a/data/0", strings.Repeat("\x01", 16)})
}

// text, integer and global are opcodes.
func text(s string) string {
	return "X" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(s)))) + s
}

func integer(n int64) string {
	return "\x8a\x08" + string(binary.LittleEndian.AppendUint64(nil, uint64(n)))
}

func global(module, name string) string { return "c" + module + "\n" + name + "\n" }

// stored is the storage data/0, said to be of numel floats.
func stored(key string, numel int64) string {
	return "(" + text("storage") + global("torch", "FloatStorage") + text(key) + text("cpu") + integer(numel) + "tQ"
}

// tensor is a tensor of that storage.
func tensor(offset int64, sizes, strides []int64) string {
	tuple := func(numbers []int64) string {
		var b strings.Builder
		for _, n := range numbers {
			b.WriteString(integer(n))
		}
		return "(" + b.String() + "t"
	}
	return global("torch._utils", "_rebuild_tensor_v2") + "(" + stored("0", 4) + integer(offset) + tuple(sizes) + tuple(strides) +
		"\x89" + global("collections", "OrderedDict") + ")RtR"
}

func TestLoad_RefusesWhatItDoesNotKnow(t *testing.T) {
	for _, name := range [][2]string{
		{"os", "system"}, {"posix", "system"}, {"builtins", "eval"}, {"__builtin__", "getattr"}, {"torch.nn.modules.linear", "Linear"},
		{"collections", "defaultdict"}, {"torch._utils", "_rebuild_wrapper_subclass"}, {"torch", "load"}, {"torch.hub", "load"},
	} {
		for form, opcodes := range map[string]string{
			"named": global(name[0], name[1]), "called": global(name[0], name[1]) + text("true") + "\x85R", "made": global(name[0], name[1]) + ")\x81",
		} {
			data := saved(t, opcodes)
			_, err := torch.LoadFrom(bytes.NewReader(data), len(data))
			require.ErrorIs(t, err, torch.ErrFormat, form)
			require.ErrorContains(t, err, strings.Replace(name[0], "__builtin__", "builtins", 1)+"."+name[1])
			require.ErrorContains(t, err, "torch.save(model.state_dict(), path)")
		}
	}
}

func TestLoad_HostilePickles(t *testing.T) {
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	list := "](" + many(200, "N") + "e"
	for name, c := range map[string]struct{ opcodes, want string }{
		"size beyond the storage":     {tensor(0, []int64{5}, []int64{1}), "is larger than its storage of 4"},
		"stride beyond the storage":   {tensor(0, []int64{2, 2}, []int64{3, 2}), "is larger than its storage of 4"},
		"offset beyond the storage":   {tensor(5, []int64{1}, []int64{1}), "begins at element 5 of a storage of 4"},
		"offset at the storage's end": {tensor(4, []int64{1}, []int64{1}), "is larger than its storage of 4"},
		"negative offset":             {tensor(-1, []int64{1}, []int64{1}), "begins at element -1"},
		"negative stride":             {tensor(3, []int64{4}, []int64{-1}), "strides [-1]"},
		"negative size":               {tensor(0, []int64{-1}, []int64{1}), "sizes [-1]"},
		"sizes without strides":       {tensor(0, []int64{1, 2}, []int64{1}), "2 sizes has 1 strides"},
		"a size that overflows":       {tensor(0, []int64{1 << 62, 1 << 62}, []int64{1 << 62, 4}), "is larger than its storage"},
		"a product that overflows":    {tensor(0, []int64{1 << 62, 1 << 62, 1 << 62}, []int64{0, 0, 0}), ""},
		"a storage that is shorter":   {stored("0", 5), "entry \"data/0\" has 16 bytes, its tensors say 20"},
		"a storage that is not there": {stored("1", 4), "there is no entry \"data/1\""},
		"a storage that leads out":    {stored("../data.pkl", 1), "there is no entry"},
		"a storage of no end":         {stored("0", 1<<62), "a storage of 4611686018427387904 elements"},
		"a storage of less than none": {stored("0", -4), "a storage of -4 elements"},
		"nesting":                     {many(5000, "](") + many(5000, "e"), "lie in each other more than 1000 deep"},
		"a list in itself":            {"]q\x00h\x00a", "holds itself"},
		"a dict in itself":            {"}q\x00" + text("x") + "h\x00s", "holds itself"},
		"a length of no end":          {"X\xff\xff\xff\xffabc", "unexpected EOF"},
		"an empty stack":              {"", "more from the stack than there is"},
		"no mark":                     {"t", "there is no mark"},
		"past a mark":                 {"N(\x85", "more from the stack than there is"},
		"a memo of nothing":           {"h\x07", "refers to value 7"},
		"no pair":                     {"}(Nu", "a key has no value"},
		"a key that can't be one":     {"}]Ns", "a list of 0 is no key of a dict"},
		"a key of no end":             {"Nq\x00" + many(30, "h\x00h\x00h\x00\x87q\x00") + "}h\x00Ns", "is no key of a dict"},
		"copies of a list":            {list + "q\x00" + many(500, global("__builtin__", "set")+"h\x00\x85R"), "many copies of one value"},
		"copies of bytes":             {text(many(5000, "a")) + "q\x00" + many(500, global("_codecs", "encode")+"h\x00"+text("latin1")+"\x86R"), "many copies of one value"},
		"a call of a list":            {"])R", "it calls a list of 0"},
		"arguments that are none":     {global("collections", "OrderedDict") + "]R", "arguments are a list of 0, not a tuple"},
		"appending to a tuple":        {")Na", "it appends to a tuple of 0"},
		"a class for a value":         {global("torch", "Tensor"), "stands where a value should"},
		"protocol 4":                  {"\x80\x04\x95", "protocol 4; save with pickle_protocol=2"},
		"a scale of nothing":          {global("torch._utils", "_rebuild_qtensor") + "(" + stored("0", 4) + "K\x00)))\x89)tR", "argument 0 is missing"},
		"tensors of each other":       {tensor(0, []int64{4}, []int64{1}) + many(20, "q\x00"+global("torch._utils", "_rebuild_parameter")+"h\x00\x89)\x87R"), "made of each other more than 8 deep"},
		"not UTF-8":                   {text("\xff"), "not UTF-8"},
		"a device of no kind":         {global("torch", "device") + text("nowhere") + "\x85R", "nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			data := saved(t, c.opcodes)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := torch.LoadFrom(bytes.NewReader(data), len(data))
			runtime.ReadMemStats(&after)
			require.ErrorContains(t, err, c.want)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
		})
	}
}

// A pickle that doubles a tuple at each of its opcodes has no end when it is printed or
// copied, and takes a few bytes when it is not.
func TestLoad_SharedTuplesStayShared(t *testing.T) {
	data := saved(t, "K\x01q\x00"+strings.Repeat("h\x00h\x00\x86q\x00", 100))
	value, err := torch.LoadFrom(bytes.NewReader(data), len(data))
	require.NoError(t, err)
	require.Len(t, value, 2)
	var b bytes.Buffer
	require.NoError(t, torch.SaveTo(&b, value))
	require.Less(t, b.Len(), 1<<14)
	for _, wrong := range []string{"h\x00Q", "h\x00)R", "}h\x00Ns", global("torch", "Size") + "h\x00R"} {
		data := saved(t, "K\x01q\x00"+strings.Repeat("h\x00h\x00\x86q\x00", 100)+wrong)
		_, err := torch.LoadFrom(bytes.NewReader(data), len(data))
		require.ErrorIs(t, err, torch.ErrFormat)
	}
}

func TestLoad_HostileArchives(t *testing.T) {
	pickle := entry{"a/data.pkl", "\x80\x02N."}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"an absolute name":                 {archive(t, pickle, entry{"/etc/passwd", "x"}), `an entry is named "/etc/passwd"`},
		"a name that leads":                {archive(t, pickle, entry{"a/../../x", "x"}), `an entry is named "a/../../x"`},
		"a backslash":                      {archive(t, pickle, entry{`a\x`, "x"}), `an entry is named`},
		"two folders":                      {archive(t, pickle, entry{"b/x", "x"}), `lies outside of the folder "a"`},
		"a name twice":                     {archive(t, pickle, pickle), `entry "a/data.pkl" is there twice`},
		"no pickle":                        {archive(t, entry{"a/x", ""}), "it has no data.pkl"},
		"TorchScript":                      {archive(t, pickle, entry{"a/constants.pkl", ""}), "it is a TorchScript archive"},
		"a byte order":                     {archive(t, pickle, entry{"a/byteorder", "middle"}), `byteorder is "middle"`},
		"a bomb":                           {bomb(t), "deflated entries take more than 8 times the file's size"},
		"entries that lie over each other": {overlapping(t), "lie over each other"},
		"half of a file":                   {archive(t, pickle)[:60], "zip: not a valid zip file"},
		"a wrong sum":                      {bytes.Replace(archive(t, pickle), []byte("\x80\x02N."), []byte("\x80\x02\x88."), 1), ""},
		"nothing":                          {nil, "neither a zip archive nor"},
		"text":                             {[]byte("hello"), "neither a zip archive nor"},
		"tar":                              {append(make([]byte, 257), "ustar\x00padding"...), "tar archives"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := torch.LoadFrom(bytes.NewReader(c.data), len(c.data))
			require.ErrorIs(t, err, torch.ErrFormat)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func bomb(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	out, err := z.Create("a/data.pkl")
	require.NoError(t, err)
	_, err = out.Write([]byte("\x80\x02" + strings.Repeat("]", 10<<20) + "."))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

// overlapping is an archive whose directory tells one entry's bytes as another's, too.
func overlapping(t *testing.T) []byte {
	data := archive(t, entry{"a/data.pkl", "\x80\x02N."}, entry{"a/data/00", "xxxx"}, entry{"a/data/01", "xxxx"})
	end := bytes.LastIndex(data, []byte("PK\x01\x02"))
	before := bytes.LastIndex(data[:end], []byte("PK\x01\x02"))
	copy(data[end+42:end+46], data[before+42:before+46]) // where the entry begins
	return data
}

func TestLoad_DamagedFilesAreErrors(t *testing.T) {
	data, err := os.ReadFile(runFile)
	require.NoError(t, err)
	for n := 0; n < len(data); n += 97 {
		_, err := torch.LoadFrom(bytes.NewReader(data[:n]), n)
		require.ErrorIs(t, err, torch.ErrFormat)
	}
	legacy, err := os.ReadFile("testdata/saved/run_legacy.pt")
	require.NoError(t, err)
	for n := 0; n < len(legacy); n += 97 {
		_, err := torch.LoadFrom(bytes.NewReader(legacy[:n]), n)
		require.Error(t, err)
		require.True(t, errors.Is(err, torch.ErrFormat), "%v", err)
	}
}

// FuzzLoad reads mutated files of all formats. What can be read can be saved, and read
// again.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/saved/*.pt")
	require.NoError(f, err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add(saved(f, tensor(1, []int64{2}, []int64{2})))
	f.Fuzz(func(t *testing.T, data []byte) {
		value, err := torch.LoadFrom(bytes.NewReader(data), len(data), torch.MapLocation(torch.CPU))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := torch.SaveTo(&b, value); err != nil {
			return // bits that two dtypes see, say
		}
		if _, err := torch.LoadFrom(bytes.NewReader(b.Bytes()), b.Len()); err != nil {
			t.Fatal(fmt.Errorf("what was read can't be read again: %w", err))
		}
	})
}

// A part of a tensor without elements begins behind its storage, in Python too.
func TestLoad_PartOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "part.pt")
	require.NoError(t, torch.Save(path, torch.Empty(0, 5).Narrow(1, 2, 3)))
	value, err := torch.Load(path)
	require.NoError(t, err)
	part := value.(*torch.Tensor)
	require.Equal(t, []any{[]int{0, 3}, []int{5, 1}, 2}, []any{part.Shape(), part.Strides(), part.StorageOffset()})
}
